"""Who in the news is listed: views, `listed_as_of`, the page's questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.rows import entry_batches
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import resolve
from warehouse.store import Store, open_store
from warehouse.watchlists import Published, load_snapshot

OFAC = "us_ofac_sdn"
FIRST, SECOND, NEWEST = date(2022, 1, 31), date(2023, 1, 31), date(2024, 5, 3)
PAGE = Path(__file__).parents[2] / "docs" / "queries.md"


def entry(entry_id: str, *names: str, kind: str = "person", **told: Any) -> Entry:
    written = [ListedName(name, "alias" if i else "primary") for i, name in enumerate(names)]
    return Entry(entry_id, kind, names[0], tuple(written), **told)


def load(store: Store, key: str, day: date, *entries: Entry) -> None:
    published = Published(key, day, f"{key} {day}", "/lists/made.csv")
    load_snapshot(store, published, entry_batches(entries), Tally(), accept_shrink=True)


def told(store: Store, statement: str, **values: object) -> list[tuple[Any, ...]]:
    return store.connection.execute(statement, values).fetchall()


def answer(store: Store, title: str) -> list[tuple[Any, ...]]:
    """The answer to a question of docs/queries.md."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(
        rf"^### {re.escape(title)}\n[^#]*?```sql\n(.+?)```", page, re.DOTALL | re.MULTILINE
    )
    assert found
    return told(store, found[1])


OLD = entry("1", "Zoltan KARPATHY", "Золтан Карпати", countries=("hu",), programs=("A",))
NEW = entry(
    "1", "Zoltán Karpathy", countries=("hu",), programs=("A", "B"), measures=("asset_freeze",)
)
QUIST = entry("2", "Mira QUIST", "Anna Quist", "Al Mira Quist", countries=("se",))
TESSARO = entry("3", "Bruno TESSARO", countries=("it",))
FIRM = entry("QDe.9", '100% O\'Neil "Trading"', kind="company", listed_on=date(2023, 6, 1))
LEFT = entry("5", "Jelena VARGA", countries=("rs",))


def named(name: str, country: str | None) -> list[tuple[str, str, str | None]]:
    return [("person", name, country)]


ARTICLES: tuple[dict[str, Any], ...] = (
    {
        "id": "talks",
        "title": "Talks in Budapest",
        "names": named("Zoltan Karpathy", "hu"),
        "event": ("United States", "Iran"),
        "published": date(2023, 4, 15),
    },
    {"id": "copy", "names": named("Zoltan Karpathy", "hu"), "published": date(2023, 4, 16)},
    {"id": "after", "names": named("Zoltan Karpathy", "hu"), "published": date(2025, 1, 1)},
    {"id": "early", "names": named("Mira Quist", "se"), "published": FIRST},
    {"id": "between", "names": named("Mira Quist", "se"), "published": date(2022, 6, 1)},
    {"id": "undated", "names": named("Mira Quist", "se"), "published": None},
    {"id": "bare", "names": named("Bruno Tessaro", None), "published": date(2023, 4, 15)},
    {"id": "left", "names": named("Jelena Varga", "rs"), "published": FIRST},
    {"id": "gone", "names": named("Jelena Varga", "rs"), "published": date(2023, 4, 15)},
)


@pytest.fixture
def news(layout: Layout, staged_batch: Callable[..., Path]) -> Iterator[Store]:
    """Articles and two lists; a person has decided that Iran is the firm, and what is a copy."""
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*ARTICLES), "r", datetime(2026, 1, 1))
        load(store, OFAC, FIRST, OLD, LEFT)
        load(store, OFAC, SECOND, OLD, QUIST, TESSARO)
        load(store, OFAC, NEWEST, NEW, QUIST, TESSARO)
        load(store, "un_sc", NEWEST, FIRM)
        store.connection.execute(
            "INSERT INTO ops.review_decisions BY NAME SELECT entity_key, 'un_sc' AS list, "
            "'QDe.9' AS entry_id, 'confirmed' AS decision, 'ann' AS decided_by, "
            "TIMESTAMP '2026-01-01' AS decided_at FROM facts.chains WHERE name = 'Iran'"
        )
        resolve(store)
        store.connection.execute(
            "INSERT INTO resolved.article_duplicates VALUES ('copy', 'talks', 'made')"
        )
        yield store


def test_the_news_has_a_row_an_article_entity_and_accepted_entry(news: Store) -> None:
    question = (
        "SELECT article_id, entity, list, entry_id, decision, standing, standing_now, "
        "listed_later FROM listed_in_the_news ORDER BY article_id, entity"
    )
    assert told(news, question) == [
        ("after", "Zoltan Karpathy", OFAC, "1", "auto", "unknown", "listed", None),
        ("between", "Mira Quist", OFAC, "2", "auto", "unknown", "listed", None),
        ("early", "Mira Quist", OFAC, "2", "auto", "not_listed", "listed", True),
        ("gone", "Jelena Varga", OFAC, "5", "auto", "not_listed", "not_listed", False),
        ("left", "Jelena Varga", OFAC, "5", "auto", "listed", "not_listed", False),
        ("talks", "Iran", "un_sc", "QDe.9", "confirmed", "not_listed", "listed", True),
        ("talks", "Zoltan Karpathy", OFAC, "1", "auto", "listed", "listed", False),
        ("undated", "Mira Quist", OFAC, "2", "auto", "unknown", "listed", None),
    ]


def test_programmes_are_those_of_the_articles_day(news: Store) -> None:
    question = (
        "SELECT published_date, programs, measures, first_listed, precision, newest_snapshot "
        "FROM listed_in_the_news WHERE entry_id IN ('1', 'QDe.9') "
        "ORDER BY published_date, entry_id"
    )
    assert told(news, question) == [
        (date(2023, 4, 15), ["A"], [], FIRST, "snapshot", NEWEST),
        (date(2023, 4, 15), [], [], date(2023, 6, 1), "listed_on", NEWEST),
        (date(2025, 1, 1), ["A", "B"], ["asset_freeze"], FIRST, "snapshot", NEWEST),
    ]


def test_a_target_is_shown_as_listed_on_the_day_of_its_sanctions_and_now(news: Store) -> None:
    question = (
        "SELECT target, target_listed, target_listed_now, target_lists FROM sanctions "
        "ORDER BY event_id"
    )
    assert told(news, question) == [("Iran", "not_listed", "listed", ["un_sc"])]


def test_a_profile_shows_the_newest_snapshots_standing(news: Store) -> None:
    question = (
        "SELECT name, listed, lists, list_entries, first_listed, newest_snapshot "
        "FROM entity_profile ORDER BY name"
    )
    assert told(news, question) == [
        ("Bruno Tessaro", None, [], [], None, None),
        ("Iran", "listed", ["un_sc"], ["un_sc:QDe.9"], date(2023, 6, 1), NEWEST),
        ("Jelena Varga", "not_listed", [OFAC], ["us_ofac_sdn:5"], FIRST, NEWEST),
        ("Mira Quist", "listed", [OFAC], ["us_ofac_sdn:2"], SECOND, NEWEST),
        ("United States", None, [], [], None, None),
        ("Zoltan Karpathy", "listed", [OFAC], ["us_ofac_sdn:1"], FIRST, NEWEST),
    ]


def test_an_entity_on_several_lists_is_listed_where_one_of_them_lists_it(news: Store) -> None:
    day = date(2022, 3, 1)
    load(news, "gb_hmt", day, entry("G1", LEFT.name, countries=("rs",)))
    resolve(news)
    profile = (
        "SELECT listed, lists, list_entries, first_listed, newest_snapshot "
        "FROM entity_profile WHERE name = 'Jelena Varga'"
    )
    entries = ["gb_hmt:G1", "us_ofac_sdn:5"]
    assert told(news, profile) == [("listed", ["gb_hmt", OFAC], entries, FIRST, day)]


def test_two_chains_of_one_entity_give_one_row_and_a_persons_word_counts(news: Store) -> None:
    news.connection.execute(
        "INSERT INTO resolved.watchlist_matches BY NAME SELECT * REPLACE ('k' AS entity_key, "
        "0.9 AS score, 'confirmed' AS decision) FROM resolved.watchlist_matches "
        "WHERE article_id = 'early'"
    )
    question = "SELECT decision FROM listed_in_the_news WHERE article_id = 'early'"
    assert told(news, question) == [("confirmed",)]


CALLED: tuple[tuple[str, object, list[tuple[str, ...]]], ...] = (
    ("karpathy ZOLTAN", "2022-06-01", [("1", "Zoltan KARPATHY", "Zoltan KARPATHY", "listed")]),
    ("Zoltán", date(2024, 5, 3), [("1", "Zoltán Karpathy", "Zoltan KARPATHY", "listed")]),
    ("КАРПАТИ", "2024-05-03", [("1", "Zoltán Karpathy", "Золтан Карпати", "listed")]),
    ("Quist", "2022-06-01", [("2", "Mira QUIST", "Mira QUIST", "unknown")]),
    ("o’neil", "2023-05-31", [("QDe.9", FIRM.name, FIRM.name, "not_listed")]),
    ("o'neil 100%", "2024-05-03", [("QDe.9", FIRM.name, FIRM.name, "listed")]),
    ("Karpath", "2022-06-01", []),
    ("Zoltan Quist", "2022-06-01", []),
    ("%", "2022-06-01", []),
    ("", "2022-06-01", []),
    ("'); DROP TABLE facts.articles; --", "2022-06-01", []),
)


def test_a_name_is_found_by_its_words_in_any_order_case_and_version(news: Store) -> None:
    question = "SELECT entry_id, name, matched_name, standing FROM listed_as_of($name, $day)"
    for name, day, expected in CALLED:
        assert told(news, question, name=name, day=day) == expected, name
        written = question.replace("$name", "'" + name.replace("'", "''") + "'")
        assert told(news, written, day=day) == expected, name


def test_who_is_found_by_name_comes_with_the_snapshots_around_the_day(news: Store) -> None:
    question = (
        "SELECT list, kind, programs, first_listed, last_listed, snapshot_before, snapshot_after "
        "FROM listed_as_of('Mira Quist', $day)"
    )
    for day, around in [
        ("2021-01-01", (None, FIRST)),
        ("2022-06-01", (FIRST, SECOND)),
        ("2023-01-31", (SECOND, NEWEST)),
        ("2025-01-01", (NEWEST, None)),
    ]:
        assert told(news, question, day=day) == [(OFAC, "person", [], SECOND, NEWEST, *around)]


def test_the_questions_of_the_page_on_lists_have_these_answers(news: Store) -> None:
    day = date(2023, 4, 15)
    sentence = "United States imposed sanctions on Iran."
    assert answer(news, "Who was not listed yet on the day of the article, but is now?") == [
        ("Mira Quist", FIRST, "News of early", OFAC, "2", SECOND, "snapshot", NEWEST),
        ("Iran", day, "Talks in Budapest", "un_sc", "QDe.9", date(2023, 6, 1), "listed_on", NEWEST),
    ]
    assert answer(news, "Who is in the news, and has left the list since?") == [
        ("Jelena Varga", OFAC, "5", day, NEWEST)
    ]
    assert answer(news, "Which sanctions does the news tell of before the list has them?") == [
        (day, "United States", "impose", "Iran", ["un_sc"], sentence)
    ]
    assert answer(news, "Who in the news is listed now, and since when?") == [
        ("Mira Quist", "person", "se", ["us_ofac_sdn:2"], SECOND, NEWEST, 3),
        ("Zoltan Karpathy", "person", "hu", ["us_ofac_sdn:1"], FIRST, NEWEST, 2),
        ("Iran", "country", "ir", ["un_sc:QDe.9"], date(2023, 6, 1), NEWEST, 1),
    ]
    assert answer(news, "How many candidates of each list wait for a decision?") == [
        (OFAC, 1, 8, 0, 0),
        ("un_sc", 0, 0, 1, 0),
    ]
    assert answer(news, "For which articles do the lists lack a snapshot?") == [
        (OFAC, 3, date(2022, 6, 1), date(2025, 1, 1))
    ]
    assert answer(news, "Which snapshots of which lists are in the store?") == [
        ("un_sc", NEWEST, 1, 0, "/lists/made.csv"),
        (OFAC, FIRST, 2, 0, "/lists/made.csv"),
        (OFAC, SECOND, 3, 0, "/lists/made.csv"),
        (OFAC, NEWEST, 3, 0, "/lists/made.csv"),
    ]
    weakest = answer(news, "Which accepted entries rest on the weakest evidence?")
    assert [row[1:6] for row in weakest] == [
        ("1", "Zoltán Karpathy", 3, 1.0, 1.0),
        ("2", "Mira QUIST", 3, 1.0, 1.0),
        ("5", "Jelena VARGA", 2, 1.0, 1.0),
    ]


def test_targets_on_no_list_are_told_without_states(news: Store) -> None:
    title = "Which sanctioned targets in the news are on no list?"
    assert answer(news, title) == []
    news.connection.execute(
        "UPDATE facts.sanction_parties SET name = 'Bruno Tessaro', country = 'it', entity_key = "
        "(SELECT MIN(entity_key) FROM facts.chains WHERE name = 'Bruno Tessaro') "
        "WHERE role = 'target'"
    )
    assert answer(news, title) == [("Bruno Tessaro", "person", "it", ["United States"])]
