"""Copies of training sentences in other dress: quotes, headlines, other people's names, "US"."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from .sentence import Sentence, Span

_PARTS: dict[str, dict[str, list[str] | str]] = tomllib.loads(
    Path(__file__).with_name("name_parts.toml").read_text(encoding="utf-8")
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "by",
        "as",
        "from",
        "over",
        "with",
    ]
)
_WORD = re.compile(r"[^\s-]+")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\. $")
_PLAIN = {"U.S.": "US", "U.N.": "UN", "E.U.": "EU", "Britain": "UK"}


def substitute(sentence: Sentence, changes: Iterable[tuple[int, int, str]]) -> Sentence:
    """Put other words at ranges of the text (sorted, apart); spans move with them."""
    text, shift = sentence.text, 0
    spans = list(sentence.spans)
    for start, end, words in changes:
        text = text[: start + shift] + words + text[end + shift :]
        delta = len(words) - (end - start)
        spans = [
            Span(
                s.start + (delta if s.start >= end + shift else 0),
                s.end + (delta if s.end >= end + shift else 0),
                s.label,
            )
            for s in spans
        ]
        shift += delta
    return replace(sentence, text=text, spans=tuple(spans), words=())


def typographic(sentence: Sentence) -> Sentence:
    """Straight quotes and apostrophes as curled ones; every range stays as it is."""
    text = sentence.text.replace("'", "’")
    text = re.sub(r'(?:^|(?<=[\s(]))"', "“", text).replace('"', "”")
    return replace(sentence, text=text, words=())


def headline(sentence: Sentence) -> Sentence:
    """The sentence as a headline: words capitalised, no full stop; every range stays as it is."""

    def capital(match: re.Match[str]) -> str:
        word = match.group()
        return word if word in _SMALL else word[0].upper() + word[1:]

    text = _WORD.sub(capital, sentence.text)
    inside = any(s.end == len(text) for s in sentence.spans)
    return replace(sentence, text=text if inside else text.removesuffix("."), words=())


def shouted(sentence: Sentence) -> Sentence:
    """The sentence in capitals, where that leaves every range as it is."""
    text = sentence.text.upper()
    return replace(sentence, text=text, words=()) if len(text) == len(sentence.text) else sentence


def without_points(sentence: Sentence) -> Sentence:
    """ "U.S." and its like printed without points, as many papers do."""
    changes = [
        (s.start, s.end, _PLAIN[sentence.text[s.start : s.end]])
        for s in sentence.spans
        if sentence.text[s.start : s.end] in _PLAIN
    ]
    return substitute(sentence, changes)


def made_name(rng: random.Random) -> str:
    """A personal name put together from the parts of one language."""
    kind = _PARTS[rng.choice(sorted(_PARTS))]
    fill = {key: rng.choice(value) for key, value in kind.items() if isinstance(value, list)}
    return str(kind["pattern"]).format(**fill)


def surname(name: str) -> str:
    """The part of a name that a second mention uses (first where the surname comes first)."""
    first, _, rest = name.partition(" ")
    chinese, korean = _PARTS["chinese"]["surname"], _PARTS["korean"]["surname"]
    return first if first in chinese or first in korean else rest.rpartition(" ")[2] or first


def full_names(sentences: Iterable[Sentence]) -> list[str]:
    """The people's names of two to four words in the sentences, each once, in order."""
    found = {
        s.text[span.start : span.end]
        for s in sentences
        for span in s.spans
        if span.label == "PERSON" and 1 <= s.text[span.start : span.end].count(" ") <= 3
    }
    return sorted(name for name in found if name.isascii() and name[0].isupper())


def other_people(sentence: Sentence, rng: random.Random, known: Sequence[str] = ()) -> Sentence:
    """Other people, made up or from `known`, for those named; one word becomes a surname."""
    changes = []
    for span in sentence.spans:
        if span.label == "PERSON":
            name = rng.choice(known) if known and rng.random() < 0.5 else made_name(rng)
            short = " " not in sentence.text[span.start : span.end]
            changes.append((span.start, span.end, surname(name) if short else name))
    return substitute(sentence, changes)


def without_titles(sentence: Sentence) -> Sentence:
    """ "Mr. Bush said" as "Bush said": many papers leave the title off a second mention."""
    changes = []
    for span in sentence.spans:
        title = _TITLE.search(sentence.text[: span.start])
        if span.label == "PERSON" and title:
            changes.append((title.start(), span.start, ""))
    return substitute(sentence, changes)


def varied(sentence: Sentence, rng: random.Random, known: Sequence[str] = ()) -> Sentence:
    """A copy as it is trained on in one pass: each change with its own chance."""
    if rng.random() < 0.4:
        sentence = without_titles(sentence)
    if rng.random() < 0.35:
        sentence = other_people(sentence, rng, known)
    if rng.random() < 0.2:
        sentence = without_points(sentence)
    dress = rng.random()
    if dress < 0.07:
        sentence = headline(sentence)
    elif dress < 0.08:
        sentence = shouted(sentence)
    return typographic(sentence) if rng.random() < 0.35 else sentence


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """Sentences one after another as one text."""
    text, spans = "", []
    for sentence in sentences:
        offset = len(text) + bool(text)
        text = f"{text} {sentence.text}" if text else sentence.text
        spans += [Span(s.start + offset, s.end + offset, s.label) for s in sentence.spans]
    return Sentence(sentences[0].key, text, tuple(spans))


def texts(
    sentences: Sequence[Sentence], rng: random.Random, known: Sequence[str] = ()
) -> list[Sentence]:
    """Varied copies of all sentences in a new order, some runs of two to four as one text."""
    order = [varied(s, rng, known) for s in rng.sample(sentences, len(sentences))]
    out: list[Sentence] = []
    while order:
        count = rng.choice((2, 3, 4)) if rng.random() < 0.15 else 1
        out.append(joined([order.pop() for _ in range(min(count, len(order)))]))
    return out
