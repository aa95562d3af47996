"""A run killed anywhere and started again ends in the rows of one that never was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import psutil
import pytest

from schemas.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
VOLATILE = {
    "batch_id",
    "run_id",
    "loaded_at",
    "fetched_at",
    "first_seen",
    "last_seen",
}
BATCHES = 18
SEED = 20190104


def rows_of(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Facts, conclusions and rejects, without the columns that may differ, in one order."""
    with duckdb.connect(str(home / "store.duckdb"), read_only=True) as connection:
        found = {}
        for name, table in TABLES.items():
            if name in {"runs", "batches"}:
                continue
            columns = ", ".join(f'"{c}"' for c in table.schema.names if c not in VOLATILE)
            found[name] = connection.execute(
                f"SELECT {columns} FROM main.{name} ORDER BY ALL"
            ).fetchall()
        return found


def commits_of(home: Path) -> int:
    with duckdb.connect(str(home / "working" / "store.duckdb"), read_only=True) as connection:
        row = connection.execute("SELECT COUNT(*) FROM ops.batches").fetchone()
    return int(row[0]) if row else 0


def start(
    home: Path, paths: tuple[Path, ...], errors: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flows.cli", "run", *map(str, paths), "--local"]
    return subprocess.Popen(
        [*command, "--batch-size", "10", "--home", str(home)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        start_new_session=True,
    )


def kill_after_commits(home: Path, run: subprocess.Popen[bytes], commits: int, delay: float):
    """Kill the run's process group once so many staged batches have come and gone."""
    seen: set[str] = set()
    gone: set[str] = set()
    while run.poll() is None and len(gone) < commits:
        try:
            now = {p.name for p in (home / "staging").iterdir() if p.suffix == ""}
        except FileNotFoundError:
            now = set()
        gone |= seen - now
        seen |= now
        time.sleep(0.002)
    time.sleep(delay)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()


@pytest.mark.timeout(290)
def test_five_killed_runs_and_a_full_one_give_the_rows_of_a_clean_run(
    tmp_path, shared_articles, sanctograph
):
    clean, killed = tmp_path / "clean", tmp_path / "killed"
    done = sanctograph("run", *shared_articles, "--home", clean, "--local")
    assert done.returncode == 0, done.stderr
    choose = random.Random(SEED)
    between = 0
    for commits in (0, 1, 3, 2, 1):
        run = start(killed, shared_articles)
        kill_after_commits(killed, run, commits, choose.random() * 0.4)
        if (killed / "working" / "store.duckdb").exists():
            between += 0 < commits_of(killed) < BATCHES
    assert between >= 3
    done = sanctograph("run", *shared_articles, "--batch-size", "10", "--home", killed, "--local")
    assert done.returncode == 0, done.stderr
    assert commits_of(killed) == BATCHES
    assert rows_of(killed) == rows_of(clean)
    with duckdb.connect(str(killed / "store.duckdb"), read_only=True) as connection:
        states = connection.execute("SELECT status FROM runs ORDER BY started_at").fetchall()
    assert states[-1] == ("done",)
    assert ("running",) not in states


def test_an_interrupted_run_ends_soon_with_a_word_and_leaves_no_worker(tmp_path, shared_articles):
    run = start(tmp_path, shared_articles, subprocess.PIPE)
    while not (tmp_path / "staging").exists():
        time.sleep(0.01)
    time.sleep(1)
    workers = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "error: interrupted;" in errors.decode()
    assert "Traceback" not in errors.decode()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []


def test_the_order_of_arrival_does_not_matter(tmp_path, shared_articles, sanctograph):
    seed, news = shared_articles
    one, other = tmp_path / "one", tmp_path / "other"
    lines = news.read_text(encoding="utf-8").count("https://en.wikinews.org")
    assert lines >= 171
    for home, order in ((one, (seed, news)), (other, (news, seed))):
        for path in order:
            done = sanctograph("run", path, "--home", home, "--local", "--batch-size", "40")
            assert done.returncode == 0, done.stderr
    assert rows_of(one) == rows_of(other)
