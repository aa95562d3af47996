"""How alike two bodies are, by what their signatures have in common, and from where they repeat.

Of two signatures the share of equal values, less what chance makes equal, estimates the Jaccard
likeness J of their sets of shingles; with the sizes of the sets it gives how much of the smaller
one the other holds ("containment"). Cutting lowers J and not the containment, changing words
lowers both, so that both are asked.

The limits are measured on `bench.copies`. Of copies that were cut by 10 to 40 %, headed anew and
changed in 5 to 15 % of their words, one in 1,000 has less than J = .25 or shares less than .48; at
40 and 15 % one in 100 has less than .21 or shares less than .45. Of 100,000 pairs of unrelated news
none comes over .12 and .23. Between lie reports of one agency on one story, some 350 pairs in the
silver corpus, of which forty were read: from .5 on they are one report at another hour, most of it
in the same sentences; about .45 half of a report is common; from .4 down it is a paragraph of
background under news that differ.

A short text is another matter: one sentence of background ("The army has been at war with the
rebels since 2001, when …") is half of it, and new reports reach .57 with 40 to 70 shingles.
So a text of fewer than 100 shingles has to share more, one of ten nearly all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.articles.signatures import PERMUTATIONS

LEAST_JACCARD = 0.2
"""Under it the longer text has too much that the other has not, be the shorter all in it."""
LEAST_SHARED = 0.42
"""Share of the smaller set of shingles."""
SHORT_SHARED = 0.45
"""How much more of it a text of no shingles would have to share."""
LONG = 100
"""Shingles from which a text is not short."""
KINDRED_SHARED = 0.2
"""From where two bodies have the same source, though one may be no copy of the other."""

PAIRS = pa.schema([("one", pa.int64()), ("other", pa.int64())])
"""Two bodies, by their hashes."""

_CHANCE = 1 / 256
"""Of two unequal values of 8 bits to agree."""
_CHUNK = 10_000
"""Pairs compared at a time: 10 MB."""

Places = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.bool_]


class Likeness(NamedTuple):
    """Estimates for pairs: of the Jaccard likeness, and of the share of the smaller set."""

    jaccard: Shares
    shared: Shares


class Signatures:
    """Signatures by place: a table with columns body_hash (unique), shingles, minhash."""

    def __init__(self, rows: pa.Table) -> None:
        self.hashes: Places = rows["body_hash"].to_numpy()
        self.sizes: npt.NDArray[np.int32] = rows["shingles"].to_numpy()
        blobs = rows["minhash"].combine_chunks().cast(pa.binary(PERMUTATIONS))
        _, values = blobs.buffers()
        held = np.frombuffer(values or b"", np.uint8).reshape(-1, PERMUTATIONS)
        self.minhashes = held[blobs.offset : blobs.offset + len(blobs)]
        self._order = np.argsort(self.hashes)

    def places(self, hashes: Places) -> Places:
        """Where each of these bodies, which must be there, stands in the table."""
        return self._order[np.searchsorted(self.hashes, hashes, sorter=self._order)]

    def likeness(self, one: Places, other: Places) -> Likeness:
        """How alike the bodies at these places are, pair by pair."""
        equal = np.count_nonzero(self.minhashes[one] == self.minhashes[other], axis=1)
        jaccard = np.maximum(equal / PERMUTATIONS - _CHANCE, 0) / (1 - _CHANCE)
        sizes = self.sizes[one], self.sizes[other]
        shared = jaccard / (1 + jaccard) * (sizes[0] + sizes[1]) / np.minimum(*sizes)
        return Likeness(jaccard, np.minimum(shared, 1))

    def repeats(self, one: Places, other: Places) -> Chosen:
        """Whether one of two bodies repeats the other, pair by pair."""
        found = self.likeness(one, other)
        smaller = np.minimum(self.sizes[one], self.sizes[other])
        asked = LEAST_SHARED + SHORT_SHARED * np.maximum(1 - smaller / LONG, 0)
        chosen: Chosen = (found.jaccard >= LEAST_JACCARD) & (found.shared >= asked)
        return chosen


def repeating(pairs: pa.Table, signatures: pa.Table) -> pa.Table:
    """Those of `pairs` (`PAIRS`) of which one body repeats the other.

    `signatures` has columns body_hash, shingles and minhash, and a row for each body of a pair.
    """
    bodies = Signatures(signatures)
    one, other = (bodies.places(pairs[name].to_numpy()) for name in PAIRS.names)
    chosen = [bodies.repeats(one[part], other[part]) for part in _parts(len(one))]
    return pairs.filter(pa.array(np.concatenate([np.zeros(0, bool), *chosen])))


def _parts(count: int) -> Iterator[slice]:
    return (slice(start, start + _CHUNK) for start in range(0, count, _CHUNK))
