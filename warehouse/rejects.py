"""The rows of `rejects`: first and last seen, and when they could be read after all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

import duckdb

from transforms.rejects import Reject
from warehouse import statements
from warehouse.store import Store


def reject_id(reject: Reject) -> str:
    """The same fault of the same record has the same id in every run."""
    parts = (reject.uri, reject.record_key or "", reject.stage, reject.reason)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def settle_rejects(
    store: Store,
    run_id: str,
    seen_uris: Mapping[str, datetime | None],
    seen_rejects: Iterable[Reject],
    now: datetime,
) -> int:
    """At the end of a run: mark as resolved what was read in it and did not fail again.

    `seen_uris` are the files that this run read to their ends, each with null, or with the time
    since when it was read where a run before, which was killed, had begun it: what failed since
    then still stands. `seen_rejects` are those that are not recorded yet; the rejects of batches
    loaded through `store` are known. What failed after reading is resolved only where `run_id`
    made its article anew: an article that is skipped as known still lacks what failed. Returns how
    many were resolved.
    """
    with store.transaction() as connection:
        ids, news = note_rejects(connection, seen_rejects, now)
        seen = store.seen_rejects | ids
        values = {
            "uris": list(seen_uris),
            "since": list(seen_uris.values()),
            "seen_ids": sorted(seen),
            "now": now,
            "run_id": run_id,
        }
        settled = statements.run(connection, "queries/rejects_settled", values).fetchone()
        resolved = int(settled[0]) if settled else 0
        if news or resolved:
            statements.run(connection, "queries/state_bump")
    store.seen_rejects |= ids
    return resolved


def note_rejects(
    connection: duckdb.DuckDBPyConnection, rejects: Iterable[Reject], now: datetime
) -> tuple[set[str], int]:
    """Write rejects inside an open transaction; gives their ids, and how many are news."""
    by_id = {reject_id(reject): reject for reject in rejects}
    if not by_id:
        return set(), 0
    values = {
        "reject_ids": list(by_id),
        "uris": [r.uri for r in by_id.values()],
        "record_keys": [r.record_key for r in by_id.values()],
        "stages": [r.stage for r in by_id.values()],
        "reasons": [r.reason for r in by_id.values()],
        "messages": [r.message for r in by_id.values()],
        "now": now,
    }
    news = statements.run(connection, "queries/rejects_seen", values).fetchone()
    return set(by_id), int(news[0]) if news else 0
