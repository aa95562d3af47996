"""What a reader gives: a record, a page that may become one, or the failure in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

MEBIBYTE = 1024 * 1024


class Part(NamedTuple):
    """A part of an article whose kind is known: a value of the vocabulary `block_kind`, its words.

    A picture's credit is a part of its own (`credit`), right behind its caption or alone.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One article as it came: decoded and repaired, but not yet laid out.

    `record_key` is the record's own id, else its url, else its line or row number; null where the
    file is the record. `page` says whether `text` is a whole scraped page. `raw_sha256` is of the
    file's bytes as they lie on disk; of a member of an archive, of the member's. `fetched_at` is
    naive UTC. Times are as given, save that epoch numbers have become ISO 8601. `repairs` are
    codes of `transforms.read.decode`.

    `parts` are the text laid out already, title and subtitle left out; `text` is then their words.
    `flags` are values of the vocabulary `article_flag`. `fragment` is where in the file the record
    stands, as it is put behind the file's address and a "#". `end` is the offset in the file from
    which reading can go on behind the record; null where the format knows no such place.
    """

    record_key: str | None
    reader: str
    page: bool
    raw_sha256: str
    fetched_at: datetime | None
    repairs: tuple[str, ...]
    url: str | None = None
    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    authors: tuple[str, ...] = ()
    text: str = ""
    parts: tuple[Part, ...] = ()
    flags: tuple[str, ...] = ()
    fragment: str | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """HTML whose article is still to be read out of it, by `transforms.articles.web.read_web_page`.

    That takes long and may hang or crash, so it is done elsewhere, under a limit of time. `record`
    is all that is known beside the HTML (its `text` is empty); a field that it gives wins over
    what the page says of itself. `charset` is what the server said of `html` (the bytes as they
    came), null where nobody said. `whole` says whether it is a page with all that stands around an
    article; else it is the article alone, as feeds carry it.
    """

    record: RawRecord
    html: bytes
    charset: str | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """A file (`record_key` null) or a record ("line N") that cannot be read.

    `reason` is a value of the vocabulary `reject_reason`. `end` is as in `RawRecord`.
    """

    record_key: str | None
    reason: str
    message: str
    end: int | None = None


Found = RawRecord | Page | Failure
"""What readers give, one after the other."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much is read, in bytes: of a file on disk, of one record, of what a file unpacks to.

    `unpacked_ratio` is how many times its packed size something may unpack to, once that is more
    than `RATIO_FROM` bytes (text packs 3 to 20 times, deflate at most 1,032 times: RFC 1951);
    `nesting` how many archives may lie in each other.
    """

    file_bytes: int = 8192 * MEBIBYTE
    record_bytes: int = 16 * MEBIBYTE
    unpacked_bytes: int = 16384 * MEBIBYTE
    unpacked_ratio: int = 200
    nesting: int = 3


RATIO_FROM = 16 * MEBIBYTE


def too_long(record_key: str, limits: ReadLimits) -> Failure:
    """The failure of a record over the limit for one."""
    message = f"longer than the limit of {limits.record_bytes} bytes for a record"
    return Failure(record_key, "too_large", message)
