"""A web page as it was saved: a file is a page, its article read out of it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemas.errors import Unreadable
from transforms.read.format import Format
from transforms.read.html_start import DOCUMENT, FRAGMENT, html_start
from transforms.read.records import Found, Page, RawRecord, ReadLimits
from transforms.read.source import Source

_TEXT_SUFFIXES = frozenset((".txt", ".text", ".md", ".csv", ".tsv"))
"""A file that is said to be text is a page only where a whole document begins."""
_TAG = re.compile(r"<[a-zA-Z!/][^<>]{0,2000}>")


def _likeness(source: Source) -> int:
    head = source.text_head()
    start = html_start(head)
    if start == DOCUMENT or (start == FRAGMENT and source.suffix not in _TEXT_SUFFIXES):
        return 2
    return 1 if _TAG.search(head) else 0


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    del mapping  # a page has no columns
    if source.size > limits.record_bytes:
        raise Unreadable(
            "too_large", f"{source.size} bytes; the limit for a page is {limits.record_bytes}"
        )
    source.stream.seek(0)
    yield Page(bare_record(source, "html"), source.stream.read())


def bare_record(source: Source, reader: str) -> RawRecord:
    """What is known of the article of a file of one page beside the page: next to nothing.

    The byte order mark is no repair yet: who reads the page decodes it.
    """
    return RawRecord(
        record_key=None,
        reader=reader,
        page=False,
        raw_sha256=source.sha256,
        fetched_at=source.changed_at,
        repairs=tuple(code for code in source.repairs if code != "bom"),
    )


FORMAT = Format(
    "html",
    (".html", ".htm", ".xhtml", ".shtml"),
    ("text/html", "application/xhtml+xml"),
    _likeness,
    _read,
)
