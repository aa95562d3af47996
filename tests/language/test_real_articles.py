"""The seed page and the Wikinews articles beside the checkout, with the shipped model."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas.records import RECORDS
from schemas.tables import TABLES
from transforms.articles.build import build
from transforms.language.annotate import annotate
from transforms.language.pipelines import SHIPPED, load

SHARED = Path(__file__).parents[2] / "../shared"
SEED = SHARED / "seed"
NEWS = SHARED / "news/wikinews_2019.csv"

pytestmark = [
    pytest.mark.skipif(not NEWS.exists(), reason="../shared is not beside the checkout"),
    pytest.mark.skipif(not (SHIPPED / "names").exists(), reason="no shipped model yet"),
]

Tables = dict[str, list[dict[str, Any]]]


def record(key: str, text: str, title: str | None, *, page: bool) -> dict[str, Any]:
    told = {
        "article_id": key, "source": "adhoc", "uri": f"file:{key}", "reader": "text",
        "page": page, "raw_sha256": "", "content_hash": "", "repairs": [], "authors": [],
        "parts": [], "flags": [],
        "title": title, "text": text, "revision": 1,
    }  # fmt: skip
    return {name: told.get(name) for name in RECORDS.names}


def annotated(records: list[dict[str, Any]]) -> Tables:
    tables, rejects = build(pa.Table.from_pylist(records, schema=RECORDS))
    assert rejects == []
    found, rejects = annotate(tables["articles"], tables["blocks"], load())
    assert rejects == []
    assert all(rows.schema == TABLES[name].made for name, rows in found.items())
    return {name: rows.to_pylist() for name, rows in {**tables, **found}.items()}


@cache
def seed() -> Tables:
    page = next(SEED.glob("*.txt")).read_text(encoding="utf-8")
    return annotated([record("seed", page, None, page=True)])


@cache
def expected() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    return told


def chains() -> dict[str, set[str]]:
    """Canonical name -> surfaces."""
    names = {c["entity_key"]: c["name"] for c in seed()["chains"]}
    found: dict[str, set[str]] = {}
    for mention in seed()["mentions"]:
        if mention["entity_key"]:
            found.setdefault(names[mention["entity_key"]], set()).add(mention["surface"])
    return found


def people() -> dict[str, dict[str, Any]]:
    return {c["name"]: c for c in seed()["chains"] if c["kind"] == "person"}


def test_the_eight_people_have_full_names_surnames_roles_and_countries() -> None:
    for person in expected()["entities"]["person"]:
        chain = people()[person["name"]]
        assert set(person.get("also", [])) <= chains()[person["name"]]
        roles = [r["role"] for r in seed()["roles"] if r["entity_key"] == chain["entity_key"]]
        assert person["role"] in roles
        assert chain["country"] == person.get("country")
    assert len(people()) == len(expected()["entities"]["person"])


def test_names_of_the_same_entity_are_one_chain() -> None:
    for group in expected()["entities"]["same_entity"]:
        surfaces = {name.removeprefix("the ") for name in group}
        assert surfaces <= chains()[group[0]]


def test_organisations_and_countries_of_the_seed() -> None:
    told = expected()["entities"]
    assert {*told["organization"], *told["country"]} <= set(chains())


def test_credits_and_bylines_are_no_entities() -> None:
    surfaces = {m["surface"] for m in seed()["mentions"]}
    never = expected()["entities"]["never_an_entity_of_the_story"]
    assert not [n for n in never if any(n in s or s == n.split()[-1] for s in surfaces)]


def test_the_quotes_of_the_seed_have_their_speakers() -> None:
    names = {c["entity_key"]: c["name"] for c in seed()["chains"]}
    text = seed()["articles"][0]["text"]
    told = {text[q["start_char"] : q["end_char"]]: q for q in seed()["quotes"]}
    for quote in expected()["quotes"]:
        fitting = [q for words, q in told.items() if words.startswith(quote["starts"])]
        assert [names[q["speaker_entity_key"]] for q in fitting] == [quote["speaker"]]
        assert fitting[0]["kind"] == "direct"


@cache
def news() -> Tables:
    with NEWS.open(encoding="utf-8", newline="") as rows:
        told = list(csv.DictReader(rows))
    return annotated(
        [record(f"n{i}", row["text"], row["title"], page=False) for i, row in enumerate(told)]
    )


def test_every_span_of_the_news_is_the_quoted_words() -> None:
    texts = {a["article_id"]: a["text"] for a in news()["articles"]}
    assert len(texts) == 171
    counted = 0
    for table, quoted in (("mentions", "surface"), ("roles", "role"), ("quotes", None)):
        for row in news()[table]:
            words = texts[row["article_id"]][row["start_char"] : row["end_char"]]
            assert words
            assert words == words.strip()
            assert quoted is None or words == row[quoted]
            counted += 1
    assert counted > 7000


def test_ids_are_unique_and_keys_have_chains() -> None:
    for table, key in (("mentions", "mention_id"), ("quotes", "quote_id")):
        ids = [row[key] for row in news()[table]]
        assert len(ids) == len(set(ids))
    chained = {(c["article_id"], c["entity_key"]) for c in news()["chains"]}
    assert len(chained) == len(news()["chains"])
    used = {(m["article_id"], m["entity_key"]) for m in news()["mentions"] if m["entity_key"]}
    assert used == chained
    assert {(r["article_id"], r["entity_key"]) for r in news()["roles"]} <= chained
