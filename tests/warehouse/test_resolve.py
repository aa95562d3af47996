"""Conclusions across articles: which entities there are, and who is named where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from warehouse import resolve as resolving
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import ResolveCounts, rebuild, resolve
from warehouse.store import Store, open_store

Batch = Callable[..., Path]
NOW = datetime(2026, 1, 1)
CONCLUSIONS = ("entities", "entity_keys", "article_entities")

JOHN = ("person", "John Smith", None)
ARTICLES: tuple[dict[str, Any], ...] = (
    {"id": "a", "names": [JOHN, ("company", "Acme", "us")], "published": date(2020, 1, 3)},
    {"id": "b", "names": [("person", "JOHN SMITH", "gb"), JOHN], "published": date(2020, 1, 1)},
    {"id": "c", "names": [("person", "John Smith", "us")], "title": "John Smith"},
    {"id": "d", "event": ("United States", "Iran"), "published": None},
)


def conclusions(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: store.connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
        for name in CONCLUSIONS
    }


def rows(store: Store, question: str) -> list[Any]:
    return store.connection.execute(question).fetchall()


def test_an_entity_has_its_most_used_name_and_country_and_the_days_of_its_articles(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*ARTICLES), "r", NOW)
        assert resolve(store) == ResolveCounts(keys=4, articles=4)
        assert rows(
            store,
            "SELECT name, kind, country, aliases, article_count, first_published, last_published "
            "FROM entities WHERE kind = 'person'",
        ) == [
            (
                "John Smith",
                "person",
                "gb",
                ["JOHN SMITH"],
                3,
                date(2020, 1, 1),
                date(2020, 1, 3),
            )
        ]
        assert rows(store, "SELECT COUNT(*) FROM mentions WHERE entity_id IS NULL") == [(0,)]
        assert rows(store, "SELECT COUNT(*) FROM sanction_parties WHERE entity_id IS NULL") == [
            (0,)
        ]
        assert resolve(store) == ResolveCounts(keys=0, articles=0)


def test_mentions_in_a_repeated_block_are_not_counted(layout: Layout, staged_batch: Batch) -> None:
    with open_store(layout, wait=0) as store:
        twice = {"id": "a", "names": [JOHN, JOHN], "repeat": True, "title": "Yes"}
        load_batch(store, staged_batch(twice), "r", NOW)
        resolve(store)
        question = "SELECT mention_count, in_title, first_start_char FROM article_entities"
        assert rows(store, question) == [(1, False, 5)]
        assert rows(store, "SELECT COUNT(*) FROM mentions") == [(2,)]


def test_articles_loaded_in_any_order_give_the_same_conclusions(
    tmp_path: Path, staged_batch: Batch
) -> None:
    results = []
    for number, order in enumerate(permutations(ARTICLES)):
        if number % 5:
            continue
        home = Layout(tmp_path / str(number))
        with open_store(home, wait=0) as store:
            for spec in order:
                load_batch(store, staged_batch(spec, home=home), "r", NOW)
                if number % 2:
                    resolve(store)
            resolve(store)
            results.append(conclusions(store))
    assert len(results) == 5
    assert len(results[0]["entities"]) == 4
    assert all(result == results[0] for result in results)


def test_what_was_resolved_bit_by_bit_equals_a_rebuild(layout: Layout, staged_batch: Batch) -> None:
    with open_store(layout, wait=0) as store:
        for spec in ARTICLES:
            load_batch(store, staged_batch(spec), "r", NOW)
            resolve(store)
        changed = {"id": "a", "names": [("person", "Mary", None)], "fetched_at": NOW}
        load_batch(store, staged_batch(changed), "r", NOW)
        resolve(store)
        before = conclusions(store)
        assert [row[1] for row in before["entities"]].count("Acme") == 0
        assert rebuild(store) == ResolveCounts(keys=4, articles=4)
        assert conclusions(store) == before


def test_other_rules_make_the_next_resolve_rebuild_everything(
    layout: Layout, staged_batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*ARTICLES), "r", NOW)
        resolve(store)
        monkeypatch.setattr(resolving, "RESOLVE_VERSION", "next")
        resolve(store)
        assert rows(store, "SELECT DISTINCT resolve_version FROM entities") == [("next",)]
