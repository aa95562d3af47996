"""Questions of analysts to the published file: read-only, and nothing outside it."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from schemas.errors import BadInput
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import linked

CONFIGURATION = {"python_enable_replacements": "false"}


def query(layout: Layout, statement: str) -> pa.Table:
    """The answer of the published store to a SQL statement.

    The file is opened read-only, without access to other files or the network. Raises `BadInput`
    where nothing is published yet, and with DuckDB's own words where the statement fails.
    """
    path = linked(layout)
    if path is None:
        raise BadInput(f"nothing is published in {layout.home} yet: `sanctograph run` does it")
    try:
        with duckdb.connect(str(path), read_only=True, config=dict(CONFIGURATION)) as connection:
            statements.run(connection, "queries/sql_lock")
            if not connection.extract_statements(statement):
                raise BadInput("the statement is empty: write a SELECT")
            return _told_apart(connection.execute(statement).to_arrow_table())
    except duckdb.Error as error:
        raise BadInput(_one_line(error)) from None


def _told_apart(rows: pa.Table) -> pa.Table:
    """Columns of one name, as a join gives them, are numbered: `a`, `a_1`."""
    names: list[str] = []
    for name in rows.schema.names:
        number, fresh = 0, name
        while fresh in names:
            number += 1
            fresh = f"{name}_{number}"
        names.append(fresh)
    return rows.rename_columns(names)


def _one_line(error: duckdb.Error) -> str:
    """DuckDB's message without the lines that draw the statement and a caret under it."""
    words = str(error).split("\n\nLINE ")[0]
    return " ".join(words.split())
