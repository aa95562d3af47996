"""Keys by which names find each other: names that share enough of them are compared.

A key stands for one word of a name, twice: by how it sounds (all its transliterations) and by which
letters it has (doubled and swapped ones). The join over keys is SQL: `warehouse/queries`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from transforms.watchlists.names import KEPT, NameParts, parts_of, word_list
from transforms.watchlists.sounds import skeleton

COMMON = Path(__file__).with_name("common_words.csv")
LEAST_WEIGHT = 1.0
"""Shared words of a pair must weigh as much together for the pair to be compared."""
RARE, USUAL = 1.0, 0.5
"""What a shared word weighs: one of few names, or one that hundreds of names have."""


class Key(NamedTuple):
    """`key` of the word at `position`; sharing it weighs `weight` (see `LEAST_WEIGHT`)."""

    key: str
    position: int
    weight: float


def keys_of(name: str, *, person: bool) -> list[Key]:
    """The keys of a name; a name of one word finds that word alone, and what it is joined in."""
    parts = parts_of(name, person=person)
    words = tuple(dict.fromkeys(parts.words))
    found = [
        Key(key, i, weight)
        for i, word in enumerate(words)
        for key, weight in _of_word(word, person=person)
    ]
    whole = "".join(words)
    found += [Key("w:" + skeleton(whole), -1, RARE)] if len(skeleton(whole)) > 2 else []
    if len(words) > 1:
        found.append(Key("w:" + skeleton("".join(reversed(words))), -1, RARE))
    if all(key.weight < RARE for key in found) or len(words) == 1:
        # Nothing in it is rare enough alone: all of it together is.
        found.append(Key("a:" + " ".join(sorted(words)), -1, RARE))
    return found + list(_initials(parts, person=person))


@lru_cache(KEPT)
def _of_word(word: str, *, person: bool) -> tuple[tuple[str, float], ...]:
    if len(word) < 3 or word in word_list("particles" if person else "joints"):
        return ()  # nearly every name has one
    weight = USUAL if word in common_words() else RARE
    sound = skeleton(word)
    by_sound = ("s:" + (sound if len(sound) > 1 else word), weight)
    if len(word) < 4:
        return (by_sound,)
    return by_sound, ("l:" + "".join(sorted(set(word))), weight)


def _initials(parts: NameParts, *, person: bool) -> Iterator[Key]:
    """An organisation's acronym finds its name, and the name the acronym."""
    if person:
        return
    if len(parts.words) >= 3:
        yield Key("i:" + "".join(word[0] for word in parts.words), -1, RARE)
    if len(parts.words) == 1 and 3 <= len(parts.words[0]) <= 6:
        yield Key("i:" + parts.words[0], -1, RARE)


@cache
def common_words() -> frozenset[str]:
    """Words that many names have; `common_words.csv` says how it was counted."""
    with COMMON.open(encoding="utf-8", newline="") as lines:
        return frozenset(row[0] for row in csv.reader(lines) if row and not row[0].startswith("#"))
