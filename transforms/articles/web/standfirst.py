"""The subtitle of an article: the lines under its headline that sum it up."""

from __future__ import annotations

from collections.abc import Collection

from lxml.html import HtmlElement

from transforms.articles.blocks import folded
from transforms.articles.bylines import byline_names
from transforms.articles.dates import date_line, written_out
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.tree import spaced_words, without, words

_ELSEWHERE = ("li", "aside", "footer", "nav", "figure", "table", "a")
_BOXES = ("h1", "h2", "h3", "h4", "p", "div", "span", "strong")
_SHORTEST, _LONGEST = 20, 500
"""Code points of a subtitle."""
_PROSE = 80
"""Code points from which a paragraph is one of the text."""


def take_standfirst(page: Parsed, titles: Collection[str]) -> str | None:
    """The subtitle, taken out of the tree; null where there is none.

    It stands behind the headline and before the second paragraph of the text. `titles` are folded
    (`blocks.folded`): what repeats the title is no subtitle.
    """
    called = page.called("standfirst", "item:alternativeHeadline")
    candidates = [e for e in called if e.tag in _BOXES and not _stands_elsewhere(e)]
    if not candidates:
        return None
    headed = next((e for e in page.tree.iter("h1", "h2") if folded(words(e)) in titles), None)
    if headed is None:
        return None
    behind, prose = False, 0
    for element in page.tree.iter(*_BOXES):
        if not behind or element is headed:
            behind = behind or element is headed
        elif element in candidates:
            text = spaced_words(element)
            if _SHORTEST <= len(text) <= _LONGEST and not _is_other(text, titles):
                without(element)
                return text
        elif element.tag == "p" and len(words(element)) >= _PROSE:
            prose += not _stands_elsewhere(element)
            if prose > 1:
                return None
    return None


def _is_other(text: str, titles: Collection[str]) -> bool:
    """Whether a line under a headline is the headline again, a byline or a date."""
    if folded(text) in titles or date_line(text) or byline_names(text) is not None:
        return True
    return len(text) < _PROSE and any(True for _ in written_out(text))


def _stands_elsewhere(element: HtmlElement) -> bool:
    return any(True for _ in element.iterancestors(*_ELSEWHERE))
