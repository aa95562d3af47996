"""Names and pairs of names by the table: their keys, and how alike they are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from schemas.fields import TEXT
from transforms.watchlists.groups import PERSON
from transforms.watchlists.keys import keys_of
from transforms.watchlists.likeness import compare
from transforms.watchlists.names import parts_of

KEYS = pa.schema(
    [
        ("name_id", pa.int64()),
        ("side", TEXT),
        ("class", TEXT),
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
    """The keys of names; columns `name_id`, `side`, `class` and `name` in, `KEYS` out."""
    rows = [
        (name_id, side, group, key.key, key.position, key.weight)
        for name_id, side, group, name in zip(
            *(names[c].to_pylist() for c in ("name_id", "side", "class", "name")), strict=True
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
        kept = pairs.filter(pc.equal(pairs["class"], group))
        one, other = (_coded(kept[column], person=person) for column in ("called", "list_name"))
        ratios = process.cpdist(
            [one.words[i] for i in one.codes],
            [other.words[j] for j in other.codes],
            scorer=fuzz.token_set_ratio,
            score_cutoff=WORTH_SCORING,
            workers=-1,
        )
        for place in np.flatnonzero(ratios >= WORTH_SCORING):
            called, listed = one.names[one.codes[place]], other.names[other.codes[place]]
            score = compare(called, listed, person=person).score
            found.append((group, called, listed, score))
    return found


class _Coded(NamedTuple):
    """A column of names: the different ones, the words of each, and which one each row has."""

    names: list[str]
    words: list[str]
    codes: list[int]


def _coded(column: pa.ChunkedArray, *, person: bool) -> _Coded:
    coded = column.combine_chunks().dictionary_encode()
    names = coded.dictionary.to_pylist()
    words = [" ".join(parts_of(name, person=person).words) for name in names]
    return _Coded(names, words, coded.indices.to_pylist())
