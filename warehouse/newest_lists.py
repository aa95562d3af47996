"""The newest snapshot of each official list in the published store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked
from warehouse.rules import list_rules


@dataclass(frozen=True, slots=True)
class NewestList:
    """A list as it was last published: `sha256` is of all its files, `reader` of what read it."""

    published_on: date
    sha256: str
    entries: int
    reader: str

    def holds(self, sha256: str) -> bool:
        """Whether it is of that content, read by the code that is here now."""
        return self.sha256 == sha256 and self.reader == list_rules()


def newest_lists(layout: Layout) -> Mapping[str, NewestList]:
    """The newest snapshots by the key of their list, without waiting for a run; may be none."""
    path = linked(layout)
    if path is None:
        return {}
    with duckdb.connect(str(path), read_only=True) as connection:
        try:
            rows = statements.run(connection, "queries/list_newest").fetchall()
        except duckdb.CatalogException:  # published before there were lists
            return {}
    return {key: NewestList(*row) for key, *row in rows}
