"""Pairs of names made from a list: a name and a slip of it, two entries that share a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from transforms.watchlists.names import parts_of

VOWELS = "aeiou"


class Named(NamedTuple):
    """A name on a list, and whether it is a person's."""

    entry_id: str
    name: str
    person: bool


class NamePair(NamedTuple):
    """Two names, whether they are persons', and whether they are one name."""

    one: str
    other: str
    person: bool
    same: bool


def slips(names: Sequence[Named], count: int, random: Random) -> list[NamePair]:
    """Names with one slip of the pen, words in another order, or a middle name left out."""
    pairs: list[NamePair] = []
    while len(pairs) < count:
        named = random.choice(names)
        told = _changed(named, random)
        if told is not None and told.casefold() != named.name.casefold():
            pairs.append(NamePair(told, named.name, named.person, True))
    return pairs


def sharers(names: Sequence[Named], count: int, random: Random) -> list[NamePair]:
    """Names of different entries that have a word in common: relatives, namesakes, branches."""
    by_word: dict[tuple[bool, str], list[Named]] = defaultdict(list)
    for named in names:
        for word in sorted(set(parts_of(named.name, person=named.person).words)):
            if len(word) > 2:
                by_word[named.person, word].append(named)
    groups = [found for _, found in sorted(by_word.items()) if len(found) > 1]
    pairs: list[NamePair] = []
    while len(pairs) < count:
        one, other = random.sample(random.choice(groups), 2)
        if one.entry_id != other.entry_id and one.name != other.name:
            pairs.append(NamePair(one.name, other.name, one.person, False))
    return pairs


def _changed(named: Named, random: Random) -> str | None:
    words = named.name.split()
    chance = random.random()
    if chance < 0.6 or len(words) < 2 or not named.person:
        place = max(range(len(words)), key=lambda i: random.random() * len(words[i]))
        if len(words[place]) < 4:
            return None
        words[place] = _slip(words[place], random)
    elif chance < 0.8:
        words = words[-1:] + words[:-1]
    elif len(words) > 2:
        del words[random.randrange(1, len(words) - 1)]
    return " ".join(words)


def _slip(word: str, random: Random) -> str:
    """Two letters swapped, one doubled, one left out, or another vowel."""
    place = random.randrange(len(word) - 1)
    before, here, after = word[:place], word[place], word[place + 1 :]
    kind = random.choice(("swapped", "doubled", "left out", "changed"))
    if kind == "swapped":
        return before + after[0] + here + after[1:]
    if kind == "doubled":
        return before + here * 2 + after
    return before + after if kind == "left out" else before + random.choice(VOWELS) + after
