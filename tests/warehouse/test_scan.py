"""What the store remembers of the files that were read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from warehouse import statements
from warehouse.layout import Layout
from warehouse.scan import LISTED, READ, compare_files, remember_files
from warehouse.store import Store, open_store
from warehouse.versions import versions_text

NOW = datetime(2026, 1, 1)
LATER = datetime(2026, 1, 2)
V1 = {"extractor": "1", "model": "m"}
V2 = {"extractor": "2", "model": "m"}
PAGE = {
    "source": "wire",
    "uri": "/in/a.txt",
    "key": "a.txt",
    "size": 12,
    "mtime_ns": -1,
    "ctime_ns": 1_700_000_000_000_000_001,
    "inode": 2**64 - 1,
    "device": 2049,
}


@pytest.fixture
def store(layout: Layout) -> Iterator[Store]:
    with open_store(layout, wait=0) as opened:
        yield opened


def read(*changes: dict[str, Any], articles: int = 1, versions: dict[str, str] = V1) -> pa.Table:
    more = {"versions": versions_text(versions), "articles": articles}
    return pa.Table.from_pylist([PAGE | more | change for change in changes], schema=READ)


def listed(*changes: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([PAGE | change for change in changes], schema=LISTED)


def known(store: Store, *changes: dict[str, Any], versions: dict[str, str] = V1) -> list[Any]:
    return list(compare_files(store, listed(*changes), versions)["articles"].to_pylist())


@pytest.mark.parametrize(
    "change",
    [
        {"source": "other"},
        {"uri": "/in/b.txt"},
        {"key": "in/a.txt"},
        {"size": 13},
        {"mtime_ns": 0},
        {"ctime_ns": 1_700_000_000_000_000_002},
        {"inode": 2**64 - 2},
        {"device": 2050},
        dict.fromkeys(("size", "mtime_ns", "ctime_ns", "inode", "device")),
    ],
    ids=lambda change: next(iter(change)) if len(change) == 1 else "no state",
)
def test_a_file_is_known_only_where_nothing_differs(store: Store, change: dict[str, Any]) -> None:
    remember_files(store, read({}, articles=3), "r", NOW)
    assert known(store, {}, change) == [3, None]


def test_a_file_read_by_other_versions_is_not_known(store: Store) -> None:
    remember_files(store, read({}), "r", NOW)
    assert known(store, {}, versions=V2) == [None]


def test_files_are_answered_for_in_the_order_in_which_they_are_asked(store: Store) -> None:
    names = [{"uri": f"/in/{number}.txt"} for number in range(5_000)]
    remember_files(store, read(*names[::2], articles=0), "r", NOW)
    assert known(store, *reversed(names)) == [None, 0] * 2_500


def test_what_is_remembered_takes_the_place_of_what_was(store: Store) -> None:
    remember_files(store, read({}, {"uri": "/in/b.txt"}, {"source": "other"}), "r1", NOW)
    remember_files(store, read({"size": 99}, articles=7, versions=V2), "r2", LATER)
    found = store.connection.execute(
        "SELECT source, uri, size, versions, articles, run_id, read_at FROM ops.files ORDER BY 1, 2"
    ).fetchall()
    assert found == [
        ("other", "/in/a.txt", 12, "extractor=1; model=m", 1, "r1", NOW),
        ("wire", "/in/a.txt", 99, "extractor=2; model=m", 7, "r2", LATER),
        ("wire", "/in/b.txt", 12, "extractor=1; model=m", 1, "r1", NOW),
    ]


def test_what_is_remembered_is_no_change_for_analysts(store: Store) -> None:
    before = statements.run(store.connection, "queries/state").fetchone()
    remember_files(store, read({}), "r", NOW)
    assert statements.run(store.connection, "queries/state").fetchone() == before


def test_a_store_of_the_migrations_before_remembers_nothing_yet(layout: Layout) -> None:
    with open_store(layout, wait=0) as store:
        store.connection.execute("DROP TABLE ops.files")
        store.connection.execute("DELETE FROM ops.schema_version WHERE version = 3")
    with open_store(layout, wait=0) as store:
        assert known(store, {}) == [None]
