"""What the store knows already, so that a run reads no file and no record twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import pyarrow as pa

from transforms.rejects import Reject
from warehouse import statements
from warehouse.rejects import note_rejects
from warehouse.shown import shown
from warehouse.store import Store
from warehouse.versions import versions_text

SEEN = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("content_hash", pa.string(), nullable=False),
        pa.field("fetched_at", pa.timestamp("us")),
    ]
)
"""What is known of a record before it is made into an article."""

LISTED = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("uri", pa.string(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("size", pa.int64()),
        pa.field("mtime_ns", pa.int64()),
        pa.field("ctime_ns", pa.int64()),
        pa.field("inode", pa.uint64()),
        pa.field("device", pa.uint64()),
    ]
)
"""A file, and its state: bytes, nanoseconds since 1970, numbers of the file system; nulls where
it has none that can be told. Unsigned, since some file systems use all 64 bits."""

READ = pa.schema(
    [
        *(column.with_nullable(False) for column in LISTED),
        pa.field("versions", pa.string(), nullable=False),
        pa.field("articles", pa.int32(), nullable=False),
    ]
)
"""A file that was read whole: its state then, the versions (as text) that it was read for, and
how many records it held."""

POSITIONS = pa.schema(
    [
        *(column.with_nullable(False) for column in LISTED),
        pa.field("versions", pa.string(), nullable=False),
        pa.field("position", pa.int64(), nullable=False),
        pa.field("articles", pa.int32(), nullable=False),
        pa.field("is_final", pa.bool_(), nullable=False),
        pa.field("began_at", pa.timestamp("us"), nullable=False),
    ]
)
"""How far a file was read (offset in bytes): its state and the versions, the records up to there,
whether they would be read the same again, and when the run that began with it did (naive UTC)."""


def compare(store: Store, seen: pa.Table, versions: Mapping[str, str]) -> pa.Table:
    """Which of the records in `seen` (schema `SEEN`) are known; a row each, in the same order.

    A record is known when its text is its article's current one and was made by the same
    versions, or when it was found older than the current one and has not been fetched again
    since. Columns: article_id, content_hash, is_known, revision (that it would be),
    previous_hash (of the current row, null when new).
    """
    with shown(store.connection, "seen_records", _numbered(seen)):
        values = {"versions": versions_text(versions)}
        found = statements.run(store.connection, "queries/scan_compare", values)
        return found.to_arrow_table()


def compare_files(store: Store, listed: pa.Table, versions: Mapping[str, str]) -> pa.Table:
    """Which files of `listed` (schema `LISTED`) are unchanged; a row each, in the same order.

    Columns: articles, how many records the file held when it was read whole in the state and by
    the versions that it has now, null where it has to be read; and position, articles_before,
    is_final, began_at of `POSITIONS`, nulls where it was not read in part.
    """
    with shown(store.connection, "listed_files", _numbered(listed)):
        values = {"versions": versions_text(versions)}
        return statements.run(store.connection, "queries/scan_files", values).to_arrow_table()


def remember_files(
    store: Store,
    read: pa.Table,
    run_id: str,
    now: datetime,
    *,
    begun: Iterable[tuple[str, str]] = (),
) -> None:
    """Write the files of `read` (schema `READ`, a (source, uri) once) in one transaction.

    They take the place of what was known of the same files, and how far those of `begun` (source,
    uri) were read is forgotten; `now` is naive UTC. Analysts do not see the difference, so nothing
    has to be published for it.
    """
    with shown(store.connection, "read_files", read), store.transaction() as connection:
        values = {"run_id": run_id, "now": now}
        statements.run(connection, "queries/scan_remember", values)
        places = [{"source": source, "uri": uri} for source, uri in begun]
        statements.run(connection, "queries/scan_forget", {"places": places})


def keep_positions(
    store: Store, positions: pa.Table, rejects: Iterable[Reject], run_id: str, now: datetime
) -> None:
    """Write how far files were read (schema `POSITIONS`), and the rejects up to there, at once."""
    with shown(store.connection, "kept_positions", positions), store.transaction() as connection:
        statements.run(connection, "queries/scan_keep", {"run_id": run_id, "now": now})
        note_rejects(connection, rejects, now)


def _numbered(rows: pa.Table) -> pa.Table:
    return rows.append_column("position", pa.array(range(rows.num_rows), pa.int64()))
