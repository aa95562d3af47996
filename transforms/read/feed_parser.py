"""feedparser, driven so that no feed can make it hang, fetch or guess."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.sax.handler import feature_external_ges, feature_namespaces

from defusedxml.expatreader import create_parser  # type: ignore[import-untyped]
from feedparser.api import StrictFeedParser

from transforms.read.feed_xml import MOST_ENTRIES

_PIECE = 1 << 16


class Parsed(NamedTuple):
    """What feedparser makes of a feed: its own fields, its entries', which kind it is ("" none).

    `cut` is true where it has more than the `MOST_ENTRIES` that are read.
    """

    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    version: str
    cut: bool


class _Parser(StrictFeedParser):  # type: ignore[misc]
    """Names stay as given: to look for addresses in them takes feedparser cubic time (minutes for
    20 KB of digits).
    """

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()
        detail = context.setdefault(f"{key}s", [{}])[-1]
        if not detail and context.get(key):
            detail["name"] = context[key]


def parse_feed(xml: bytes) -> Parsed:
    """The feed in well-formed XML (`transforms.read.feed_xml`); raises `xml.sax.SAXException`.

    `feedparser.parse` would fall back on a parser that recovers, in more than linear time.
    Addresses in HTML stay as they are: nobody follows them, and to resolve them takes longer than
    all the rest. HTML is not cleaned, as it is not shown.
    """
    handler = _Parser("", None, "utf-8")
    handler.resolve_relative_uris = False
    handler.sanitize_html = False
    # a document type may be named: it is not fetched
    parser = create_parser(forbid_entities=True, forbid_external=False)
    parser.setFeature(feature_namespaces, True)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(handler)
    parser.setErrorHandler(handler)
    for start in range(0, len(xml), _PIECE):
        parser.feed(xml[start : start + _PIECE])
        if len(handler.entries) > MOST_ENTRIES:
            break
    else:
        parser.close()
    entries = [dict(entry) for entry in handler.entries[:MOST_ENTRIES]]
    cut = len(handler.entries) > MOST_ENTRIES
    return Parsed(dict(handler.feeddata), entries, handler.version, cut)
