"""The lines of a body that are not of its article: its own title, dates, bylines, links, offers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from transforms.articles.blocks import folded
from transforms.articles.bylines import byline_names
from transforms.articles.dates import date_line
from transforms.articles.patterns import compiled, whole
from transforms.articles.web.notes import LINK, NOTES, PARTLY_LINK, SLANTED
from transforms.read.records import Part

_PATTERNS = compiled(Path(__file__).with_name("lines.toml"))
_LONGEST = 160
"""Code points of a date, a byline or a piece of the page's furniture."""
_LONGEST_TITLE, _LONGEST_TAIL, _LONGEST_NAME = 300, 320, 40
_HEAD, _TAIL, _SIGNED = 4, 6, 3
"""Parts from the start that may be bylines; from the end that may be words to the reader; and
from the end that may be a signature."""
_TEXTS = ("paragraph", "heading", "list_item", "quote")
_BIO = re.compile(r",? (?:is|was|has been|covers|writes|reports|joined|works|teaches|can be)\b")
_SHORTCODE = re.compile(
    r"\[/?(?:button|caption|gallery|embed|video|audio|vc_\w+|et_pb_\w+|tweet|youtube|su_\w+)"
    r"(?:\s[^\]]*)?\]"
)


def of_article(
    parts: Sequence[Part], titles: Collection[str], authors: Sequence[str] = ()
) -> list[Part]:
    """The parts that are of the article, without notes; `titles` are folded (`blocks.folded`).

    What is told of the `authors` at the end is left out.
    """
    shown = [
        part
        for number, part in enumerate(parts)
        if part.kind not in _TEXTS or not _is_furniture(part, number, titles)
    ]
    while shown and _is_ending(shown[-1]):
        shown.pop()
    first = max(len(shown) - _TAIL, 1)
    kept = shown[:first] + [part for part in shown[first:] if not _is_tail(part, authors)]
    while kept and _is_ending(kept[-1]):
        kept.pop()
    return [Part(part.kind, text) for part in kept if (text := _plain(part.text))]


def signed(parts: Sequence[Part]) -> str | None:
    """The name that a body is signed with: a short line in italics at its end; null without one.

    `parts` have their notes still.
    """
    for part in parts[: -_SIGNED - 1 : -1]:
        text = _plain(part.text)
        if SLANTED in part.text and LINK not in part.text and len(text) <= _LONGEST_NAME:
            return text if text[:1].isupper() and text[-1:].isalpha() else None
    return None


def matches(kind: str, line: str) -> bool:
    """Whether a pattern of a kind of `lines.toml` matches all of a line."""
    return any(pattern.fullmatch(line) for pattern in _PATTERNS[kind])


def _plain(text: str) -> str:
    text = NOTES.sub("", text)
    return " ".join(_SHORTCODE.sub("", text).split()) if "[" in text else text.strip()


def _is_furniture(part: Part, number: int, titles: Collection[str]) -> bool:
    text = NOTES.sub("", part.text)
    if len(text) > _LONGEST_TITLE:
        return False
    if part.kind != "list_item" and folded(text) in titles:
        return True
    if part.kind == "paragraph" and matches("aside", text):
        return True
    return len(text) <= _LONGEST and _is_marginal(part, text, number)


def _is_marginal(part: Part, text: str, number: int) -> bool:
    """Whether a short line is a link to another story, a date, a byline or a piece of the page."""
    linked = LINK in part.text or PARTLY_LINK in part.text
    if linked and matches("lead", text):
        return True
    if date_line(text) or whole("boilerplate", text):
        return True
    return number < _HEAD and byline_names(text) is not None


def _is_ending(part: Part) -> bool:
    """Whether nothing may end with such a part: a heading, a link, a line in italics."""
    if part.kind == "heading":
        return True
    return part.kind == "paragraph" and (LINK in part.text or SLANTED in part.text)


def _is_tail(part: Part, authors: Sequence[str]) -> bool:
    if part.kind != "paragraph":
        return False
    text = NOTES.sub("", part.text)
    if any(text.startswith(name) and _BIO.match(text, len(name)) for name in authors):
        return True
    return len(text) <= _LONGEST_TAIL and matches("tail", text)
