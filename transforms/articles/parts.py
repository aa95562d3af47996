"""A record whose parts are known already, as they are of a web page: nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.articles.blocks import Block, Layout, mark_repeats
from transforms.articles.body import split_dateline
from transforms.articles.bylines import byline_names, contributor_names
from transforms.articles.captions import Picture, picture
from transforms.articles.tidy import tidy_lines
from transforms.read.records import Part

TAIL = 12
"""Parts from the end in which those who helped are named."""


def read_parts(title: str | None, subtitle: str | None, parts: Iterable[Part]) -> Layout:
    """The blocks of a record: title and subtitle where there are any, then its parts in order.

    The dateline is split from the first paragraph as in any other text. A byline among the parts
    names authors, a line near the end contributors; a caption's credit is taken out of it where the
    caption ends with it.
    """
    layout = Layout()
    layout.add_titles(title, subtitle)
    repairs: dict[str, None] = {}
    given_parts = list(parts)
    for left, part in zip(range(len(given_parts), 0, -1), given_parts, strict=True):
        lines, codes = tidy_lines(part.text)
        repairs.update(dict.fromkeys(codes))
        text = " ".join(line.text for line in lines)
        near_end = left <= TAIL and part.kind == "paragraph" and _has_body(layout.blocks)
        if text and not (near_end and _add_helpers(layout, text)):
            _add(layout, part.kind, text)
    layout.repairs = tuple(repairs)
    mark_repeats(layout.blocks)
    return layout


def _add(layout: Layout, kind: str, text: str) -> None:
    if kind == "caption":
        layout.add(kind, text, picture(text) or Picture(text, None))
    elif kind == "credit":
        layout.add(kind, text, _credited(text))
    elif kind == "byline":
        layout.add_byline(text, byline_names(text) or [])
    elif kind == "paragraph" and layout.dateline is None and not _has_body(layout.blocks):
        layout.add(kind, split_dateline(text, layout))
    else:
        layout.add(kind, text)


def _credited(text: str) -> Picture:
    """A credit without label and brackets, where it has them."""
    shown = picture(text)
    return shown if shown and shown.credit and shown.caption is None else Picture(None, text)


def _add_helpers(layout: Layout, text: str) -> bool:
    """Put a line that names contributors at the end; says whether it is one."""
    names = contributor_names(text)
    if names is None:
        return False
    layout.add_helpers(text, names)
    return True


def _has_body(blocks: Iterable[Block]) -> bool:
    return any(block.kind == "paragraph" for block in blocks)
