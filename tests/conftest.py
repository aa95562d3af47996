"""The command line as a user runs it, and the store as an analyst reads it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[1]

Command = Callable[..., subprocess.CompletedProcess[str]]
Rows = Callable[..., list[tuple[object, ...]]]


@pytest.fixture(scope="session")
def sanctograph() -> Command:
    """Run `sanctograph` with arguments; gives status, output and errors."""

    def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"COLUMNS": "200"} | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )

    return call


@pytest.fixture(scope="session")
def ask() -> Rows:
    """Ask the published file of a home, as an analyst's own DuckDB would."""

    def call(home: Path, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        with duckdb.connect(str(home / "store.duckdb"), read_only=True) as connection:
            return connection.execute(statement, list(parameters)).fetchall()

    return call
