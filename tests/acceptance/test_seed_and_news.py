"""The seed page and 171 Wikinews articles, from the file to SQL."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FULL_NAMES = {
    "Li Shangfu",
    "Sergei Shoigu",
    "Tan Kefei",
    "Xi Jinping",
    "Vladimir Putin",
    "Jens Stoltenberg",
    "Alisher Usmanov",
    "Antony Blinken",
}

SPANS = {
    "blocks": ("start_char", "end_char"),
    "mentions": ("start_char", "end_char"),
    "roles": ("start_char", "end_char"),
    "quotes": ("start_char", "end_char"),
    "sanction_events": ("trigger_start", "trigger_end"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory, shared_articles, sanctograph):
    place = tmp_path_factory.mktemp("home")
    done = sanctograph("run", *shared_articles, "--home", place, "--local")
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def seed(home, ask):
    names = "article_id title authors contributors published_date published_precision updated_at"
    columns = [*names.split(), "language", "text"]
    (row,) = ask(home, f"SELECT {', '.join(columns)} FROM articles WHERE uri LIKE '%/seed/%'")
    return dict(zip(columns, row, strict=True))


@pytest.fixture(scope="module")
def expected(shared_articles):
    page = shared_articles[0]
    return json.loads(page.with_name("expected.json").read_text(encoding="utf-8"))


def test_every_article_is_loaded_and_none_rejected(home, ask):
    assert ask(home, "SELECT COUNT(*) FROM articles") == [(172,)]
    assert ask(home, "SELECT COUNT(*) FROM rejects") == [(0,)]


def test_the_seed_article_is_read_exactly(home, ask, seed, expected):
    article = expected["article"]
    assert seed["title"] == article["title"]
    assert seed["authors"] == article["authors"]
    assert seed["contributors"] == article["contributors"]
    assert str(seed["published_date"]) == article["published_date"]
    assert seed["published_precision"] == article["published_precision"]
    assert str(seed["updated_at"])[:10] == article["updated_at"]
    assert seed["language"] == article["language"]
    blocks = ask(
        home,
        "SELECT b.kind, substr(a.text, b.start_char + 1, b.end_char - b.start_char) "
        "FROM blocks AS b JOIN articles AS a USING (article_id) "
        "WHERE article_id = ? ORDER BY b.ordinal",
        seed["article_id"],
    )
    assert [text for kind, text in blocks if kind == "heading"] == article["headings"]
    paragraphs = [text for kind, text in blocks if kind == "paragraph"]
    assert paragraphs[0].startswith(article["body_starts"])
    assert paragraphs[-1].endswith(article["body_ends"])
    body = "\n".join(
        text for kind, text in blocks if kind in {"paragraph", "heading", "list_item", "quote"}
    )
    assert [words for words in article["never_in_body"] if words in body] == []
    images = ask(
        home,
        "SELECT caption, credit FROM images WHERE article_id = ? ORDER BY ordinal",
        seed["article_id"],
    )
    assert images == [(image["caption"], image["credit"]) for image in article["images"]]


def test_most_persons_of_the_seed_are_found_under_their_full_names(home, ask, seed):
    found = {
        name
        for (name,) in ask(
            home,
            "SELECT name FROM chains WHERE article_id = ? AND kind = 'person'",
            seed["article_id"],
        )
    }
    assert len(FULL_NAMES & found) >= 7
    surnames = ask(
        home,
        "SELECT DISTINCT m.surface, c.name FROM mentions AS m "
        "JOIN chains AS c USING (article_id, entity_key) "
        "WHERE m.article_id = ? AND m.form = 'surname'",
        seed["article_id"],
    )
    chained = dict(surnames)
    assert chained["Usmanov"] == "Alisher Usmanov"
    assert chained["Blinken"] == "Antony Blinken"


def test_most_sanctions_of_the_seed_are_found(home, ask, seed, expected):
    events = {
        event_id: (evidence, action, status)
        for event_id, evidence, action, status in ask(
            home,
            "SELECT event_id, evidence, action, status FROM sanction_events WHERE article_id = ?",
            seed["article_id"],
        )
    }
    parties: dict[object, dict[object, set[object]]] = {}
    for event_id, role, name in ask(home, "SELECT event_id, role, name FROM sanction_parties"):
        if event_id in events:
            parties.setdefault(event_id, {}).setdefault(role, set()).add(name)
    found = [
        wanted["evidence"]
        for wanted in expected["sanction_events"]
        if any(
            wanted["evidence"] in evidence
            and (action, status) == (wanted["action"], wanted["status"])
            and parties.get(event_id, {}).get("issuer", set()) == set(wanted.get("issuers", []))
            for event_id, (evidence, action, status) in events.items()
        )
    ]
    assert len(found) >= 4


@pytest.mark.parametrize("table", SPANS)
def test_every_span_lies_in_its_text_without_space_at_its_ends(home, ask, table):
    start, end = SPANS[table]
    words = f"substr(a.text, t.{start} + 1, t.{end} - t.{start})"
    faults = ask(
        home,
        f"SELECT COUNT(*) FILTER (WHERE {words} = '' OR {words} <> trim({words})"
        f" OR t.{end} > length(a.text)), COUNT(*) FROM {table} AS t "
        "JOIN articles AS a USING (article_id)",
    )
    assert faults[0][0] == 0
    assert faults[0][1] > 0


def test_mentions_and_evidence_are_the_quoted_words(home, ask):
    mentions = ask(
        home,
        "SELECT COUNT(*) FROM mentions JOIN articles USING (article_id) "
        "WHERE substr(text, start_char + 1, end_char - start_char) <> surface",
    )
    evidence = ask(
        home,
        "SELECT COUNT(*) FROM sanction_events JOIN articles USING (article_id) "
        "WHERE substr(text, sentence_start + 1, sentence_end - sentence_start) <> evidence",
    )
    assert mentions == [(0,)]
    assert evidence == [(0,)]


def test_a_second_run_loads_nothing_and_says_so(home, shared_articles, sanctograph):
    published = (home / "store.duckdb").resolve()
    done = sanctograph("run", *shared_articles, "--home", home, "--local")
    assert done.returncode == 0, done.stderr
    assert "0 articles new or changed" in done.stdout
    assert "172 articles" in done.stdout
    assert (home / "store.duckdb").resolve() == published


def test_the_page_names_nobody_from_credits_and_bylines(home, ask, seed, expected):
    names = {
        name
        for (name,) in ask(home, "SELECT name FROM chains WHERE article_id = ?", seed["article_id"])
    }
    assert names & set(expected["entities"]["never_an_entity_of_the_story"]) == set()


def test_home_holds_nothing_in_staging_after_a_run(home: Path):
    assert list((home / "staging").iterdir()) == []
