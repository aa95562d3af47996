"""Whether an article and a list tell the same office of somebody: "Defense Minister", and so on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from transforms.watchlists.names import KEPT, parts_of

WORDS = Path(__file__).with_name("offices.toml")


class Agreement(Enum):
    """How two tellings of an office stand to each other."""

    SAME = "same"
    NEAR = "near"
    NONE = "none"


def agreement(roles: Iterable[str], positions: Iterable[str]) -> Agreement:
    """The best agreement of any role of the article with any position of the list.

    `SAME`: the same rank ("minister", "president") of the same thing ("defense"), or of nothing
    more in both. `NEAR`: the same rank, or the same thing.
    """
    told = {_parts(position) for position in positions}
    found = [_compare(_parts(role), other) for role in roles for other in told]
    for best in (Agreement.SAME, Agreement.NEAR):
        if best in found:
            return best
    return Agreement.NONE


_Office = tuple[frozenset[str], frozenset[str]]


def _compare(one: _Office, other: _Office) -> Agreement:
    ranks, things = one[0] & other[0], one[1] & other[1]
    if ranks and (things or not (one[1] or other[1])):
        return Agreement.SAME
    if ranks and not (one[1] and other[1]):
        # "President of the Russian Federation": what is left is a country, told elsewhere.
        return Agreement.SAME if ranks & _highest() else Agreement.NEAR
    return Agreement.NEAR if ranks or things else Agreement.NONE


@lru_cache(KEPT)
def _parts(office: str) -> _Office:
    """The words of rank and the other words that tell something, in one spelling each."""
    words = {_spelling().get(word, word) for word in parts_of(office, person=False).words}
    words -= _slight()
    ranks = words & _ranks()
    return frozenset(ranks), frozenset(words - ranks)


def examples() -> list[tuple[str, str, str]]:
    """Role in an article, position on a list, and the `Agreement` that they must have."""
    told = _document()["example"]
    return [(one["article"], one["list"], one["agreement"]) for one in told]


@cache
def _document() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _lists() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = _document()["words"]
    return found


@cache
def _ranks() -> frozenset[str]:
    return frozenset(_lists()["ranks"])


@cache
def _highest() -> frozenset[str]:
    return frozenset(_lists()["highest"])


@cache
def _slight() -> frozenset[str]:
    return frozenset(_lists()["slight"])


@cache
def _spelling() -> Mapping[str, str]:
    return dict(line.split() for line in _lists()["spellings"])
