"""What a page says of its article beside the text: title, authors, times, address, publisher."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from transforms.articles.blocks import folded
from transforms.articles.web.address import host_of, own_address
from transforms.articles.web.authors import clean_authors, linked_authors
from transforms.articles.web.bylines import shown_authors
from transforms.articles.web.head import Head
from transforms.articles.web.json_ld import LinkedData, read_linked_data
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.times import published_and_updated
from transforms.articles.web.titles import article_title, without_site
from transforms.read.decode import repair

_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher",
          "dc.publisher", "copyright", "twitter:site", "article:publisher")  # fmt: skip
_AUTHORS = (
    "author", "article:author", "article:author_name", "parsely-author", "byl", "sailthru.author",
    "mrf:authors", "cxenseparse:author", "dcterms.creator", "article.author", "authors",
    "twitter:data1", "og:author", "item:author", "citation_authors", "rnews:creator",
)  # fmt: skip
_CATALOGUED = ("citation_author", "dc.creator", "dc.contributor")
_SHARED = ("og:title", "twitter:title")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w+)*")
_MARKUP = re.compile(r"<[^<>]{1,200}>")
_BLOCK_END = re.compile(r"</(?:p|div|h\d|li|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
_SHORTEST_BODY = 400
"""Code points of a text that tells more than a summary."""
_NOT_NAME = re.compile(r"https?://|www\.|^@|^\d+$|^/")


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says, each in its own words; null where it does not say it.

    `titles` are folded (`blocks.folded`): all that the page calls its article, for lines that
    repeat one to be known. `body` is the text that its JSON-LD gives, where it is of some length.
    """

    title: str | None
    url: str | None
    publisher: str | None
    language: str | None
    published_at: str | None
    updated_at: str | None
    authors: tuple[str, ...]
    titles: frozenset[str]
    body: str | None
    data: LinkedData


def read_told(page: Parsed, base: str | None) -> Told:
    """What a page says of its article; `base` is the address that it came from, if known.

    The page must not have been pruned.
    """
    head = page.head
    about = (base, head.canonical, *head.all("og:url"), *head.headings)
    data = read_linked_data(head.scripts, [a for a in about if a])
    url = own_address((head.canonical, *head.all("og:url"), _address(data)), base)
    publisher = _publisher(head, data)
    sites = _sites(head, data, publisher, url or base)
    shared = [text for name in _SHARED if (text := _text(head.first(name)))]
    headline = _text(data.article.get("headline") or data.article.get("name"))
    title = article_title(shared, headline, head.headings, head.title, sites)
    published, updated = published_and_updated(page, data, url or base)
    plain = [folded(name) for name in sites if folded(name)]
    titles = (title, headline, *shared, *(without_site(t, plain) for t in (head.title, *shared)))
    single = head.headings if len(head.headings) == 1 else ()
    return Told(
        title=title,
        url=url,
        publisher=publisher,
        language=_language(head, data),
        published_at=published,
        updated_at=updated,
        authors=tuple(_authors(page, data, sites)),
        titles=frozenset(folded(t) for t in (*titles, *single) if t and folded(t)),
        body=_body(data),
        data=data,
    )


def _text(value: Any) -> str | None:
    """Words of a field, without markup and escapes, repaired; null where there are none."""
    member = value[0] if isinstance(value, list) and value else value
    if not isinstance(member, str):
        return None
    text = _MARKUP.sub("", html.unescape(member)) if "<" in member or "&" in member else member
    return " ".join(repair(text)[0].split()) or None


def _body(data: LinkedData) -> str | None:
    value = data.article.get("articleBody")
    text = "\n".join(v for v in value if isinstance(v, str)) if isinstance(value, list) else value
    if not isinstance(text, str) or len(text) < _SHORTEST_BODY:
        return None
    plain = _MARKUP.sub(" ", _BLOCK_END.sub("\n", html.unescape(text)))
    return repair(plain)[0] if len(plain) >= _SHORTEST_BODY else None


def _address(data: LinkedData) -> str | None:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = data.article.get(name)
        value = value.get("@id") if isinstance(value, dict) else value
        if (address := _text(value)) and address.startswith("http"):
            return address
    return None


def _publisher(head: Head, data: LinkedData) -> str | None:
    """The publisher's name: JSON-LD's, else the site's, often one word in small letters."""
    node = data.value("publisher", "sourceOrganization", "copyrightHolder")
    member = data.resolved(node[0] if isinstance(node, list) and node else node)
    name = _text(member.get("name") if isinstance(member, dict) else member)
    names = [name, *map(_text, head.all("og:site_name", "dc.publisher", "publisher"))]
    bare = (n.split(" | ")[0].strip() for n in names if n and not _NOT_NAME.search(n))
    return next((n for n in bare if n), None)


def _sites(head: Head, data: LinkedData, publisher: str | None, address: str | None) -> list[str]:
    """What the site is called, in its metadata and its address: "Daily", "@daily", "daily.com"."""
    names = [publisher, *map(_text, head.all(*_SITES))]
    for node in data.by_id.values():
        if {"WebSite", "Organization", "NewsMediaOrganization"} & set(map(str, _listed(node))):
            names += [_text(node.get("name"))]
    host = host_of(address)
    if host:
        names += [host, host.split(".")[-2] if host.count(".") else host, host.split(".")[0]]
    return [n.lstrip("@") for n in dict.fromkeys(names) if n and not re.match(r"https?:", n)]


def _listed(node: Any) -> list[Any]:
    kind = node.get("@type")
    return kind if isinstance(kind, list) else [kind]


def _authors(page: Parsed, data: LinkedData, site: Sequence[str]) -> list[str]:
    """The authors that JSON-LD tells, else `meta` elements, else the page's bylines."""
    if found := clean_authors(linked_authors(data), site=site):
        return found
    for name in _AUTHORS:
        values = [v for v in page.head.all(name) if not _NOT_NAME.search(v)]
        if found := clean_authors(values, site=site):
            return found
    for name in _CATALOGUED:
        if found := clean_authors(page.head.all(name), inverted=True, site=site):
            return found
    return shown_authors(page, site)


def _language(head: Head, data: LinkedData) -> str | None:
    told = (
        head.language,
        data.article.get("inLanguage"),
        *head.all("og:locale", "content-language", "language", "dc.language", "item:inlanguage"),
    )
    for value in told:
        node = value if isinstance(value, dict) else {"name": value}
        name = node.get("alternateName") or node.get("name")
        if isinstance(name, str) and _LANGUAGE.fullmatch(name.strip()):
            return name.strip().replace("_", "-")
    return None
