"""Was an entry of a list listed on a day: what snapshots and the list's own days tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.rows import entry_batches
from warehouse.layout import Layout
from warehouse.store import Store, open_store
from warehouse.watchlists import Published, load_snapshot

OFAC = "us_ofac_sdn"
FIRST, SECOND, NEWEST = date(2022, 1, 31), date(2023, 1, 31), date(2024, 5, 3)


def entry(entry_id: str, listed_on: date | None = None, delisted_on: date | None = None) -> Entry:
    names = (ListedName(entry_id, "primary"),)
    return Entry(entry_id, "person", entry_id, names, listed_on=listed_on, delisted_on=delisted_on)


def load(store: Store, key: str, day: date, *entries: Entry) -> None:
    published = Published(key, day, f"{key} {day}", "/lists/made.csv")
    load_snapshot(store, published, entry_batches(entries), Tally(), accept_shrink=True)


def told(store: Store, statement: str, **values: object) -> list[tuple[Any, ...]]:
    return store.connection.execute(statement, values).fetchall()


ALWAYS, LATE, GONE = entry("always"), entry("late"), entry("gone")
BACK = entry("back")
EARLY = entry("early", listed_on=date(2018, 9, 20))
DATED = entry("dated", listed_on=date(2023, 6, 15))
ENDED = entry("ended", delisted_on=date(2023, 5, 1))
TWICE = entry("twice", listed_on=date(2018, 9, 20))


@pytest.fixture(scope="module")
def three_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(Layout(tmp_path_factory.mktemp("listed")), wait=0) as store:
        load(store, OFAC, SECOND, ALWAYS, LATE, EARLY, ENDED)
        load(store, OFAC, NEWEST, ALWAYS, LATE, BACK, EARLY, DATED, TWICE)
        load(store, OFAC, FIRST, ALWAYS, GONE, BACK, EARLY, TWICE)
        load(store, "gb_hmt", date(2012, 1, 1), ALWAYS)
        yield store


@pytest.mark.parametrize(
    ("entry_id", "standings"),
    [
        (
            "always",
            {
                "2021-01-01": "unknown",
                "2022-01-30": "unknown",
                "2022-01-31": "listed",
                "2022-06-01": "listed",
                "2024-05-03": "listed",
                "2024-05-04": "unknown",
                "2025-01-01": "unknown",
            },
        ),
        (
            "late",
            {
                "2021-01-01": "unknown",
                "2022-01-31": "not_listed",
                "2022-02-01": "unknown",
                "2023-01-30": "unknown",
                "2023-01-31": "listed",
            },
        ),
        (
            "gone",
            {
                "2022-01-31": "listed",
                "2022-06-01": "unknown",
                "2023-01-31": "not_listed",
                "2023-06-01": "not_listed",
                "2024-05-03": "not_listed",
                "2024-05-04": "unknown",
            },
        ),
        (
            "back",
            {
                "2021-01-01": "unknown",
                "2022-01-31": "listed",
                "2022-06-01": "unknown",
                "2023-01-31": "not_listed",
                "2023-06-01": "unknown",
                "2024-05-03": "listed",
                "2025-01-01": "unknown",
            },
        ),
        (
            "early",
            {
                "1999-01-01": "not_listed",
                "2018-09-19": "not_listed",
                "2018-09-20": "listed",
                "2025-01-01": "unknown",
            },
        ),
        (
            "dated",
            {
                "2021-01-01": "not_listed",
                "2023-06-14": "not_listed",
                "2023-06-15": "listed",
                "2024-05-03": "listed",
            },
        ),
        (
            "ended",
            {
                "2022-06-01": "unknown",
                "2023-04-30": "listed",
                "2023-05-01": "not_listed",
                "2024-05-04": "unknown",
            },
        ),
        (
            "twice",
            {
                "2018-09-19": "not_listed",
                "2020-01-01": "listed",
                "2022-06-01": "unknown",
                "2023-01-31": "not_listed",
                "2023-06-01": "unknown",
                "2024-05-03": "listed",
            },
        ),
        ("nobody", {"2023-01-31": "unknown"}),
    ],
)
def test_a_standing_is_what_the_snapshots_around_the_day_tell(
    three_snapshots: Store, entry_id: str, standings: dict[str, str]
) -> None:
    question = (
        "SELECT day, standing_on($list, $entry_id, day) FROM UNNEST($days) AS days (day) "
        "ORDER BY day"
    )
    values = {"list": OFAC, "entry_id": entry_id, "days": list(standings)}
    assert dict(told(three_snapshots, question, **values)) == standings


def test_days_may_be_dates_and_an_unknown_day_or_list_settles_nothing(
    three_snapshots: Store,
) -> None:
    question = (
        "SELECT standing_on('us_ofac_sdn', 'late', DATE '2022-01-31'), "
        "standing_on('us_ofac_sdn', 'late', TIMESTAMP '2022-01-31 23:59:00'), "
        "standing_on('us_ofac_sdn', 'late', NULL), "
        "standing_on('un_sc', 'late', '2022-01-31'), "
        "standing_on('gb_hmt', 'always', '2022-01-31')"
    )
    expected = ("not_listed", "not_listed", "unknown", "unknown", "unknown")
    assert told(three_snapshots, question) == [expected]


def test_of_several_entries_one_that_is_listed_is_enough(three_snapshots: Store) -> None:
    question = (
        "SELECT standing_over(standing) FROM UNNEST($standings) AS told (standing) "
        "WHERE standing <> ''"
    )
    for standings, expected in [
        (["not_listed", "listed", "unknown"], "listed"),
        (["not_listed", "unknown"], "unknown"),
        (["not_listed", "not_listed"], "not_listed"),
        ([""], None),
    ]:
        assert told(three_snapshots, question, standings=standings) == [(expected,)]
