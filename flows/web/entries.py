"""The pages that a feed links to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from schemas.errors import Unreadable
from transforms.read.feed_entries import links
from transforms.read.identity import canonical_url

_NEVER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that no address has: controls, and halves of characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's page: its canonical address, the one to ask for it, its last change as told."""

    key: str
    url: str
    updated: str | None


def entries(content: bytes, feed: str) -> list[Entry]:
    """The entries of a feed's document that link to the web, in their order, a page once.

    Links are taken from the address of the feed. A document that cannot be read has none: what is
    wrong with it is told by who reads it as a file.
    """
    try:
        told = links(content, feed)
    except Unreadable:
        return []
    found: dict[str, Entry] = {}
    for link in told:
        url = _page(link.url)
        key = canonical_url(url) or url
        found.setdefault(key, Entry(key, url, link.updated))
    return list(found.values())


def _page(link: str) -> str:
    """The address of a page, without what browsers drop of one too (WHATWG URL, 4.4)."""
    text = _NEVER.sub("", link).strip().replace(" ", "%20")
    try:
        return urlunsplit(urlsplit(text)._replace(fragment=""))
    except ValueError:
        return text
