"""A record, or the page that one is read out of, made of the values of its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from transforms.read.decode import repair
from transforms.read.field_values import as_names, as_text, as_time, as_utc, holds
from transforms.read.html_start import DOCUMENT, NEITHER, html_start, is_markup
from transforms.read.records import Page, RawRecord
from transforms.read.source import Source

_WHOLE_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_PAGE_BEGINS = 4096
"""Characters in which a whole page says that it is one."""
_TEXT_KEYS = ("rendered", "text", "content", "html", "value", "body")


def make_record(
    values: Mapping[str, object],
    *,
    reader: str,
    number: int,
    source: Source,
    repairs: Sequence[str],
) -> RawRecord | Page | None:
    """A record out of its fields' values, or the page that one may be read out of.

    Null where there is neither text nor HTML. `number` counts from 1. A text that is HTML makes a
    page; HTML that is bytes is handed on as it is, its charset untold.
    """
    html, values = _html(values)
    record = described(
        values,
        reader=reader,
        number=number,
        source=source,
        repairs=repairs,
    )
    if record.text:
        return record
    if not html:
        return None
    whole = _WHOLE_PAGE.search(_beginning(html)) is not None
    if isinstance(html, bytes):
        return Page(record, html, whole=whole)
    return Page(record, html.encode("utf-8", "replace"), "utf-8", whole=whole)


def described(
    values: Mapping[str, object],
    *,
    reader: str,
    number: int,
    source: Source,
    repairs: Sequence[str],
) -> RawRecord:
    """A record out of its fields' values, be it without text; `html` is not looked at."""
    done = dict.fromkeys(repairs)
    plain = {
        field: _clean(as_text(value, done), done)
        for field, value in values.items()
        if field != "html"
    }
    times = {f: _clean(as_time(values[f]), done) for f in ("published_at", "updated_at")}
    authors = [_clean(name, done) for name in as_names(values["authors"])]
    return RawRecord(
        record_key=plain["record_key"] or plain["url"] or str(number),
        reader=reader,
        page=False,
        raw_sha256=source.sha256,
        fetched_at=as_utc(as_time(values["fetched_at"])) or source.changed_at,
        repairs=tuple(done),
        url=plain["url"],
        title=plain["title"],
        subtitle=plain["subtitle"],
        publisher=plain["publisher"],
        language=plain["language"],
        published_at=times["published_at"],
        updated_at=times["updated_at"],
        authors=tuple(name for name in authors if name),
        text=plain["text"] or "",
    )


def _html(values: Mapping[str, object]) -> tuple[str | bytes | None, dict[str, object]]:
    """The HTML of a record as it came, entities and all, and the values of its other fields."""
    text, html = _inner(values["text"]), _inner(values["html"])
    if isinstance(text, bytes):
        is_html = html_start(_beginning(text)) != NEITHER
    else:
        is_html = isinstance(text, str) and (
            html_start(_beginning(text)) == DOCUMENT or is_markup(text)
        )
    if is_html:
        html, text = html if holds(html) else text, None
    html = html if isinstance(html, bytes) else as_text(html)
    return html if html and html.strip() else None, {**values, "text": text}


def _inner(value: object) -> object:
    """The text of an object that stands where a text should: `{"rendered": "<p>…"}`."""
    if isinstance(value, Mapping):
        return next((value[key] for key in _TEXT_KEYS if holds(value.get(key))), value)
    return value


def _beginning(html: str | bytes) -> str:
    """The first characters of HTML, its tags readable whatever the encoding; no byte order mark."""
    if isinstance(html, str):
        return html[:_PAGE_BEGINS]
    return html[:_PAGE_BEGINS].replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿")


def _clean(text: str | None, done: dict[str, None]) -> str | None:
    if text is None:
        return None
    text, repairs = repair(text)
    done.update(dict.fromkeys(repairs))
    return text.strip() or None
