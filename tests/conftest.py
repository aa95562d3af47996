"""The command line as a user runs it, and the store as an analyst reads it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

# Two processes run the tests: threads of NumPy's in each would wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import duckdb
import psutil
import pytest

from flows.server import free_port

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 120
END_SECONDS = 90


LONGEST_BYTES = 16


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes of files name no test: those of gzip hold the second in which they were packed, and
    the processes that run the tests would not agree on their names."""
    return argname if isinstance(val, bytes) and len(val) > LONGEST_BYTES else None


@dataclass
class Up:
    """`sanctograph up` of one home, as a process of its own."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = field(init=False)
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def pages(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = self.log = self.home.parent / f"up-{time.time_ns()}.log"
        command = [sys.executable, "-m", "flows.cli", "up", "--home", str(self.home)]
        command += ["--port", str(self.port), "--workers", "1", "--batch-size", "10"]
        self.started = time.monotonic()
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=_without_prefect(), stdout=out, stderr=subprocess.STDOUT
            )
        try:
            self.says("Ctrl-C ends it", START_SECONDS)
        except AssertionError:
            self.end()
            raise

    def says(self, words: str, seconds: float = 60) -> None:
        """Wait until it has said some words."""
        deadline = time.monotonic() + seconds
        while words not in self.log.read_text():
            assert time.monotonic() < deadline, f"not said: {words!r}\n{self.log.read_text()}"
            time.sleep(0.1)

    def family(self) -> list[psutil.Process]:
        """This process and all that it has started, by now."""
        try:
            leader = psutil.Process(self.process.pid)
            return [leader, *leader.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def end(self) -> int:
        """What Ctrl-C does; gives the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        family = self.family()
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            for process in family:
                process.kill()
            raise


def _without_prefect() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


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


@pytest.fixture(scope="session")
def start_up() -> Callable[[Path], Up]:
    """Start `sanctograph up` in a home, on a free port."""

    def start(home: Path) -> Up:
        return Up(home, free_port())

    return start
