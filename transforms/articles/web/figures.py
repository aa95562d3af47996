"""The pictures of a page: what is written under them, and whom they are from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from transforms.articles.web.names import name_of, roles
from transforms.articles.web.notes import FIGURES, figure_note, figure_number
from transforms.articles.web.tree import without, words
from transforms.read.records import Part

_BOXES = frozenset(("div", "p", "span", "small", "dd", "em"))
_CREDITED = frozenset(("credit", "byline"))
_MOST = 1000
"""Pictures of a page."""
_LONGEST_CAPTION = 1000
_LONGEST_CREDIT = 160


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture's caption and credit; `leading` where it stands in the article's own element."""

    caption: str
    credit: str
    leading: bool

    @property
    def parts(self) -> list[Part]:
        """The parts of the article that it makes."""
        told = (Part("caption", self.caption), Part("credit", self.credit))
        return [part for part in told if part.text]


def take_figures(tree: HtmlElement, captions: Iterable[HtmlElement]) -> list[Figure]:
    """The captioned pictures of a tree, each replaced in it by its note (`notes.figure_note`).

    `captions` are the elements that are called so (`names`), beside `figcaption`.
    """
    figures: list[Figure] = []
    named = [element for element in captions if element.tag in _BOXES]
    for element in islice((*tree.iter("figcaption"), *named), _MOST):
        figure = _figure(element)
        if figure is None:
            continue
        _put(figure_note(len(figures)), _whole(element))
        figures.append(figure)
    return figures


def _figure(element: HtmlElement) -> Figure | None:
    """What a caption says; null where it is none, or is part of one that was taken before."""
    if element.getroottree().getroot().tag != "html" or _is_wrapper(element):
        return None
    credit = _credit(element)
    caption = words(element)
    if len(caption) > _LONGEST_CAPTION:
        return None
    own = next((a for a in element.iterancestors("a", "article", "main")), None)
    leading = own is not None and own.tag != "a"
    return Figure(caption, credit, leading) if caption or credit else None


def _is_wrapper(element: HtmlElement) -> bool:
    """Whether an element called a caption is the box around a picture and its caption."""
    return element.tag == "div" and element.find(".//img") is not None


def _credit(element: HtmlElement) -> str:
    """Who the picture is from, taken out of the caption or of what stands beside it."""
    around = element.getparent()
    near = [around] if around is not None and around.tag == "figure" else []
    for box in (element, *near):
        for inner in box.iterdescendants("span", "cite", "small", "div", "p", "a"):
            if inner.tag == "cite" or not _CREDITED.isdisjoint(roles(name_of(inner))):
                credit = words(inner)
                if 0 < len(credit) <= _LONGEST_CREDIT:
                    without(inner)
                    return credit
    return ""


def _whole(element: HtmlElement) -> HtmlElement:
    """The picture that a caption is of, else the caption alone."""
    return next(element.iterancestors("figure"), element)


def _put(note: str, element: HtmlElement) -> None:
    """A paragraph of a note in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    paragraph = parent.makeelement("p")
    paragraph.text = note
    paragraph.tail, element.tail = element.tail, None
    parent.replace(element, paragraph)


def with_figures(parts: Iterable[Part], figures: list[Figure]) -> Iterator[Part]:
    """Parts with the captions where their notes stand; first those of pictures over the body."""
    shown = list(parts)
    numbers = [figure_number(note) for part in shown for note in FIGURES.findall(part.text)]
    first = min((n for n in numbers if n < len(figures)), default=len(figures))
    for figure in figures[:first]:
        if figure.leading:
            yield from figure.parts
    for part in shown:
        rest = part.text
        notes = FIGURES.findall(rest)
        if notes:
            rest = " ".join(FIGURES.sub(" ", rest).split())
        if rest:
            yield Part(part.kind, rest)
        for note in notes:
            number = figure_number(note)
            if number < len(figures):
                yield from figures[number].parts
