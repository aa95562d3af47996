"""Names and pairs of names by the table: their keys, and how alike they are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from schemas.fields import TEXT
from transforms.watchlists.groups import PERSON
from transforms.watchlists.keys import keys_of
from transforms.watchlists.likeness import likeness
from transforms.watchlists.names import parts_of

KEYS = pa.schema(
    [
        ("side", TEXT),
        ("class", TEXT),
        ("name", TEXT),
        ("key", TEXT),
        ("position", pa.int32()),
        ("weight", pa.float32()),
    ]
)
"""One row a key of a name; `class` is a value of `groups.GROUPS`."""

PAIRS = pa.schema([("class", TEXT), ("called", TEXT), ("list_name", TEXT)])
"""One row a pair of names that share keys."""

SCORED = pa.schema([*PAIRS, ("score", pa.float64())])

WORTH_SCORING = 70.0
"""Pairs whose words have less in common by rapidfuzz's `token_set_ratio` (0 to 100) are dropped:
1 in 40 of the pairs that share keys goes on, and of 413 labelled pairs none of one name is lost."""


def key_rows(names: pa.Table) -> pa.Table:
    """The keys of names; columns `side`, `class` and `name` in, `KEYS` out."""
    rows = [
        (side, group, name, key.key, key.position, key.weight)
        for side, group, name in zip(
            *(names[c].to_pylist() for c in ("side", "class", "name")), strict=True
        )
        for key in keys_of(name, person=group == PERSON)
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(KEYS)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, KEYS, strict=True)], KEYS)


def compared(pairs: pa.Table, least: float) -> pa.Table:
    """The pairs of `PAIRS` that are alike by `least` or more, with their score: `SCORED`."""
    rows = [row for row in _worth_scoring(pairs) if row[3] >= least]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCORED)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, SCORED, strict=True)], SCORED)


def _worth_scoring(pairs: pa.Table) -> list[tuple[str, str, str, float]]:
    found: list[tuple[str, str, str, float]] = []
    for group in pairs["class"].unique().to_pylist():
        person = group == PERSON
        mask = np.asarray(pairs["class"].to_pylist()) == group
        kept = pairs.filter(pa.array(mask))
        one, other = kept["called"].to_pylist(), kept["list_name"].to_pylist()
        ratios = process.cpdist(
            [_words(name, person=person) for name in one],
            [_words(name, person=person) for name in other],
            scorer=fuzz.token_set_ratio,
            workers=-1,
        )
        for i in np.flatnonzero(ratios >= WORTH_SCORING):
            score = likeness(one[i], other[i], person=person).score
            found.append((group, one[i], other[i], score))
    return found


def _words(name: str, *, person: bool) -> str:
    return " ".join(parts_of(name, person=person).words)
