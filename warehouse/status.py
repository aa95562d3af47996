"""How the store stands: from the working store, or, while a run holds it, from the published."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from schemas.errors import BadInput
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked
from warehouse.store import not_a_store

NEWEST_REJECTS = 10
SHOWN = ["uri", "record_key", "reason", "message"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts, last runs, lists, open rejects, versions; `busy` when a run holds the store."""

    counts: pa.Table
    runs: pa.Table
    lists: pa.Table
    rejects: pa.Table
    versions: pa.Table
    busy: bool


def standing(layout: Layout) -> Standing:
    """Read how the store of a home stands. Raises `BadInput` where there is none yet."""
    if not layout.working.exists():
        raise BadInput(f"there is no store in {layout.home} yet: `sanctograph run` makes one")
    try:
        return _read(str(layout.working), busy=False)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise not_a_store(layout) from error
        published = linked(layout)
        if published is None:
            raise BadInput(f"the first run in {layout.home} is under way: ask again") from None
        return _read(str(published), busy=True)


def _read(path: str, *, busy: bool) -> Standing:
    with duckdb.connect(path, read_only=True) as connection:
        counts, runs, lists, versions = (
            statements.run(connection, f"queries/status_{name}").to_arrow_table()
            for name in ("counts", "runs", "lists", "versions")
        )
        most = {"most": NEWEST_REJECTS}
        rejects = statements.run(connection, "queries/newest_rejects", most).to_arrow_table()
    return Standing(counts, runs, lists, rejects.select(SHOWN), versions, busy)
