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


_GROUPS = re.compile(r"[aeiouy]+")
_ONE = (frozenset("ae"), frozenset("ao"), frozenset("ou"), frozenset("eiy"), frozenset("ua"))
"""Vowels that transliterations take for each other; "a" and "i" are never one."""
_HERS = "a"


@lru_cache(KEPT)
def is_transliteration(one: str, other: str) -> bool:
    """Whether two ASCII words may be one word, written by two people.

    "sergei" and "sergey", "mohammed" and "muhammad" may; "salami" and "salimi", "ahmadi" and
    "ahmadian", "alexandr" and "alexandra" (a man and a woman) are two.
    """
    if one == other:
        return True
    if skeleton(one) != skeleton(other):
        return False
    ends = (one[-1], other[-1])
    if (ends[0] == _HERS) != (ends[1] == _HERS) and not {one[-3:], other[-3:]} <= _FAMILIES:
        return False
    groups, others = (_GROUPS.findall(word) for word in (one, other))
    if len(groups) != len(others):
        return True  # a vowel more or less: "zawahri", "zawahiri"
    return all(_are_one(a, b) for a, b in zip(groups, others, strict=True))


_FAMILIES = {"nko", "nka"}
"""Ends of family names that do not tell a woman."""


def _are_one(one: str, other: str) -> bool:
    pairs = {(a, b) for a in one for b in other}
    return any(a == b or any({a, b} <= group for group in _ONE) for a, b in pairs)
