"""What is worth showing of the published store after a run: newest sanctions, open rejects."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked

NEWEST_SANCTIONS = 20
NEWEST_REJECTS = 50


@dataclass(frozen=True, slots=True)
class Highlights:
    """The newest rows of the views; see the two queries for their columns."""

    sanctions: pa.Table
    rejects: pa.Table


def highlights(layout: Layout) -> Highlights | None:
    """Read the published file; `None` where nothing is published."""
    path = linked(layout)
    if path is None:
        return None
    with duckdb.connect(str(path), read_only=True) as connection:
        sanctions, rejects = (
            statements.run(connection, f"queries/newest_{name}", {"most": most}).to_arrow_table()
            for name, most in (("sanctions", NEWEST_SANCTIONS), ("rejects", NEWEST_REJECTS))
        )
    return Highlights(sanctions, rejects)
