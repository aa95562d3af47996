"""The parts of an article, and the one text that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from transforms.articles.captions import Picture
from transforms.articles.dates import DateLine, Stamp

SEPARATOR = "\n\n"
BODY = ("paragraph", "heading", "list_item", "quote")
"""Kinds that are the report itself."""

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_NOT_WORD = re.compile(r"\W+")
_SHORTEST_REPEAT = 20
"""Code points from which a body line said twice is a repeat: shorter ones are said on purpose."""


@dataclass(slots=True)
class Block:
    """A part of the text: its kind, its words, the block it repeats, the picture it is about."""

    kind: str
    text: str
    duplicate_of: int | None = None
    picture: Picture | None = None


@dataclass(slots=True)
class Layout:
    """What was read out of a page or a column: blocks in order, and what they say beside the text.

    `stamps` are those of the date lines, in order; `repairs` codes of `transforms.articles.tidy`;
    `pending` is the label ("Updated:") that the next date will have.
    """

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    dateline: str | None = None
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    repairs: tuple[str, ...] = ()
    pending: str | None = None

    def add(self, kind: str, text: str, picture: Picture | None = None) -> None:
        """Put a block at the end."""
        self.blocks.append(Block(kind, text, picture=picture))
        self.pending = None

    def add_titles(self, title: str | None, subtitle: str | None) -> None:
        """Put the title and the subtitle at the end, as far as they are given."""
        for kind, given in (("title", title), ("subtitle", subtitle)):
            if given and (words := " ".join(given.split())):
                self.add(kind, words)
                setattr(self, kind, words)

    def add_dates(self, text: str, dates: DateLine) -> None:
        """Put a line of dates at the end; a label alone is kept for the next line."""
        label = self.pending
        self.add("dateline", text)
        for i, stamp in enumerate(dates.stamps):
            waits = i == 0 and stamp.label is None
            self.stamps.append(replace(stamp, label=label) if waits else stamp)
        self.pending = dates.pending or (label if not dates.stamps else None)

    def add_byline(self, text: str, names: Iterable[str]) -> None:
        """Put a byline at the end; its names join the authors."""
        self.add("byline", text)
        self.authors.extend(n for n in names if n not in self.authors)

    def add_helpers(self, text: str, names: Iterable[str]) -> None:
        """Put a line that names who helped at the end; its names join the contributors."""
        self.add("byline", text)
        self.contributors.extend(n for n in names if n not in self.contributors)


def folded(text: str) -> str:
    """A line as it is compared with others: without case, spaces and punctuation."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def mark_repeats(blocks: Sequence[Block]) -> None:
    """Say of every block that repeats an earlier one which it is, and give it that one's kind."""
    first: dict[str, int] = {}
    for ordinal, block in enumerate(blocks):
        key = folded(_said(block))
        earlier = first.setdefault(key, ordinal)
        if earlier == ordinal or not key:
            continue
        original = blocks[earlier]
        shown = ("title", "caption", "credit", "subtitle")
        if original.kind in shown or (
            block.kind == original.kind == "paragraph" and len(block.text) >= _SHORTEST_REPEAT
        ):
            block.duplicate_of = earlier
            if block.kind != "subtitle":
                block.kind = original.kind


def _said(block: Block) -> str:
    """What a block says without marks of its kind: "FILE PHOTO: A. (B)" says "A (B)"."""
    shown = block.picture
    if shown is None or shown.caption is None:
        return block.text
    return f"{shown.caption} {shown.credit or ''}"


def joined(blocks: Sequence[Block]) -> tuple[str, list[tuple[int, int]]]:
    """The text of the blocks and each one's half-open span in it, in code points."""
    spans: list[tuple[int, int]] = []
    position = 0
    for block in blocks:
        spans.append((position, position + len(block.text)))
        position += len(block.text) + len(SEPARATOR)
    return SEPARATOR.join(b.text for b in blocks), spans


def word_count(blocks: Sequence[Block]) -> int:
    """Words of all blocks but repeats and boilerplate."""
    counted = (b for b in blocks if b.duplicate_of is None and b.kind != "boilerplate")
    return sum(len(_WORD.findall(block.text)) for block in counted)


def pictures(blocks: Sequence[Block]) -> list[Picture]:
    """Every picture once; a credit in a line of its own goes to the caption beside it."""
    found: list[Picture] = []
    waiting: Picture | None = None
    for before, block in zip([None, *blocks], blocks, strict=False):
        shown = block.picture
        if shown is None or block.duplicate_of is not None:
            waiting = None if shown is None else waiting
            continue
        beside = before is not None and before.picture is not None
        if beside and found and found[-1].credit is None and shown.caption is None:
            found[-1] = Picture(found[-1].caption, shown.credit)
            waiting = None
        elif beside and waiting and shown.credit is None:
            found[-1] = Picture(shown.caption, waiting.credit)
            waiting = None
        else:
            found.append(shown)
            waiting = shown if shown.caption is None else None
    return list(dict.fromkeys(found))
