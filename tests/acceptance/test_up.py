"""`sanctograph up` as an engineer lives with it: what dies comes back, what is changed is followed,
runs beside it end right, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import httpx
import psutil
import pytest

from flows.server import is_healthy

ROOT = Path(__file__).resolve().parents[2]
PAGE = (
    "Talks open, part {number}\n\nBy Ana Ruiz\n\nApril 4, 2022\n\n"
    "The European Union imposed sanctions on Belarus on Monday, officials said in Brussels.\n"
)
SOURCE = '[[source]]\nname = "inbox"\npath = "inbox"\nschedule = {schedule}\n'
YEARLY = '{ cron = "0 0 1 1 *" }'
PAGES = 8


def write_pages(folder: Path, first: int, count: int) -> None:
    for number in range(first, first + count):
        (folder / f"{number}.txt").write_text(PAGE.format(number=number))


def until(true: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.2)


@pytest.fixture
def home(tmp_path):
    place = tmp_path / "home"
    (place / "inbox").mkdir(parents=True)
    write_pages(place / "inbox", 0, PAGES)
    (place / "sources.toml").write_text(SOURCE.replace("{schedule}", YEARLY))
    yield place
    for process in of_home(place):  # only where a test has failed between a kill and what mends it
        process.kill()


@pytest.fixture
def up(home, start_up):
    one = start_up(home)
    one.says("source inbox: cron")
    yield one
    one.end()


def deployments(up) -> list[dict[str, Any]]:
    answer = httpx.post(f"{up.pages}/api/deployments/filter", json={})
    found: list[dict[str, Any]] = answer.json()
    return found


def flow_runs(up) -> list[dict[str, object]]:
    """Runs of `ingest`, oldest first, without those that wait for their day."""
    asked = {
        "flows": {"name": {"any_": ["ingest"]}},
        "flow_runs": {"state": {"type": {"not_any_": ["SCHEDULED"]}}},
        "sort": "START_TIME_ASC",
    }
    found: list[dict[str, object]] = httpx.post(
        f"{up.pages}/api/flow_runs/filter", json=asked
    ).json()
    return found


def press_run(up) -> None:
    """What the button *Run* does on the deployment's page."""
    (deployment,) = deployments(up)
    address = f"{up.pages}/api/deployments/{deployment['id']}/create_flow_run"
    # 503 says that its database was busy, and that one may ask again.
    until(lambda: httpx.post(address, json={}).status_code < 300)


def of_home(home: Path) -> list[psutil.Process]:
    """Processes that Prefect's state of this home is given to."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("PREFECT_HOME") == str(home / "prefect"):
                found.append(process)
        except psutil.Error:
            continue
    return found


def lives(process: psutil.Process, command: str) -> bool:
    try:
        return process.is_running() and command in " ".join(process.cmdline())
    except psutil.Error:
        return False


def runs(home: Path) -> list[tuple[str, int, int]]:
    """What `runs` says in the working store: a run that changes nothing publishes nothing."""
    with duckdb.connect(str(home / "working" / "store.duckdb"), read_only=True) as connection:
        return connection.execute(
            "SELECT status, articles_in, articles_loaded FROM main.runs ORDER BY started_at"
        ).fetchall()


@pytest.mark.timeout(200)
def test_a_run_beside_up_and_a_run_of_up_load_each_article_once(home, up, sanctograph, ask):
    press_run(up)
    done = sanctograph("run", "--home", home, "--batch-size", 2, PREFECT_API_URL="")
    assert (done.returncode, done.stderr) == (0, "")
    until(lambda: [run["state_type"] for run in flow_runs(up)] == ["COMPLETED"] * 2)
    counts = "SELECT COUNT(*), COUNT(DISTINCT article_id), MAX(revision) FROM articles"
    assert ask(home, counts) == [(PAGES, PAGES, 1)]
    assert sorted(runs(home)) == [("done", PAGES, 0), ("done", PAGES, PAGES)]
    assert up.process.poll() is None
    family = up.family()
    assert up.end() == 0
    assert [process.pid for process in family if process.is_running()] == []
    assert of_home(home) == []


@pytest.mark.timeout(200)
def test_two_runs_at_once_load_each_article_once(home, ask):
    command = [sys.executable, "-m", "flows.cli", "run", "--home", str(home), "--batch-size", "2"]
    both = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PREFECT_API_URL": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [run.communicate(timeout=150) for run in both]
    assert [run.returncode for run in both] == [0, 0], ended
    assert [errors for _, errors in ended] == ["", ""]
    counts = "SELECT COUNT(*), COUNT(DISTINCT article_id), MAX(revision) FROM articles"
    assert ask(home, counts) == [(PAGES, PAGES, 1)]
    assert sorted(runs(home)) == [("done", PAGES, 0), ("done", PAGES, PAGES)]
    assert of_home(home) == []


@pytest.mark.timeout(200)
def test_what_dies_comes_back_and_what_is_edited_is_followed(home, up, sanctograph):
    server, scheduler = (
        next(p for p in up.family() if name in " ".join(p.cmdline()))
        for name in ("prefect server", "flows.scheduler")
    )
    scheduler.kill()
    up.says("the scheduler had died and was started again")
    until(lambda: up.log.read_text().count("source inbox: cron") == 2)
    server.kill()
    # Whoever meets the dead server first starts it again, on the port where `up` is looked for.
    done = sanctograph("run", "--home", home, PREFECT_API_URL="")
    assert (done.returncode, done.stderr) == (0, "")
    until(lambda: is_healthy(f"{up.pages}/api"))

    sources = home / "sources.toml"
    sources.write_text(SOURCE.replace("{schedule}", '{ interval = "PT6H" }'))
    up.says("source inbox: every 6:00:00 (UTC)")
    (deployment,) = deployments(up)
    (schedule,) = deployment["schedules"]
    assert (schedule["schedule"]["interval"], schedule["active"]) == (6 * 3600, True)
    sources.write_text("[[source]\n")
    up.says("the schedules stay as they were")
    sources.write_text('[[source]]\nname = "inbox"\npath = "inbox"\n')
    up.says("source inbox: no schedule any more")
    assert deployments(up) == []

    second = sanctograph("up", "--home", home)
    assert second.returncode == 2
    assert "is up already" in second.stderr


@pytest.mark.timeout(200)
def test_a_run_whose_scheduler_has_died_ends_with_up(home, up):
    write_pages(home / "inbox", PAGES, 400)
    press_run(up)
    until(lambda: list((home / "staging").glob("*.records")))
    next(p for p in up.family() if "flows.scheduler" in " ".join(p.cmdline())).kill()
    up.says("the scheduler had died and was started again")
    orphans = [one for one in of_home(home) if lives(one, "prefect.engine")]
    assert len(orphans) == 1
    assert up.end() == 0
    assert of_home(home) == []


@pytest.mark.timeout(300)
def test_a_run_of_up_that_is_killed_is_crashed_with_all_its_parts_and_the_next_goes_on(
    home, up, ask
):
    write_pages(home / "inbox", PAGES, 100)
    press_run(up)
    until(lambda: list((home / "staging").glob("*.records")))
    next(p for p in up.family() if "prefect.engine" in " ".join(p.cmdline())).kill()
    until(lambda: [run["state_type"] for run in flow_runs(up)] == ["CRASHED"])
    press_run(up)
    until(lambda: [run["state_type"] for run in flow_runs(up)] == ["CRASHED", "COMPLETED"], 150)
    for kind in ("flow_runs", "task_runs"):
        every = httpx.post(f"{up.pages}/api/{kind}/filter", json={}).json()
        assert "RUNNING" not in {one["state_type"] for one in every}
    found = ask(home, "SELECT COUNT(*), COUNT(DISTINCT article_id) FROM articles")
    assert found == [(PAGES + 100, PAGES + 100)]


@pytest.mark.timeout(250)
def test_after_a_kill_nothing_says_running_for_ever_and_what_was_missed_is_read_once(
    home, up, start_up, ask
):
    (home / "sources.toml").write_text(SOURCE.replace("{schedule}", '{ cron = "0 * * * *" }'))
    up.says("source inbox: cron 0 * * * * (UTC)")
    write_pages(home / "inbox", PAGES, 300)
    press_run(up)
    until(lambda: list((home / "staging").glob("*.records")))
    run = next(p for p in up.family() if "prefect.engine" in " ".join(p.cmdline()))
    os.kill(up.process.pid, signal.SIGKILL)
    run.kill()
    up.process.wait()
    left = of_home(home)
    until(lambda: not [one for one in left if lives(one, "flows.scheduler")])

    with sqlite3.connect(home / "prefect" / "prefect.db", timeout=30) as history:
        # As if it had stayed away for three hours.
        past = (
            "UPDATE flow_run SET expected_start_time = '2026-01-01 0' || n || ':00:00.000000',"
            " next_scheduled_start_time = '2026-01-01 0' || n || ':00:00.000000' FROM (SELECT id AS"
            " due, ROW_NUMBER() OVER (ORDER BY expected_start_time) AS n FROM flow_run WHERE"
            " state_type = 'SCHEDULED') WHERE id = due AND n <= 3"
        )
        assert history.execute(past).rowcount == 3
        history.execute(
            "UPDATE flow_run_state SET state_details = json_set(state_details,"
            " '$.scheduled_time', '2026-01-01T00:00:00Z') WHERE id IN (SELECT state_id FROM"
            " flow_run WHERE expected_start_time < '2026-01-02')"
        )

    again = start_up(home)
    try:
        deadline = time.monotonic() + 120
        while "COMPLETED" not in {one["state_type"] for one in flow_runs(again)}:
            assert time.monotonic() < deadline, (flow_runs(again), again.log.read_text())
            time.sleep(0.5)
        states = [(one["state_type"], one["state_name"]) for one in flow_runs(again)]
        assert sorted(states) == [
            ("CANCELLED", "Skipped"),
            ("CANCELLED", "Skipped"),
            ("COMPLETED", "Completed"),
            ("CRASHED", "Crashed"),
        ]
        everything = httpx.post(f"{again.pages}/api/flow_runs/filter", json={}).json()
        assert "RUNNING" not in {one["state_type"] for one in everything}
        tasks = httpx.post(f"{again.pages}/api/task_runs/filter", json={}).json()
        assert "RUNNING" not in {one["state_type"] for one in tasks}
        found = ask(home, "SELECT COUNT(*), COUNT(DISTINCT article_id) FROM articles")
        assert found == [(PAGES + 300, PAGES + 300)]
        assert sorted(status for status, *_ in runs(home)) == ["crashed", "done"]
    finally:
        assert again.end() == 0
    assert of_home(home) == []


def test_a_port_that_is_taken_is_one_line(home, sanctograph):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = sanctograph("up", "--home", home, "--port", other.getsockname()[1])
    assert done.returncode == 2
    assert "is taken: choose another with --port" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        ('{ cron = "every hour" }', "a cron has five fields"),
        ('{ cron = "* * * * * *" }', "a cron has five fields"),
        ('{ cron = "99 * * * *" }', "schedule of source 'inbox'"),
        ('{ cron = "0 * * * *", timezone = "Mars/Olympus" }', "no time zone is called"),
        ('{ interval = "PT1S" }', "greater than or equal to 10 seconds"),
        ('{ cron = "0 * * * *", interval = 60 }', "give either cron or interval"),
        ("{ }", "give either cron or interval"),
    ],
)
def test_a_schedule_that_cannot_be_is_one_line(home, sanctograph, schedule, told):
    (home / "sources.toml").write_text(SOURCE.replace("{schedule}", schedule))
    done = sanctograph("up", "--home", home)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert of_home(home) == []
