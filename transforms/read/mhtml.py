"""MHTML: a page that a browser saved with all that belongs to it, in one file (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from transforms.read.field_values import naive_utc
from transforms.read.format import Format
from transforms.read.html import bare_record
from transforms.read.mime_parts import (
    HEADER_LIMIT,
    MimePart,
    headers_of,
    html_part,
)
from transforms.read.records import Failure, Found, Page, ReadLimits
from transforms.read.source import Source

_FIELD = re.compile(rb"[!-9;-~]+:")
_LOCATIONS = ("Snapshot-Content-Location", "Content-Location")
_SAVED = re.compile(r"saved by", re.IGNORECASE)
_SUFFIXES = (".mht", ".mhtml", ".eml")
_NO_PAGE = "an e-mail, not a page that a browser saved"


def _likeness(source: Source) -> int:
    head = source.head[:HEADER_LIMIT].lstrip(b"\xef\xbb\xbf\r\n")
    if not _FIELD.match(head):
        return 0
    top = headers_of(head)
    if "Snapshot-Content-Location" in top or top.get_content_type() == "multipart/related":
        return 2
    is_mail = "MIME-Version" in top or "Content-Type" in top or "Received" in top
    return 2 if is_mail and source.suffix in _SUFFIXES else 0


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    del mapping  # a page has no columns
    source.stream.seek(3 if source.head.startswith(b"\xef\xbb\xbf") else 0)
    top, part = html_part(source.stream, limits.record_bytes)
    if part is None or not _is_saved_page(top, part, source.suffix):
        yield Failure(None, "unsupported", _NO_PAGE)
        return
    if part.body is None:
        message = f"longer than the limit of {limits.record_bytes} bytes for a page"
        yield Failure(None, "too_large", message)
        return
    html = part.content()
    if not html.strip():
        yield Failure(None, "empty", "the page in it is white space alone")
        return
    record = replace(
        bare_record(source, "mhtml"),
        url=_address(top, part.headers),
        fetched_at=_saved_at(top) or source.changed_at,
    )
    yield Page(record, html, part.headers.get_content_charset())
    if part.cut:
        yield Failure(None, "unreadable", "the file ends inside the page: the rest is missing")


def _is_saved_page(top: Message, part: MimePart, suffix: str) -> bool:
    """Browsers tell the address of what they save, or themselves; mails with pictures do neither.

    A suffix of saved pages is believed.
    """
    told = any(name in headers for name in _LOCATIONS for headers in (top, part.headers))
    return told or bool(_SAVED.search(str(top.get("From", "")))) or suffix in _SUFFIXES[:2]


def _address(top: Message, part: Message) -> str | None:
    """The page's address; null where it was saved from a disk. Folded addresses are joined."""
    base = str(top.get("Content-Base", ""))
    for headers, name in ((top, _LOCATIONS[0]), (part, _LOCATIONS[1]), (top, _LOCATIONS[1])):
        given = "".join(str(headers.get(name, "")).split()).strip("<>")
        try:
            address = urljoin(base, given)
        except ValueError:
            continue
        if given and address.lower().startswith(("http://", "https://")):
            return address
    return None


def _saved_at(top: Message) -> datetime | None:
    try:
        return naive_utc(parsedate_to_datetime(str(top.get("Date", ""))))
    except (ValueError, OverflowError):
        return None


FORMAT = Format(
    "mhtml",
    _SUFFIXES,
    ("multipart/related", "application/x-mimearchive", "message/rfc822"),
    _likeness,
    _read,
    binary=True,  # pictures may stand in it as they are
)
