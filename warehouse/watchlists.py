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
        """Hash of list, day and content."""
        told = f"{self.key}:{self.published_on}:{self.sha256}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a snapshot brought: `outcome` is loaded, replaced or unchanged."""

    outcome: str
    entries: int
    orphans: int
    changed: int


def known_already(store: Store, published: Published) -> bool:
    """Whether the very same content is the list's snapshot of that day."""
    before = _before(store, published)
    return before[1] == published.sha256


def load_snapshot(
    store: Store,
    published: Published,
    batches: Iterable[pa.RecordBatch],
    tally: Tally,
    *,
    accept_shrink: bool = False,
) -> Loaded:
    """Load a list as it was on a day; `batches` are rows of `transforms.watchlists.rows`.

    A snapshot of the same list and day is replaced. Nothing changes where `batches` raises
    (`ListFormatError`), where the list is empty (the same error), or where it has less than half
    the entries of the snapshot before (`BadInput`), unless `accept_shrink`.
    """
    same_day, _, count_before, day_before = _before(store, published)
    values = {
        "list": published.key,
        "published_on": published.published_on,
        "snapshot_id": published.snapshot_id,
        "sha256": published.sha256,
        "uri": published.uri,
    }
    with store.transaction() as connection:
        statements.run(connection, "queries/list_stage")
        count = 0
        for batch in batches:
            connection.register("entry_batch", pa.Table.from_batches([batch]))
            statements.run(connection, "queries/list_stage_rows", values)
            connection.unregister("entry_batch")
            count += batch.num_rows
        if not count:
            raise ListFormatError(f"{published.uri} holds no entries: the download may be cut")
        if count_before and count < SHRUNK * count_before and not accept_shrink:
            raise BadInput(
                f"{published.uri} has {count} entries, and {published.key} had {count_before} on"
                f" {day_before}: kept back; if that is right, load it with --accept-shrink"
            )
        statements.run(connection, "queries/list_add", {**values, "orphans": tally.orphans})
        statements.run(connection, "queries/list_conclude", values)
        changed = statements.run(connection, "queries/list_changed", values).fetchone()
        statements.run(connection, "queries/state_bump")
    outcome = "replaced" if same_day else "loaded"
    return Loaded(outcome, count, tally.orphans, changed[0] if changed else 0)


def _before(
    store: Store, published: Published
) -> tuple[str | None, str | None, int | None, date | None]:
    values = {"list": published.key, "published_on": published.published_on}
    found = statements.run(store.connection, "queries/list_before", values).fetchone()
    return found or (None, None, None, None)
