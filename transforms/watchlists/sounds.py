"""How a word sounds, roughly: consonants alone, the same for all ways of transliterating it."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms.watchlists.names import KEPT

_LETTERS = (
    ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("shch", "s"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("zh", "j"), ("sh", "s"), ("ch", "c"),
    ("dj", "j"), ("ts", "s"), ("tz", "s"), ("cz", "c"), ("ck", "k"), ("ks", "x"), ("qu", "k"),
    ("q", "g"), ("k", "g"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_VOWELS = re.compile(r"(?<=.)[aeiouyh]+")
_DOUBLED = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<=[aeiou])j(?![aeiou])")
_FIRST = {"y": "i", "e": "a", "o": "u", "j": "j"}


@lru_cache(KEPT)
def skeleton(word: str) -> str:
    """The consonants of an ASCII word as transliterations agree on them; its first letter stays.

    "gaddafi", "qadhafi" and "kaddafi" are one; "hassan" and "hussein" too, so that it finds
    candidates and never decides.
    """
    told = _GLIDE.sub("y", _DOUBLED.sub(r"\1", word))
    for letters, one in _LETTERS:
        told = told.replace(letters, one)
    told = _VOWELS.sub("", told)
    return _FIRST.get(told[:1], told[:1]) + told[1:]
