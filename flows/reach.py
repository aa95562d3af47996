"""Whether Prefect's server can be reached, and what it raises when it cannot.

The articles come first: a server that is down, restarted or locked costs a run its pages, never
its data.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from prefect.exceptions import PrefectException

from flows.server import is_healthy

TROUBLE = (httpx.HTTPError, PrefectException, OSError)
"""What a call to the server raises: connections, time-outs, answers such as 503 (its database is
locked), and Prefect's own errors over them."""

SLOW_SECONDS = 3.0
QUIET_SECONDS = 30.0

UNREACHED = "Failed to reach API"
"""Prefect raises a `RuntimeError` with these words where it could not begin."""


def is_trouble(error: BaseException) -> bool:
    """Whether an error tells of the server rather than of the run."""
    if isinstance(error, RuntimeError):
        return UNREACHED in str(error)
    return isinstance(error, (httpx.HTTPError, PrefectException))


def answers() -> bool:
    """Whether the server of `PREFECT_API_URL` answers now; asked before what can be left out.

    Prefect's client tries again for a minute, which is too long for a progress bar. After a call
    that failed, or took long since the server's database was locked, nothing is asked for a while.
    """
    api = os.environ.get("PREFECT_API_URL")
    return bool(api) and time.monotonic() >= _QUIET.until and is_healthy(str(api))


@contextmanager
def asking() -> Iterator[None]:
    """Ask the server something that can be left out, and remember how it went."""
    started = time.monotonic()
    failed = True
    try:
        yield
        failed = False
    finally:
        now = time.monotonic()
        if failed or now - started > SLOW_SECONDS:
            _QUIET.until = now + QUIET_SECONDS


@dataclass(slots=True)
class _Quiet:
    until: float = 0.0


_QUIET = _Quiet()


def remedy(error: BaseException) -> str:
    """What to tell the user of a server that failed in a run."""
    return (
        f"{_silence(error)}: the articles are in the store all the same; the run's page may say"
        " `running` until the next run starts, which mends it"
    )


def unreached(error: BaseException) -> str:
    """What to tell the user of a server that could not be reached at all."""
    return (
        f"{_silence(error)}: this run did its work without it, and is not in its history; start the"
        " server, or unset PREFECT_API_URL for one of the home's own"
    )


def _silence(error: BaseException) -> str:
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return f"no Prefect server answers at {os.environ.get('PREFECT_API_URL')} ({words})"
