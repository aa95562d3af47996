"""Which members of a cast are an event's targets together.

The nets judge every member by itself. What two of them cannot both be ("members of the group" and
the group), and what a list or an empty role tells, is weighed here: a log-linear model over sets of
members (a conditional logit; McFadden 1974), whose weights `models/train/choice.py` learns from
sentences that the judging net had not seen.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations
from pathlib import Path
from typing import Generic, TypeVar

from transforms.sanctions.cast import Member
from transforms.sanctions.parts import Part

WEIGHTS = Path(__file__).with_name("choice.json")
LEAST_CHANCE = 0.05
"""Who is less likely a target is not weighed."""
MOST = 7
"""Members of which all sets are weighed, the likeliest ones; others only follow their list."""
FOLLOWS = 0.5
"""The least chance of one that follows."""
SHARPEST = 1e-4
"""Chances are not told apart nearer to 0 and 1."""

Chances = Mapping[str, float]
Weights = Mapping[str, float]
Features = Mapping[str, float]
Places = tuple[int, ...]
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Contender:
    """A member with the chances of its roles, and the part that it would play as a target."""

    member: Member
    chances: Chances
    part: Part

    @property
    def chance(self) -> float:
        """That it is a target."""
        return self.chances["target"]


@dataclass(frozen=True, slots=True)
class Terms(Generic[T]):
    """What tells for and against a set: told once for each member and each pair of an event."""

    taken: Sequence[T]
    left: Sequence[T]
    both: Mapping[tuple[int, int], T]
    one: Mapping[tuple[int, int], T]
    """Of the first being in the set and the second not."""

    def of(self, chosen: Places) -> Iterator[T]:
        """Those of a set of places."""
        out = [n for n in range(len(self.taken)) if n not in chosen]
        yield from (self.taken[n] for n in chosen)
        yield from (self.left[n] for n in out)
        yield from (self.both[pair] for pair in combinations(chosen, 2))
        yield from (self.one[n, m] for n in chosen for m in out)

    def each(self, change: Callable[[T], R]) -> Terms[R]:
        """The same of something else."""
        return Terms(
            [change(term) for term in self.taken],
            [change(term) for term in self.left],
            {pair: change(term) for pair, term in self.both.items()},
            {pair: change(term) for pair, term in self.one.items()},
        )


def choose(judged: Sequence[Contender], trigger_kind: str) -> list[Contender]:
    """The set of members that is the likeliest, in order; to have no target is one of the sets."""
    known = likely_of(judged)
    worth = terms_of(known[:MOST]).each(_weigh)
    sizes = [_weigh(size_of(count, trigger_kind)) for count in range(MOST + 1)]
    best = max(sets_of(known), key=lambda some: sizes[len(some)] + sum(worth.of(some)))
    chosen = [known[place] for place in best]
    chosen += [
        one
        for one in known[MOST:]
        if one.chance >= FOLLOWS and any(one.member.shares_list(c.member) for c in chosen)
    ]
    places = set(map(id, chosen))
    return [one for one in judged if id(one) in places]


def likely_of(judged: Iterable[Contender]) -> list[Contender]:
    """Who comes into question, the likeliest first: nobody who is likelier issuer or actor."""
    known = [one for one in judged if one.chance >= max(LEAST_CHANCE, rival(one.chances, "target"))]
    return sorted(known, key=lambda one: -one.chance)


def rival(chances: Chances, role: str) -> float:
    """The chance of the likeliest other role but none."""
    return max((p for r, p in chances.items() if r not in {role, "none"}), default=0.0)


def sets_of(known: Sequence[Contender]) -> Iterator[Places]:
    """All sets of places among the first `MOST`, the small ones first."""
    count = min(MOST, len(known))
    for size in range(count + 1):
        yield from combinations(range(count), size)


def features_of(terms: Terms[Features], chosen: Places, trigger_kind: str) -> Features:
    """Everything that tells for and against a set of places, by name."""
    found: defaultdict[str, float] = defaultdict(float)
    for term in (size_of(len(chosen), trigger_kind), *terms.of(chosen)):
        for name, value in term.items():
            found[name] += value
    return found


def size_of(count: int, trigger_kind: str) -> Features:
    """What the size of a set tells."""
    size = min(count, 4)
    return {f"size={size}": 1.0, f"size={min(size, 2)}:{trigger_kind}": 1.0}


def terms_of(known: Sequence[Contender]) -> Terms[Features]:
    """What is told of each of `known` and of each pair of them."""
    pairs = list(permutations(range(len(known)), 2))
    return Terms(
        [_taken(one) for one in known],
        [_left(one) for one in known],
        {(n, m): _both(known[n].member, known[m].member) for n, m in pairs if n < m},
        {(n, m): _one(known[n].member, known[m]) for n, m in pairs},
    )


def _taken(one: Contender) -> Features:
    sure, kind, where = _log(one.chance), one.member.kind, one.member.where
    rivals = {f"perhaps {r}": p for r, p in one.chances.items() if r != "target"}
    return {
        "in": sure, f"in:{kind}": sure, f"in:{where}": sure, f"takes:{kind}:{where}": 1.0, **rivals
    }  # fmt: skip


def _left(one: Contender) -> Features:
    left = _log(1 - one.chance)
    return {"out": left, f"out:{one.member.kind}": left, f"out:{one.member.where}": left}


def _both(one: Member, other: Member) -> Features:
    stand = "one list" if one.shares_list(other) else "apart"
    kinds = ":".join(sorted((one.kind, other.kind)))
    return {
        stand: 1.0,
        f"{stand}:{kinds}": 1.0,
        "one before": float(one.where != other.where),
        "one kind": float(one.kind == other.kind),
        "nested": float(_within(one, other) or _within(other, one)),
    }


def _one(one: Member, rival: Contender) -> Features:
    found: dict[str, float] = {}
    for name, told in (
        ("host left out", _within(one, rival.member)),
        ("inner left out", _within(rival.member, one)),
        ("list parted", one.shares_list(rival.member)),
    ):
        if told:
            found |= {name: 1.0, f"{name}:": _log(1 - rival.chance)}
    return found


def _within(inner: Member, host: Member) -> bool:
    """Whether one is only named in the words of the other: the Taliban in "members of the ..."."""
    return bool(inner.here) and all(
        any(_inside(c.party.start, c.party.end, h.party.start, h.party.end) for h in host.here)
        for c in inner.here
    )


def _inside(start: int, end: int, first: int, last: int) -> bool:
    return first <= start and end <= last and (first, last) != (start, end)


def _log(chance: float) -> float:
    return math.log(min(max(chance, SHARPEST), 1 - SHARPEST))


def _weigh(term: Features) -> float:
    weights = _weights()
    return sum(value * weights.get(name, 0.0) for name, value in term.items())


@cache
def _weights() -> Weights:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
