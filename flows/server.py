"""The dedicated Prefect server: one a home, shared by its runs, stopped with the last of them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil
from filelock import FileLock

from flows.settings import Home
from schemas.errors import SanctographError

HOST = "127.0.0.1"
START_SECONDS = 120.0
"""The first start migrates the server's database: up to 30 s alone, more on a busy machine."""
STOP_SECONDS = 20.0
POLL_SECONDS = 0.2


class ServerFailed(SanctographError):
    """The Prefect server did not come up; exit status 1."""


@dataclass(slots=True)
class Registration:
    """What `server.json` says: the server's process and port, and whose runs use it.

    A process is its pid and its start time, since pids are given again. `kept` servers outlive
    the runs that use them.
    """

    pid: int
    started: float
    port: int
    kept: bool = False
    users: list[tuple[int, float]] = field(default_factory=list)

    @property
    def api(self) -> str:
        """The address that clients are given."""
        return f"http://{HOST}:{self.port}/api"


@contextmanager
def dedicated_server(home: Home) -> Iterator[str]:
    """The home's server for the length of a `with` block; gives the address of its API.

    The first run that needs it starts it, later ones join, the last one stops it. One that a
    killed run has left behind is taken over. Raises `ServerFailed` with the log's last line.
    """
    home.prefect.mkdir(parents=True, exist_ok=True)
    with _lock(home):
        registration = _alive(home) or _start(home)
        registration.users = [user for user in registration.users if _is_alive(*user)]
        registration.users.append(_this_process())
        _write(home, registration)
    try:
        yield registration.api
    finally:
        with _lock(home):
            _leave(home)


def environment(home: Home, api: str | None = None) -> dict[str, str]:
    """The environment that Prefect is run in: its state in the home, no word sent to anybody."""
    own = {
        "PREFECT_HOME": str(home.prefect),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # The command says itself what went wrong, in one line; the server's pages have it all.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), HOST])),
    }
    return os.environ | own | ({"PREFECT_API_URL": api} if api else {})


def _start(home: Home) -> Registration:
    port = _free_port()
    log = home.prefect / "server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port"]
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  (our own command, no user's words in it)
            [*command, str(port)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(home),
            start_new_session=True,
        )
    registration = Registration(process.pid, psutil.Process(process.pid).create_time(), port)
    _write(home, registration)
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(registration.api):
        if process.poll() is not None or time.monotonic() > deadline:
            _stop(registration)
            raise ServerFailed(
                f"the Prefect server did not start; its last word: {_last_line(log)!r} (all of it"
                f" in {log}). Run with --local to do without it"
            )
        time.sleep(POLL_SECONDS)
    return registration


def _leave(home: Home) -> None:
    registration = _read(home)
    if registration is None:
        return
    with suppress(ValueError):
        registration.users.remove(_this_process())
    registration.users = [user for user in registration.users if _is_alive(*user)]
    if registration.kept or registration.users:
        _write(home, registration)
        return
    _stop(registration)
    _file(home).unlink(missing_ok=True)


def _stop(registration: Registration) -> None:
    """End the server and its children; it leads a session of its own, so nothing else is hit."""
    if not _is_alive(registration.pid, registration.started):
        return
    leader = psutil.Process(registration.pid)
    processes = [leader, *leader.children(recursive=True)]
    os.killpg(registration.pid, signal.SIGTERM)
    _, left = psutil.wait_procs(processes, timeout=STOP_SECONDS)
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=STOP_SECONDS)


def _alive(home: Home) -> Registration | None:
    """The registered server, if its process lives and answers."""
    registration = _read(home)
    if registration is None or not _is_alive(registration.pid, registration.started):
        return None
    if _is_healthy(registration.api, tries=50):
        return registration
    _stop(registration)
    return None


def _is_healthy(api: str, tries: int = 1) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for attempt in range(tries):
        if attempt:
            time.sleep(POLL_SECONDS)
        try:
            with opener.open(f"{api}/health", timeout=5) as answer:
                if answer.status == 200:
                    return True
        except OSError:
            continue
    return False


def _is_alive(pid: int, started: float) -> bool:
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - started) < 1
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _this_process() -> tuple[int, float]:
    return os.getpid(), psutil.Process().create_time()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _lock(home: Home) -> FileLock:
    return FileLock(home.prefect / "server.lock")


def _file(home: Home) -> Path:
    return home.prefect / "server.json"


def _read(home: Home) -> Registration | None:
    try:
        told = json.loads(_file(home).read_text(encoding="utf-8"))
        told["users"] = [(int(pid), float(started)) for pid, started in told["users"]]
        return Registration(**told)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(home: Home, registration: Registration) -> None:
    fresh = _file(home).with_suffix(".tmp")
    fresh.write_text(json.dumps(asdict(registration)), encoding="utf-8")
    fresh.replace(_file(home))


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
