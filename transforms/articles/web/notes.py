"""Notes on a page's tree that come out of the extraction beside the words that they stand at.

What looks like an offer or a caption is told by its markup, which is gone from what trafilatura
gives; so private characters are put into the text before, and taken out of it behind.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from transforms.articles.web.prune import link_size
from transforms.articles.web.tree import words

LINK = "\U0010fffc"
"""Begins a paragraph that is a link and nothing else, or little."""
PARTLY_LINK = "\U0010fffb"
"""Begins a paragraph or list item of which a link is a good part."""
SLANTED = "\U0010fffd"
"""Begins a paragraph that is in italics as a whole."""
_FIRST, _LAST = 0x100000, 0x10F000
FIGURES = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
"""Stands for a picture."""
NOTES = re.compile(f"[{chr(_FIRST)}-\U0010fffd]")
_SHORTEST_LINK = 20
"""Code points from which a link may be a headline."""
_LINKED, _PARTLY = 0.9, 0.4
"""Shares of link text from which a paragraph is a link, or partly one."""


def figure_note(number: int) -> str:
    """What stands for the picture of a number, which is below 61,441."""
    return chr(_FIRST + number)


def figure_number(note: str) -> int:
    """The number of the picture that a note stands for."""
    return ord(note) - _FIRST


def note_paragraphs(tree: HtmlElement) -> None:
    """Put notes at the paragraphs of a tree, in place."""
    for element in tree.iter("p", "h2", "h3", "h4", "li"):
        if not len(element):
            continue
        size = len(words(element))
        linked = link_size(element)
        note = ""
        if size >= _SHORTEST_LINK and linked >= _PARTLY * size:
            note = LINK if linked >= _LINKED * size else PARTLY_LINK
        if size and element.tag == "p" and _is_slanted(element):
            note += SLANTED
        if note:
            element.text = note + (element.text or "")


def _is_slanted(paragraph: HtmlElement) -> bool:
    """Whether all the words of a paragraph stand in italics, be they links in it or around it."""
    if (paragraph.text or "").strip():
        return False
    for child in paragraph:
        if (child.tail or "").strip(" \t\n\r\xa0.,"):
            return False
        if child.tag in ("em", "i", "br"):
            continue
        inner = [e for e in child if e.tag in ("em", "i")]
        if words(child) and (not inner or (child.text or "").strip()):
            return False
    return any(True for _ in paragraph.iter("em", "i"))
