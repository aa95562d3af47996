"""Asking for one address: guarded, conditionally, tried again, within limits of time and size."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import httpx

from flows.web.addresses import shown
from flows.web.body import NotUnpacked, TooLarge, body
from flows.web.deadline import Deadline
from flows.web.guard import AddressRefused, GuardedTransport
from schemas.errors import SanctographError
from warehouse.staging import sync

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers of a server that may be another at the next try (RFC 9110, 8470 and 6585)."""
MOST_REDIRECTS = 5
LONGEST_PAUSE = 60.0
"""Seconds; a server that asks to wait longer (`Retry-After`) is asked at the next update."""

T = TypeVar("T")
Take = Callable[[httpx.Response, Iterator[bytes]], T]
"""What makes something of an answer: its head, and its body piece by piece, unpacked."""


class FetchFailed(SanctographError):
    """An address did not give what it was asked for; what was kept before stays in force.

    `reason` is a value of the vocabulary `reject_reason`; `status` that of the answer, if the
    server gave another than was hoped for.
    """

    def __init__(self, url: str, words: str, reason: str, status: int | None = None) -> None:
        super().__init__(f"{shown(url)}: {words}")
        self.reason = reason
        self.status = status


class _Passing(Exception):
    """A fault that may be gone at the next try; `pause` is what the server asks for, in seconds."""

    def __init__(
        self, url: str, words: str, reason: str, status: int | None = None, pause: float = 0.0
    ) -> None:
        super().__init__(words)
        self.url = url
        self.reason = reason
        self.status = status
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


class Passage:
    """When a request may go: each at once. What asks many pages is more polite: see `hosts`."""

    @contextmanager
    def turn(self, url: str, admit: Callable[[], None]) -> Iterator[None]:  # noqa: ARG002
        """Held for a request and its answer; `admit` judges the address, and raises for it.

        Raises `FetchFailed` where the request may not be made.
        """
        admit()
        yield

    def rest(self, url: str, seconds: float) -> None:
        """Take note that the host of `url` wants to be left alone for some seconds."""

    def wait(self, seconds: float) -> None:
        """Wait before the next try."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is asked: as whom, how long and how much, and where it may lead.

    `own` says that addresses inside may be meant: see `GuardedTransport`. `inside` and `enlarge`
    say where to allow such addresses, and more bytes.
    """

    agent: str
    limits: FetchLimits
    own: bool
    inside: str
    enlarge: str
    headers: Mapping[str, str] = field(default_factory=dict)
    passage: Passage = field(default_factory=Passage)


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
        return {name: value for name, value in told.items() if value and value.isascii()}


def ask(url: str, take: Take[T], manner: Manner, before: Fetched | None = None) -> T | None:
    """What `take` makes of the answer; `None` where it is said to be the same as `before`.

    Raises `FetchFailed`, with the address without its secrets and what went wrong.
    """
    limits, conditions = manner.limits, before.conditions() if before else {}
    pause, tried = limits.pause, 0
    while True:
        tried += 1
        try:
            return _try(url, take, manner, conditions)
        except _Passing as fault:
            if fault.pause:
                manner.passage.rest(fault.url, fault.pause)
            if tried >= limits.tries or fault.pause > LONGEST_PAUSE:
                tries = "once" if tried == 1 else f"{tried} times"
                words = f"{fault} (tried {tries})"
                raise FetchFailed(url, words, fault.reason, fault.status) from fault
            manner.passage.wait(max(pause, fault.pause))
            pause *= 2
        except (AddressRefused, httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
            raise FetchFailed(url, _words(fault), "refused") from fault
        except httpx.HTTPError as fault:
            raise FetchFailed(url, _words(fault), "unreachable") from fault


def fetch_file(
    url: str, target: Path, manner: Manner, before: Fetched | None = None
) -> Fetched | None:
    """Download a file to `target`; `None` where the server says it is the same as `before`.

    Raises `FetchFailed`; what is then at `target` is of no use.
    """

    def take(response: httpx.Response, pieces: Iterator[bytes]) -> Fetched:
        return answered(url, response, write(pieces, target))

    return ask(url, take, manner, before)


def answered(url: str, response: httpx.Response, sha256: str) -> Fetched:
    """What to ask for an address with the next time."""
    told = response.headers
    return Fetched(url, sha256, told.get("ETag"), told.get("Last-Modified"))


def write(pieces: Iterator[bytes], target: Path) -> str:
    """Write a file and wait until it is on the disk; gives its SHA-256."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    sync(target)
    return digest.hexdigest()


def _try(url: str, take: Take[T], manner: Manner, conditions: Mapping[str, str]) -> T | None:
    """One try; raises `_Passing` for a fault that may be gone at the next."""
    limits, deadline = manner.limits, Deadline(manner.limits.whole)
    # Only what can be unpacked within bounds is asked for.
    asked = {"User-Agent": manner.agent, "Accept-Encoding": "gzip", **manner.headers}
    guard = GuardedTransport(own=manner.own, remedy=manner.inside, deadline=deadline)
    client = httpx.Client(
        transport=guard,
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        headers={**asked, **conditions},
    )
    with client:
        request = client.build_request("GET", url)
        for _ in range(MOST_REDIRECTS + 1):
            address, admit = str(request.url), partial(guard.admit, request.url)
            deadline.restart()
            with _faults(address, manner, deadline), manner.passage.turn(address, admit):
                deadline.restart()
                # The body of a redirect is not read: httpx, left to follow, would hold all of it.
                with closing(client.send(request, stream=True)) as response:
                    following = response.next_request
                    if following is None:
                        return _taken(response, take, manner, conditions)
            request = following
    raise FetchFailed(url, f"leads through more than {MOST_REDIRECTS} redirects", "http_error")


def _taken(
    response: httpx.Response, take: Take[T], manner: Manner, conditions: Mapping[str, str]
) -> T | None:
    """What is made of the last answer."""
    url, status = str(response.request.url), response.status_code
    if status == httpx.codes.NOT_MODIFIED and conditions:
        return None
    words = f"answers {status} {response.reason_phrase}".rstrip()
    if status in PASSING:
        raise _Passing(url, words, "http_error", status, _wanted_pause(response))
    if status != httpx.codes.OK:
        raise FetchFailed(url, words, "http_error", status)
    return take(response, body(response, manner.limits.file_bytes))


def _wanted_pause(response: httpx.Response) -> float:
    """Seconds that a server asks to wait; a number of them or a time (RFC 9110, 10.2.3)."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    return max((until.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)


@contextmanager
def _faults(url: str, manner: Manner, deadline: Deadline) -> Iterator[None]:
    """Tell the faults of a request apart: those that may pass from those that will not."""
    limits = manner.limits
    try:
        yield
    except TooLarge as fault:
        words = f"is larger than {limits.file_bytes:,} bytes: if that is right, {manner.enlarge}"
        raise FetchFailed(url, words, "too_large") from fault
    except NotUnpacked as fault:
        raise FetchFailed(url, str(fault), "unreadable") from fault
    except httpx.UnsupportedProtocol:
        raise
    except httpx.TransportError as fault:
        if deadline.passed:
            words = f"not all of it came in {limits.whole:g} s"
            raise FetchFailed(url, words, "timeout") from fault
        is_late = isinstance(fault, httpx.TimeoutException)
        raise _Passing(url, _words(fault), "timeout" if is_late else "unreachable") from fault


def _words(fault: Exception) -> str:
    """What the library says of a fault, on one line; it is empty for some time-outs."""
    words = " ".join(str(fault).split())
    if isinstance(fault, httpx.TimeoutException):
        return "no answer in time"
    return words or type(fault).__name__
