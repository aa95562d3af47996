"""How pages are asked for: in turn at each host, and where the site's robots.txt allows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flows.settings import Source
from flows.web.fetch import FetchLimits, Manner, Passage
from flows.web.hosts import Hosts
from flows.web.robots import Robots, product
from flows.web.settings import Fetch

CONNECT, READ = 15.0, 60.0
"""Seconds in which a host is to take a connection, and to send the next piece."""


@dataclass(frozen=True, slots=True)
class Paced(Passage):
    """Takes turns at a host, with a pause of some seconds between them."""

    hosts: Hosts
    pause: float

    @contextmanager
    def turn(self, url: str, admit: Callable[[], None]) -> Iterator[None]:
        """Held for a request and its answer. Raises `FetchFailed` for a host left alone."""
        with self.hosts.listening(url):
            admit()
        with self.hosts.turn(url, self._pause_at(url)):
            yield

    def _pause_at(self, url: str) -> float:  # noqa: ARG002  (the same at all hosts)
        """Seconds between two requests to the host of `url`, which may be asked."""
        return self.pause

    def rest(self, url: str, seconds: float) -> None:
        """Take note that the host of `url` wants to be left alone for some seconds."""
        self.hosts.rest(url, seconds)

    def wait(self, seconds: float) -> None:
        """Wait before the next try."""
        self.hosts.wait(seconds)


@dataclass(frozen=True, slots=True)
class Allowed(Paced):
    """The same, where robots.txt allows it; the site's own pause is kept to if it is longer."""

    robots: Robots
    manner: Manner

    def _pause_at(self, url: str) -> float:
        """The longer of the two pauses. Raises `FetchFailed` (robots)."""
        rules, agent = self.robots.of(url, self.manner), product(self.manner.agent)
        rules.check(url, agent)
        return max(self.pause, rules.pause(agent))


@dataclass(frozen=True, slots=True)
class Manners:
    """How sources are asked in one run, which goes easy on hosts that several of them share."""

    hosts: Hosts
    robots: Robots
    fetch: Fetch
    file_bytes: int

    def for_feed(self, source: Source) -> Manner:
        """How its feed is asked for: its user has named it, so robots.txt has no say."""
        told = source.manner(self.fetch)
        most = self._limits(told, told.page_bytes, told.page_seconds)
        inside = f"if it is meant, set allow_private = true for the source {source.name}"
        own, enlarge = source.allow_private, "set page_bytes in [fetch] of sources.toml"
        return Manner(told.user_agent, most, own, inside, enlarge, passage=self._paced(told))

    def for_pages(self, source: Source) -> Manner:
        """How the pages are asked for that it links to."""
        paced = self.for_feed(source)
        told = source.manner(self.fetch)
        if not told.robots:
            return paced
        passage = Allowed(self.hosts, told.per_host_seconds, self.robots, paced)
        return replace(paced, passage=passage)

    def for_file(self, source: Source, *, own: bool) -> Manner:
        """How a file is asked for that its user has named; `own` as in `GuardedTransport`."""
        told = source.manner(self.fetch)
        most = self._limits(told, self.file_bytes, told.file_seconds)
        inside = "if it is meant, name it itself; in sources.toml with allow_private = true"
        enlarge = "set file_bytes in [limits] of sources.toml"
        return Manner(told.user_agent, most, own, inside, enlarge, passage=self._paced(told))

    def _paced(self, told: Fetch) -> Paced:
        return Paced(self.hosts, told.per_host_seconds)

    def _limits(self, told: Fetch, most: int, seconds: float) -> FetchLimits:
        read = min(READ, seconds)
        return FetchLimits(most, CONNECT, read, seconds, told.tries, told.retry_seconds)
