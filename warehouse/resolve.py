"""Conclusions out of facts: recomputed for what changed, the same as if for everything."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import duckdb

from warehouse import statements
from warehouse.duplicates import find_duplicates
from warehouse.matching import match
from warehouse.rules import resolve_rules
from warehouse.store import Store

RESOLVE_VERSION = resolve_rules()
"""Hash of the rules; a new one makes the next `resolve` rebuild everything."""

STEPS = (
    "resolve_keys",
    "resolve_entities",
    "resolve_article_entities",
    "resolve_event_clusters",
)


@dataclass(frozen=True, slots=True)
class ResolveCounts:
    """How many chains, articles and list entries had conclusions that were out of date."""

    keys: int
    articles: int
    entries: int = 0


def resolve(store: Store) -> ResolveCounts:
    """Bring every conclusion up to date, in one transaction; does nothing where all are.

    The result depends on the facts and on `RESOLVE_VERSION` alone, not on the order in which
    the facts came, and equals what `rebuild` gives.
    """
    state = statements.run(store.connection, "queries/state").fetchone()
    if state is not None and state[1] not in (None, RESOLVE_VERSION):
        return rebuild(store)
    counts = _pending(store.connection)
    if any(astuple(counts)) or state is None or state[1] is None:
        with store.transaction() as connection:
            _conclude(connection)
    return counts


def rebuild(store: Store) -> ResolveCounts:
    """Conclude everything anew from all facts, in one transaction."""
    with store.transaction() as connection:
        statements.run(connection, "queries/resolve_pending_all")
        counts = _pending(connection)
        _conclude(connection)
    return counts


def _pending(connection: duckdb.DuckDBPyConnection) -> ResolveCounts:
    found = statements.run(connection, "queries/resolve_pending").fetchone()
    return ResolveCounts(*found) if found else ResolveCounts(0, 0)


def _conclude(connection: duckdb.DuckDBPyConnection) -> None:
    values = {"resolve_version": RESOLVE_VERSION}
    for step in STEPS:
        statements.run(connection, f"queries/{step}", values)
    find_duplicates(connection, RESOLVE_VERSION)
    match(connection, RESOLVE_VERSION)
    statements.run(connection, "queries/resolve_done", values)
