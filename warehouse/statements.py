"""The SQL files beside this module: read once, run statement by statement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

FOLDER = Path(__file__).parent


@cache
def text(name: str) -> str:
    """The text of `warehouse/<name>.sql`, such as `queries/load_decide`."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def run(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    parameters: Mapping[str, Any] | None = None,
    **identifiers: str,
) -> duckdb.DuckDBPyConnection:
    """Run every statement of a SQL file; the answer is the last statement's.

    Each statement gets those of `parameters` that it names (`$name`). `identifiers` fill
    `{name}` in the file: they come from `schemas`, never from data.
    """
    script = text(name)
    for placeholder, identifier in identifiers.items():
        script = script.replace("{" + placeholder + "}", identifier)
    known = parameters or {}
    for statement in connection.extract_statements(script):
        wanted = {p: known[p] for p in statement.named_parameters}
        connection.execute(statement, wanted)
    return connection
