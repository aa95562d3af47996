"""The address that a page gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

_HOME = re.compile(
    r"/*(?:[a-z]{2}(?:-[a-z]{2})?/*)?(?:(?:index|home|default)\.\w{3,5})?", re.IGNORECASE
)
"""Paths of home pages, of those in one language too: "/", "/de/", "/index.html"."""

_VARIANT = re.compile(r"(?:(?:amp|print|embed|index|full|\d{1,3})(?:\.\w{3,5})?)?/*", re.IGNORECASE)
"""What is put behind an article's address to show it in another way."""


def own_address(told: Iterable[str | None], base: str | None) -> str | None:
    """The first address that may be the page's, made absolute; null where there is none.

    `told` is in the order of trust; `base` is where the page came from. A home page is no
    article's address, unless the page came from there.
    """
    home = base is not None and _is_home(base)
    for address in told:
        absolute = _absolute(address, base)
        if absolute and (home or not _is_home(absolute)):
            return absolute
    return None


def article_address(came_from: str | None, told: str | None) -> str | None:
    """The address that an article is known by: the page's own word for it where it may be believed.

    A page speaks for its own site alone, or any page could take the place of another's article;
    nor is it believed where it names a folder that it lies in ("/news/"), as some sites do on every
    page, unless it is a variant of what lies there ("/story/amp").
    """
    if came_from is None or told is None:
        return told if came_from is None else came_from
    ours, theirs = host_of(came_from) or "", host_of(told) or ""
    same_site = ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")
    if not same_site or _is_folder_of(told, came_from):
        return came_from
    return told


def _is_folder_of(told: str, came_from: str) -> bool:
    folder = urlsplit(told).path.rstrip("/") + "/"
    path = urlsplit(came_from).path
    return path.startswith(folder) and _VARIANT.fullmatch(path[len(folder) :]) is None


def host_of(address: str | None) -> str | None:
    """The host of an address without "www."; null where there is none."""
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _absolute(address: str | None, base: str | None) -> str | None:
    try:
        whole = urljoin(base or "", (address or "").strip())
        parts = urlsplit(whole)
        named = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if named and "." in str(parts.hostname) else None


def _is_home(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return _HOME.fullmatch(parts.path) is not None and not parts.query
