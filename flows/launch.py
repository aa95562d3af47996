"""How `sanctograph run` runs: with a Prefect server, or without one."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys

from flows.progress import Progress
from flows.server import CLIENT, dedicated_server, environment
from flows.settings import Home
from flows.show import watching
from flows.steps import Request


def run_here(request: Request, *, local: bool) -> tuple[Progress, list[str]]:
    """Run in this process; not `local`, with the server of `PREFECT_API_URL`.

    Gives what was done, and what the server failed to do, a line each.
    """
    with watching() as watch:
        if local:
            from flows.local import run_local  # noqa: PLC0415
            from flows.steps import plan  # noqa: PLC0415

            return run_local(plan(request), watch), []
        logging.raiseExceptions = False  # or Prefect's logging says on standard error what we say
        for name, value in CLIENT.items():
            os.environ.setdefault(name, value)
        # It reads its settings when it is imported, which takes seconds.
        from flows.through_prefect import run_flow  # noqa: PLC0415

        progress, troubles = run_flow(request, watch)
    return progress, list(dict.fromkeys(troubles))


def run_beside_server(home: Home) -> int:
    """Run this process's command again beside the home's own server; gives its exit status.

    In a process of its own, since Prefect reads its settings once. Raises `ServerFailed` if the
    server does not start.
    """
    with dedicated_server(home) as api:
        command = [sys.executable, "-m", "flows.cli", *sys.argv[1:]]
        # Ctrl-C reaches the whole group: the run and its workers are born deaf to it, and told by
        # this process to end. Whatever ends the run, the server is stopped after it.
        deaf = signal.signal(signal.SIGINT, signal.SIG_IGN)
        child = subprocess.Popen(command, env=environment(home, api))  # noqa: S603
        told: list[int] = []

        def end(number: int, _: object) -> None:
            told.append(number)
            child.terminate()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        status = child.wait()
        signal.signal(signal.SIGINT, deaf)
        return 128 + told[0] if told else status if status >= 0 else 128 - status
