"""Which articles repeat an earlier one: bodies that share a band are compared, and grouped."""

from __future__ import annotations

import duckdb

from transforms.duplicates.groups import group
from transforms.duplicates.likeness import repeating
from warehouse import statements
from warehouse.shown import shown

HEADS = 16
"""Bodies of a bucket that all others in it are compared with. Two copies of one text meet in
dozens of buckets, and unrelated texts in pairs: more than this many come from one template."""


def find_duplicates(connection: duckdb.DuckDBPyConnection, resolve_version: str) -> None:
    """Bring `article_duplicates` up to date, inside the caller's transaction.

    Only bodies of articles that changed are compared with others, and only the groups that these
    are or were in are made anew.
    """
    changed = statements.run(connection, "queries/resolve_duplicates_changed").fetchone()
    if not changed or not changed[0]:
        return
    statements.run(connection, "queries/resolve_duplicates_buckets")
    heads = {"heads": HEADS}
    more = statements.run(connection, "queries/resolve_duplicates_crowded", heads).fetchone()
    if more and more[0]:
        statements.run(connection, "queries/resolve_duplicates_buckets")
    found = statements.run(connection, "queries/resolve_duplicates_candidates", heads)
    pairs = found.to_arrow_table()
    found = statements.run(connection, "queries/resolve_duplicates_signatures")
    with shown(connection, "alike_pairs", repeating(pairs, found.to_arrow_table())):
        statements.run(connection, "queries/resolve_duplicates_pairs")
    bodies = statements.run(connection, "queries/resolve_duplicates_bodies").to_arrow_table()
    pairs = statements.run(connection, "queries/resolve_duplicates_reached").to_arrow_table()
    with shown(connection, "grouped_bodies", group(bodies, pairs)):
        version = {"resolve_version": resolve_version}
        statements.run(connection, "queries/resolve_duplicates_replace", version)
