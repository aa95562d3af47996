"""Which word of one name answers which word of the other, and how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from transforms.watchlists.names import KEPT
from transforms.watchlists.sounds import skeleton

LEAST = 0.5
"""Words less alike than this do not answer each other."""
JOINED_FROM = 0.85
"""Two words written as one answer a word of the other name from this likeness on."""
PATRONYMIC = (
    "vich", "vych", "vitch", "witch", "witsch", "owicz", "evna", "ovna", "ivna", "ichna", "auna",
    "ogly", "oglu", "kyzy", "qizi",
)  # fmt: skip
"""Ends of names after the father: "Sergeyevna" is his daughter, not Sergei."""
SERIAL = 0.7
"""Likeness of two numbers: ships and funds of one series."""
INITIAL = 0.75
"""Likeness of an initial to a word that begins with it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of one name that answer words of the other; `likeness` 0 to 1."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    likeness: float


@lru_cache(KEPT)
def word_likeness(one: str, other: str) -> float:
    """Likeness of two ASCII words: 1 minus their edits (swaps count one) over the longer's length.

    Words that sound alike are never less alike than .8: transliterations differ in vowels.
    """
    if one == other:
        return 1.0
    if one.isdigit() and other.isdigit():
        return SERIAL
    if len(one) == 1 or len(other) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    told = spelling_likeness(one, other)
    if one.endswith(PATRONYMIC) != other.endswith(PATRONYMIC):
        return told if told >= JOINED_FROM else 0.0
    if told < 0.95 and skeleton(one) == skeleton(other) and len(skeleton(one)) > 1:
        return max(told, 0.8 + 0.15 * told)
    return told


def spelling_likeness(one: str, other: str) -> float:
    """1 minus the edits between two words over the longer's length; a swap counts one."""
    return float(OSA.normalized_similarity(one, other))


def align(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """The best pairs first; every word is used once at most."""
    found = [
        Pair((i,), (j,), likeness)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if (likeness := word_likeness(a, b)) >= LEAST
    ]
    found += [Pair(i, (j,), x) for i, j, x in _joined(one, other)]
    found += [Pair((j,), i, x) for i, j, x in _joined(other, one)]
    found += [Pair(i, (j,), INITIAL) for i, j in _shortened(one, other)]
    found += [Pair((j,), i, INITIAL) for i, j in _shortened(other, one)]
    found.sort(key=lambda p: (-p.likeness * _size(p, one, other), abs(p.one[0] - p.other[0])))
    pairs: list[Pair] = []
    used_one: set[int] = set()
    used_other: set[int] = set()
    for pair in found:
        if used_one.isdisjoint(pair.one) and used_other.isdisjoint(pair.other):
            pairs.append(pair)
            used_one.update(pair.one)
            used_other.update(pair.other)
    return pairs


def _size(pair: Pair, one: Sequence[str], other: Sequence[str]) -> float:
    """Longer words are paired first; two words as one are as good as both of them."""
    return sum(len(one[i]) for i in pair.one) + sum(len(other[j]) for j in pair.other)


def _joined(one: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, ...], int, float]]:
    """Where two or three neighbouring words of `one` are one word of `other`."""
    found = []
    for j, whole in enumerate(other):
        if len(whole) < 5:
            continue
        for length in (2, 3):
            for i in range(len(one) - length + 1):
                told = "".join(one[i : i + length])
                if abs(len(told) - len(whole)) <= 2:
                    likeness = OSA.normalized_similarity(told, whole)
                    if likeness >= JOINED_FROM:
                        found.append((tuple(range(i, i + length)), j, likeness))
    return found


def _shortened(one: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
    """Where a word of `other` is the initials of neighbouring words of `one`: "JC", "PLA"."""
    initials = "".join(word[0] for word in one)
    found = []
    for j, word in enumerate(other):
        if 2 <= len(word) <= 6:
            i = initials.find(word)
            if i >= 0:
                found.append((tuple(range(i, i + len(word))), j))
    return found
