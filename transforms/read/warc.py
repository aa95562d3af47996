"""WARC files, as crawlers write them: the pages of HTML in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from fastwarc.warc import HeaderMap

from transforms.read import http_message
from transforms.read.field_values import as_utc
from transforms.read.html_start import HTML_TYPES, NEITHER, UNTOLD_TYPES, html_start
from transforms.read.http_message import Response, TooLarge
from transforms.read.records import Failure, Page, RawRecord, ReadLimits
from transforms.read.unpack import Layers
from transforms.read.warc_records import Record, Unread, records

_SNIFFED = 4096
_OK = 200


def read_warc(
    layers: Layers, size: int, changed_at: datetime, limits: ReadLimits, start: int
) -> Iterator[Page | Failure]:
    """The pages of a WARC file from the place `start` on, which is 0 or the `end` of a page.

    Pages are the responses with status 200 and the resources that are HTML; other records are
    passed over. Their key is the record's id; `fetched_at` is when they were crawled, else
    `changed_at`; `raw_sha256` is of the payload. What cannot be read is a failure, and the next
    record is read. `size` is that of the file as it lies. Raises `OSError`, and `Unreadable` for a
    file that was packed as a whole.
    """
    is_empty = start == 0
    for found in records(layers, size, _Pages(), limits, start):
        is_empty = False
        if isinstance(found, Unread):
            yield Failure(_key(found), found.reason, found.message, found.end)
        else:
            yield _page(found, changed_at, limits)
    if is_empty:
        yield Failure(None, "no_text", "it holds no page of HTML with status 200")


class _Pages:
    """The records that hold a page of HTML."""

    def by_headers(self, headers: HeaderMap) -> bool:
        """Responses and resources."""
        kind = _text(headers, "WARC-Type").lower()
        if kind == "resource":
            return http_message.media_type(headers.get("Content-Type")) in HTML_TYPES | UNTOLD_TYPES
        content = http_message.media_type(headers.get("Content-Type"))
        return kind == "response" and content in ("application/http", "")

    def by_start(self, headers: HeaderMap, start: bytes) -> bool:
        """Those found (200) whose media type is HTML, or that look like it where it is not told."""
        head = http_message.response(start)
        if head is None:
            return _is_page(headers.get("Content-Type"), headers, start)
        if head.status != _OK:
            return False
        body = start[head.body :]
        return _is_page(head.headers.get("Content-Type"), headers, body)


def _is_page(content_type: str | None, headers: HeaderMap, body: bytes) -> bool:
    media_type = http_message.media_type(content_type)
    if media_type == "application/http":
        media_type = ""
    if media_type in UNTOLD_TYPES:
        media_type = http_message.media_type(headers.get("WARC-Identified-Payload-Type"))
    if media_type in UNTOLD_TYPES:
        return html_start(body[:_SNIFFED].decode("latin-1")) != NEITHER
    return media_type in HTML_TYPES


def _page(record: Record, changed_at: datetime, limits: ReadLimits) -> Page | Failure:
    head = http_message.response(record.block)
    content_type = head.headers.get("Content-Type") if head else _type_of_resource(record.headers)
    try:
        html = _html(record, head, limits)
    except TooLarge:
        message = f"unpacks to more than the limit of {limits.record_bytes} bytes for a record"
        return Failure(_key(record), "too_large", message, record.end)
    digest = hashlib.sha256(html).hexdigest()
    return Page(
        RawRecord(
            record_key=_id(record.headers) or f"sha256:{digest}",
            reader="warc",
            page=False,
            raw_sha256=digest,
            fetched_at=as_utc(_text(record.headers, "WARC-Date")) or changed_at,
            repairs=(),
            url=_text(record.headers, "WARC-Target-URI").strip("<>") or None,
            fragment=str(record.place),
            end=record.end,
        ),
        html,
        http_message.charset(content_type),
    )


def _html(record: Record, head: Response | None, limits: ReadLimits) -> bytes:
    if head is not None:
        return http_message.body(record.block, head, limits.record_bytes)
    if len(record.block) > limits.record_bytes:
        raise TooLarge
    return record.block


def _type_of_resource(headers: HeaderMap) -> str | None:
    content_type = headers.get("Content-Type")
    return None if http_message.media_type(content_type) == "application/http" else content_type


def _key(found: Record | Unread) -> str:
    """The record's id, else its place."""
    return (_id(found.headers) if found.headers else "") or f"offset {found.place}"


def _id(headers: HeaderMap) -> str:
    return _text(headers, "WARC-Record-ID").strip("<>")


def _text(headers: HeaderMap, name: str) -> str:
    return (headers.get(name) or "").strip()
