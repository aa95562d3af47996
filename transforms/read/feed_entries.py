"""What a feed says of its entries: RSS 0.9 to 2.0, RDF, Atom (feedparser), and JSON Feed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import count
from time import struct_time
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from schemas.errors import Unreadable
from transforms.read.byte_text import text_of
from transforms.read.feed_xml import MOST_ENTRIES, well_formed
from transforms.read.field_values import as_names, as_text
from transforms.read.html_start import HTML_TYPES
from transforms.read.json_cursor import BrokenJson, JsonCursor, keys, members

if TYPE_CHECKING:
    from transforms.read.feed_parser import Parsed

JSON_FEED = re.compile(r'\s*\{.*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/', re.DOTALL)
"""How a JSON Feed begins (jsonfeed.org/version/1.1): its version comes before its items."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PARTIAL_DATE = re.compile(r"\d{4}(?:-\d\d)?")
_LONGEST_NAME = 500
_MAIL = re.compile(r"[<(]?[^\s<>()@]+@[^\s<>()@]+\.\w+[>)]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as given; `text` or `html` is the longest that it carries, the other null.

    `url` is absolute where the feed says what it is relative to; times are as given where ISO 8601
    or RFC 5322 reads them, else ISO 8601 in UTC. `told` is the entry as its parser gives it, for
    mappings to look into; `number` its place in the feed, from 1.
    """

    key: str | None
    url: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    publisher: str | None
    language: str | None
    text: str | None
    html: str | None
    told: Mapping[str, Any]
    number: int


class Feed(NamedTuple):
    """The entries of a feed; `is_feed` is false where nothing in it says that it is one.

    `broken` says what could not be read, null where all was. `most` is how many entries were read
    of one that has more, else null.
    """

    entries: list[Entry]
    is_feed: bool
    broken: str | None
    most: int | None = None


class Link(NamedTuple):
    """The page of an entry, and when the entry was last changed, as it says."""

    url: str
    updated: str | None


def links(data: bytes, base: str | None = None, charset: str | None = None) -> list[Link]:
    """The pages that a feed's entries link to, in their order; see `read_feed`."""
    feed = read_feed(data, base, charset)
    return [Link(e.url, e.updated or e.published) for e in feed.entries if e.url]


def read_feed(data: bytes, base: str | None = None, charset: str | None = None) -> Feed:
    """The entries of a feed's bytes.

    `base` is its address, which links are relative to (else to the site that it names); `charset`
    what the server said. Raises `Unreadable` as `transforms.read.feed_xml.well_formed` does.
    """
    if data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"{"):
        return _json_feed(data, base)
    from transforms.read.feed_parser import parse_feed  # noqa: PLC0415  (feedparser is slow to come)

    xml = well_formed(data, charset)
    told = parse_feed(xml.data)
    found = [
        _xml_entry(number, one, told, base)
        for number, one in zip(xml.numbers or count(1), told.entries, strict=False)
    ]
    most = MOST_ENTRIES if told.cut else xml.most
    return Feed(found, bool(told.version or told.entries), xml.broken, most)


def _xml_entry(number: int, told: dict[str, Any], whole: Parsed, base: str | None) -> Entry:
    feed, atom = whole.feed, whole.version.startswith("atom")
    published, updated = (
        _time(told.get(name), told.get(f"{name}_parsed")) for name in ("published", "updated")
    )
    if not atom:  # Dublin Core's date is the day that the item is of
        published = published or updated
    authors = _names(told.get("authors")) or (_names(feed.get("authors")) if atom else ())
    text, markup = _content(told, atom=atom)
    source = told.get("source") or {}
    contents = told.get("content") or [{}]
    return Entry(
        key=told.get("id") or None,
        url=_address(_link(told, atom=atom), base, feed.get("link")),
        title=_plain(told.get("title"), told.get("title_detail")),
        authors=authors,
        published=published,
        updated=updated,
        publisher=_plain(source.get("title"), source.get("title_detail"))
        or _plain(feed.get("title"), feed.get("title_detail")),
        language=contents[0].get("language") or feed.get("language") or None,
        text=text,
        html=markup,
        told=told,
        number=number,
    )


def _link(told: Mapping[str, Any], *, atom: bool) -> str | None:
    """The link as given; an id stands for it in RSS alone, where it is an address."""
    link = told.get("feedburner_origlink") or told.get("link")
    others = [one.get("href") for one in told.get("links") or () if one.get("rel") == "alternate"]
    if link == told.get("id") and link not in others:
        is_address = not atom and str(link).lower().startswith(("http://", "https://"))
        link = link if is_address else next(iter(others), None)
    return link or next(iter(others), None)


def _content(told: Mapping[str, Any], *, atom: bool) -> tuple[str | None, str | None]:
    """The longest of contents and summary, as plain text or as HTML."""
    summary = {**(told.get("summary_detail") or {}), "value": told.get("summary")}
    known = [
        one
        for one in (*(told.get("content") or ()), summary)
        if str(one.get("type", "text/html")).startswith(("text/", "application/xhtml"))
        and (one.get("value") or "").strip()
    ]
    if not known:
        return None, None
    longest = max(known, key=lambda one: len(one["value"]))
    value, is_html = longest["value"], longest.get("type", "text/html") in HTML_TYPES
    if (is_html or not atom) and _TAG.search(value):
        return None, value
    return html.unescape(value) if is_html else value, None


def _names(told: Any) -> tuple[str, ...]:
    """The authors, each once, without addresses: "ann@example.org (Ann Lee)" is Ann Lee."""
    named = [one.get("name") for one in told or () if isinstance(one, Mapping)]
    bare = (
        _MAIL.sub("", _plain(str(name)[:_LONGEST_NAME], None) or "").strip(" ()<>,;")
        for name in named
        if name
    )
    return tuple(dict.fromkeys(name for name in bare if name))


def _plain(value: object, detail: Mapping[str, Any] | None) -> str | None:
    """Words without the markup that feeds put in titles; null for none."""
    if not isinstance(value, str):
        return None
    if detail is None or detail.get("type") in HTML_TYPES:
        value = html.unescape(_TAG.sub("", value))
    return " ".join(value.split()) or None


def _address(link: object, *bases: object) -> str | None:
    """The link as an address of the web; null where it is none."""
    address = link.strip() if isinstance(link, str) else ""
    for base in bases:
        if not isinstance(base, str) or not address:
            continue
        try:
            address = urljoin(base, address)
        except ValueError:
            return None
    return address if address.lower().startswith(("http://", "https://")) else None


def _time(given: object, parsed: struct_time | None) -> str | None:
    if not isinstance(given, str) or not (raw := " ".join(given.split())):
        return None
    if parsed is None or _PARTIAL_DATE.fullmatch(raw) or _is_read(raw):
        return raw
    try:
        return datetime(*parsed[:6]).isoformat() + "+00:00"
    except ValueError:
        return raw


def _is_read(raw: str) -> bool:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            parse(raw)
        except (ValueError, OverflowError):
            continue
        return True
    return False


def _json_feed(data: bytes, base: str | None) -> Feed:
    """The items of a JSON Feed that can be read, though it be cut off."""
    decoded = text_of(data)
    if decoded is None:
        raise Unreadable("encoding", "no encoding could be found that reads the feed")
    cursor = JsonCursor(iter([decoded[0].encode("utf-8", "replace")]))
    feed: dict[str, Any] = {}
    items: dict[int, dict[str, Any]] = {}
    broken: str | None = None
    most: int | None = None
    try:
        for key in keys(cursor):
            if key != "items" or cursor.peek() != b"[":
                feed[key] = _loaded(cursor, len(data))
                continue
            for number in members(cursor):
                if number > MOST_ENTRIES:
                    cursor.value(len(data))
                    most = MOST_ENTRIES
                    continue
                try:
                    item = _loaded(cursor, len(data))
                except BrokenJson:
                    raise
                except (ValueError, RecursionError) as error:
                    broken = f"broken JSON in item {number}: {error}"
                else:
                    items |= {number: item} if isinstance(item, dict) else {}
    except (ValueError, RecursionError) as error:
        broken = f"broken JSON: {error}"
    entries = [_json_entry(number, item, feed, base) for number, item in items.items()]
    return Feed(entries, "jsonfeed.org" in str(feed.get("version")), broken, most)


def _loaded(cursor: JsonCursor, limit: int) -> Any:
    return json.loads(cursor.value(limit) or b"null", strict=False)


def _json_entry(
    number: int, item: dict[str, Any], feed: Mapping[str, Any], base: str | None
) -> Entry:
    markup, text = as_text(item.get("content_html")), as_text(item.get("content_text"))
    bases = (base, feed.get("feed_url"), feed.get("home_page_url"))
    authors = item.get("authors") or item.get("author")
    authors = authors or feed.get("authors") or feed.get("author")
    return Entry(
        key=as_text(item.get("id")),
        url=_address(item.get("url"), *bases) or _address(item.get("external_url"), *bases),
        title=_plain(item.get("title"), {}),
        authors=_strings(as_names(authors)),
        published=_time(item.get("date_published"), None),
        updated=_time(item.get("date_modified"), None),
        publisher=_plain(feed.get("title"), {}),
        language=as_text(item.get("language") or feed.get("language")),
        text=None if markup else text or as_text(item.get("summary")),
        html=markup,
        told=item,
        number=number,
    )


def _strings(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
