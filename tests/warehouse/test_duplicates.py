"""Articles that repeat earlier ones: found whatever came first, and counted once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from transforms.articles.signatures import signatures
from warehouse import duplicates
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import rebuild, resolve
from warehouse.staging import stage
from warehouse.store import Store, open_store

Tables = Callable[[list[dict[str, Any]]], dict[str, pa.Table]]
NOW = datetime(2026, 1, 1)
DAY = datetime(2020, 5, 1)


def words(*parts: tuple[int, int]) -> str:
    """Words by their numbers: from one on, so many."""
    numbers = (number for start, count in parts for number in range(start, start + count))
    return " ".join(f"word{number}" for number in numbers)


def told(key: str, body: str, hours: float | None = 0, **more: Any) -> dict[str, Any]:
    published = None if hours is None else DAY + timedelta(hours=hours)
    return {"id": key, "body": body, "published_at": published, "precision": "minute", **more}


REPORT = told("m", words((0, 300)), 5)
CUT = told("c", words((0, 200)), 9)
EARLY_HEAD = told("x", words((0, 180)), 1)
LATE_TAIL = told("a", words((120, 180)), 7)
OTHER = told("o", words((1_000, 300)), 2)


@pytest.fixture
def load(tables: Tables) -> Callable[..., None]:
    """Load articles, with signatures, as one batch."""

    def loaded(store: Store, *specs: dict[str, Any]) -> None:
        made = tables(list(specs))
        made["article_signatures"] = signatures(made["articles"], made["blocks"])
        folder = stage(store.layout, str(abs(hash(str(specs)))), made, (), {"extractor": "1"})
        load_batch(store, folder, "r", NOW)

    return loaded


def repeated(store: Store) -> dict[str, str]:
    rows = store.connection.execute("SELECT article_id, duplicate_of FROM article_duplicates")
    return dict(rows.fetchall())


def state(store: Store) -> list[list[Any]]:
    tables = ("resolved.article_duplicates", "ops.alike_bodies")
    return [store.connection.execute(f"FROM {t} ORDER BY ALL").fetchall() for t in tables]


def ask(store: Store, question: str) -> list[Any]:
    return store.connection.execute(question).fetchall()


def test_a_copy_loaded_in_a_later_run_repeats_the_earlier(
    layout: Layout, load: Callable[..., None]
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, REPORT, OTHER)
        resolve(store)
        assert repeated(store) == {}
        load(store, CUT)
        resolve(store)
        assert repeated(store) == {"c": "m"}
        question = "SELECT article_id FROM articles WHERE duplicate_of IS NULL ORDER BY ALL"
        assert ask(store, question) == [("m",), ("o",)]


def test_the_earliest_is_by_its_own_date_not_by_its_arrival(
    layout: Layout, load: Callable[..., None]
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, {**CUT, "fetched_at": datetime(2020, 5, 1)})
        resolve(store)
        load(store, {**REPORT, "fetched_at": datetime(2025, 1, 1)})
        resolve(store)
        assert repeated(store) == {"c": "m"}


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (told("b", "", 0), told("a", "", 0), {"b": "a"}),
        (told("a", "", None), told("b", "", 5), {"a": "b"}),
        (told("a", "", None), told("b", "", None), {"b": "a"}),
        (told("a", "", 0, precision="year"), told("b", "", 5), {"a": "b"}),
    ],
    ids=["same moment", "one without a date", "both without a date", "only a year is known"],
)
def test_ties_are_settled_by_what_the_articles_say(
    layout: Layout,
    load: Callable[..., None],
    first: dict[str, Any],
    second: dict[str, Any],
    answer: dict[str, str],
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, {**first, "body": words((0, 100))})
        for count in (100, 110):
            revised = {**second, "body": words((0, count)), "fetched_at": NOW + timedelta(count)}
            load(store, revised)
            resolve(store)
            assert repeated(store) == answer


def test_the_same_body_under_another_title_repeats_it(
    layout: Layout, load: Callable[..., None]
) -> None:
    year_later = told("b", words((0, 60)), 24 * 400, title="Quite another headline")
    with open_store(layout, wait=0) as store:
        load(store, told("a", words((0, 60))), year_later)
        resolve(store)
        assert repeated(store) == {"b": "a"}


def test_a_changed_article_that_no_longer_resembles_is_freed(
    layout: Layout, load: Callable[..., None]
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, REPORT, CUT, OTHER)
        resolve(store)
        load(store, {**CUT, "body": words((500, 300)), "fetched_at": NOW})
        resolve(store)
        assert repeated(store) == {}
        load(store, {**CUT, "body": words((1_000, 250)), "fetched_at": NOW + timedelta(1)})
        resolve(store)
        assert repeated(store) == {"c": "o"}
        assert ask(store, "SELECT COUNT(*) FROM ops.pending_bodies") == [(0,)]


def test_when_the_earliest_changes_the_next_takes_its_place(
    layout: Layout, load: Callable[..., None]
) -> None:
    copies = [told(key, words((0, 300 - 10 * i)), i) for i, key in enumerate("zyx")]
    with open_store(layout, wait=0) as store:
        load(store, *copies)
        resolve(store)
        assert repeated(store) == {"x": "z", "y": "z"}
        load(store, {**copies[0], "body": words((700, 300)), "fetched_at": NOW})
        resolve(store)
        assert repeated(store) == {"x": "y"}


def test_articles_in_any_order_and_a_rebuild_give_the_same_groups(
    tmp_path: Path, load: Callable[..., None]
) -> None:
    results = []
    for number, order in enumerate(permutations((REPORT, CUT, EARLY_HEAD, LATE_TAIL, OTHER))):
        if number % 40:
            continue
        with open_store(Layout(tmp_path / str(number)), wait=0) as store:
            for specs in (order[:2], order[2:3], order[3:]):
                load(store, *specs)
                if number % 80:
                    resolve(store)
            resolve(store)
            results.append(repeated(store))
            rebuild(store)
            results.append(repeated(store))
    assert len(results) == 6
    assert all(result == {"m": "x", "c": "x", "a": "x"} for result in results)


def edition(choose: Random, key: int) -> dict[str, Any]:
    """A page of one of two templates, filled in somewhat otherwise each time."""
    start = choose.choice((0, 2_000))
    filled = choose.randrange(5_000, 9_000)
    body = words((start, choose.randrange(60, 160)), (filled, choose.randrange(5, 90)))
    return told(f"{key:02}", body, choose.randrange(0, 6_000))


@pytest.mark.parametrize("seed", range(2))
def test_crowded_buckets_filled_bit_by_bit_equal_a_rebuild(
    layout: Layout, load: Callable[..., None], monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(duplicates, "HEADS", 2)
    choose = Random(seed)
    with open_store(layout, wait=0) as store:
        for turn in range(5):
            keys = choose.sample(range(40), 10)
            load(
                store, *({**edition(choose, k), "fetched_at": DAY + timedelta(turn)} for k in keys)
            )
            if choose.random() < 0.8:
                resolve(store)
        resolve(store)
        before = state(store)
        crowd = ask(store, "SELECT MAX(place) FROM buckets")
        rebuild(store)
        assert state(store) == before
        assert crowd > [(2,)]
        assert len(before[0]) > 10


def test_only_new_articles_are_compared_with_others(
    layout: Layout, load: Callable[..., None]
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, *(told(f"a{i}", words((0, 300 - i)), i) for i in range(6)), REPORT)
        resolve(store)
        assert ask(store, "SELECT COUNT(*) FROM candidates") == [(15,)]
        load(store, told("b", words((0, 250)), 9), OTHER)
        resolve(store)
        assert ask(store, "SELECT COUNT(*) FROM candidates") == [(6,)]


def test_sanctions_against_another_country_in_the_same_words_are_other_news(
    layout: Layout, load: Callable[..., None]
) -> None:
    order = words((0, 200))
    iran = told("a", order, 0, event=("United States", "Iran"))
    myanmar = told("b", order + " more", 1, event=("United States", "Myanmar"))
    copy = told("c", order + " still", 2, event=("United States", "Iran"))
    with open_store(layout, wait=0) as store:
        load(store, iran, myanmar, copy)
        resolve(store)
        assert repeated(store) == {"c": "a"}


def test_sanctions_against_another_firm_in_the_same_words_are_other_news(
    layout: Layout, load: Callable[..., None]
) -> None:
    order = words((0, 200))
    one = told("a", order, 0, event=("United States", "Rosteknika"))
    other = told("b", order + " more", 1, event=("United States", "Volgamash"))
    copy = told("c", order + " still", 2, event=("United States", "Rosteknika"))
    with open_store(layout, wait=0) as store:
        load(store, one, other, copy)
        resolve(store)
        assert repeated(store) == {"c": "a"}


def test_views_count_a_story_once(layout: Layout, load: Callable[..., None]) -> None:
    names = [("person", "Ann Karpathy", "us")]
    event = ("United States", "Iran")
    first = told("a", words((0, 200)), 0, names=names, event=event)
    copy = told("b", words((0, 190)), 1, names=names, event=event)
    with open_store(layout, wait=0) as store:
        load(store, first, copy)
        resolve(store)
        assert ask(store, "SELECT article_id FROM sanctions") == [("a",)]
        assert ask(
            store,
            "SELECT article_count, mentions FROM entity_profile WHERE name = 'Ann Karpathy'",
        ) == [(1, 1)]
        assert ask(store, "SELECT DISTINCT articles FROM co_mentions") == [(1,)]
        assert ask(store, "SELECT article_id FROM about('Ann Karpathy')") == [("a",)]
        assert ask(store, "SELECT count FROM data_quality WHERE measure = 'near_duplicates'") == [
            (1,)
        ]


def test_an_article_without_a_body_repeats_nothing(
    layout: Layout, load: Callable[..., None]
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, {"id": "a", "title": "Photo"}, {"id": "b", "title": "Photo"})
        resolve(store)
        assert repeated(store) == {}
