"""Sanctions events of several articles that tell one event of the world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import rebuild, resolve
from warehouse.store import Store, open_store

Batch = Callable[..., Path]
NOW = datetime(2026, 1, 1)
US, UK, IRAN, MYANMAR = "United States", "United Kingdom", "Iran", "Myanmar"


def told(key: str, issuer: str, target: str, published: date | None) -> dict[str, Any]:
    return {"id": key, "event": (issuer, target), "published": published}


MAY = (
    told("a", US, IRAN, date(2020, 5, 1)),
    told("b", US, IRAN, date(2020, 5, 4)),
    told("c", US, MYANMAR, date(2020, 5, 1)),
    told("d", UK, IRAN, date(2020, 5, 1)),
    told("e", US, IRAN, date(2020, 5, 9)),
    told("f", US, IRAN, None),
    told("g", US, IRAN, None),
)


def clusters(store: Store) -> list[set[str]]:
    """The articles of every cluster, in order."""
    found = store.connection.execute(
        "SELECT LIST(e.article_id) FROM main.sanction_events AS e GROUP BY e.cluster_id"
    ).fetchall()
    return sorted((set(articles) for (articles,) in found), key=sorted)


def rows(store: Store) -> list[Any]:
    return store.connection.execute("SELECT * FROM event_clusters ORDER BY ALL").fetchall()


def test_one_issuer_and_target_on_days_at_most_three_apart_are_one_event(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*MAY), "r", NOW)
        resolve(store)
        assert clusters(store) == [{"a", "b"}, {"c"}, {"d"}, {"e"}, {"f"}, {"g"}]


@pytest.mark.parametrize(
    ("change", "together"),
    [
        ("action = 'tighten'", True),
        ("action = 'lift'", False),
        ("status = 'threatened'", False),
        ("event_date = DATE '2020-04-28', date_precision = 'day'", True),
        ("event_date = DATE '2020-04-27', date_precision = 'day'", False),
        ("event_date = DATE '2020-01-01', date_precision = 'year'", False),
    ],
)
def test_action_status_and_the_told_day_must_agree(
    layout: Layout, staged_batch: Batch, change: str, together: bool
) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*MAY[:2]), "r", NOW)
        store.connection.execute(
            f"UPDATE facts.sanction_events SET {change} WHERE article_id = 'b'"
        )
        resolve(store)
        assert (len(clusters(store)) == 1) == together


@pytest.mark.parametrize(
    ("low", "unit", "together"),
    [(120, "targets", True), (4, "entities", True), (4, "targets", False)],
)
def test_equal_counts_of_targets_tell_one_event(
    layout: Layout, staged_batch: Batch, low: int, unit: str, together: bool
) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(MAY[0], MAY[2]), "r", NOW)
        for article, words in (("a", "entities"), ("c", unit)):
            store.connection.execute(
                "INSERT INTO facts.sanction_counts BY NAME SELECT event_id, 0 AS ordinal, "
                "? AS low, 'exact' AS qualifier, ? AS unit, 'targets' AS scope, 0 AS start_char, "
                "1 AS end_char, batch_id FROM facts.sanction_events WHERE article_id = ?",
                [low, words, article],
            )
        resolve(store)
        assert (len(clusters(store)) == 1) == together


def test_an_event_that_repeats_another_is_in_its_cluster(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(MAY[0], MAY[2]), "r", NOW)
        store.connection.execute(
            "UPDATE facts.sanction_events SET same_as = (SELECT event_id FROM "
            "facts.sanction_events WHERE article_id = 'a') WHERE article_id = 'c'"
        )
        resolve(store)
        assert clusters(store) == [{"a", "c"}]


def test_news_that_goes_on_for_weeks_is_no_single_event(
    layout: Layout, staged_batch: Batch
) -> None:
    daily = [told(f"d{day:02}", US, IRAN, date(2020, 5, day)) for day in range(1, 21)]
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*daily), "r", NOW)
        resolve(store)
        assert [len(cluster) for cluster in clusters(store)] == [4, 4, 4, 4, 4]


def test_articles_in_any_order_and_a_rebuild_give_the_same_clusters(
    tmp_path: Path, staged_batch: Batch
) -> None:
    results = []
    for number, order in enumerate(permutations(MAY[:4])):
        if number % 5:
            continue
        home = Layout(tmp_path / str(number))
        with open_store(home, wait=0) as store:
            for spec in order:
                load_batch(store, staged_batch(spec, home=home), "r", NOW)
                if number % 2:
                    resolve(store)
            resolve(store)
            results.append(rows(store))
            rebuild(store)
            results.append(rows(store))
    assert len(results) == 10
    assert len({cluster for _, cluster, *_ in results[0]}) == 3
    assert all(result == results[0] for result in results)


def test_a_changed_article_leaves_its_cluster(layout: Layout, staged_batch: Batch) -> None:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*MAY[:2]), "r", NOW)
        resolve(store)
        later = {**told("b", US, MYANMAR, date(2020, 5, 4)), "fetched_at": NOW}
        load_batch(store, staged_batch(later), "r", NOW)
        resolve(store)
        assert clusters(store) == [{"a"}, {"b"}]
