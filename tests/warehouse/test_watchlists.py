"""Snapshots of lists: versions, names and listing periods, whatever came first."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from schemas.errors import BadInput, ListFormatError
from tests.warehouse.listing import US, entry, put_list
from transforms.watchlists.entries import Entry
from warehouse.layout import Layout
from warehouse.store import Store, open_store
from warehouse.watchlists import Loaded

LI, PUTIN = entry("1", "Shangfu LI"), entry("2", "Vladimir PUTIN")
RENAMED = entry("1", "Shangfu LI", "General Li", countries=("cn",))
GONE = entry("3", "Somebody ELSE")
SNAPSHOTS = {
    "2022-01-31": [LI, GONE],
    "2023-01-31": [RENAMED, PUTIN],
    "2024-05-03": [RENAMED, PUTIN, GONE],
}
TABLES = ("watchlist_snapshots", "watchlist_entries", "watchlist_names", "listing_periods")


def rows(store: Store, question: str) -> list[tuple[object, ...]]:
    return store.connection.execute(question).fetchall()


def all_rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(store, f"SELECT * FROM main.{name} ORDER BY ALL") for name in TABLES}


@pytest.fixture
def store(layout: Layout):
    with open_store(layout, wait=0) as opened:
        yield opened


def test_periods_know_what_lies_between_two_snapshots(store: Store) -> None:
    for day, entries in SNAPSHOTS.items():
        put_list(store, day, entries)
    assert rows(store, "SELECT * EXCLUDE (list) FROM listing_periods ORDER BY ALL") == [
        ("1", date(2022, 1, 31), None, date(2024, 5, 3), None, "snapshot"),
        ("2", date(2023, 1, 31), date(2022, 1, 31), date(2024, 5, 3), None, "snapshot"),
        ("3", date(2022, 1, 31), None, date(2022, 1, 31), date(2023, 1, 31), "snapshot"),
        ("3", date(2024, 5, 3), date(2023, 1, 31), date(2024, 5, 3), None, "snapshot"),
    ]


def test_versions_and_names_last_from_one_snapshot_to_another(store: Store) -> None:
    for day, entries in SNAPSHOTS.items():
        put_list(store, day, entries)
    told = rows(
        store,
        "SELECT e.entry_id, e.countries, f.published_on, t.published_on FROM watchlist_entries AS e"
        " JOIN watchlist_snapshots AS f ON f.snapshot_id = e.from_snapshot"
        " LEFT JOIN watchlist_snapshots AS t ON t.snapshot_id = e.to_snapshot"
        " WHERE e.entry_id IN ('1', '3') ORDER BY ALL",
    )
    assert told == [
        ("1", [], date(2022, 1, 31), date(2022, 1, 31)),
        ("1", ["cn"], date(2023, 1, 31), None),
        ("3", [], date(2022, 1, 31), date(2022, 1, 31)),
        ("3", [], date(2024, 5, 3), None),
    ]
    names = rows(store, "SELECT name, type, script FROM watchlist_names WHERE entry_id = '1'")
    assert sorted(names) == [
        ("General Li", "alias", "Latn"),
        ("Shangfu LI", "primary", "Latn"),
    ]


def test_any_order_of_loading_gives_the_same_rows(tmp_path) -> None:
    found = []
    for number, order in enumerate(permutations(SNAPSHOTS)):
        with open_store(Layout(tmp_path / str(number)), wait=0) as store:
            for day in order:
                put_list(store, day, SNAPSHOTS[day])
            found.append(all_rows(store))
    assert found[0]["listing_periods"]
    assert all(one == found[0] for one in found)


def test_the_day_that_a_list_tells_goes_over_its_snapshots(store: Store) -> None:
    put_list(store, "2024-01-01", [entry("1", "A B", listed_on=date(2015, 3, 2))], key="un_sc")
    assert rows(store, "SELECT * EXCLUDE (list) FROM listing_periods") == [
        ("1", date(2015, 3, 2), date(2015, 3, 1), date(2024, 1, 1), None, "listed_on")
    ]


def test_a_told_day_that_a_snapshot_gainsays_is_not_believed(store: Store) -> None:
    other = entry("2", "C D")
    put_list(store, "2023-01-01", [other], key="un_sc")
    put_list(
        store, "2024-01-01", [other, entry("1", "A B", listed_on=date(2015, 3, 2))], key="un_sc"
    )
    assert rows(store, "SELECT * EXCLUDE (list) FROM listing_periods WHERE entry_id = '1'") == [
        ("1", date(2024, 1, 1), date(2023, 1, 1), date(2024, 1, 1), None, "snapshot")
    ]


def test_the_same_day_again_takes_the_place_of_the_first(store: Store) -> None:
    put_list(store, "2024-01-01", [LI, PUTIN])
    assert put_list(store, "2024-01-01", [RENAMED, PUTIN]) == Loaded("replaced", 2, 0, 1)
    assert rows(store, "SELECT entry_count FROM watchlist_snapshots") == [(2,)]
    assert rows(store, "SELECT countries FROM watchlist_entries WHERE entry_id = '1'") == [
        (["cn"],)
    ]
    assert rows(store, "SELECT COUNT(*) FROM ops.entry_versions") == [(2,)]


def test_a_list_that_lost_more_than_half_is_kept_back_until_it_is_accepted(store: Store) -> None:
    put_list(store, "2024-01-01", [LI, PUTIN, GONE])
    before = all_rows(store)
    with pytest.raises(BadInput, match=r"has 1 entries, and us_ofac_sdn had 3 .*--accept-shrink"):
        put_list(store, "2024-02-01", [LI])
    assert all_rows(store) == before
    put_list(store, "2024-02-01", [LI], accept_shrink=True)
    assert rows(store, "SELECT entry_count FROM watchlist_snapshots ORDER BY 1") == [(1,), (3,)]


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([], "holds no entries"),
        ([LI, entry("1", "Another NAME")], "entry 1 is there twice"),
        ([entry("1", "A", kind="ship")], "'ship' is no entity_kind"),
        ([entry("1", "A", measures=("pain",))], "'pain' is no measure"),
    ],
)
def test_a_list_that_is_wrong_in_itself_changes_nothing(
    store: Store, entries: list[Entry], fault: str
) -> None:
    put_list(store, "2023-01-01", [PUTIN])
    before = all_rows(store)
    with pytest.raises(ListFormatError, match=fault):
        put_list(store, "2024-01-01", entries)
    assert all_rows(store) == before


def test_lists_do_not_mix(store: Store) -> None:
    put_list(store, "2024-01-01", [LI])
    put_list(store, "2024-01-01", [entry("1", "Somebody of the UN")], key="un_sc")
    assert rows(store, "SELECT list, name FROM watchlist_entries ORDER BY ALL") == [
        ("un_sc", "Somebody of the UN"),
        (US, "Shangfu LI"),
    ]
