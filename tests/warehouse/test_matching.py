"""Whom the lists name in the news: in each article by itself, in any order of loading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.listing import US, entry, put_list
from transforms.watchlists import deciding, likeness
from transforms.watchlists import evidence as evidence_of
from transforms.watchlists.entries import Entry, ListedName
from warehouse import matching
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import rebuild, resolve
from warehouse.store import Store, open_store

Batch = Callable[..., Path]
NOW = datetime(2026, 1, 1)

LI = entry("24838", "Shangfu LI", countries=("cn",), birth_date="1958-02")
NAMESAKE = entry("77", "Shangfu LI", countries=("tw",), kind="company")
AIR = entry("12927", "MAHAN AIR", kind="company", countries=("ir",))
OTHERS = [entry("1", "Somebody ELSE"), entry("2", "Nobody OFNOTE")]
LI_OF_CHINA = ("person", "Li Shangfu", "cn")
ARTICLES: tuple[dict[str, Any], ...] = (
    {"id": "a", "names": [LI_OF_CHINA, ("company", "Mahan Air", "ir")]},
    {"id": "b", "names": [("person", "Li Shangfu", "us")]},
    {"id": "c", "names": [("person", "Li Shangfu", None)]},
    {"id": "d", "names": [("person", "Mahan Air", "ir")]},
)
MATCHES = (
    "SELECT article_id, list, entry_id, decision, matched_name, list_name"
    " FROM watchlist_matches ORDER BY ALL"
)


def rows(store: Store, question: str = MATCHES) -> list[tuple[object, ...]]:
    return store.connection.execute(question).fetchall()


@pytest.fixture
def store(layout: Layout):
    with open_store(layout, wait=0) as opened:
        yield opened


def test_a_match_is_decided_by_each_article_and_persons_are_no_companies(
    store: Store, staged_batch: Batch
) -> None:
    load_batch(store, staged_batch(*ARTICLES), "r", NOW)
    put_list(store, "2023-01-31", [LI, NAMESAKE, AIR])
    resolve(store)
    assert rows(store) == [
        ("a", US, "12927", "auto", "Mahan Air", "MAHAN AIR"),
        ("a", US, "24838", "auto", "Li Shangfu", "Shangfu LI"),
        ("c", US, "24838", "candidate", "Li Shangfu", "Shangfu LI"),
    ]
    told = rows(store, "SELECT explanation, features['country'] FROM watchlist_matches"
                " WHERE article_id = 'a' AND entry_id = '24838'")  # fmt: skip
    assert told == [("“Li Shangfu” is the listed name “Shangfu LI”; both say China.", 1.0)]


def steps(store: Store, staged_batch: Batch, home: Layout) -> list[Callable[[], Any]]:
    return [
        lambda: load_batch(store, staged_batch(*ARTICLES[:2], home=home), "r", NOW),
        lambda: load_batch(store, staged_batch(*ARTICLES[2:], home=home), "r", NOW),
        lambda: put_list(store, "2022-01-31", [AIR, *OTHERS]),
        lambda: put_list(store, "2023-01-31", [LI, NAMESAKE, *OTHERS]),
    ]


def test_articles_and_lists_in_any_order_end_in_the_same_matches(
    tmp_path: Path, staged_batch: Batch
) -> None:
    found = []
    everything = "SELECT * FROM watchlist_matches ORDER BY ALL"
    for number, order in enumerate(permutations(range(4))):
        home = Layout(tmp_path / f"home{number}")
        with open_store(home, wait=0) as store:
            for place in order:
                steps(store, staged_batch, home)[place]()
                resolve(store)
            found.append(rows(store, everything))
            rebuild(store)
            assert rows(store, everything) == found[-1]
    assert len(found[0]) == 3
    assert all(one == found[0] for one in found)


def test_a_name_of_an_older_version_still_matches(store: Store, staged_batch: Batch) -> None:
    load_batch(store, staged_batch(ARTICLES[0]), "r", NOW)
    put_list(store, "2022-01-31", [LI, *OTHERS])
    put_list(store, "2023-01-31", [entry("24838", "The General", countries=("cn",)), *OTHERS])
    put_list(store, "2024-01-31", OTHERS)
    resolve(store)
    assert rows(store) == [("a", US, "24838", "auto", "Li Shangfu", "Shangfu LI")]


def test_a_snapshot_replaced_takes_its_matches_along(store: Store, staged_batch: Batch) -> None:
    load_batch(store, staged_batch(ARTICLES[0]), "r", NOW)
    put_list(store, "2022-01-31", [LI, *OTHERS])
    resolve(store)
    assert len(rows(store)) == 1
    put_list(store, "2022-01-31", OTHERS)
    resolve(store)
    assert rows(store) == []
    assert rows(store, "SELECT COUNT(*) FROM ops.name_likeness") == [(0,)]


def test_an_article_that_goes_takes_its_matches_along(store: Store, staged_batch: Batch) -> None:
    put_list(store, "2022-01-31", [LI])
    load_batch(store, staged_batch(ARTICLES[0]), "r", NOW)
    resolve(store)
    changed = {"id": "a", "names": [("company", "Acme", "us")], "updated_at": datetime(2030, 1, 1)}
    load_batch(store, staged_batch(changed), "r", NOW)
    resolve(store)
    assert rows(store) == []


def test_one_more_article_scores_only_the_pairs_of_its_new_names(
    store: Store, staged_batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_list(store, "2022-01-31", [LI, AIR, entry("5", "Shangfei LIN")])
    load_batch(store, staged_batch(*ARTICLES), "r", NOW)
    resolve(store)
    compared: list[tuple[str, str]] = []
    decided: list[str] = []

    def compare(one: str, other: str, *, person: bool) -> likeness.Likeness:
        compared.append((one, other))
        return likeness.compare(one, other, person=person)

    def watch(evidence: evidence_of.Evidence) -> deciding.Finding:
        decided.append(evidence.called)
        return deciding.decide(evidence)

    monkeypatch.setattr("transforms.watchlists.comparing.compare", compare)
    monkeypatch.setattr(matching, "decide", watch)
    more = {"id": "e", "names": [LI_OF_CHINA, ("person", "Lin Shangfei", None)]}
    load_batch(store, staged_batch(more), "r", NOW)
    resolve(store)
    assert {called for called, _ in compared} == {"Lin Shangfei"}
    assert sorted(decided) == ["Li Shangfu", "Lin Shangfei"]
    assert ("e", US, "24838", "auto", "Li Shangfu", "Shangfu LI") in rows(store)


def test_a_name_that_changes_its_type_between_versions_matches_in_any_order_of_loading(
    tmp_path: Path, staged_batch: Batch
) -> None:
    versions = {
        "2022-01-31": Entry("7", "person", "Shangfu LI", (ListedName("Shangfu LI", "primary"),)),
        "2023-01-31": Entry(
            "7",
            "person",
            "The General",
            (ListedName("The General", "primary"), ListedName("Shangfu LI", "weak_alias")),
        ),
    }
    found = []
    for number, order in enumerate(permutations(versions)):
        home = Layout(tmp_path / f"typed{number}")
        with open_store(home, wait=0) as store:
            load_batch(store, staged_batch(ARTICLES[0], home=home), "r", NOW)
            for day in order:
                put_list(store, day, [replace(versions[day], countries=("cn",)), *OTHERS])
            resolve(store)
            found.append(rows(store, "SELECT * FROM watchlist_matches ORDER BY ALL"))
    assert found[0] == found[1]
    assert [row[-2] for row in found[0]] == ["auto"]
