"""What a page says of its article in JSON-LD (schema.org), broken JSON included."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Node = Mapping[str, Any]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|SocialMediaPosting|Report|Review|Recipe|Essay)$")
"""Ends of the types that are articles: NewsArticle, LiveBlogPosting, ReportageNewsArticle, …"""
_NEWS = re.compile(r"News|LiveBlog|Reportage|Opinion|Analysis|Background")
_PAGE = frozenset(("WebPage", "ItemPage", "VideoObject", "AudioObject", "PodcastEpisode", "Event"))
"""Types that tell what the article's own node does not."""
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "hasPart", "subjectOf")
_DEEPEST, _MOST_NODES = 12, 3000
_LARGEST = 4_000_000
"""Code points of a script; real ones stay below 100,000."""
_WRAPPED = re.compile(r"[^{\[]{0,40}([{\[].*[}\]])[^}\]]{0,40}", re.DOTALL)
"""A value in a comment or a CDATA section."""
_COMMA_LEFT = re.compile(r",(\s*[}\]])")
_COMMA_LOST = re.compile(r'(["}\]\d])(\s*\n\s*)(?=")')
_DECODER = json.JSONDecoder(strict=False)
_ASIDE = ("headline", "datePublished", "dateModified", "articleBody")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The node of the page's article, those of the page itself, and all that have an id."""

    article: Node
    pages: tuple[Node, ...]
    by_id: Mapping[str, Node]

    def value(self, *names: str) -> Any:
        """The first of the fields that the article has, else that the page has; null else."""
        for node in (self.article, *self.pages):
            for name in names:
                if (value := node.get(name)) not in (None, "", [], {}):
                    return value
        return None

    def resolved(self, value: Any) -> Any:
        """A value, or the node that it names by its id."""
        if isinstance(value, Mapping) and len(value) <= 2 and isinstance(value.get("@id"), str):
            named = self.by_id.get(value["@id"])
            return value if named is None or "name" in value else named
        return value


def read_linked_data(scripts: Iterable[str], about: Iterable[str] = ()) -> LinkedData:
    """What a page's scripts of JSON-LD say, whatever is broken in them.

    `about` is what tells the page's own article from others that it lists: its addresses and
    folded titles.
    """
    nodes = list(_nodes(scripts))
    articles = [node for node in nodes if is_article(node)]
    known = [a for a in about if a]
    best = max(articles, key=lambda node: _likeness(node, known), default={})
    pages = tuple(node for node in nodes if not _PAGE.isdisjoint(types(node)))
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > len(by_id.get(node["@id"], ())):
            by_id[node["@id"]] = node
    return LinkedData(best, pages, by_id)


def types(node: Node) -> set[str]:
    """The schema.org types of a node, without their namespace."""
    told = node.get("@type")
    return {
        name.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        for name in (told if isinstance(told, list) else [told])
        if isinstance(name, str)
    }


def is_article(node: Node) -> bool:
    """Whether a node is of an article."""
    return any(_ARTICLE.search(name) for name in types(node))


def _likeness(node: Node, known: list[str]) -> tuple[bool, bool, int]:
    """How surely a node is the page's own article: what it is about, its type, what it tells."""
    told = (node.get("url"), node.get("@id"), node.get("mainEntityOfPage"), node.get("headline"))
    own = any(
        isinstance(value, str) and any(_same(value, k) for k in known)
        for value in (v.get("@id") or v.get("url") if isinstance(v, Mapping) else v for v in told)
    )
    news = any(_NEWS.search(name) for name in types(node))
    fields = ("headline", "author", "datePublished", "dateModified", "articleBody", "publisher")
    return own, news, sum(bool(node.get(name)) for name in fields)


def _same(a: str, b: str) -> bool:
    return (
        a.split("#", maxsplit=1)[0].rstrip("/").casefold()
        == b.split("#", maxsplit=1)[0].rstrip("/").casefold()
    )


def _nodes(scripts: Iterable[str]) -> Iterator[Node]:
    """Every node of the scripts that may be of the page; those nested in an article are not."""
    count = 0
    for script in scripts:
        waiting: list[tuple[Any, int]] = [(value, 0) for value in reversed(list(_values(script)))]
        while waiting and count < _MOST_NODES:
            value, depth = waiting.pop()
            if isinstance(value, list):
                waiting.extend((v, depth + 1) for v in reversed(value) if depth < _DEEPEST)
            elif isinstance(value, Mapping):
                count += 1
                yield value
                waiting.extend(
                    (value[name], depth + 1)
                    for name in reversed(_NESTED)
                    if isinstance(value.get(name), list | dict) and depth < _DEEPEST
                )
                waiting.extend((a, depth + 1) for a in _people(value) if depth < _DEEPEST)


def _people(node: Node) -> Iterator[Any]:
    """Authors and publishers that are told in full, for others to name them by their ids."""
    for name in ("author", "publisher"):
        value = node.get(name)
        for member in value if isinstance(value, list) else [value]:
            if isinstance(member, Mapping) and "@id" in member and "name" in member:
                yield member


def _values(script: str) -> Iterator[Any]:
    """The values of a script: one as a rule, several put behind each other, or what is left."""
    text = script.strip()
    if not text or len(text) > _LARGEST:
        return
    if text[0] not in "{[" and (match := _WRAPPED.fullmatch(text)):
        text = match[1]
    for attempt in (text, _mended(text), html.unescape(text)):
        values = _all(attempt)
        if values is not None:
            yield from values
            return
    if salvaged := _salvaged(text):
        yield salvaged


def _all(text: str) -> list[Any] | None:
    """The values that stand behind each other in a text; null where one is broken."""
    values: list[Any] = []
    position = 0
    try:
        while position < len(text):
            value, position = _DECODER.raw_decode(text, position)
            values.append(value)
            while position < len(text) and (text[position].isspace() or text[position] in ",;"):
                position += 1
    except (ValueError, RecursionError):
        return None
    return values


def _mended(text: str) -> str:
    """JSON without the commas that JavaScript allows, and with those that were forgotten."""
    return _COMMA_LOST.sub(r"\1,\2", _COMMA_LEFT.sub(r"\1", text))


def _salvaged(text: str) -> dict[str, Any]:
    """The plain fields that can be read in JSON that is broken beyond mending."""
    found: dict[str, Any] = {}
    if kind := re.search(r'"@type"\s*:\s*"(\w*(?:Article|Posting))"', text):
        found["@type"] = kind[1]
        for name in _ASIDE:
            if match := re.search(rf'"{name}"\s*:\s*("(?:[^"\\]|\\.)*")', text):
                found[name] = _string(match[1])
        names = re.findall(
            r'"author"\s*:\s*[\[{][^\]]{0,400}?"name"\s*:\s*("(?:[^"\\]|\\.)*")', text
        )
        found["author"] = [{"name": _string(name)} for name in names]
    return found


def _string(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:
        return literal.strip('"')
