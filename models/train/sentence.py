"""What every corpus is read into: one sentence of natural text with labelled spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LABELS = ("DATE", "GPE", "LOC", "MISC", "MONEY", "NORP", "ORG", "PERSON")
"""The labels of NER_GUIDE.md, and of the names model."""

_NOT_ALNUM = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the source corpus at its place in the text, with the corpus's own tags."""

    start: int
    end: int
    pos: str
    tag: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `spans` are sorted and do not overlap; `words` only where a corpus has tags."""

    key: str
    text: str
    spans: tuple[Span, ...] = ()
    words: tuple[Word, ...] = ()


def folded(text: str) -> str:
    """The letters and digits of a text alone, lower-case: two printings of one sentence agree."""
    return _NOT_ALNUM.sub("", text).lower()


def tidy(sentence: Sentence) -> Sentence:
    """Trim white space off the spans, drop empty and overlapping ones, sort the rest."""
    kept: list[Span] = []
    for span in sorted(sentence.spans, key=lambda s: (s.start, -s.end)):
        surface = sentence.text[span.start : span.end]
        start = span.start + len(surface) - len(surface.lstrip())
        end = span.end - (len(surface) - len(surface.rstrip()))
        if start < end and (not kept or kept[-1].end <= start):
            kept.append(Span(start, end, span.label))
    return replace(sentence, spans=tuple(kept))
