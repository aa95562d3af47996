"""Downloading one file of an official list: asked conditionally, tried again, within limits."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from flows.list_guard import AddressRefused, GuardedTransport
from schemas.errors import SanctographError
from warehouse.staging import sync

AGENT = "sanctograph (fetches official sanctions lists)"
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers of a server that may be another at the next try (RFC 9110, 8470 and 6585)."""
MOST_REDIRECTS = 5
LONGEST_PAUSE = 60.0
"""Seconds; a server that asks to wait longer (`Retry-After`) is asked at the next update."""


class FetchFailed(SanctographError):
    """A file could not be downloaded; what was kept of the list before stays in force."""


class _Passing(Exception):
    """A fault that may be gone at the next try; `pause` is what the server asks for, in seconds."""

    def __init__(self, words: str, pause: float = 0.0) -> None:
        super().__init__(words)
        self.pause = pause


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a download may take: bytes unpacked, seconds a step and in all, tries.

    `pause` is what is waited before the second try, in seconds; then twice as long each time.
    """

    file_bytes: int = 256 * 1024 * 1024
    connect: float = 15.0
    read: float = 60.0
    whole: float = 900.0
    tries: int = 4
    pause: float = 2.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it was answered: its address, its hash, and what to ask for it with next time."""

    url: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None

    def day(self) -> date | None:
        """The day (UTC) that the server says the file is of."""
        try:
            return parsedate_to_datetime(self.last_modified or "").astimezone(UTC).date()
        except (ValueError, OverflowError):
            return None

    def conditions(self) -> dict[str, str]:
        """The headers of a request that is answered with 304 where the file is still the same."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


def fetch(
    url: str, target: Path, limits: FetchLimits, *, own: bool, before: Fetched | None = None
) -> Fetched | None:
    """Download a file to `target`; `None` where the server says it is the same as `before`.

    `own` says that the user gave the address: see `GuardedTransport`. Raises `FetchFailed`, with
    the address without its secrets and what went wrong; what is then at `target` is of no use.
    """
    pause, tried = limits.pause, 0
    while True:
        tried += 1
        try:
            return _try(url, target, limits, own=own, before=before)
        except _Passing as fault:
            if tried >= limits.tries or fault.pause > LONGEST_PAUSE:
                tries = "once" if tried == 1 else f"{tried} times"
                raise FetchFailed(f"{shown(url)}: {fault} (tried {tries})") from fault
            time.sleep(max(pause, fault.pause))
            pause *= 2
        except (AddressRefused, httpx.HTTPError, httpx.InvalidURL) as fault:
            raise FetchFailed(f"{shown(url)}: {_words(fault)}") from fault


def shown(url: str) -> str:
    """An address as it may be shown: without a password or token in it."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return "an address that cannot be read"
    return str(parts.copy_with(username=None, password=None, query=None, fragment=None))


def _try(
    url: str, target: Path, limits: FetchLimits, *, own: bool, before: Fetched | None
) -> Fetched | None:
    """One try; raises `_Passing` for a fault that may be gone at the next."""
    asked = before.conditions() if before else {}
    # Only what Python unpacks by itself is asked for, as it is unpacked piece by piece.
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", **asked}
    client = httpx.Client(
        transport=GuardedTransport(own=own),
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        headers=headers,
    )
    try:
        with client, client.stream("GET", url) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED and asked:
                return None
            _check_status(response)
            sha256 = _write(_within(response, limits), target)
    except httpx.TransportError as fault:
        raise _Passing(_words(fault)) from fault
    told = response.headers
    return Fetched(url, sha256, told.get("ETag"), told.get("Last-Modified"))


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    words = f"answers {status} {response.reason_phrase}".rstrip()
    if status in PASSING:
        asked = response.headers.get("Retry-After", "")
        raise _Passing(words, float(asked) if asked.isdecimal() else 0.0)
    if status != httpx.codes.OK:
        raise FetchFailed(f"{shown(str(response.request.url))}: {words}")


def _within(response: httpx.Response, limits: FetchLimits) -> Iterator[bytes]:
    """The body, piece by piece, unpacked; raises `FetchFailed` where it is over a limit."""
    address, most, got = shown(str(response.request.url)), limits.file_bytes, 0
    deadline = time.monotonic() + limits.whole
    too_large = FetchFailed(
        f"{address}: is larger than {most:,} bytes: if that is right, set file_bytes in"
        " [watchlists] of sources.toml"
    )
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > most:
        raise too_large
    for piece in response.iter_bytes():
        got += len(piece)
        if got > most:
            raise too_large
        if time.monotonic() > deadline:
            raise FetchFailed(f"{address}: not all of it came in {limits.whole:g} s")
        yield piece


def _write(pieces: Iterator[bytes], target: Path) -> str:
    """Write a file and wait until it is on the disk; gives its SHA-256."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    sync(target)
    return digest.hexdigest()


def _words(fault: Exception) -> str:
    """What the library says of a fault, on one line; it is empty for some time-outs."""
    words = " ".join(str(fault).split())
    if isinstance(fault, httpx.TimeoutException):
        return "no answer in time"
    return words or type(fault).__name__
