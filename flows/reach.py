"""Whether Prefect's server can be reached, and what it raises when it cannot.

The articles come first: a server that is down, restarted or locked costs a run its pages, never
its data.
"""

from __future__ import annotations

import os

import httpx
from prefect.exceptions import PrefectException

from flows.server import is_healthy

TROUBLE = (httpx.HTTPError, PrefectException, OSError)
"""What a call to the server raises: connections, time-outs, answers such as 503 (its database is
locked), and Prefect's own errors over them."""

UNREACHED = "Failed to reach API"
"""Prefect raises a `RuntimeError` with these words where it could not begin."""


def is_trouble(error: BaseException) -> bool:
    """Whether an error tells of the server rather than of the run."""
    if isinstance(error, RuntimeError):
        return UNREACHED in str(error)
    return isinstance(error, (httpx.HTTPError, PrefectException))


def answers() -> bool:
    """Whether the server of `PREFECT_API_URL` answers now; asked before what can be left out.

    Prefect's client tries again for a minute, which is too long for a progress bar.
    """
    api = os.environ.get("PREFECT_API_URL")
    return bool(api) and is_healthy(str(api))


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
