"""How a table is described: an Arrow schema whose every field says what it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

TEXT = pa.string()
INT = pa.int32()
REAL = pa.float32()
TIME = pa.timestamp("us")
DAY = pa.date32()
TEXTS = pa.list_(pa.string())
BLOB = pa.binary()
BOOL = pa.bool_()
TEXT_MAP = pa.map_(pa.string(), pa.string())
NUMBER_MAP = pa.map_(pa.string(), pa.float64())


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the store.

    `name` is what analysts call it (`main.name`), `room` the DuckDB schema that holds its rows
    (facts|resolved|lists|ops), `schema` every column that analysts see, `key` the columns whose
    values are unique together.
    """

    name: str
    room: str
    meaning: str
    schema: pa.Schema
    key: tuple[str, ...]

    @property
    def stored(self) -> pa.Schema:
        """The columns that rows are stored with: those that `resolve` adds are left out."""
        return pa.schema([f for f in self.schema if not from_resolve(f)])

    @property
    def made(self) -> pa.Schema:
        """The columns that the transforms give: those stored, before the batch is known."""
        return pa.schema([f for f in self.stored if f.name != "batch_id"])


def field(
    name: str,
    kind: pa.DataType,
    meaning: str,
    *,
    vocabulary: str | None = None,
    required: bool = False,
    resolve: bool = False,
) -> pa.Field:
    """A column with its meaning; `vocabulary` names an entry of `schemas.vocabularies`.

    `required` columns are never null; `resolve` columns are joined in from conclusions, not stored
    with the facts.
    """
    metadata = {"meaning": meaning}
    if vocabulary:
        metadata["vocabulary"] = vocabulary
    if resolve:
        metadata["origin"] = "resolve"
    return pa.field(name, kind, nullable=not required, metadata=metadata)


def table(
    name: str, room: str, meaning: str, fields: Iterable[pa.Field], key: tuple[str, ...]
) -> Table:
    """A `Table` out of its fields."""
    return Table(name, room, meaning, pa.schema(list(fields)), key)


def meaning(column: pa.Field) -> str:
    """What the column means, in a sentence for the reader of `docs/tables.md`."""
    return _metadata(column, "meaning") or ""


def vocabulary(column: pa.Field) -> str | None:
    """The name of the vocabulary that the column's values are taken from, if any."""
    return _metadata(column, "vocabulary")


def from_resolve(column: pa.Field) -> bool:
    """Whether the column is a conclusion joined to a fact."""
    return _metadata(column, "origin") == "resolve"


def _metadata(column: pa.Field, key: str) -> str | None:
    value = (column.metadata or {}).get(key.encode())
    return value.decode() if value is not None else None
