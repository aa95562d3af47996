"""Asking for the document of a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx

from flows.web.fetch import Fetched, FetchFailed, Manner, answered, ask
from flows.web.kept import sha256_of
from flows.web.page import HEAD
from transforms.read.html_start import DOCUMENT, html_start

ACCEPT = {
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, */*;q=0.5"
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a feed, unpacked, and what to ask for it with next time."""

    content: bytes
    fetched: Fetched


def fetch_feed(url: str, manner: Manner, before: Fetched | None) -> Document | None:
    """The document of a feed; `None` where it is said to be the same as `before`.

    Raises `FetchFailed`, also for a web page in its place. Whether it is a feed, and can be read,
    is left to who reads it.
    """

    def take(response: httpx.Response, pieces: Iterator[bytes]) -> Document:
        content = b"".join(pieces)
        if not content.strip():
            raise FetchFailed(url, "is empty", "empty")
        if html_start(content[:HEAD].decode("latin-1")) == DOCUMENT:
            raise FetchFailed(url, "is a web page: give the address of its feed", "unsupported")
        return Document(content, answered(url, response, sha256_of(content)))

    try:
        return ask(url, take, replace(manner, headers={**manner.headers, **ACCEPT}), before)
    except FetchFailed as fault:
        if fault.status == httpx.codes.GONE:
            words = "answers 410 Gone: it has been ended; remove the source from sources.toml"
            raise FetchFailed(url, words, fault.reason, fault.status) from fault
        raise
