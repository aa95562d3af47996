"""Which bodies are one story, and which of them is the earliest."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from transforms.duplicates.likeness import KINDRED_SHARED, PAIRS, Chosen, Places, Signatures

APART_DAYS = 60
"""Days from which a text that comes again nearly word for word is news of its own: copies are
printed within days, and sanctions and emergencies renewed quarterly, half-yearly and yearly in the
words of the last time."""

GROUPED = pa.schema([("body_hash", pa.int64()), ("leader", pa.int64())])


def group(bodies: pa.Table, pairs: pa.Table) -> pa.Table:
    """The bodies that repeat an earlier one, and which: columns `GROUPED`, leaders left out.

    `bodies` has columns body_hash, published (timestamp, null where unknown), against (keys of
    whom its sanctions are against: an entity's, or a country's code), names (the same of all that
    it names), shingles, minhash, the earliest first: their order decides who leads. `pairs`
    (`PAIRS`) are bodies that repeat each other by their words, both among `bodies`.

    Likeness is not handed on without end: a story told anew every day is alike from day to day,
    and in a month another. So each body in order that is in no group leads one. With it go the
    bodies that repeat it, and those that repeat one of these and are still kindred to the leader:
    two cuts of one report may share little with each other, and come before the report.

    Officials say the same of one firm or country after another, and again a year later: bodies that
    are `APART_DAYS` or more apart, or tell of sanctions against some of whom the other does not
    speak, on both sides, are never one story.
    The answer depends on the order of `bodies` alone, not on that of `pairs`.
    """
    stories = _Stories(bodies)
    starts, near = stories.neighbours(pairs)
    leader = np.full(bodies.num_rows, -1)
    for first in range(bodies.num_rows):
        if leader[first] >= 0:
            continue
        leader[first] = first
        own = near[starts[first] : starts[first + 1]]
        own = own[leader[own] < 0]
        leader[own] = first
        further = [near[starts[i] : starts[i + 1]] for i in own]
        if further:
            others = np.unique(np.concatenate(further))
            others = others[leader[others] < 0]
            leader[others[stories.kindred(first, others)]] = first
    members = np.flatnonzero(leader != np.arange(len(leader)))
    hashes = stories.signatures.hashes
    return pa.table([hashes[members], hashes[leader[members]]], schema=GROUPED)


class _Stories:
    """Bodies with what tells apart news in the same words."""

    def __init__(self, bodies: pa.Table) -> None:
        self.signatures = Signatures(bodies)
        self.days = bodies["published"].cast(pa.timestamp("us")).to_numpy()
        self.against = [frozenset(keys) for keys in bodies["against"].to_pylist()]
        self.names = [frozenset(keys) for keys in bodies["names"].to_pylist()]
        self.telling = np.array([bool(keys) for keys in self.against], bool)

    def neighbours(self, pairs: pa.Table) -> tuple[Places, Places]:
        """Of body i the places `near[starts[i] : starts[i + 1]]`, in order."""
        one, other = (self.signatures.places(pairs[name].to_numpy()) for name in PAIRS.names)
        kept = self.compatible(one, other)
        here = np.concatenate([one[kept], other[kept]])
        there = np.concatenate([other[kept], one[kept]])
        by_place = np.lexsort((there, here))
        starts = np.searchsorted(here[by_place], np.arange(len(self.days) + 1))
        return starts, there[by_place]

    def compatible(self, one: Places, other: Places) -> Chosen:
        """Whether neither days nor names tell bodies apart; what is not told does not."""
        days = np.abs(self.days[one] - self.days[other])
        chosen: Chosen = np.isnat(days) | (days < np.timedelta64(APART_DAYS, "D"))
        for place in np.flatnonzero(chosen & self.telling[one] & self.telling[other]):
            chosen[place] = self._speaks(one[place], other[place])
        return chosen

    def _speaks(self, one: int, other: int) -> bool:
        """Whether one of two bodies names somebody whom the other's sanctions are against."""
        return not (
            self.against[one].isdisjoint(self.names[other] | self.against[other])
            and self.against[other].isdisjoint(self.names[one] | self.against[one])
        )

    def kindred(self, first: int, others: Places) -> Chosen:
        """Which of `others` have the source of body `first`."""
        one = np.full(len(others), first)
        found = self.signatures.likeness(one, others)
        return (found.shared >= KINDRED_SHARED) & self.compatible(one, others)
