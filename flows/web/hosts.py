"""Hosts that are asked politely: one request at a time, a pause after each, rest where they ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from flows.web.fetch import LONGEST_PAUSE, FetchFailed
from schemas.errors import SanctographError

UNHEARD = 3
"""Connections in a row that a host did not take, after which it is left alone for the run."""
UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout)


class Stopped(SanctographError):
    """The run has ended while something was waited for."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    rests_until: float = 0.0
    unheard: int = 0


class Hosts:
    """The hosts that a run asks, from several threads; `stop` ends their waiting."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._known: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, url: str, pause: float) -> Iterator[None]:
        """Hold the host of `url` for a request and its answer; `pause` seconds follow them.

        Raises `FetchFailed` where the host is left alone for this run, and `Stopped`.
        """
        host = self._of(url)
        with host.lock, self.listening(url):
            self.wait(max(host.free_at, host.rests_until) - time.monotonic())
            is_heard = True
            try:
                yield
            except UNREACHED:
                is_heard = False
                raise
            finally:
                host.free_at = time.monotonic() + pause
                host.unheard = 0 if is_heard else host.unheard

    @contextmanager
    def listening(self, url: str) -> Iterator[None]:
        """Count what goes on as unheard if the host of `url` is not found or not reached.

        Raises `FetchFailed` where the host is left alone for this run.
        """
        host = self._of(url)
        _check(url, host)
        try:
            yield
        except UNREACHED:
            host.unheard += 1
            raise

    def rest(self, url: str, seconds: float) -> None:
        """Leave the host of `url` alone for some seconds from now, as it asks."""
        host = self._of(url)
        host.rests_until = max(host.rests_until, time.monotonic() + seconds)

    def wait(self, seconds: float) -> None:
        """Wait, unless the run ends: raises `Stopped` then."""
        if self._stop.wait(max(seconds, 0.0)) or self._stop.is_set():
            raise Stopped("the run has ended")

    def _of(self, url: str) -> _Host:
        name = (urlsplit(url).hostname or "").rstrip(".")
        with self._lock:
            return self._known.setdefault(name, _Host())


def _check(url: str, host: _Host) -> None:
    """Raise `FetchFailed` for a host that is not asked any more in this run."""
    if host.unheard >= UNHEARD:
        words = f"its host did not answer {UNHEARD} times in a row: left for the next run"
        raise FetchFailed(url, words, "unreachable")
    left = host.rests_until - time.monotonic()
    if left > LONGEST_PAUSE:
        words = f"its host wants to be left alone for {left:.0f} s: left for a later run"
        raise FetchFailed(url, words, "http_error")
