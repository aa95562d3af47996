"""The body of an article on a page, as parts: paragraphs, headings, quotes, lists, captions."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from transforms.articles.web.densest import densest_parts
from transforms.articles.web.figures import take_figures, with_figures
from transforms.articles.web.notes import note_paragraphs
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.prune import prune
from transforms.articles.web.rendered import parts_of
from transforms.read.records import Part

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
_MOST_ELEMENTS = 60_000
"""Elements of a page; real ones have a few thousand, the longest live blogs 20,000."""
_DEEP = etree.XPath("boolean(" + "/*" * 200 + ")")
"""Whether elements are nested 200 deep; in real pages they are up to 50."""
_LITTLE, _LONG, _LUMP = 250, 700, 4000
"""Code points: of a body that is little; from which a part may have been lumped together, if it
has nearly all of the text; from which it surely has."""
_NEARLY, _WITHIN = 0.7, 0.9
_ENOUGH = 0.6
"""Share of a told text that its body must have."""
_WORD = re.compile(r"\w+")
_OPTIONS = Extractor(output_format="txt", fast=True, comments=False, dedup=False)


def body_parts(page: Parsed, told: str | None) -> list[Part]:
    """The parts of the body, with notes (`notes`) in their texts; prunes the tree of the page.

    `told` is the text that JSON-LD gives, if it does.
    """
    tree = page.tree
    if _is_monstrous(tree):
        return densest_parts(tree)
    prune(tree, page.called("surrounding"))
    figures = take_figures(tree, page.called("caption"))
    note_paragraphs(tree)
    _join_bodies(page.called("body"))
    parts = _extracted(tree)
    if _is_doubtful(parts, told):
        parts = _better(parts, densest_parts(tree), told)
    return list(with_figures(parts, figures))


def _extracted(tree: HtmlElement) -> list[Part]:
    """What trafilatura takes for the body; none where it finds none, or fails."""
    try:
        document = bare_extraction(tree, options=_OPTIONS)
    except Exception:  # noqa: BLE001  the prose of a page that it cannot read is found without it
        return []
    body = getattr(document, "body", None)
    return [] if body is None else list(parts_of(body))


def _is_monstrous(tree: HtmlElement) -> bool:
    """Whether a page is so big or so deep that all but reading it once would take minutes."""
    if _DEEP(tree):
        return True
    return sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS


def _is_doubtful(parts: Sequence[Part], told: str | None) -> bool:
    """Whether a body may be none: little, or lumped together, or less than the page tells."""
    if sum(len(part.text) for part in parts) < _LITTLE or _is_lumped(parts):
        return True
    return told is not None and _share(told, parts) < _ENOUGH


def _better(parts: list[Part], dense: list[Part], told: str | None) -> list[Part]:
    """Of two bodies the one that has more of what the page tells; the told text where neither has.

    Where nothing is told, it is the longer one of little bodies; of a lump what is found in it.
    """
    if told is not None:
        shares = [(_share(told, body), body) for body in (parts, dense)]
        best = max(shares, key=lambda pair: pair[0])
        return best[1] if best[0] >= _ENOUGH else told_parts(told)
    size, other = (sum(len(part.text) for part in body) for body in (parts, dense))
    if size < _LITTLE:
        return dense if other > size else parts
    within = _share(" ".join(part.text for part in dense), parts)
    return dense if other >= _LITTLE and within >= _WITHIN else parts


def _is_lumped(parts: Sequence[Part]) -> bool:
    """Whether a body is one part, or nearly, that is longer than paragraphs are."""
    sizes = [len(part.text) for part in parts]
    longest = max(sizes, default=0)
    return longest > _LUMP or (longest > _LONG and longest > _NEARLY * sum(sizes))


def told_parts(told: str) -> list[Part]:
    """The paragraphs of a text that JSON-LD gives."""
    return [Part("paragraph", line) for text in told.split("\n") if (line := text.strip())]


def _share(told: str, parts: Sequence[Part]) -> float:
    """How much of a told text a body has, in words."""
    wanted = Counter(_WORD.findall(told.casefold()))
    found = Counter(_WORD.findall(" ".join(part.text for part in parts).casefold()))
    return (wanted & found).total() / max(wanted.total(), 1)


def _join_bodies(boxes: Iterable[HtmlElement]) -> None:
    """Put the pieces of a body that a page shows in several boxes of one class into the first.

    Only within one `article`: another on the page is another story.
    """
    first: dict[tuple[HtmlElement, str], HtmlElement] = {}
    for box in boxes:
        story = next(box.iterancestors("article"), None)
        if story is None or box.tag not in ("div", "section"):
            continue
        whole = first.setdefault((story, box.get("class", "")), box)
        if whole is not box and not any(a is whole for a in box.iterancestors()):
            whole.extend(list(box))
