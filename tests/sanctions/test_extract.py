from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas.check import check_facts
from schemas.tables import TABLES
from transforms.language import pipelines
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines
from transforms.rejects import Reject
from transforms.sanctions.extract import extract
from transforms.sanctions.nets import Nets

Event = dict[str, Any]


@cache
def _pipelines() -> Pipelines:
    return pipelines.load()


def _article(article_id: str, text: str, published: date | None) -> Event:
    return {
        "article_id": article_id, "revision": 1, "source": "adhoc", "uri": "file:///a",
        "record_key": article_id, "authors": [], "contributors": [], "language": "en",
        "published_date": published, "text": text, "word_count": 1, "content_hash": "c",
        "raw_sha256": "r", "reader": "text", "repairs": [], "flags": [],
    }  # fmt: skip


def _blocks(article_id: str, parts: list[tuple[str, str]]) -> Iterator[Event]:
    at = 0
    for ordinal, (kind, words) in enumerate(parts):
        yield {
            "article_id": article_id, "ordinal": ordinal, "kind": kind,
            "start_char": at, "end_char": at + len(words), "duplicate_of": None,
        }  # fmt: skip
        at += len(words) + 2


def _run(
    parts: list[tuple[str, str]], published: date | None = date(2024, 6, 15)
) -> tuple[list[Event], dict[str, pa.Table], list[Reject]]:
    text = "\n\n".join(words for _, words in parts)
    articles = pa.Table.from_pylist(
        [_article("a", text, published)], schema=TABLES["articles"].made
    )
    blocks = pa.Table.from_pylist(list(_blocks("a", parts)), schema=TABLES["blocks"].made)
    named, _ = annotate(articles, blocks, _pipelines())
    tables, rejects = extract(
        articles, blocks, named["mentions"], named["chains"], named["quotes"], _pipelines()
    )
    check_facts({"articles": articles, "blocks": blocks, **named, **tables})
    return _joined(tables), tables, rejects


def _joined(tables: dict[str, pa.Table]) -> list[Event]:
    parties = tables["sanction_parties"].to_pylist()
    events = []
    for event in tables["sanction_events"].to_pylist():
        own = [p for p in parties if p["event_id"] == event["event_id"]]
        for role in ("issuer", "target", "actor"):
            event[role] = sorted(p["name"] for p in own if p["role"] == role)
        event["parties"] = own
        events.append(event)
    return sorted(events, key=lambda e: int(e["trigger_start"]))


def _one(sentence: str) -> Event:
    events, _, _ = _run([("paragraph", sentence)])
    assert len(events) == 1
    return events[0]


CONSTRUCTIONS = [
    (
        "active",
        "Canada imposed sanctions on Belarus on Monday.",
        ("impose", "actual", ["Canada"], ["Belarus"]),
    ),
    (
        "headline present",
        "Japan imposes sanctions against Myanmar.",
        ("impose", "actual", ["Japan"], ["Myanmar"]),
    ),
    (
        "nominal",
        "Iran condemned the new U.S. sanctions against Syria.",
        ("impose", "opposed", ["United States"], ["Syria"]),
    ),
    (
        "verb",
        "Canada sanctions three Iranian generals.",
        ("impose", "actual", ["Canada"], ["Iranian generals"]),
    ),
    (
        "passive with all its issuers",
        "Igor Petrov was sanctioned by Canada, Australia, Japan and Norway.",
        ("impose", "actual", ["Australia", "Canada", "Japan", "Norway"], ["Igor Petrov"]),
    ),
    (
        "capital for its state",
        "Washington imposed sanctions on North Korea.",
        ("impose", "actual", ["United States"], ["North Korea"]),
    ),
    (
        "future",
        "The European Union is threatening to impose sanctions on Zimbabwe.",
        ("impose", "threatened", ["European Union"], ["Zimbabwe"]),
    ),
    (
        "demand",
        "Turkey calls for sanctions against Armenia.",
        ("impose", "demanded", [], ["Armenia"]),
    ),
    (
        "lifting",
        "The United Nations lifts sanctions against Liberia.",
        ("lift", "actual", ["United Nations"], ["Liberia"]),
    ),
    (
        "more",
        "The European Union imposes additional sanctions on Russia.",
        ("tighten", "actual", ["European Union"], ["Russia"]),
    ),
]


@pytest.mark.parametrize(
    ("sentence", "expected"), [c[1:] for c in CONSTRUCTIONS], ids=[c[0] for c in CONSTRUCTIONS]
)
def test_a_construction_gives_action_status_issuers_and_targets(
    sentence: str, expected: tuple[str, str, list[str], list[str]]
) -> None:
    event = _one(sentence)
    assert (event["action"], event["status"], event["issuer"], event["target"]) == expected


def test_who_asks_for_sanctions_is_an_actor_with_a_stance() -> None:
    event = _one("Turkey calls for sanctions against Armenia.")
    actors = [(p["name"], p["stance"]) for p in event["parties"] if p["role"] == "actor"]
    assert actors == [("Turkey", "demands")]


def test_an_unnamed_group_keeps_its_words_and_its_country() -> None:
    event = _one("Canada sanctions three Iranian generals.")
    targets = [p for p in event["parties"] if p["role"] == "target"]
    assert [(p["name"], p["named"], p["country"]) for p in targets] == [
        ("Iranian generals", False, "ir")
    ]


def test_spans_are_code_points_of_the_article() -> None:
    text = "Le café — “Ürümqi” — closed. Canada imposed sanctions on Belarus on Monday."
    events, _, _ = _run([("paragraph", text)])
    (event,) = events
    assert text[event["trigger_start"] : event["trigger_end"]] == "sanctions"
    assert event["evidence"] == "Canada imposed sanctions on Belarus on Monday."
    assert event["event_date"] == date(2024, 6, 10)
    spans = {text[p["start_char"] : p["end_char"]] for p in event["parties"]}
    assert spans == {"Canada", "Belarus"}


def test_a_target_told_a_sentence_before_is_found_and_has_no_span() -> None:
    events, _, _ = _run(
        [("paragraph", "Canada imposed sanctions on Belarus. The sanctions remain in place.")]
    )
    later = events[1]
    assert later["target"] == ["Belarus"]
    assert [p["start_char"] for p in later["parties"] if p["name"] == "Belarus"] == [None]
    assert later["rule"] == "sanctions.noun+context"


def test_a_heading_points_at_the_paragraph_that_tells_its_event() -> None:
    events, _, _ = _run(
        [
            ("heading", "Canada Imposes Sanctions on Belarus"),
            ("paragraph", "Canada imposed sanctions on Belarus, officials said."),
        ]
    )
    assert [e["same_as"] for e in events] == [events[1]["event_id"], None]


def test_bylines_and_other_senses_tell_no_event() -> None:
    events, _, rejects = _run(
        [
            ("byline", "Sanctions Desk"),
            ("paragraph", "Worshippers attend state-sanctioned churches."),
        ]
    )
    assert (events, rejects) == ([], [])


def test_without_a_day_of_publication_no_day_is_made_up() -> None:
    events, _, _ = _run([("paragraph", "Canada imposed sanctions on Belarus on Monday.")], None)
    assert (events[0]["event_date"], events[0]["date_method"]) == (None, "no_anchor")


def test_an_article_that_fails_is_rejected_alone() -> None:
    good, bad = "Canada imposed sanctions on Belarus.", "Canada imposed sanctions on Iran."
    articles = pa.Table.from_pylist(
        [_article("a", good, None), _article("b", bad, None)], schema=TABLES["articles"].made
    )
    rows = [*_blocks("a", [("paragraph", good)]), *_blocks("b", [("paragraph", bad)])]
    rows[1]["start_char"] = None
    schema = pa.schema([f.with_nullable(True) for f in TABLES["blocks"].made])
    blocks = pa.Table.from_pylist(rows, schema=schema)
    empty = {n: TABLES[n].made.empty_table() for n in ("mentions", "chains", "quotes")}
    tables, rejects = extract(
        articles, blocks, empty["mentions"], empty["chains"], empty["quotes"], _pipelines()
    )
    assert tables["sanction_events"]["article_id"].to_pylist() == ["a"]
    assert [(r.record_key, r.stage, r.reason) for r in rejects] == [("b", "sanctions", "crashed")]


def test_the_same_articles_give_the_same_rows() -> None:
    parts = [("paragraph", "Canada imposed sanctions on Belarus on Monday.")]
    assert _run(parts)[1] == _run(parts)[1]


SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_a8483d8de4311949.txt"


@pytest.mark.skipif(not SEED.exists(), reason="../shared is not beside the checkout")
def test_most_events_of_the_seed_article_are_told_right() -> None:
    words = SEED.read_text(encoding="utf-8")
    parts = [("paragraph", line) for line in words.splitlines() if line.strip()]
    events, _, _ = _run(parts, date(2023, 4, 15))
    told = [(e["action"], e["status"], e["issuer"], e["target"]) for e in events]
    seven = [
        "Australia", "Canada", "European Union", "Japan", "New Zealand", "Switzerland",
        "United Kingdom",
    ]  # fmt: skip
    assert ("impose", "actual", seven, ["Alisher Usmanov"]) in told
    assert ("in_force", "opposed", ["United States"], ["Chinese firms"]) in told
    assert ("impose", "actual", ["United States"], ["Alisher Usmanov"]) in told
    ours = next(e for e in events if "our globally coordinated sanctions" in e["evidence"])
    assert (ours["action"], ours["status"], ours["target"]) == ("in_force", "actual", ["Russia"])
    announced = next(e for e in events if "announced on Wednesday" in e["evidence"])
    assert {"Russian private military firm", "China-based firm"} <= set(announced["target"])
    assert announced["event_date"] == date(2023, 4, 12)
    assert announced["jurisdiction_count"] == 20
    assert announced["reason"] == "their alleged roles in aiding Russia’s war in Ukraine"


def test_an_event_has_the_programme_that_its_sentence_names() -> None:
    told = _one("The United States sanctioned three Iranian generals under Executive Order 13224.")
    assert told["program"] == "US-TERR"
    assert _one("Canada imposed sanctions on Belarus on Monday.")["program"] is None


def test_what_counts_no_targets_is_kept_as_something_else() -> None:
    _, tables, _ = _run([("paragraph", "The 15 members of the council imposed sanctions on Iran.")])
    assert [(c["low"], c["unit"], c["scope"]) for c in tables["sanction_counts"].to_pylist()] == [
        (15, "members", "other")
    ]


def test_a_sentence_without_end_is_read_as_far_as_a_sentence_of_news_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("transforms.sanctions.extract.LONGEST", 300)
    monkeypatch.setattr("transforms.sanctions.extract.MOST_TRIGGERS", 3)
    endless = " and ".join(["Chad imposed sanctions on Peru"] * 20)
    events, _, rejects = _run([("paragraph", endless + ".")])
    assert rejects == []
    assert 0 < len(events) <= 3
    assert max(e["trigger_end"] for e in events) <= 300


def test_an_article_that_cannot_be_judged_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(nets: Nets, asked: list[Any]) -> Any:
        if any("Chad" in one.reading.text for one in asked):
            raise ArithmeticError("no number")
        return judge(nets, asked)

    judge = Nets.judge
    monkeypatch.setattr(Nets, "judge", broken)
    texts = ["Canada imposed sanctions on Belarus.", "Canada imposed sanctions on Chad."]
    articles = pa.Table.from_pylist(
        [_article(f"a{n}", text, None) for n, text in enumerate(texts)],
        schema=TABLES["articles"].made,
    )
    rows = [row for n, text in enumerate(texts) for row in _blocks(f"a{n}", [("paragraph", text)])]
    blocks = pa.Table.from_pylist(rows, schema=TABLES["blocks"].made)
    named, _ = annotate(articles, blocks, _pipelines())
    tables, rejects = extract(
        articles, blocks, named["mentions"], named["chains"], named["quotes"], _pipelines()
    )
    assert tables["sanction_events"]["article_id"].to_pylist() == ["a0"]
    assert [(r.record_key, r.reason) for r in rejects] == [("a1", "crashed")]
