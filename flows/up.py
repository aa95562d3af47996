"""`sanctograph up`: the server with its pages and the scheduled runs, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from flows.server import dedicated_server, environment, last_line, revive, this_process
from flows.settings import Home, Pace, Settings
from schemas.errors import BadInput, SanctographError

PORT = 4200
"""Prefect's own; another is taken when it is not free."""
SCHEDULER = (sys.executable, "-m", "flows.scheduler")
LOOK_SECONDS = 1.0
END_SECONDS = 30.0
"""Time that a run under way gets to note how it ended, before it is killed."""

MARK = "SANCTOGRAPH_UP"
"""Stands in the environment of the scheduler and of all that comes of it: whose they are."""
TRIES, TRIES_SECONDS = 3, 120.0
"""A scheduler that has died so often in so many seconds is not started again."""

Say = Callable[[str], None]


def up(home: Home, settings: Settings, port: int | None, pace: Pace, say: Say) -> None:
    """Serve and schedule in the foreground until SIGINT or SIGTERM; ends all that it started.

    Raises `BadInput` for a schedule that cannot be, a port that is taken, or a home that is up
    already.
    """
    os.environ.update(environment(home))
    from flows.deployments import deployments  # noqa: PLC0415  (Prefect reads its settings once)

    deployments(home, settings, pace)
    home.prefect.mkdir(parents=True, exist_ok=True)
    with _alone(home), _ended() as ended, dedicated_server(home, port, PORT) as api:
        say(f"pages  {api.removesuffix('/api')}")
        say(f"api    {api}")
        say("Ctrl-C ends it")
        scheduler = _Scheduler(
            [*SCHEDULER, str(home.root), str(pace.workers), str(pace.batch_size)],
            environment(home, api)
            | {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING", MARK: _mark()},
            home.prefect / "scheduler.log",
        )
        try:
            while not ended.wait(LOOK_SECONDS):
                if revive(home):
                    say("the server had died and was started again")
                if scheduler.keep_alive():
                    say("the scheduler had died and was started again")
        finally:
            say("ending")
            scheduler.end()


class SchedulerFailed(SanctographError):
    """The process that runs what is scheduled does not stay alive; exit status 1."""


@dataclass(slots=True)
class _Scheduler:
    """The process that runs what is due, and its descendants."""

    command: list[str]
    environment: dict[str, str]
    log: Path
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=TRIES))
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._start()

    def keep_alive(self) -> bool:
        """Start it again if it has died; whether it had.

        Raises `SchedulerFailed` if it dies again and again within a short time.
        """
        if self.process.poll() is None:
            return False
        if len(self.starts) == TRIES and time.monotonic() - self.starts[0] < TRIES_SECONDS:
            raise SchedulerFailed(
                f"the scheduler died {TRIES} times in a row; its last word: "
                f"{last_line(self.log)!r} (all of it in {self.log})"
            )
        self._start()
        return True

    def end(self) -> None:
        """End it and all its descendants; those that do not end are killed."""
        # Found by the mark: a run whose scheduler has died is no descendant any more. Who has a
        # parent among them is ended by it, and in order: a run ends its workers.
        family = [one for one in psutil.process_iter() if _is_marked(one)]
        for process in family:
            with suppress(psutil.NoSuchProcess):
                if process.ppid() not in {one.pid for one in family}:
                    process.terminate()
        _, left = psutil.wait_procs(family, timeout=END_SECONDS)
        for process in left:
            process.kill()
        psutil.wait_procs(left, timeout=END_SECONDS)
        self.process.wait()

    def _start(self) -> None:
        # A session of its own: Ctrl-C reaches the whole group, and this process tells it to end.
        self.starts.append(time.monotonic())
        with self.log.open("ab") as errors:
            self.process = subprocess.Popen(  # noqa: S603  (our own command)
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )


def _mark() -> str:
    return "{}-{}".format(*this_process())


def _is_marked(process: psutil.Process) -> bool:
    """Whether a process was started by this `up`, or by what it has started."""
    try:
        return process.environ().get(MARK) == _mark()
    except psutil.Error:
        return False


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    lock = FileLock(home.prefect / "up.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BadInput(
            f"{home.root} is up already: use that one, or end it first with Ctrl-C where it runs"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _ended() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set for the length of a `with` block."""
    event = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: event.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
