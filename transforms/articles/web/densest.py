"""The body of a page that keeps to no custom: where most of its prose stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from transforms.articles.web.notes import LINK, NOTES
from transforms.articles.web.rendered import is_block, parts_of
from transforms.read.records import Part

_PROSE = 80
"""Code points from which a run of text counts as prose: menus and labels are shorter."""
_LINKED = 0.5
"""Share of link text from which a run is no prose."""
_SHARE = 0.7
"""Share of a page's prose that the element of its article has."""
_SHORTEST = 25
"""Code points of a paragraph; shorter lines between paragraphs are labels, as a rule."""
STOPS = frozenset(".!?…。！？।؟")


def densest_parts(tree: HtmlElement) -> list[Part]:
    """The parts of the smallest element that has most of the prose; none where there is no prose.

    Takes time in proportion to the size of the page times its depth, which the parser limits.
    """
    return _densest(tree, _PROSE) or _densest(tree, _SHORTEST)


def _densest(tree: HtmlElement, shortest: int) -> list[Part]:
    weights: dict[HtmlElement, int] = defaultdict(int)
    total = 0
    for element, size in _runs(tree, shortest):
        total += size
        weights[element] += size
        for around in element.iterancestors():
            weights[around] += size
    # the last in the order of the tree is the deepest: what has the share lies on one branch
    home = [e for e in tree.iter() if weights.get(e, 0) >= _SHARE * total] if total else []
    return [part for part in parts_of(home[-1]) if _is_kept(part)] if home else []


def _runs(tree: HtmlElement, shortest: int) -> Iterator[tuple[HtmlElement, int]]:
    """Every block with the size of the prose that stands in it directly, not in a block in it."""
    open_blocks: list[list[int]] = [[0, 0]]
    links = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        block = is_block(element)
        if event == "start":
            links += element.tag == "a"
            if block:
                open_blocks.append([0, 0])
            _count(open_blocks[-1], element.text, linked=links > 0)
            continue
        links -= element.tag == "a"
        if block:
            size, linked = open_blocks.pop()
            if size >= shortest and linked < _LINKED * size:
                yield element, size - linked
        _count(open_blocks[-1], element.tail, linked=links > 0)


def _count(block: list[int], text: str | None, *, linked: bool) -> None:
    size = len(text.strip()) if text else 0
    block[0] += size
    block[1] += size if linked else 0


def _is_kept(part: Part) -> bool:
    if LINK in part.text:
        return False
    text = NOTES.sub("", part.text)
    return part.kind != "paragraph" or len(text) >= _SHORTEST or text[-1:] in STOPS
