"""Screening a file of names against the lists of the published store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.errors import BadInput, SanctographError
from transforms.watchlists.comparing import PAIRS, compared, key_rows
from transforms.watchlists.evidence import Evidence
from transforms.watchlists.groups import GROUPS, ORGANIZATION, PERSON
from transforms.watchlists.keys import LEAST_WEIGHT
from transforms.watchlists.likeness import UNSURE
from transforms.watchlists.places import places
from transforms.watchlists.screening import Hit, Screened, judge
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked
from warehouse.sql import CONFIGURATION

AT_ONCE = 10_000
"""Names a round: their pairs fit into memory, and a round is worth a process."""


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
    with _opened(path) as connection:
        _check_lists(connection, key)
    rounds = [names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE)]
    one_round = partial(_round, path, key)
    if len(rounds) < 2:
        found: Iterable[list[list[ScreenedEntry]]] = map(one_round, rounds)
        yield from _told(rounds, found)
        return
    try:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            yield from _told(rounds, pool.map(one_round, rounds))
    except BrokenExecutor as error:
        raise SanctographError(
            "a process was killed, perhaps for want of memory: screen fewer names at a time"
        ) from error


def _told(
    rounds: Sequence[Sequence[Screened]], found: Iterable[list[list[ScreenedEntry]]]
) -> Iterator[tuple[Screened, list[ScreenedEntry]]]:
    for some, hits in zip(rounds, found, strict=True):
        yield from zip(some, hits, strict=True)


def _round(path: Path, key: str | None, names: Sequence[Screened]) -> list[list[ScreenedEntry]]:
    """The hits of each of some names, in this process."""
    with _opened(path) as connection:
        found = _found(connection, sorted({one.name for one in names}), key)
    return [_hits(one, found.get(one.name, ())) for one in names]


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True, config=dict(CONFIGURATION))
    return statements.run(connection, "queries/screen_quiet")


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
    asked = pa.table({"name_id": list(range(len(names))), "name": list(names)})
    connection.register("screened_names", asked)
    connection.register("screened_keys", _keys(asked))
    values = {"least_weight": LEAST_WEIGHT, "list": key}
    pairs = statements.run(connection, "queries/screen_pairs", values).to_arrow_table()
    connection.register("scored_pairs", compared(pairs.cast(PAIRS), UNSURE))
    rows = statements.run(connection, "queries/screen_entries", values).to_arrow_table()
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        by_name.setdefault(row["called"], []).append(row)
    return by_name


def _keys(names: pa.Table) -> pa.Table:
    """Keys of every name, as a person's and as anything else's: nobody told what it is."""
    persons, others = (
        key_rows(
            names.append_column("side", pa.array(["asked"] * names.num_rows)).append_column(
                "class", pa.array([group] * names.num_rows)
            )
        )
        for group in (PERSON, ORGANIZATION)
    )
    place = others.schema.get_field_index("class")
    alike = [
        others.set_column(place, "class", pa.array([group] * others.num_rows))
        for group in sorted({*GROUPS.values()} - {PERSON})
    ]
    return pa.concat_tables([persons, *alike])


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
        kind=row["class"],
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
        places=places(row["programs"]),
    )
