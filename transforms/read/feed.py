"""Feeds that were saved: RSS, RDF, Atom and JSON Feed; an entry is a record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from transforms.read.columns import Columns, at_path
from transforms.read.feed_entries import JSON_FEED, Entry, read_feed
from transforms.read.feed_xml import starts_as_feed
from transforms.read.field_values import as_text
from transforms.read.format import Format
from transforms.read.keys import Keys
from transforms.read.records import Failure, Found, Page, RawRecord, ReadLimits
from transforms.read.row_record import described, make_record
from transforms.read.source import Source


def _likeness(source: Source) -> int:
    if not source.encoding:
        return 0
    head = source.text_head().lstrip("\ufeff")
    if starts_as_feed(head) or JSON_FEED.match(head):
        return 2
    return 1 if head.lstrip().startswith("<") else 0


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    Columns(mapping)  # raises for fields that do not exist
    wide = source.encoding and source.encoding.startswith(("utf-16", "utf-32"))
    charset = source.encoding if source.bom or wide else None
    feed = read_feed(source.content(limits.record_bytes), charset=charset)
    if not feed.is_feed:
        yield Failure(None, "unsupported", feed.broken or "XML that is no feed")
        return
    keys = Keys()
    empty: list[int] = []
    for entry in feed.entries:
        found = _found(entry, mapping or {}, source)
        if found is None and not (entry.title or entry.text or entry.html or entry.url):
            empty.append(entry.number)
        elif found is None:
            yield Failure(f"entry {entry.number}", "no_text", "neither a text nor a link")
        else:
            yield keys.told_apart(found, entry.number)
    yield from _left_out(empty, feed.most)
    if feed.broken:
        yield Failure(None, "unreadable", feed.broken)
    elif not feed.entries:
        yield Failure(None, "empty", "a feed without entries")


def _left_out(empty: list[int], most: int | None) -> Iterator[Failure]:
    """One failure for all entries with nothing in them, one for all behind the first `most`."""
    if empty:
        others = f"; so have {len(empty) - 1} behind it" if len(empty) > 1 else ""
        yield Failure(f"entry {empty[0]}", "no_text", f"neither a text nor a link{others}")
    if most is not None:
        message = f"the first {most} entries of a feed are read; this and those behind it are not"
        yield Failure(f"entry {most + 1}", "too_large", message)


def _found(entry: Entry, mapping: Mapping[str, str], source: Source) -> RawRecord | Page | None:
    """The entry's record or page; one that has a link alone is a record without text."""
    values: dict[str, object] = {
        "record_key": entry.key,
        "url": entry.url,
        "title": entry.title,
        "subtitle": None,
        "text": entry.text,
        "html": entry.html,
        "published_at": entry.published,
        "updated_at": entry.updated,
        "authors": list(entry.authors),
        "language": entry.language,
        "publisher": entry.publisher,
        "fetched_at": None,
    }
    if "text" in mapping or "html" in mapping:
        values["text"] = values["html"] = None
    values |= {f: at_path(entry.told, path) for f, path in mapping.items() if f in values}
    if not any((as_text(values[field]) or "").strip() for field in ("record_key", "url")):
        values["record_key"] = _key_of_words(values)
    made = make_record(
        values,
        reader="feed",
        number=entry.number,
        source=source,
        repairs=source.repairs,
    )
    if made is not None or not entry.url:
        return made
    return described(
        {**values, "text": None},
        reader="feed",
        number=entry.number,
        source=source,
        repairs=source.repairs,
    )


def _key_of_words(values: Mapping[str, object]) -> str:
    """The key of an entry without id and link: its number is another entry's tomorrow."""
    words = "\0".join(as_text(values[field]) or "" for field in ("title", "text", "html"))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


FORMAT = Format(
    "feed",
    (".rss", ".atom", ".rdf", ".xml"),
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    ),
    _likeness,
    _read,
)
