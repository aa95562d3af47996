"""Every command of docs/operations.md, run in its order in a fresh folder, as a reader would."""

from __future__ import annotations

import configparser
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>.*)\n(?P<body>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE
)
HOME, UP, POOL = "A home", "One machine", "A server with Postgres"
DEBIAN = Path("/usr/lib/postgresql")
READY_SECONDS, END_SECONDS = 240, 60
MANY = 400
"""Pages that a run is still reading when its worker is ended, however late that comes."""

Check = Callable[[], bool]


def blocks(kind: str, *sections: str) -> list[str]:
    """The fenced blocks of one kind, of some sections or of all, in their order."""
    found = dict(SECTION.findall(PAGE))
    text = "".join(found[name] for name in sections) if sections else PAGE
    return [
        textwrap.dedent(fence["body"]) for fence in FENCE.finditer(text) if fence["kind"] == kind
    ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(check: Check, what: str, seconds: float = READY_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"in {seconds} s: no {what}"
        time.sleep(0.2)


def is_alive(process: psutil.Process) -> bool:
    """Whether it still runs; in a container, nobody may clear away what has ended."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def await_end(family: list[psutil.Process]) -> None:
    wait_for(lambda: not any(map(is_alive, family)), f"end of {family}", END_SECONDS)


@dataclass
class Foreground:
    """A terminal in which a command stays in the foreground."""

    process: subprocess.Popen[bytes]
    log: Path

    def family(self) -> list[psutil.Process]:
        leader = psutil.Process(self.process.pid)
        return [leader, *leader.children(recursive=True)]

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def await_word(self, words: str) -> None:
        def is_said() -> bool:
            assert self.process.poll() is None, self.told()
            return words in self.told()

        wait_for(is_said, words)

    def interrupt(self) -> int:
        """What Ctrl-C does; the exit status, once everything that was started has ended."""
        family = self.family()
        os.killpg(self.process.pid, signal.SIGINT)
        status = self.process.wait(END_SECONDS)
        await_end(family)
        return status


@dataclass
class Reader:
    """Somebody in a folder that looks like the clone, who pastes block after block."""

    folder: Path
    environment: dict[str, str]
    ports: dict[str, int]
    left: deque[str]
    terminals: list[Foreground] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "data"

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.ports['4200']}/api"

    def run(self, command: str) -> str:
        """Run the next block, which has to have `command` in it, to its end; gives its output."""
        done = subprocess.run(
            self._shell(command),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, command: str) -> Foreground:
        """Run the next block, which stays in the foreground, in a terminal of its own."""
        log = self.folder / f"terminal-{len(self.terminals)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                self._shell(command),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        terminal = Foreground(process, log)
        self.terminals.append(terminal)
        return terminal

    def ask_api(self, path: str, **wanted: object) -> list[dict[str, Any]]:
        answer = httpx.post(f"{self.api}/{path}/filter", json=wanted, trust_env=False, timeout=20)
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return found

    def is_served(self) -> bool:
        try:
            return httpx.get(f"{self.api}/health", trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        for terminal in self.terminals:
            if terminal.process.poll() is None:
                family = terminal.family()
                for process in family:
                    process.kill()
                terminal.process.wait()
                await_end(family)

    def _shell(self, command: str) -> list[str]:
        assert self.left, f"docs/operations.md has no block any more; wanted: {command}"
        block = self.left.popleft()
        assert command in block, f"the next block is another; wanted: {command}"
        for well_known, port in self.ports.items():
            block = re.sub(rf"\b{well_known}\b", str(port), block)
        return ["bash", "-euo", "pipefail", "-c", block]


@pytest.fixture
def reader_of(tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    readers = []

    def make(*sections: str, **environment: str) -> Reader:
        folder, own = tmp_path / "clone of it", tmp_path / "home"
        folder.mkdir()
        own.mkdir()
        (folder / ".venv").symlink_to(sys.prefix)
        (folder / "samples").symlink_to(ROOT / "samples")
        shutil.copy(ROOT / "prefect.yaml", folder)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PREFECT_", "PG", "SANCTOGRAPH_"))
        }
        made = Reader(
            folder,
            kept
            | {"HOME": str(own), "COLUMNS": "200", "NO_PROXY": "127.0.0.1"}
            # The worker asks for work every ten seconds; a test has less patience.
            | {"PREFECT_WORKER_QUERY_SECONDS": "2"}
            | environment,
            {"4200": free_port(), "5432": free_port()},
            deque(blocks("bash", *sections)),
        )
        readers.append(made)
        return made

    yield make
    for one in readers:
        one.close()


@dataclass(frozen=True)
class Postgres:
    """Debian's programs, and how to run them: they refuse to be run by root."""

    programs: Path
    owner: str

    def as_owner(self, *command: object) -> list[str]:
        named = pwd.getpwuid(os.geteuid()).pw_name
        other = [] if named == self.owner else ["runuser", "-u", self.owner, "--"]
        return [*other, *map(str, command)]


@pytest.fixture
def postgres() -> Postgres:
    found = shutil.which("initdb")
    folders = sorted(DEBIAN.glob("*/bin/initdb"), key=_release)
    programs = Path(found) if found else folders[-1] if folders else None
    if programs is None or shutil.which("psql") is None:
        missing = "Postgres is not installed (apt-get install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    return Postgres(programs.parent, owner)


@pytest.fixture
def database(postgres: Postgres, tmp_path_factory) -> Iterator[Callable[[Reader], None]]:
    """Start a database server as Debian sets it up, with a `sudo` that becomes its owner."""
    started = []
    # Not below the temporary folder of this test, which other users may not enter.
    made = subprocess.run(
        postgres.as_owner("mktemp", "-d", "/tmp/sanctograph-postgres-XXXXXX"),
        capture_output=True,
        text=True,
        check=True,
    )
    folder = Path(made.stdout.strip())
    log = tmp_path_factory.mktemp("postgres") / "log"

    def start(reader: Reader) -> None:
        port = reader.ports["5432"]
        subprocess.run(
            postgres.as_owner(
                *(postgres.programs / "initdb", "--pgdata", folder / "db", "--no-sync"),
                *("--username=postgres", "--auth-host=scram-sha-256"),
                "--auth-local=" + ("peer" if postgres.owner == "postgres" else "trust"),
            ),
            cwd="/",
            check=True,
            capture_output=True,
        )
        with log.open("wb") as out:
            process = subprocess.Popen(
                postgres.as_owner(
                    *(postgres.programs / "postgres", "-D", folder / "db", "-p", port),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"),
                    *("-c", f"unix_socket_directories={folder}"),
                ),
                cwd="/",
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        started.append(process)
        command = " ".join(postgres.as_owner("env", f"PGHOST={folder}", f"PGPORT={port}"))
        sudo = reader.folder.parent / "bin" / "sudo"
        sudo.parent.mkdir()
        sudo.write_text(
            '#!/bin/sh\n[ "$1 $2" = "-u postgres" ] || exit 1\nshift 2\n'
            f'cd / && exec {command} PGUSER=postgres "$@"\n'
        )
        sudo.chmod(0o755)
        reader.environment["PATH"] = f"{sudo.parent}:{reader.environment['PATH']}"
        wait_for(lambda: b"ready to accept" in log.read_bytes(), "database")

    yield start
    for process in started:
        leader = psutil.Process(process.pid)
        family = [leader, *leader.children(recursive=True)]
        noted = folder / "db" / "postmaster.pid"
        if noted.exists():
            os.kill(int(noted.read_text().split()[0]), signal.SIGINT)  # end now, and tidily
        process.wait(END_SECONDS)
        await_end(family)
    shutil.rmtree(folder, ignore_errors=True)


def _release(path: Path) -> int:
    return int(path.parts[-3]) if path.parts[-3].isdigit() else 0


def test_every_command_of_the_page_stands_in_a_section_that_is_run_here():
    kinds = {fence["kind"] for fence in FENCE.finditer(PAGE)}
    assert kinds == {"bash", "ini", "toml"}
    assert PAGE.count("```") == 2 * len(FENCE.findall(PAGE))
    assert blocks("bash") == blocks("bash", HOME, UP, POOL)


def test_settings_of_the_page_are_taken(tmp_path):
    from flows.settings import Home, load_settings  # noqa: PLC0415

    home = Home(tmp_path)
    for block in blocks("toml"):
        home.sources.write_text(block, encoding="utf-8")
        assert [source.name for source in load_settings(home).source] == ["world"]


def test_services_run_the_commands_of_the_page():
    commands = "".join(blocks("bash")).splitlines()
    ran = []
    for block in blocks("ini"):
        unit = configparser.ConfigParser(delimiters="=", interpolation=None)
        unit.optionxform = str  # type: ignore[method-assign,assignment]
        unit.read_string(block)
        folder = unit["Service"]["WorkingDirectory"]
        ran.append(unit["Service"]["ExecStart"].removeprefix(f"{folder}/"))
    assert ran == [
        ".venv/bin/sanctograph up --port 4200",
        ".venv/bin/prefect server start --port 4200",
        ".venv/bin/prefect worker start --pool sanctograph --limit 1",
    ]
    assert set(ran) <= set(commands)


def test_prefect_yaml_describes_what_up_schedules_of_the_shipped_example(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415

    from flows.deployments import deployments  # noqa: PLC0415  (Prefect reads its home once)
    from flows.ingest import SCHEDULED_WAIT  # noqa: PLC0415
    from flows.settings import Home, Pace, load_settings, write_example  # noqa: PLC0415

    home = Home(tmp_path / "data")
    write_example(home)
    (up,) = deployments(home, load_settings(home), Pace(wait=SCHEDULED_WAIT))
    (described,) = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]

    assert described == {
        "name": "inbox",
        "entrypoint": "flows.ingest.ingest",
        "description": "Reads the folder `inbox`, cron `0 * * * *` (UTC).",
        "tags": ["sanctograph", "inbox"],
        "schedules": [{"cron": "0 * * * *", "timezone": "UTC"}],
        "parameters": {
            "home": "{{ $SANCTOGRAPH_HOME }}",
            "source": "inbox",
            "workers": 2,
            "batch_size": 1000,
            "wait": 3600.0,
        },
        "work_pool": {"name": "sanctograph"},
    }
    (schedule,) = [one.schedule for one in up.schedules or []]
    assert isinstance(schedule, CronSchedule)
    assert [{"cron": schedule.cron, "timezone": schedule.timezone}] == described["schedules"]
    assert up.parameters == described["parameters"] | {"home": str(home.root)}
    for name in ("name", "entrypoint", "tags"):
        assert getattr(up, name) == described[name]
    assert up.concurrency_limit is None


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_one_machine_step_by_step(reader_of, ask):
    reader = reader_of(HOME, UP)
    assert "data/sources.toml" in reader.run("sanctograph init")
    reader.run("cp -r samples/.")

    up = reader.start("sanctograph up")
    up.await_word("Ctrl-C ends it")
    up.await_word("source inbox: cron 0 * * * * (UTC)")
    assert f"http://127.0.0.1:{reader.ports['4200']}\n" in up.told()

    assert "finished successfully in 'Completed'" in reader.run("deployment run ingest/inbox")
    assert ask(reader.home, "SELECT count(*) FROM articles") == [(34,)]
    told = reader.run("sanctograph status")
    assert re.search(r"^articles +34 *$", told, re.MULTILINE)
    assert "issuer" in told
    names = {run["name"] for run in reader.ask_api("flow_runs")}
    assert any(re.fullmatch(r"inbox \d{4}-\d\d-\d\d \d\d:\d\d", str(name)) for name in names)
    shown = {str(one["key"]) for one in reader.ask_api("artifacts/latest")}
    section = dict(SECTION.findall(PAGE))[UP]
    (row,) = [line for line in section.splitlines() if "| Artifacts |" in line]
    assert set(re.findall(r"`([a-z-]+)`", row)) == shown

    reader.run("sed -i")
    up.await_word("source inbox: every 0:15:00 (UTC)")
    (deployment,) = reader.ask_api("deployments")
    (schedule,) = deployment["schedules"]
    assert (schedule["active"], schedule["schedule"]["interval"]) == (True, 900.0)

    assert up.interrupt() == 0
    assert not reader.is_served()
    assert list(reader.left) == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_server_with_postgres_and_work_pool_step_by_step(reader_of, database, ask):
    reader = reader_of(HOME, POOL)
    database(reader)
    reader.run("sanctograph init")
    reader.run("cp -r samples/.")
    reader.run("data/server.env")
    assert (reader.home / "server.env").stat().st_mode & 0o777 == 0o600
    assert "PostgreSQL" in reader.run("CREATE ROLE sanctograph")

    server = reader.start("prefect server start")
    assert "Deployment 'ingest/inbox' successfully" in reader.run("prefect --no-prompt deploy")
    (deployment,) = reader.ask_api("deployments")
    (schedule,) = deployment["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"]) == (True, "0 * * * *")
    assert deployment["parameters"]["home"] == str(reader.home)

    worker = reader.start("prefect worker start")
    worker.await_word("started!")
    told = reader.run("deployment run ingest/inbox")
    assert "finished successfully in 'Completed'" in told
    assert re.search(r"^articles +34 *$", told, re.MULTILINE)
    assert ask(reader.home, "SELECT count(*) FROM articles") == [(34,)]
    history = reader.run("FROM flow_run")
    assert re.search(r"^ inbox [0-9-]+ [0-9:]+ +\| Completed +\|", history, re.MULTILINE)

    # The worker is ended while a run makes a batch; one that is started anew goes on. At the full
    # hour the schedule's own run would make the batch, and the one that is asked for come after.
    pause(reader)
    page = (ROOT / "samples" / "pages" / "baltic-courier.txt").read_text(encoding="utf-8")
    for number in range(MANY):
        (reader.home / "inbox" / f"{number}.txt").write_text(f"{page}\nNumber {number}.\n")
    again = trigger(reader)
    wait_for(lambda: list((reader.home / "staging").glob("*.records")) != [], "batch")
    assert len(worker.family()) >= 2
    assert worker.interrupt() == 0
    assert ask(reader.home, "SELECT count(*) FROM articles") == [(34,)]

    reader.left.appendleft(next(one for one in blocks("bash", POOL) if "worker start" in one))
    worker = reader.start("prefect worker start")
    final = trigger(reader)
    wait_for(lambda: state_of(reader, final) == "COMPLETED", "completed run")
    assert state_of(reader, again) == "CRASHED"
    await_rest(reader)
    assert ask(reader.home, "SELECT count(*), count(DISTINCT article_id) FROM articles") == [
        (34 + MANY, 34 + MANY)
    ]

    described = reader.folder / "prefect.yaml"
    described.write_text(described.read_text().replace("cron: 0 * * * *", "cron: 30 * * * *"))
    reader.run("prefect --no-prompt deploy")
    (deployment,) = reader.ask_api("deployments")
    assert [one["schedule"]["cron"] for one in deployment["schedules"]] == ["30 * * * *"]

    assert worker.interrupt() == 0
    server.interrupt()
    assert not reader.is_served()
    assert list(reader.left) == []


def pause(reader: Reader) -> None:
    """Switch the schedule off, and let the run end that it may have begun."""
    (deployment,) = reader.ask_api("deployments")
    (schedule,) = deployment["schedules"]
    address = f"{reader.api}/deployments/{deployment['id']}/schedules/{schedule['id']}"
    httpx.patch(address, json={"active": False}, trust_env=False).raise_for_status()
    await_rest(reader)


def await_rest(reader: Reader) -> None:
    under_way = {"type": {"any_": ["RUNNING", "PENDING"]}}
    wait_for(
        lambda: reader.ask_api("flow_runs", flow_runs={"state": under_way}) == [],
        "state in which no run is said to be under way",
    )


def trigger(reader: Reader) -> str:
    """Have `inbox` read now; gives the id of the run."""
    (deployment,) = reader.ask_api("deployments")
    address = f"{reader.api}/deployments/{deployment['id']}/create_flow_run"
    answer = httpx.post(address, json={"state": {"type": "SCHEDULED"}}, trust_env=False)
    return str(answer.raise_for_status().json()["id"])


def state_of(reader: Reader, run: str) -> object:
    (found,) = reader.ask_api("flow_runs", flow_runs={"id": {"any_": [run]}})
    return found["state_type"]
