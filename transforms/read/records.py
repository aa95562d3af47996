"""What a reader gives: a record, or the failure that stands in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One article as it came: decoded and repaired, but not yet laid out.

    `record_key` is the record's own id, else its url, else its line or row number; null where the
    file is the record. `page` says whether `text` is a whole scraped page. `raw_sha256` is of the
    file's bytes as they lie on disk. `fetched_at` is naive UTC. Times are as given, save that
    epoch numbers have become ISO 8601. `repairs` are codes of `transforms.read.decode`.
    """

    record_key: str | None
    reader: str
    page: bool
    raw_sha256: str
    fetched_at: datetime | None
    repairs: tuple[str, ...]
    url: str | None
    title: str | None
    subtitle: str | None
    publisher: str | None
    language: str | None
    published_at: str | None
    updated_at: str | None
    authors: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file (`record_key` null) or a record ("line N") that cannot be read.

    `reason` is a value of the vocabulary `reject_reason`.
    """

    record_key: str | None
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much is read, in bytes: of a file on disk, of one record, of what a file unpacks to."""

    file_bytes: int = 8192 * MEBIBYTE
    record_bytes: int = 16 * MEBIBYTE
    unpacked_bytes: int = 16384 * MEBIBYTE
