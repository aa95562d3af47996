"""Loading a staged batch into the store: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from schemas.errors import InvalidRows
from schemas.fields import Table
from transforms.rejects import Reject
from warehouse import statements
from warehouse.rejects import note_rejects
from warehouse.staging import STAGED, Manifest, verify
from warehouse.store import Store
from warehouse.versions import versions_text

OF_EVENTS = ("sanction_parties", "sanction_counts")
"""Tables whose rows name an event and not an article."""

CHILDREN = tuple(t.name for t in STAGED if t.name not in ("articles", *OF_EVENTS))


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What became of a batch: articles loaded, found older than their row, found there already.

    `replaced` of the loaded ones took the place of an earlier row; `languages` counts the loaded
    ones by language, `unknown` where none could be told.
    """

    loaded: int
    superseded: int
    already: int
    replaced: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)


def load_batch(store: Store, folder: Path, run_id: str, now: datetime) -> LoadCounts:
    """Load a staged batch (`staging.stage`) in one transaction; `now` is naive UTC.

    Whether a record takes the place of its article's row is decided by
    (updated, else published; fetched; content hash), the greater wins: an older one never
    replaces a newer. The same text made by other versions keeps its revision. Loading a batch
    again changes nothing, so a run that was killed between commit and `discard` may repeat it.
    Raises `BrokenBatch` for a damaged folder (which is then gone) and `InvalidRows` for rows that
    break their table's key; the store is as before in both cases.
    """
    manifest = verify(folder)
    try:
        with store.transaction() as connection:
            counts = _load(connection, folder, manifest, run_id, now)
            ids, news = note_rejects(connection, _rejects(folder), now)
            if counts.loaded or news:
                statements.run(connection, "queries/state_bump")
    except duckdb.ConstraintException as error:
        raise InvalidRows(f"batch {manifest.batch_id}: {str(error).splitlines()[0]}") from error
    store.seen_rejects |= ids
    return counts


def _load(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    manifest: Manifest,
    run_id: str,
    now: datetime,
) -> LoadCounts:
    for table in STAGED:
        _check_key(connection, table, _rows(folder, table.name))
    values = {
        "articles": _rows(folder, "articles"),
        "events": _rows(folder, "sanction_events"),
        "chains": _rows(folder, "chains"),
        "versions": versions_text(manifest.versions),
        "batch_id": manifest.batch_id,
        "run_id": run_id,
        "now": now,
        "article_count": manifest.rows["articles"],
        "version_names": list(manifest.versions),
        "version_values": list(manifest.versions.values()),
    }
    decided = statements.run(connection, "queries/load_decide", values).fetchone()
    new, changed, reprocessed, older, current = decided or (0, 0, 0, 0, 0)
    if changed or older:
        statements.run(connection, "queries/load_superseded", values)
    if changed or reprocessed:
        statements.run(connection, "queries/load_pending_replaced")
        _delete(connection)
    if new or changed or reprocessed:
        statements.run(connection, "queries/load_pending", values)
        _insert(connection, folder, values)
        statements.run(connection, "queries/load_batch", values)
    languages = dict(statements.run(connection, "queries/load_languages", values).fetchall())
    return LoadCounts(new + changed + reprocessed, older, current, changed + reprocessed, languages)


def _delete(connection: duckdb.DuckDBPyConnection) -> None:
    for name in OF_EVENTS:
        statements.run(connection, "queries/load_delete_of_events", table=name)
    for name in (*CHILDREN, "articles"):
        statements.run(connection, "queries/load_delete", table=name)


def _insert(connection: duckdb.DuckDBPyConnection, folder: Path, values: dict[str, object]) -> None:
    statements.run(connection, "queries/load_articles", values)
    for name in CHILDREN:
        rows = {"rows": _rows(folder, name)}
        statements.run(connection, "queries/load_rows", rows, table=name)
    for name in OF_EVENTS:
        rows = {"rows": _rows(folder, name), "events": str(values["events"])}
        statements.run(connection, "queries/load_rows_of_events", rows, table=name)
    twice = statements.run(connection, "queries/load_stored_twice").fetchone()
    if twice:
        raise InvalidRows(f"articles: {twice[0]} would be in the store twice")


def _check_key(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    key = ", ".join(table.key)
    found = statements.run(connection, "queries/load_staged_twice", {"rows": rows}, key=key)
    twice = found.fetchone()
    if twice:
        raise InvalidRows(f"{table.name}: the batch holds {table.key} = {twice} twice")


def _rows(folder: Path, name: str) -> str:
    return str(folder / f"{name}.parquet")


def _rejects(folder: Path) -> list[Reject]:
    return [Reject(**row) for row in pq.read_table(folder / "rejects.parquet").to_pylist()]
