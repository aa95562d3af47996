"""The store's tables, the views over them and their comments, out of the Arrow schemas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from schemas.fields import Table, from_resolve, meaning
from schemas.tables import TABLES

ROOMS = ("facts", "resolved", "lists", "ops")

_SCALARS: dict[pa.DataType, str] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float32(): "REAL",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.binary(): "BLOB",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Where a resolved column comes from: `table.value`, found by `fact key = table.key`."""

    fact_key: str
    table: str
    key: str
    value: str


CONCLUDED: dict[tuple[str, str], Conclusion] = {
    ("articles", "duplicate_of"): Conclusion(
        "article_id", "article_duplicates", "article_id", "duplicate_of"
    ),
    ("mentions", "entity_id"): Conclusion("entity_key", "entity_keys", "entity_key", "entity_id"),
    ("roles", "entity_id"): Conclusion("entity_key", "entity_keys", "entity_key", "entity_id"),
    ("quotes", "speaker_entity_id"): Conclusion(
        "speaker_entity_key", "entity_keys", "entity_key", "entity_id"
    ),
    ("sanction_events", "cluster_id"): Conclusion(
        "event_id", "event_clusters", "event_id", "cluster_id"
    ),
    ("sanction_parties", "entity_id"): Conclusion(
        "entity_key", "entity_keys", "entity_key", "entity_id"
    ),
}
"""Every column that schemas mark as coming from resolve."""


def sql_type(kind: pa.DataType) -> str:
    """The DuckDB type of an Arrow type; `KeyError` for a type that the store does not use."""
    if pa.types.is_map(kind):
        return f"MAP({sql_type(kind.key_type)}, {sql_type(kind.item_type)})"
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    return _SCALARS[kind]


def tables_sql() -> str:
    """`migrations/0001_tables.sql`: the schemas and every table, in `stored` columns, no keys.

    It follows `schemas` until the first release; from then on it stays as it is, and a change of
    a table is a migration of its own (a test compares what all of them give with `schemas`).
    """
    parts = ["-- Which tables does the store have? Written by `python -m warehouse.docs`."]
    parts += [f"CREATE SCHEMA IF NOT EXISTS {room};" for room in ROOMS]
    parts += [_create_table(table) for table in TABLES.values()]
    return "\n\n".join(parts) + "\n"


def views_sql() -> str:
    """`views/tables.sql`: a view in `main` for every table, conclusions joined, and comments."""
    parts = [
        "-- What does each table of docs/tables.md hold? Written by `python -m warehouse.docs`."
    ]
    for table in TABLES.values():
        parts.append(_create_view(table))
        parts.append("\n".join(_comments(table)))
    return "\n\n".join(parts) + "\n"


def _create_table(table: Table) -> str:
    columns = [
        f"    {column.name} {sql_type(column.type)}{'' if column.nullable else ' NOT NULL'}"
        for column in table.stored
    ]
    return f"CREATE TABLE {table.room}.{table.name} (\n" + ",\n".join(columns) + "\n);"


def _create_view(table: Table) -> str:
    columns, joins = [], []
    for column in table.schema:
        if not from_resolve(column):
            columns.append(f"    t.{column.name}")
            continue
        source = CONCLUDED[table.name, column.name]
        columns.append(f"    c.{source.value} AS {column.name}")
        joins.append(
            f"LEFT JOIN resolved.{source.table} AS c\n    ON c.{source.key} = t.{source.fact_key}"
        )
    lines = [
        f"CREATE OR REPLACE VIEW main.{table.name} AS",
        "SELECT",
        ",\n".join(columns),
        f"FROM {table.room}.{table.name} AS t",
        *joins,
    ]
    return "\n".join(lines) + ";"


def _comments(table: Table) -> Iterator[str]:
    for kind, name, columns in (
        ("TABLE", f"{table.room}.{table.name}", table.stored),
        ("VIEW", f"main.{table.name}", table.schema),
    ):
        yield f"COMMENT ON {kind} {name} IS {_quoted(table.meaning)};"
        for column in columns:
            yield f"COMMENT ON COLUMN {name}.{column.name} IS {_quoted(meaning(column))};"


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
