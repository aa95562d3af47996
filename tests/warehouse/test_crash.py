"""A run that is killed anywhere and started again ends like one that never was."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.tables import TABLES
from warehouse.layout import Layout

SCRIPT = Path(__file__).parent / "killed_run.py"
VOLATILE = {"batch_id", "run_id", "loaded_at", "fetched_at", "first_seen", "last_seen"}
CLEAN: dict[str, list[tuple[object, ...]]] = {}
"""What a run that was never killed gives; filled by the first test."""

STEPS = (
    "load_decide",
    "load_delete",
    "load_articles",
    "load_rows",
    "load_rows_of_events",
    "load_batch",
    "committed",
    "resolve_keys",
    "resolve_article_entities",
    "resolve_done",
    "checkpoint",
    "copy",
    "switch",
    "prune",
)


def run(home: Path, step: str) -> int:
    root = Path(__file__).parents[2]
    command = [sys.executable, str(SCRIPT), str(home), step]
    return subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root)}, check=False).returncode


def stage_everything(batch: Callable[..., Path], home: Layout) -> None:
    ann, firm = ("person", "Ann Lee", "us"), ("company", "Acme", None)
    event = ("United States", "Iran")
    first: list[dict[str, Any]] = [
        {"id": f"a{n}", "names": [ann, firm], "event": event} for n in range(5)
    ]
    second: list[dict[str, Any]] = [{"id": f"b{n}", "names": [firm]} for n in range(5)]
    third: list[dict[str, Any]] = [
        {"id": "a1", "names": [firm], "body": "Changed.", "fetched_at": datetime(2021, 2, 1)},
        {"id": "b1", "body": "Older.", "fetched_at": datetime(2020, 2, 1)},
        {"id": "c", "event": ("United Kingdom", "Iran")},
    ]
    for number, specs in enumerate((first, second, third)):
        batch(*specs, batch_id=str(number), home=home)


def content(layout: Layout) -> dict[str, list[tuple[object, ...]]]:
    found = {}
    with duckdb.connect(str(layout.link), read_only=True) as connection:
        for table in TABLES.values():
            if table.name not in ("runs", "batches"):
                columns = ", ".join(c for c in table.schema.names if c not in VOLATILE)
                question = f"SELECT {columns} FROM {table.name} ORDER BY ALL"
                found[table.name] = connection.execute(question).fetchall()
    return found


@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_at_any_step_and_repeated_ends_as_one_never_killed(
    step: str, tmp_path: Path, staged_batch: Callable[..., Path]
) -> None:
    if not CLEAN:
        clean = Layout(tmp_path / "clean")
        stage_everything(staged_batch, clean)
        assert run(clean.home, "-") == 0
        CLEAN.update(content(clean))
    killed = Layout(tmp_path / "killed")
    stage_everything(staged_batch, killed)
    assert run(killed.home, step) == -9
    (killed.staging / "9.tmp").mkdir(parents=True)
    stage_everything(staged_batch, killed)
    assert run(killed.home, "-") == 0
    assert content(killed) == CLEAN
    assert len(CLEAN["articles"]) == 11
    assert not list(killed.published.glob("*.tmp"))
    assert not list(killed.home.glob(".store-*"))
