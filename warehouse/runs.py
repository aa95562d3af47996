"""The rows of `runs`: who ran when, with what, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from warehouse import statements
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run did: records read, loaded, found unchanged, and what could not be read."""

    articles_in: int
    articles_loaded: int
    articles_unchanged: int
    rejects: int


def start_run(
    store: Store,
    run_id: str,
    flow: str,
    versions: Mapping[str, str],
    *,
    now: datetime,
    flow_run_id: str | None = None,
) -> None:
    """Note that a run has begun; `now` is naive UTC."""
    values = {
        "run_id": run_id,
        "flow_run_id": flow_run_id,
        "flow": flow,
        "now": now,
        "version_names": list(versions),
        "version_values": list(versions.values()),
    }
    statements.run(store.connection, "queries/run_start", values)


def finish_run(
    store: Store,
    run_id: str,
    status: str,
    *,
    now: datetime,
    counts: RunCounts,
    seconds: Mapping[str, float],
) -> None:
    """Note how a run has ended: `done` or `failed`, with its counts and wall seconds a stage.

    Runs alone are no reason to publish; finish before `publish`, so that the published file
    shows the run that made it as done.
    """
    values = {
        "run_id": run_id,
        "status": status,
        "now": now,
        "articles_in": counts.articles_in,
        "articles_loaded": counts.articles_loaded,
        "articles_unchanged": counts.articles_unchanged,
        "rejects": counts.rejects,
        "stages": list(seconds),
        "stage_seconds": [float(value) for value in seconds.values()],
    }
    statements.run(store.connection, "queries/run_finish", values)
