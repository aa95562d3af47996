"""What robots.txt files allow (RFC 9309), each read once a run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import httpx
from protego import Protego

from flows.sections import MOST_BYTES
from flows.web.fetch import FetchFailed, Manner, ask

MOST_READ = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309, 2.5, asks for 500 KiB at least."""
LONGEST_DELAY = 60.0
"""Seconds of a `Crawl-delay` that are kept to; sites that ask for days mean others."""
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows: `parsed`, or nothing at all, and why."""

    parsed: Protego | None
    why: str = ""

    def check(self, url: str, agent: str) -> None:
        """Raise `FetchFailed` (robots) where a page may not be asked for."""
        if self.parsed is None:
            raise FetchFailed(url, f"its robots.txt could not be had: {self.why}", "robots")
        if not self.parsed.can_fetch(url, agent):
            raise FetchFailed(url, "its robots.txt does not allow it", "robots")

    def pause(self, agent: str) -> float:
        """Seconds between requests that the site asks for; 0 where it does not."""
        if self.parsed is None:
            return 0.0
        delays = [self.parsed.crawl_delay(agent) or 0.0]
        if rate := self.parsed.request_rate(agent):
            delays.append(rate.seconds / rate.requests if rate.requests else 0.0)
        return min(max(delays), LONGEST_DELAY)


@dataclass(slots=True)
class _Site:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None


class Robots:
    """The rules of all sites that a run asks, from several threads."""

    def __init__(self) -> None:
        self._sites: dict[tuple[str, str, bool], _Site] = {}
        self._lock = threading.Lock()

    def of(self, url: str, manner: Manner) -> Rules:
        """The rules of the site of `url` for `manner.agent`; asked for in that manner, once."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}".lower()
        with self._lock:
            site = self._sites.setdefault((root, manner.agent, manner.own), _Site())
        with site.lock:
            if site.rules is None:
                site.rules = _fetched(f"{root}/robots.txt", manner)
            return site.rules


def product(agent: str) -> str:
    """The word of a user agent by which robots.txt files call it."""
    return agent.replace("/", " ").split(" ", 1)[0]


def _fetched(url: str, manner: Manner) -> Rules:
    """Rules of a file; with status 4xx there are none (2.3.1.3), else all is forbidden (2.3.1.4).

    429 counts as the latter: who is asked too much already does not want more.
    """
    whole = replace(manner, limits=replace(manner.limits, file_bytes=MOST_BYTES))
    try:
        content = ask(url, _head, whole) or b""
    except FetchFailed as fault:
        if fault.status is not None and fault.status < 500 and fault.status != TOO_MANY:
            return Rules(Protego.parse(""))
        return Rules(None, str(fault))
    return Rules(Protego.parse(content.decode("utf-8-sig", "replace")))


def _head(_response: httpx.Response, pieces: Iterator[bytes]) -> bytes:
    content = b""
    for piece in pieces:
        content += piece
        if len(content) >= MOST_READ:
            break
    return content[:MOST_READ]
