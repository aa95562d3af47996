"""A table of Arrow that SQL sees under a name for the length of a `with` block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa


@contextmanager
def shown(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> Iterator[None]:
    """Register `rows` as `name`, and take it back at the end."""
    connection.register(name, rows)
    try:
        yield
    finally:
        connection.unregister(name)
