"""Scraped plain text: a file is a page, its layout still to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transforms.read.decode import decode, repair
from transforms.read.format import Format
from transforms.read.records import Failure, Found, RawRecord, ReadLimits
from transforms.read.source import Source


def _likeness(source: Source) -> int:
    return 1 if source.head.strip() else 0


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    del mapping  # a page has no columns
    data = source.content(limits.record_bytes)
    text, decoding = decode(data, source.encoding or "utf-8")
    text, mending = repair(text)
    if not text.strip():
        yield Failure(None, "empty", "white space alone")
        return
    yield RawRecord(
        record_key=None,
        reader="text",
        page=True,
        raw_sha256=source.sha256,
        fetched_at=source.changed_at,
        repairs=(*source.repairs, *decoding, *mending),
        text=text,
    )


FORMAT = Format("text", (".txt", ".text"), ("text/plain",), _likeness, _read)
