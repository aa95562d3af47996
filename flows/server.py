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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil
from filelock import FileLock

from flows.settings import Home
from schemas.errors import BadInput, SanctographError

HOST = "127.0.0.1"
START_SECONDS = 120.0
"""The first start migrates the server's database: up to 30 s alone, more on a busy machine."""
STOP_SECONDS = 20.0
POLL_SECONDS = 0.2
PAGES = {
    # The pages would ask port 4200, whichever port they are served on.
    "PREFECT_SERVER_UI_API_URL": "/api",
    # The newer ones ask amplitude.com on every start, with analytics off as well.
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
}
"""How the server's pages are set up."""


class ServerFailed(SanctographError):
    """The Prefect server did not come up; exit status 1."""


@dataclass(slots=True)
class Registration:
    """What `server.json` says: the server's process and port, and who uses it.

    A process is its pid and its start time, since pids are given again. Users are runs, and
    `sanctograph up`, which uses it until it is ended.
    """

    pid: int
    started: float
    port: int
    users: list[tuple[int, float]] = field(default_factory=list)

    @property
    def api(self) -> str:
        """The address that clients are given."""
        return f"http://{HOST}:{self.port}/api"


@contextmanager
def dedicated_server(
    home: Home, port: int | None = None, preferred: int | None = None
) -> Iterator[str]:
    """The home's server for the length of a `with` block; gives the address of its API.

    The first that needs it starts it, on `port`, or else on `preferred` if that is free, or on any;
    later ones join, the last one stops it. One that a killed run has left behind is taken over.
    Raises `BadInput` for a `port` that is taken, `ServerFailed` with the log's last line.
    """
    home.prefect.mkdir(parents=True, exist_ok=True)
    with _lock(home):
        users = _users(home)
        registration = _alive(home)
        if registration and port not in (None, registration.port) and not users:
            _stop(registration)
            registration = None
        registration = registration or _again(home, users) or _start(home, _choose(port, preferred))
        registration.users = [*users, this_process()]
        _write(home, registration)
    try:
        yield registration.api
    finally:
        with _lock(home):
            _leave(home)


def revive(home: Home) -> bool:
    """Start the home's server again on its port, if it has died; whether it had."""
    with _lock(home):
        registration = _read(home)
        if registration is None or is_alive(registration.pid, registration.started):
            return False
        return _again(home, _users(home)) is not None


def _users(home: Home) -> list[tuple[int, float]]:
    registration = _read(home)
    return [user for user in registration.users if is_alive(*user)] if registration else []


def _again(home: Home, users: list[tuple[int, float]]) -> Registration | None:
    """Start the server that has died under its users again, where they look for it."""
    before = _read(home)
    if before is None or not users:
        return None
    registration = _start(home, before.port, users)
    _write(home, registration)
    return registration


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


CLIENT = {
    # The command says itself what went wrong, in one line; the server's pages have it all.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    # Tries after 2, 4, 8 and 16 s: a server that is started again is back by then, and a run
    # whose server is gone waits so long at each of four ends of its flows.
    "PREFECT_CLIENT_MAX_RETRIES": "4",
}
"""How Prefect is used by runs, unless the environment says otherwise."""


def environment(home: Home, api: str | None = None) -> dict[str, str]:
    """The environment that Prefect is run in: its state in the home, no word sent to anybody."""
    own = {
        "PREFECT_HOME": str(home.prefect),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), HOST])),
    }
    return CLIENT | dict(os.environ) | own | ({"PREFECT_API_URL": api} if api else {})


def _choose(port: int | None, preferred: int | None) -> int:
    if port is None:
        return preferred if preferred and is_free(preferred) else free_port()
    if not is_free(port):
        raise BadInput(f"port {port} is taken: choose another with --port")
    return port


def _start(home: Home, port: int, users: Sequence[tuple[int, float]] = ()) -> Registration:
    log = home.prefect / "server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port"]
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603  (our own command, no user's words in it)
            [*command, str(port)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(home) | PAGES,
            start_new_session=True,
        )
    started = psutil.Process(process.pid).create_time()
    registration = Registration(process.pid, started, port, list(users))
    _write(home, registration)
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(registration.api):
        if process.poll() is not None or time.monotonic() > deadline:
            _stop(registration)
            raise ServerFailed(
                f"the Prefect server did not start; its last word: {last_line(log)!r} (all of it"
                f" in {log}). Run with --local to do without it"
            )
        time.sleep(POLL_SECONDS)
    return registration


def _leave(home: Home) -> None:
    registration = _read(home)
    if registration is None:
        return
    with suppress(ValueError):
        registration.users.remove(this_process())
    registration.users = [user for user in registration.users if is_alive(*user)]
    if registration.users:
        _write(home, registration)
        return
    _stop(registration)
    _file(home).unlink(missing_ok=True)


def _stop(registration: Registration) -> None:
    """End the server and its children; it leads a session of its own, so nothing else is hit."""
    if not is_alive(registration.pid, registration.started):
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
    if registration is None or not is_alive(registration.pid, registration.started):
        return None
    if is_healthy(registration.api, tries=50):
        return registration
    _stop(registration)
    return None


def is_healthy(api: str, tries: int = 1) -> bool:
    """Whether the server at an API's address answers; `tries` are 0.2 s apart."""
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


def is_alive(pid: int, started: float) -> bool:
    """Whether the process with this pid, started then (seconds of the epoch), still runs."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - started) < 1
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def this_process() -> tuple[int, float]:
    """Pid and start time of this process."""
    return os.getpid(), psutil.Process().create_time()


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
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


def last_line(log: Path) -> str:
    """The last line of a log that is not empty."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
