"""Screening a file of names against the lists of the published store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from schemas.errors import BadInput
from transforms.watchlists.comparing import PAIRS, compared, key_rows
from transforms.watchlists.deciding import Evidence
from transforms.watchlists.groups import GROUPS, ORGANIZATION, PERSON
from transforms.watchlists.keys import LEAST_WEIGHT
from transforms.watchlists.likeness import UNSURE
from transforms.watchlists.screening import Hit, Screened, judge
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked
from warehouse.sql import CONFIGURATION

AT_ONCE = 10_000
"""Names a round: their pairs fit into memory."""


@dataclass(frozen=True, slots=True)
class ScreenedEntry:
    """A hit and the entry that it is of."""

    list: str
    entry_id: str
    list_name: str
    hit: Hit


def screen(
    layout: Layout, names: Sequence[Screened], key: str | None
) -> Iterator[tuple[Screened, list[ScreenedEntry]]]:
    """Every name with the entries that it may mean, the likeliest first; `key` is one list alone.

    Raises `BadInput` where nothing is published, or no list (or not that one) is loaded.
    """
    path = linked(layout)
    if path is None:
        raise BadInput(f"nothing is published in {layout.home}: `sanctograph watchlists load`")
    with duckdb.connect(str(path), read_only=True, config=dict(CONFIGURATION)) as connection:
        _check_lists(connection, key)
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            found = _found(connection, sorted({one.name for one in some}), key)
            for one in some:
                yield one, _hits(one, found.get(one.name, ()))


def _check_lists(connection: duckdb.DuckDBPyConnection, key: str | None) -> None:
    rows = statements.run(connection, "queries/screen_lists").fetchall()
    known = [row[0] for row in rows]
    if not known:
        raise BadInput("no list is loaded: `sanctograph watchlists load PATH` does it")
    if key is not None and key not in known:
        raise BadInput(f"the list {key!r} is not loaded: {', '.join(known)} are")


def _found(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], key: str | None
) -> Mapping[str, list[dict[str, Any]]]:
    """The entries with a name like one of `names`, by that name."""
    kinds = pa.table({"kind": list(GROUPS), "class": list(GROUPS.values())})
    connection.register("name_groups", kinds)
    connection.register("screened_keys", _keys(names))
    values = {"least_weight": LEAST_WEIGHT, "list": key}
    pairs = statements.run(connection, "queries/screen_pairs", values).to_arrow_table()
    connection.register("scored_pairs", compared(pairs.cast(PAIRS), UNSURE))
    rows = statements.run(connection, "queries/screen_entries", values).to_arrow_table()
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        by_name.setdefault(row["called"], []).append(row)
    return by_name


def _keys(names: Sequence[str]) -> pa.Table:
    """Keys of every name, as a person's and as anything else's: nobody told what it is."""
    told = [
        key_rows(
            pa.table({"side": ["asked"] * len(names), "class": [group] * len(names), "name": names})
        )
        for group in (PERSON, ORGANIZATION)
    ]
    others = [
        told[1].set_column(1, "class", pa.array([group] * told[1].num_rows))
        for group in sorted({*GROUPS.values()} - {PERSON, ORGANIZATION})
    ]
    return pa.concat_tables([*told, *others])


def _hits(asked: Screened, rows: Iterable[Mapping[str, Any]]) -> list[ScreenedEntry]:
    hits = [
        ScreenedEntry(row["list"], row["entry_id"], row["best"]["name"], hit)
        for row in rows
        if (hit := judge(asked, _evidence(row))) is not None
    ]
    return sorted(hits, key=lambda h: (-h.hit.score, h.list, h.entry_id))


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        called=row["called"],
        group=row["class"],
        country=None,
        roles=(),
        role_countries=(),
        around=(),
        day=None,
        list_name=row["best"]["name"],
        name_type=row["best"]["type"],
        score=row["score"],
        countries=tuple(row["countries"]),
        positions=tuple(row["positions"]),
        birth_dates=tuple(row["birth_dates"]),
    )
