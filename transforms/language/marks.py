"""Where quoted words stand: pairs of quotation marks, straight and curly, and set-off quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.language.sentences import Block

_DOUBLE = re.compile(r"[“”\"„«»]")
_SINGLE = re.compile(r"(?<![\w])‘(?P<words>(?=\w)[^‘“”\"]+?)’(?![\w])")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks: their span without the marks, and whether the marks were closed."""

    start: int
    end: int
    closed: bool


def quoted(text: str, block: Block) -> Iterator[Quoted]:
    """The quoted words of a block in order, without marks and outer white space.

    A quote that is not closed ends with its block, as one that goes on in the next paragraph
    does; marks inside a quote are part of it. A block of kind `quote` without marks is one quote.
    """
    found = list(_pairs(text, block.start, block.end)) or list(_singles(text, block))
    if not found and block.kind == "quote" and text[block.start] not in "—–-":
        found = [Quoted(block.start, block.end, True)]
    for quote in found:
        start, end = quote.start, quote.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start and any(c.isalnum() for c in text[start:end]):
            yield Quoted(start, end, quote.closed)


def _pairs(text: str, start: int, end: int) -> Iterator[Quoted]:
    opened: int | None = None
    for match in _DOUBLE.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened is None:
            if mark in "“„«" or (mark == '"' and _may_open(text, at, start, end)):
                opened = at + 1
        elif mark in "”»" or (mark == '"' and _may_close(text, at, end)):
            yield Quoted(opened, at, True)
            opened = None
    if opened is not None and _goes_on(text, opened, start):
        yield Quoted(opened, end, False)


def _goes_on(text: str, opened: int, start: int) -> bool:
    """Whether an unclosed mark opens the paragraph's last words: a quote told over paragraphs."""
    before = text[start : opened - 1].rstrip()
    return not before or before[-1] in '.!?:,”"'


def _may_open(text: str, at: int, start: int, end: int) -> bool:
    free = at == start or text[at - 1].isspace() or text[at - 1] in "([—–-/"
    return free and at + 1 < end and not text[at + 1].isspace()


def _may_close(text: str, at: int, end: int) -> bool:
    return at + 1 >= end or not (text[at + 1].isalnum() and text[at - 1].isspace())


def _singles(text: str, block: Block) -> Iterator[Quoted]:
    for match in _SINGLE.finditer(text, block.start, block.end):
        yield Quoted(*match.span("words"), True)
