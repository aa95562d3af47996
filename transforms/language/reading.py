"""One article as the rules see it: its text, sentences, and which of them tell the story."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from transforms.language.sentences import Block, Sentence, sentences

SILENT = frozenset({"byline", "dateline", "credit", "boilerplate"})
"""Kinds of block whose names are no part of the story."""

_CREDIT = re.compile(
    r"\s*[(\[][^()\[\]]*(?:/|\bvia\b|\bAP\b|\bAFP\b|\bEPA\b|Reuters|Getty|Photo|Image|Courtesy|Pool"
    r"|Handout|Screenshot)[^()\[\]]*[)\]]\s*$"
    r"|\s*\b(?:Image|Images|Photo|Photograph|Picture|Photo credit|Credit|File photo)"
    r"(?: by|:| courtesy).*$"
    r"|(?<=[.!?”\"’])\s+(?:[A-Z][\w.&]*\s?){1,3}/[^.\n]*\.?\s*$",
    re.DOTALL,
)
_DATELINE = re.compile(
    r"\s*[A-Z][^()\n]{1,60}?\((?:Reuters|AP|AFP|UPI|CNN|[A-Z][\w ]{1,25})\)\s*[-–—]"
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(slots=True)
class Mention:
    """A name in the text, while it is worked on; `key` is its chain's.

    `kind` is the kind of its entity where a rule saw it in the words around it.
    """

    start: int
    end: int
    label: str
    surface: str
    sentence: int
    block: int
    form: str = "name"
    key: str | None = None
    by_rule: bool = False
    kind: str | None = None


@dataclass
class Reading:
    """An article's text, blocks and sentences; spans are code points of `text`."""

    article_id: str
    text: str
    blocks: Sequence[Block]
    sentences: list[Sentence] = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = sentences(self.text, self.blocks)

    @cached_property
    def told(self) -> list[tuple[Sentence, int, int]]:
        """Sentences of the story with the span to be read: without photo credits and agencies."""
        by_ordinal = {block.ordinal: block for block in self.blocks}
        found = []
        for sentence in self.sentences:
            block = by_ordinal[sentence.block]
            if block.kind in SILENT:
                continue
            start, end = self._readable(block)
            start, end = max(start, sentence.start), min(end, sentence.end)
            if end > start:
                found.append((sentence, start, end))
        return found

    @cached_property
    def headlines(self) -> frozenset[int]:
        """Ordinals of blocks in headline case, where the model's word does not count."""
        return frozenset(
            block.ordinal
            for block in self.blocks
            if block.kind in {"title", "subtitle", "heading"}
            and in_headline_case(self.text[block.start : block.end])
        )

    @cached_property
    def repeats(self) -> frozenset[int]:
        """Ordinals of blocks that repeat another."""
        return frozenset(b.ordinal for b in self.blocks if b.duplicate_of is not None)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that an offset lies in."""
        return self.sentences[max(bisect_right(self._starts, offset) - 1, 0)]

    def mention(self, start: int, end: int, label: str, *, by_rule: bool = False) -> Mention:
        """A mention of this span."""
        sentence = self.sentence_at(start)
        surface = self.text[start:end]
        return Mention(
            start, end, label, surface, sentence.ordinal, sentence.block, by_rule=by_rule
        )

    def _readable(self, block: Block) -> tuple[int, int]:
        start, end = block.start, block.end
        if block.kind == "caption":
            credit = _CREDIT.search(self.text, start, end)
            if credit:
                end = credit.start()
        elif block.kind == "paragraph":
            agency = _DATELINE.match(self.text, start, end)
            if agency:
                start = agency.end()
        return start, end


def in_headline_case(line: str) -> bool:
    """Whether nearly every longer word is capitalised, as in headlines of American papers."""
    words = _LONG_WORD.findall(line)
    return len(words) >= 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)
