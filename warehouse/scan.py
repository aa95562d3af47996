"""What the store knows already, so that a run reads no record twice."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from warehouse import statements
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


def compare(store: Store, seen: pa.Table, versions: Mapping[str, str]) -> pa.Table:
    """Which of the records in `seen` (schema `SEEN`) are known; a row each, in the same order.

    A record is known when its text is its article's current one and was made by the same
    versions, or when it was found older than the current one and has not been fetched again
    since. Columns: article_id, content_hash, is_known, revision (that it would be),
    previous_hash (of the current row, null when new).
    """
    rows = seen.append_column("position", pa.array(range(seen.num_rows), pa.int64()))
    store.connection.register("seen_records", rows)
    try:
        values = {"versions": versions_text(versions)}
        found = statements.run(store.connection, "queries/scan_compare", values)
        return found.to_arrow_table()
    finally:
        store.connection.unregister("seen_records")
