"""Whether an article and a list tell the same office of somebody: "Defense Minister", and so on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from transforms.language.territories import all_demonyms, all_names
from transforms.watchlists.names import KEPT, parts_of

WORDS = Path(__file__).with_name("offices.toml")


class Agreement(Enum):
    """How two tellings of an office stand to each other."""

    SAME = "same"
    NEAR = "near"
    NONE = "none"


def agreement(roles: Iterable[str], positions: Iterable[str]) -> Agreement:
    """The best agreement of any role of the article with any position of the list.

    `SAME`: the same rank ("minister", "president", "deputy minister") of the same thing
    ("defense"), or of nothing more in both. `NEAR`: the same rank, or the same thing.
    """
    told = {_parts(position) for position in positions}
    found = [_compare(_parts(role), other) for role in roles for other in told]
    for best in (Agreement.SAME, Agreement.NEAR):
        if best in found:
            return best
    return Agreement.NONE


def has_another_trade(roles: Iterable[str], positions: Iterable[str]) -> bool:
    """Whether an article tells a trade ("footballer") in which listed people are rarely known.

    Not where the list tells the same trade.
    """
    trades = _words_of("trades")
    told = {word for role in roles for word in parts_of(role, person=False).words} & trades
    listed = {word for one in positions for word in parts_of(one, person=False).words}
    return bool(told - listed)


_Office = tuple[frozenset[str], frozenset[str]]


def _compare(one: _Office, other: _Office) -> Agreement:
    ranks, things = one[0] & other[0], one[1] & other[1]
    second = _words_of("seconds")
    of_one_kind = things or not (one[1] or other[1])
    if ranks - second and (one[0] & second) == (other[0] & second) and of_one_kind:
        return Agreement.SAME
    return Agreement.NEAR if ranks or things else Agreement.NONE


@lru_cache(KEPT)
def _parts(office: str) -> _Office:
    """The words of rank and the other words that tell something, in one spelling each."""
    words = {_spelling().get(word, word) for word in parts_of(office, person=False).words}
    words -= _words_of("slight") | _places()
    ranks = words & _words_of("ranks")
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
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(_lists()[kind])


@cache
def _places() -> frozenset[str]:
    """Words of the names of states and of their people: countries are compared by themselves."""
    names = [*all_names(), *all_demonyms()]
    return frozenset(word for name in names for word in parts_of(name, person=False).words)


@cache
def _spelling() -> Mapping[str, str]:
    return dict(line.split() for line in _lists()["spellings"])
