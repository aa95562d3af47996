"""Loading a snapshot of an official list: one transaction; any order of loading ends the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from schemas.errors import BadInput, ListFormatError
from transforms.watchlists.entries import Tally
from warehouse import statements
from warehouse.rules import list_rules
from warehouse.store import Store

SHRUNK = 0.5
"""A list of fewer entries than this share of the snapshot before is held for a cut download."""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication of a list: `sha256` is of all its files together, `uri` where they lie."""

    key: str
    published_on: date
    sha256: str
    uri: str

    @property
    def snapshot_id(self) -> str:
        """Hash of list, day, content and of the code that reads it."""
        told = f"{self.key}:{self.published_on}:{self.sha256}:{list_rules()}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a snapshot brought: `outcome` is loaded, replaced or unchanged."""

    outcome: str
    entries: int
    orphans: int
    changed: int


def known_days(store: Store, key: str, sha256: str) -> frozenset[date]:
    """The days of which the very same content is loaded already, read by the same code."""
    values = {"list": key, "sha256": sha256, "reader": list_rules()}
    found = statements.run(store.connection, "queries/list_known", values).fetchall()
    return frozenset(day for (day,) in found)


def stage_entries(store: Store, key: str, batches: Iterable[pa.RecordBatch]) -> int:
    """Take in the entries of a list, rows of `transforms.watchlists.rows`; how many there are.

    They wait in a temporary table for `load_staged`. Raises what `batches` raises.
    """
    statements.run(store.connection, "queries/list_stage")
    count = 0
    for batch in batches:
        store.connection.register("entry_batch", pa.Table.from_batches([batch]))
        statements.run(store.connection, "queries/list_stage_rows", {"list": key})
        store.connection.unregister("entry_batch")
        count += batch.num_rows
    return count


def load_staged(
    store: Store, published: Published, tally: Tally, *, accept_shrink: bool = False
) -> Loaded:
    """Keep the staged entries as the list of a day, in one transaction.

    A snapshot of the same list and day is replaced. Raises, and changes nothing, where the list is
    empty (`ListFormatError`), or has less than half the entries of the snapshot before (`BadInput`)
    unless `accept_shrink`.
    """
    values = {
        "list": published.key,
        "published_on": published.published_on,
        "snapshot_id": published.snapshot_id,
        "sha256": published.sha256,
        "reader": list_rules(),
        "uri": published.uri,
        "orphans": tally.orphans,
    }
    found = statements.run(store.connection, "queries/list_before", values).fetchone()
    count, same_day, count_before, day_before = found or (0, None, None, None)
    if not count:
        raise ListFormatError("it holds no entries: the download may be cut")
    if count_before and count < SHRUNK * count_before and not accept_shrink:
        raise BadInput(
            f"{published.uri} has {count} entries, and {published.key} had {count_before} on"
            f" {day_before}: kept back; if that is right, load it with --accept-shrink"
        )
    with store.transaction() as connection:
        statements.run(connection, "queries/list_add", values)
        changed = statements.run(connection, "queries/list_changed").fetchone()
        statements.run(connection, "queries/list_conclude", values)
        statements.run(connection, "queries/state_bump")
    outcome = "replaced" if same_day else "loaded"
    return Loaded(outcome, count, tally.orphans, changed[0] if changed else 0)


def load_snapshot(
    store: Store,
    published: Published,
    batches: Iterable[pa.RecordBatch],
    tally: Tally,
    *,
    accept_shrink: bool = False,
) -> Loaded:
    """Stage and load a list whose day is known beforehand: see the two functions above."""
    stage_entries(store, published.key, batches)
    return load_staged(store, published, tally, accept_shrink=accept_shrink)
