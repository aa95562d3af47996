"""Who is meant where a sentence does not say it: words and parties of the sentences before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.sanctions.parties import Name, Party, find_parties
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

REACH = 5
"""Sentences before that are looked at (the guide's `context` is about as long)."""
WORDS = 80
"""Words of them that the nets read, the last ones."""
MOST_NAMES = {"name": 5, "person": 3, "place": 2, "people": 2}
"""How many names of the sentences before count beside states and bodies, organisations, people,
places and peoples: with all of them casts double. In labelled events one organisation in 20 that is
named there takes part, one person in 70, one place in 35.
"""
_MEASURE = re.compile(r"sanction|embargo|freez|ban\b|blacklist|restriction|penalt", re.IGNORECASE)
_AGAINST = re.compile(r"(?:against|on|upon)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|them|he|his|the country|the island)\b", re.IGNORECASE
)
_BODIES = frozenset({"United Nations", "United States", "European Union"})


class Place(NamedTuple):
    """A span of a sentence that stands `back` sentences before (1 is the one before)."""

    back: int
    start: int
    end: int


class Word(NamedTuple):
    """A word of the sentences before, in small letters."""

    lower: str
    place: Place


@dataclass(frozen=True, slots=True)
class Earlier:
    """A party of the sentences before, with what is known of all its mentions there."""

    party: Party
    features: tuple[str, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a sentence: the last words, and everybody who is named."""

    words: Sequence[Word] = ()
    parties: Sequence[Earlier] = ()


Parted = Callable[[str], Iterable[tuple[str, int, int]]]
"""From a text to its words in small letters, each with its span."""


def before_of(sentences: Sequence[tuple[str, Sequence[Name]]], parted: Parted) -> Before:
    """The last `WORDS` words of `sentences`, and their parties; as `earlier_parties` takes them."""
    words: list[Word] = []
    for back, (sentence, _) in enumerate(reversed(sentences[-REACH:]), start=1):
        own = [Word(lower, Place(back, start, end)) for lower, start, end in parted(sentence)]
        words = [*own, *words][-WORDS:]
        if len(words) == WORDS:
            break
    return Before(words, earlier_parties(sentences))


@dataclass(slots=True)
class _Told:
    """What is known so far of a party."""

    party: Party
    features: set[str]
    places: list[Place] = field(default_factory=list)


def earlier_parties(sentences: Sequence[tuple[str, Sequence[Name]]]) -> list[Earlier]:
    """Everybody named in `sentences`, one a name, with features.

    The sentences are oldest first, each with its names. Only the last `REACH` of them count, and of
    names that no gazetteer has (people, organisations, places, peoples) the first ones, sentence
    by sentence from the last one backwards, as many of each as `MOST_NAMES` says.
    """
    found: dict[str, _Told] = {}
    left = dict(MOST_NAMES)
    for back, (sentence, names) in enumerate(reversed(sentences[-REACH:]), start=1):
        for order, party in enumerate(find_parties(sentence, names)):
            name = party.state or party.name
            if party.kind in {"person", "name"} and name not in found:
                sort = "person" if party.kind == "person" else party.form
                if not left[sort]:
                    continue
                left[sort] -= 1
            told = found.setdefault(name, _Told(party, {f"back={back}"}))
            told.features |= _mention_features(sentence, party, back, order)
            told.places.append(Place(back, party.start, party.end))
    most = max((len(told.places) for told in found.values()), default=0)
    return [_earlier(told, most) for told in found.values()]


def _earlier(told: _Told, most: int) -> Earlier:
    count = len(told.places)
    often = (f"count={min(count, 4)}", f"most={count == most}")
    return Earlier(told.party, (*sorted(told.features), *often), tuple(told.places))


def _mention_features(sentence: str, party: Party, back: int, order: int) -> set[str]:
    before, after = sentence[: party.start], sentence[party.end :]
    kind = party.name if party.name in _BODIES else party.kind
    found = {f"kind={kind}", f"kind={kind}:{party.form}", f"{kind}:back={back}"}
    if order == 0:
        found.add(f"opens:{min(back, 2)}")
    if _MEASURE.search(sentence):
        found |= {"beside", f"{kind}:beside", f"beside:back={back}"}
        if _AGAINST.search(before) and _MEASURE.search(before[-60:]):
            found.add("against")
        if _MEASURE.match(after.strip()[:12]):
            found |= {"modifies", f"{kind}:modifies"}
        if _MEASURE.search(after):
            found.add("leads")
    return found


def of_context(reading: Reading, trigger: Trigger, earlier: Earlier) -> list[str]:
    """Features of what the sentences before tell of `earlier`, and of how this one goes on."""
    name = earlier.party.state or earlier.party.name
    again = any((c.party.state or c.party.name) == name for c in reading.candidates)
    before = reading.text[: trigger.start].split()
    definite = bool(before) and before[-1].lower() in {"the", "these", "those", "such", "its"}
    pronoun = bool(_PRONOUN.search(reading.text))
    return [
        *earlier.features, f"pronoun={pronoun}", f"again={again}", f"definite={definite}",
        f"any={bool(reading.candidates)}", f"key={trigger.key}",
    ]  # fmt: skip
