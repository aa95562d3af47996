"""Asking for a file or page of the web that a source's path or the command line names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from flows.web.fetch import Fetched, FetchFailed, Manner, answered, ask, write
from flows.web.kept import STAMP, UNFINISHED, sha256_of
from flows.web.page import PageAnswer, head_of, media_type, page_of
from transforms.read.html_start import DOCUMENT, HTML_TYPES, UNTOLD_TYPES, html_start
from transforms.read.registry import FORMATS

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST = 100
"""Characters of a file's name."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was saved under a name of its own, still marked as unfinished."""

    path: Path
    fetched: Fetched

    @property
    def target(self) -> Path:
        """Its name once it is finished."""
        return self.path.with_name(self.path.name.removesuffix(UNFINISHED))


def fetch_named(
    url: str,
    folder: Path,
    manner: Manner,
    before: Fetched | None,
    *,
    page_bytes: int,
    now: datetime,
) -> PageAnswer | SavedFile | None:
    """A page, or a file saved in `folder`; `None` where it is said to be the same as `before`.

    Raises `FetchFailed`; what is then in `folder` is marked as unfinished. A page may have
    `page_bytes`, a file what `manner` says.
    """

    def take(response: httpx.Response, pieces: Iterator[bytes]) -> PageAnswer | SavedFile:
        first, media = head_of(pieces), media_type(response)
        looks = media in UNTOLD_TYPES and html_start(first.decode("latin-1")) == DOCUMENT
        if media in HTML_TYPES or looks:
            return page_of(url, response, _within(url, chain([first], pieces), page_bytes))
        address = str(response.request.url)
        name = f"{now:{STAMP}}-{sha256_of(url.encode())[:8]}-{_name(address, media)}{UNFINISHED}"
        sha256 = write(chain([first], pieces), folder / name)
        return SavedFile(folder / name, answered(url, response, sha256))

    return ask(url, take, manner, before)


def _within(url: str, pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    got = 0
    for piece in pieces:
        got += len(piece)
        if got > most:
            words = f"is a page of more than {most:,} bytes: if that is right, set page_bytes in"
            raise FetchFailed(url, f"{words} [fetch]", "too_large")
        yield piece


def _name(url: str, media: str) -> str:
    """The name of a file in its address; what it lacks of a suffix, its media type tells."""
    path = PurePosixPath(unquote(urlsplit(url).path))
    name = _ODD.sub("-", path.name).strip(".-")[-LONGEST:] or "file"
    if path.suffix:
        return name
    suffixes = (one.suffixes[0] for one in FORMATS if media in one.media_types)
    return name + next(suffixes, "")
