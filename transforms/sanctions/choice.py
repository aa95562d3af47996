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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from transforms.sanctions.cast import Member
from transforms.sanctions.parts import Part

WEIGHTS = Path(__file__).with_name("choice.json")
LEAST_CHANCE = 0.02
MOST, LARGEST = 7, 5
"""Members that are weighed, the likeliest ones, and members of a set: of the labelled targets that
are in a cast at all, one in 300 is lost by it."""
SHARPEST = 1e-4
"""Chances are not told apart nearer to 0 and 1."""

Chances = Mapping[str, float]
Weights = Mapping[str, float]
Places = tuple[int, ...]
Features = defaultdict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member with the chances of its roles, and the part that it would play as a target."""

    member: Member
    chances: Chances
    part: Part

    @property
    def chance(self) -> float:
        """That it is a target."""
        return self.chances["target"]


def choose(judged: Sequence[Candidate], trigger_kind: str) -> list[Candidate]:
    """The set of members that is the likeliest, in order; to have no target is one of the sets."""
    likely = likely_of(judged)
    weights = _weights()
    best = max(
        sets_of(likely), key=lambda some: score(features_of(likely, some, trigger_kind), weights)
    )
    chosen = {id(likely[place]) for place in best}
    return [one for one in judged if id(one) in chosen]


def likely_of(judged: Iterable[Candidate]) -> list[Candidate]:
    """Who comes into question, the likeliest first."""
    known = [one for one in judged if one.chance > LEAST_CHANCE]
    return sorted(known, key=lambda one: -one.chance)[:MOST]


def sets_of(likely: Sequence[Candidate]) -> Iterator[Places]:
    """All sets of places in `likely`, the small ones first."""
    for size in range(min(LARGEST, len(likely)) + 1):
        yield from combinations(range(len(likely)), size)


def score(features: Mapping[str, float], weights: Weights) -> float:
    """The log chance of a set, up to a number that is the same for all sets of an event."""
    return sum(value * weights.get(name, 0.0) for name, value in features.items())


def features_of(likely: Sequence[Candidate], chosen: Places, trigger_kind: str) -> Features:
    """What tells for and against the set `chosen` of places in `likely`, by name."""
    found: Features = defaultdict(float)
    size = min(len(chosen), 4)
    found[f"size={size}"] += 1
    found[f"size={min(size, 2)}:{trigger_kind}"] += 1
    found["likeliest left out"] = float(bool(chosen) and chosen[0] > 0)
    for place, one in enumerate(likely):
        _of_member(found, one, place in chosen)
    for place in chosen:
        for other in range(len(likely)):
            if other in chosen:
                if place < other:
                    _of_pair(found, likely[place].member, likely[other].member)
            else:
                _of_rival(found, likely[place].member, likely[other])
    return found


def _of_member(found: Features, one: Candidate, taken: bool) -> None:
    kind, where = one.member.kind, one.member.where
    if not taken:
        left = _log(1 - one.chance)
        found["out"] += left
        found[f"out:{kind}"] += left
        found[f"out:{where}"] += left
        return
    sure = _log(one.chance)
    found["in"] += sure
    found[f"in:{kind}"] += sure
    found[f"in:{where}"] += sure
    found[f"takes:{kind}:{where}"] += 1
    for other, value in one.chances.items():
        if other != "target":
            found[f"perhaps {other}"] += value


def _of_pair(found: Features, one: Member, other: Member) -> None:
    found["one list" if one.shares_list(other) else "apart"] += 1
    found["one before"] += one.where != other.where
    found["one kind"] += one.kind == other.kind
    found["nested"] += _within(one, other) or _within(other, one)


def _of_rival(found: Features, one: Member, rival: Candidate) -> None:
    left = _log(1 - rival.chance)
    for name, told in (
        ("host left out", _within(one, rival.member)),
        ("inner left out", _within(rival.member, one)),
        ("list parted", one.shares_list(rival.member)),
    ):
        if told:
            found[name] += 1
            found[f"{name}:"] += left


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


@cache
def _weights() -> Weights:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights
