"""What fails beside the work: the server dies or is started again, its database is locked, the run
is killed. The articles land all the same, and the pages tell the truth in the end."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from flows.server import free_port

ROOT = Path(__file__).resolve().parents[2]
PAGE = (
    "Talks open, part {number}\n\nBy Ana Ruiz\n\nApril 4, 2022\n\n"
    "The European Union imposed sanctions on Belarus on Monday, officials said in Brussels.\n"
)
PAGES = 12
COUNTED = "12 in, 12 new, 0 changed, 0 unchanged, 12 loaded, 0 rejected"


class Server:
    """A Prefect server on a port of its own, which can die and come back."""

    def __init__(self, home: Path) -> None:
        self.database = home / "prefect.db"
        self.port = free_port()
        self.api = f"http://127.0.0.1:{self.port}/api"
        self.environment = {
            "PREFECT_HOME": str(home),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.api}/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError("the server did not come up")

    def end(self, number: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        self.process.wait(timeout=30)

    def states(self, table: str) -> list[tuple[str, ...]]:
        """Name, state and message of the flow or task runs."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as history:
            return history.execute(
                f"SELECT r.name, s.type, s.message FROM {table} AS r"
                f" JOIN {table}_state AS s ON s.id = r.state_id ORDER BY r.start_time, r.name"
            ).fetchall()


@pytest.fixture
def server(tmp_path):
    one = Server(tmp_path / "server")
    yield one
    one.end()


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(PAGES):
        (folder / f"{number}.txt").write_text(PAGE.format(number=number))
    return folder


@pytest.fixture
def run(server, inbox, tmp_path):
    """Start a run against the server; gives the process and the home, as soon as it has begun."""
    started = []

    def begin(**environment: str) -> tuple[subprocess.Popen[str], Path]:
        home = tmp_path / "home"
        arguments = [str(inbox), "--home", str(home), "--batch-size", "2", "--workers", "1"]
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "run", *arguments],
            cwd=ROOT,
            env=os.environ
            | server.environment
            | {"PREFECT_API_URL": server.api, "PREFECT_CLIENT_MAX_RETRIES": "1"}
            | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        deadline = time.monotonic() + 60
        while not list((home / "staging").glob("*.records")) and time.monotonic() < deadline:
            time.sleep(0.05)
        return process, home

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def count(home: Path, ask) -> int:
    ((found,),) = ask(home, "SELECT COUNT(*) FROM articles")
    return int(found)


@pytest.mark.timeout(200)
def test_when_the_server_dies_the_articles_land_and_the_next_run_mends_the_history(
    server, run, ask, sanctograph
):
    process, home = run()
    server.end(signal.SIGKILL)
    _, errors = process.communicate(timeout=150)
    assert process.returncode == 0, errors
    assert count(home, ask) == PAGES
    told = errors.strip().splitlines()
    assert all(line.startswith("warning: no Prefect server answers at") for line in told)
    assert "the articles are in the store all the same" in told[-1]
    (note,) = (home / "prefect" / "running").iterdir()
    assert json.loads(note.read_text())["state"] == "COMPLETED"

    server.start()
    assert "RUNNING" in [state for _, state, _ in server.states("flow_run")]
    page = home.parent / "page.txt"
    page.write_text(PAGE.format(number="last"))
    done = sanctograph(
        *("run", page, "--home", home), PREFECT_API_URL=server.api, **server.environment
    )
    assert done.returncode == 0, done.stderr
    flows = server.states("flow_run")
    assert {state for _, state, _ in flows} == {"COMPLETED"}
    assert flows[0][2] == COUNTED
    assert not list((home / "prefect" / "running").iterdir())


@pytest.mark.timeout(200)
def test_a_server_that_is_started_again_goes_on_with_the_run(server, run, ask):
    process, home = run(PREFECT_CLIENT_MAX_RETRIES="5")
    server.end()
    server.start()
    _, errors = process.communicate(timeout=150)
    assert (process.returncode, errors) == (0, "")
    assert count(home, ask) == PAGES
    assert [one[1:] for one in server.states("flow_run")] == [("COMPLETED", COUNTED)] * 2


@pytest.mark.timeout(200)
def test_while_the_servers_database_is_locked_the_articles_land(server, run, ask):
    process, home = run()
    with sqlite3.connect(server.database, isolation_level=None, timeout=60) as other:
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(20)
        other.execute("ROLLBACK")
    _, errors = process.communicate(timeout=150)
    assert process.returncode == 0, errors
    assert count(home, ask) == PAGES
    assert all(line.startswith("warning: ") for line in errors.strip().splitlines())


@pytest.mark.timeout(200)
def test_a_run_that_was_killed_is_marked_as_crashed_by_the_next(server, run, ask, sanctograph):
    process, home = run()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(1)
    assert "RUNNING" in [state for _, state, _ in server.states("flow_run")]
    inbox = home.parent / "inbox"
    done = sanctograph(
        *("run", inbox, "--home", home), PREFECT_API_URL=server.api, **server.environment
    )
    assert done.returncode == 0, done.stderr
    assert count(home, ask) == PAGES
    assert ask(home, "SELECT status FROM runs ORDER BY started_at") == [("crashed",), ("done",)]
    flows = server.states("flow_run")
    assert [state for _, state, _ in flows] == ["CRASHED", "CRASHED", "COMPLETED", "COMPLETED"]
    assert "its process ended without a word" in flows[0][2]
    assert "RUNNING" not in [state for _, state, _ in server.states("task_run")]
