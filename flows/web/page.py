"""Asking for one page: HTML alone, with the head of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain

import httpx

from flows.web.fetch import Fetched, FetchFailed, Manner, answered, ask
from flows.web.kept import sha256_of
from transforms.read.html_start import HTML_TYPES, NEITHER, UNTOLD_TYPES, html_start

ACCEPT = {"Accept": "text/html, application/xhtml+xml, */*;q=0.1"}
HEAD = 4_096
"""Bytes that a page is told by."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page: the address that it came from in the end, its answer's headers, its bytes, unpacked.

    `at` is when it was asked for, with its time zone; `fetched` has the address as asked for.
    """

    url: str
    headers: tuple[tuple[bytes, bytes], ...]
    content: bytes
    at: datetime
    fetched: Fetched


def fetch_page(url: str, manner: Manner, before: Fetched | None = None) -> PageAnswer | None:
    """A page; `None` where it is said to be the same as `before`.

    Raises `FetchFailed`, reason `unsupported` for what is no page of HTML.
    """
    asked = replace(manner, headers={**manner.headers, **ACCEPT})

    def take(response: httpx.Response, pieces: Iterator[bytes]) -> PageAnswer:
        address, media = str(response.request.url), media_type(response)
        if media not in HTML_TYPES | UNTOLD_TYPES:
            raise FetchFailed(address, f"is {media[:80]}, no page of HTML", "unsupported")
        head = head_of(pieces)
        if media in UNTOLD_TYPES and html_start(head.decode("latin-1")) == NEITHER:
            raise FetchFailed(address, "is no page of HTML", "unsupported")
        return page_of(url, response, chain([head], pieces))

    return ask(url, take, asked, before)


def page_of(url: str, response: httpx.Response, pieces: Iterable[bytes]) -> PageAnswer:
    """The page of an answer to `url` that is one."""
    content = b"".join(pieces)
    fetched = answered(url, response, sha256_of(content))
    address = str(response.request.url)
    return PageAnswer(address, tuple(response.headers.raw), content, datetime.now(UTC), fetched)


def head_of(pieces: Iterator[bytes]) -> bytes:
    """As many pieces as it takes to tell what begins with them."""
    head = b""
    while len(head) < HEAD and (more := next(pieces, b"")):
        head += more
    return head


def media_type(response: httpx.Response) -> str:
    """What the server says that it is, without parameters, in lower case; empty if nothing."""
    told: str = response.headers.get("Content-Type", "")
    return told.split(";", 1)[0].strip().lower()
