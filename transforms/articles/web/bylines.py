"""Who a page shows as the authors of its article: the bylines among its elements."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from transforms.articles.web.authors import clean_authors
from transforms.articles.web.names import name_of, roles
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.tree import spaced_words

_LONGEST = 200
_MOST = 30
"""Elements that are looked at."""


def shown_authors(page: Parsed, site: Sequence[str]) -> list[str]:
    """The authors of the first byline among the elements of a page.

    First come those that are marked as the author (`itemprop`, `rel`), then those that are called
    an author's name, then bylines. A name of one word may be an account's, so it does not count.
    """
    stated = page.called("item:author", "rel:author")
    for lines in (stated, page.called("author_name"), page.called("byline")):
        found: list[str] = []
        home = None
        for element in lines[:_MOST]:
            if home is not None and element.getparent() is not home:
                break
            text = spaced_words(_name_in(element))
            if not text or len(text) > _LONGEST or _stands_elsewhere(element):
                continue
            names = [n for n in clean_authors([text], site=site) if _is_name(n)]
            if names:
                home = element.getparent()
                found.extend(n for n in names if n not in found)
        if found:
            return found
    return []


def _name_in(element: HtmlElement) -> HtmlElement:
    """What of an element is marked as the name, else all of it."""
    return next((e for e in element.iterdescendants() if e.get("itemprop") == "name"), element)


def _stands_elsewhere(element: HtmlElement) -> bool:
    for around in element.iterancestors():
        if around.tag in ("aside", "footer", "nav", "figure", "blockquote"):
            return True
        if around.tag in ("html", "body", "article", "main"):
            return False
        if "elsewhere" in roles(name_of(around)):
            return True
    return False


def _is_name(name: str) -> bool:
    """Whether a name in the page's words is one: more than a word, and not all small letters."""
    return not name.isascii() or (" " in name and name != name.lower())
