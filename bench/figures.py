"""Tables of figures in a page of Markdown, and what is wrong with spans, by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from models.train.sentence import Sentence

Span = tuple[int, int, str]
"""Start, end and label."""


def single_spaced(sentence: Sentence) -> Sentence:
    """The sentence with one space for every run of them, as the pipeline keeps texts."""
    places, text = [], ""
    for character in sentence.text:
        places.append(len(text))
        if not (character == " " and text.endswith(" ")):
            text += character
    places.append(len(text))
    spans = (replace(s, start=places[s.start], end=places[s.end]) for s in sentence.spans)
    return replace(sentence, text=text, spans=tuple(spans))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replaced(page: str, name: str, block: str) -> str:
    """The page with another block between `<!-- NAME -->` and `<!-- /NAME -->`.

    Raises `ValueError` where the page has no place for it.
    """
    mark = re.escape(name)
    place = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    if not place.search(page):
        raise ValueError(f"the page has no place <!-- {name} --> … <!-- /{name} -->")
    return place.sub(lambda marks: f"{marks[1]}{block}\n{marks[2]}", page)


def error_kinds(gold: Set[Span], found: Set[Span]) -> Iterable[tuple[str, str]]:
    """What is wrong in one sentence: pairs of kind and label (the gold's; of a false name its own).

    `label`: the span is right; `span`: the label is right and the spans overlap; `span and label`:
    they overlap only; `missed`, `false`: nothing overlaps.
    """
    left = found - gold
    for start, end, label in sorted(gold - found):
        over = sorted(s for s in left if s[0] < end and start < s[1])
        same_span = [s for s in over if s[:2] == (start, end)]
        same_label = [s for s in over if s[2] == label]
        near = same_span or same_label or over
        if not near:
            yield "missed", label
            continue
        left = left - {near[0]}
        yield ("label" if same_span else "span" if same_label else "span and label"), label
    yield from (("false", label) for *_, label in sorted(left))
