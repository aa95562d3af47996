"""What the elements of a page are, told by the words of their classes and ids."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

_NAMED = etree.XPath("//*[@class or @id or @itemprop or @rel='author']")
_WHOLE_PAGE = frozenset(("html", "body", "article", "main"))
_FILED = re.compile(
    r"(?<![\w-])(?:tag|category|topic|status|format|type)-(?!lists?\b|links?\b|cloud\b)[\w-]+"
)
"""Classes by which blogs say of an article what it is filed under: "tag-newsletter"."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DIVIDER = re.compile(r"[\W_]+")
_LONGEST = 300
"""Code points of a name that are read."""


_Phrases = dict[str, list[tuple[tuple[str, ...], bool, frozenset[str]]]]
_Stems = dict[str, list[tuple[str, frozenset[str]]]]
_STEM = 3
"""Letters by which the words that begin alike are looked up."""


def _tables() -> tuple[_Phrases, _Stems]:
    """By its first word: what words must follow, whether the last may go on, the roles; and by
    their first letters the words alone that may go on.
    """
    phrases: _Phrases = defaultdict(list)
    stems: _Stems = defaultdict(list)
    text = Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text).values():
        told = frozenset(entry["roles"])
        for word in entry["words"]:
            first, *rest = word.rstrip("*").split("-")
            if word.endswith("*") and not rest:
                stems[first[:_STEM]].append((first, told))
            else:
                phrases[first].append((tuple(rest), word.endswith("*"), told))
    return dict(phrases), dict(stems)


_PHRASES, _STEMS = _tables()
_NONE: frozenset[str] = frozenset()


def name_of(element: HtmlElement) -> str:
    """The classes and the id of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}"


@lru_cache(maxsize=32768)
def roles(name: str) -> frozenset[str]:
    """What an element with such classes and id is; the roles are those of `names.toml`."""
    plain = _FILED.sub(" ", name[:_LONGEST])
    words = _DIVIDER.sub("-", _HUMP.sub("-", plain)).lower().split("-")
    found = _NONE
    for place, word in enumerate(words):
        for stem, told in _STEMS.get(word[:_STEM], ()):
            if word.startswith(stem):
                found |= told
        for rest, begun, told in _PHRASES.get(word, ()):
            if _follow(rest, words[place + 1 : place + 1 + len(rest)], begun=begun):
                found |= told
    return found


def _follow(rest: tuple[str, ...], words: list[str], *, begun: bool) -> bool:
    """Whether the words of a phrase follow, the last of them with an end of its own if `begun`."""
    if not begun:
        return tuple(words) == rest
    return len(words) == len(rest) and (
        tuple(words[:-1]) == rest[:-1] and words[-1].startswith(rest[-1])
    )


def by_role(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    """The elements of a tree that have a role, in order.

    Beside the roles of `names.toml`, which a whole article has not: "item:author" and the like for
    every word of `itemprop`, and "rel:author".
    """
    found: dict[str, list[HtmlElement]] = defaultdict(list)
    for element in _NAMED(tree):
        if prop := element.get("itemprop"):
            for word in prop.split():
                found[f"item:{word}"].append(element)
        if element.get("rel") == "author":
            found["rel:author"].append(element)
        if element.tag not in _WHOLE_PAGE:
            for role in roles(name_of(element)):
                found[role].append(element)
    return found
