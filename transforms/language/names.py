"""Mentions of an article: the model's word, corrected by rule and made even within the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from transforms.language.acronyms import introduced
from transforms.language.days import dated
from transforms.language.gazetteer import Names, known_bodies, territories
from transforms.language.labels import label_of
from transforms.language.metonyms import seats
from transforms.language.national import national_bodies, offices
from transforms.language.reading import Mention, Reading
from transforms.language.relabel import (
    DATED,
    behind_country,
    by_words,
    common_words,
    cut,
    definite_heads,
    even_out,
    false_name,
    is_territory,
    owned,
)
from transforms.language.spans import trimmed
from transforms.language.vessels import vessels
from transforms.language.words import first_words

RAW = tuple[int, int, str]
"""What a model found: span in the article and the model's label."""

_CAPITAL_BEFORE = re.compile(r"([A-ZÀ-ÖØ-Þ][\w’'-]*\.?)[ \u00a0]$")
_CAPITAL_AFTER = re.compile(r"[ \u00a0-][A-ZÀ-ÖØ-Þ]")
_ADDRESS = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "President", "Minister", "Gen.", "Sen."})


def mentions(reading: Reading, raw: Iterable[RAW]) -> list[Mention]:
    """The article's mentions in order, none overlapping, chains not yet told.

    In headlines in capitals only names that the body has too, and territories, are taken.
    """
    found = _Found(reading)
    found.add_all(vessels(reading))
    found.add_all(introduced(reading))
    found.add_all(
        reading.mention(*span, "ORG", by_rule=True)
        for _, start, end in reading.told
        for span in known_bodies(reading.text, start, end)
    )
    found.add_all(offices(reading))
    found.add_all(national_bodies(reading))
    powers = list(seats(reading))
    found.add_all(m for m in powers if m.label == "ORG")
    given = [m for m in (_corrected(reading, *span) for span in raw) if m]
    common = common_words(reading, given)
    found.add_all(
        m
        for m in given
        if m.label in DATED or (m.block not in reading.headlines and m.surface not in common)
    )
    found.add_all(powers)
    even_out(reading, found.mentions)
    found.add_all(list(_known_again(found)))
    found.add_all(definite_heads(reading, sorted(found.mentions, key=lambda m: m.start)))
    starts = {m.start for m in found.mentions}
    for sentence, start, end in reading.told:
        loud = sentence.block in reading.headlines
        for begin, stop, label in territories(reading.text, start, end, loud=loud, starts=starts):
            found.add(reading.mention(begin, stop, label, by_rule=True))
    return sorted(found.mentions, key=lambda m: m.start)


class _Found:
    """Mentions that do not overlap; the first to come stays."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.mentions: list[Mention] = []
        self._taken = bytearray(len(reading.text))

    def add(self, mention: Mention) -> None:
        if not self.covers(mention.start, mention.end):
            self._taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            self.mentions.append(mention)

    def add_all(self, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            self.add(mention)

    def covers(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) >= 0


def _corrected(reading: Reading, start: int, end: int, told: str) -> Mention | None:
    text = reading.text
    label = label_of(told, text[start:end])
    if label is None:
        return None
    if label in {"PERSON", "ORG"}:
        start += owned(text[start:end])
    if label in {"PERSON", "ORG", "GPE"}:
        person = behind_country(text, start, end)
        start, label = (start, label) if person == start else (person, "PERSON")
    label = by_words(text[start:end].strip() or "?", label)
    span = trimmed(text, start, end, label)
    if span:
        span = trimmed(text, span[0], span[0] + cut(text[slice(*span)], label), label)
    if span is None:
        return None
    label = dated(text, *span) if label == "DATE" else by_words(text[slice(*span)], label)
    if label is None or false_name(text[slice(*span)], label):
        return None
    return reading.mention(*span, label)


def _known_again(found: _Found) -> Iterator[Mention]:
    """Names of the article where the model missed them: full names, surnames, organisations."""
    known = _known(found.mentions)
    if not known:
        return
    reading, names = found.reading, Names(known.items())
    for sentence, start, end in reading.told:
        loud = sentence.block in reading.headlines
        for begin, stop, (label, whole) in names.scan(reading.text, start, end):
            if not found.covers(begin, stop) and (
                whole or loud or _alone(reading.text, begin, stop, start)
            ):
                yield reading.mention(begin, stop, label, by_rule=True)


def _known(mentions: Iterable[Mention]) -> dict[str, tuple[str, bool]]:
    """Names to look for again: label, and whether they are safe beside other capitals."""
    known: dict[str, tuple[str, bool]] = {}
    told = list(mentions)
    places = {m.surface for m in told if m.label in {"GPE", "LOC"}}
    for mention in told:
        name, label = mention.surface, mention.label
        letters = mention.by_rule and label == "LAW" and name.isupper()
        if not (label in {"PERSON", "ORG"} or letters) or len(name) < 2:
            continue
        known.setdefault(name, (label, " " in name or (label != "PERSON" and name.isupper())))
        if label == "PERSON" and " " in name:
            for part in (name.rsplit(" ", 1)[1], name.split(" ", 1)[0]):
                if part[0].isupper() and len(part) > 1 and part[-1] != "." and part not in places:
                    known.setdefault(part, (label, False))
    return known


def _alone(text: str, start: int, end: int, sentence_start: int) -> bool:
    """Whether a single word is not a part of some longer capitalised name."""
    name = text[start:end]
    if name in first_words() or is_territory(name) or _CAPITAL_AFTER.match(text, end):
        return False
    before = _CAPITAL_BEFORE.search(text, max(sentence_start, start - 30), start)
    return not before or before.start() == sentence_start or before.group(1) in _ADDRESS
