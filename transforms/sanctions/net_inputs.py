"""A trigger sentence as the net reads it: numbers for words, their parse, the cast and features."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.sanctions.cast import Member
from transforms.sanctions.context import Place, Word
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

KINDS = (
    "", "United Nations", "United States", "European Union",
    "state", "body", "person", "name", "group",
)  # fmt: skip
FORMS = ("", "name", "demonym", "metonym", "inside", "place", "people")
STEPS = (1, 2, 4, 7, 12, 20)
"""Ends of the classes of distance, in tokens; farther ones are one class more on either side."""
FAR = 2 * (len(STEPS) + 1)
"""The class of distance of padding, and of members whom only the sentences before name."""
UNKNOWN = 1
"""The number of words that are not in the vocabulary; 0 is padding everywhere."""
INSIDE, TRIGGER = 1, 2
AT = ("trigger_at", "member_at", "before_member_at")
"""Arrays that weigh states."""

Rows = NDArray[np.int32]
Batch = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers of what the net knows by name, from 1 on (words from 2)."""

    words: Mapping[str, int]
    clusters: Mapping[str, int]
    tags: Mapping[str, int]
    relations: Mapping[str, int]
    cues: Mapping[str, int]
    keys: Mapping[str, int]
    event_features: Mapping[str, int]
    member_features: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger of a sentence and its cast, with features of the event and of each member."""

    reading: Reading
    trigger: Trigger
    cast: Sequence[Member]
    features: Collection[str]
    members: Sequence[Collection[str]]
    before: Sequence[Word] = ()
    """The words of the sentences before, as far as they are read."""


def batch_of(asked: Sequence[Asked], vocabulary: Vocabulary) -> Batch:
    """Arrays for `asked` (B of them): words, clusters, tags, relations, cues, kinds, flags, steps,
    heads, trigger_at (1 where it stands) [B, T]; keys [B]; event_features [B, F]; member_kinds,
    member_forms, member_steps [B, P]; member_at [B, P, T] (1 where a mention stands);
    member_features [B, P, G]; of the sentences before words, clusters, kinds and backs [B, C] and
    member_at [B, P, C], named `before_`.

    T, P, F, G and C are as long as the longest needs.
    """
    told = [_numbers(one, vocabulary) for one in asked]
    made: Batch = {name: _stacked([one[name] for one in told]) for name in told[0]}
    return {**made, **{name: made[name].astype(np.float32) for name in AT}}


def _numbers(one: Asked, vocabulary: Vocabulary) -> dict[str, Rows]:
    tokens = one.reading.tokens
    first, last = one.reading.tokens_of(one.trigger)
    kinds, cues = [0] * len(tokens), [0] * len(tokens)
    for cue in reversed(one.reading.cues):
        cues[cue.first : cue.last] = [vocabulary.cues.get(cue.name, 0)] * (cue.last - cue.first)
    at = np.zeros((len(one.cast), len(tokens)), np.int32)
    for row, member in zip(at, one.cast, strict=True):
        for mention in member.here:
            row[mention.first : mention.last] = 1
            kinds[mention.first : mention.last] = [_kind(member)] * (mention.last - mention.first)
    lists: dict[str, Sequence[int]] = {
        "words": [vocabulary.words.get(t.lower, UNKNOWN) for t in tokens],
        "clusters": [vocabulary.clusters.get(t.lower, 0) for t in tokens],
        "tags": [vocabulary.tags.get(t.pos, 0) for t in tokens],
        "relations": [vocabulary.relations.get(t.dep, 0) for t in tokens],
        "cues": cues, "kinds": kinds,
        "flags": [TRIGGER if first <= i < last else INSIDE for i in range(len(tokens))],
        "trigger_at": [first <= i < last for i in range(len(tokens))],
        "steps": [_step(i - first) for i in range(len(tokens))],
        "heads": [t.head for t in tokens],
        "event_features": _known(one.features, vocabulary.event_features),
        "member_kinds": [_kind(m) for m in one.cast],
        "member_forms": [FORMS.index(m.party.form) for m in one.cast],
        "member_steps": [_nearest(m, first) for m in one.cast],
    }  # fmt: skip
    made = {name: np.array(values, np.int32) for name, values in lists.items()}
    features = [_known(f, vocabulary.member_features) for f in one.members]
    return {
        **made,
        "keys": np.array(vocabulary.keys.get(one.trigger.key, 0), np.int32),
        **_numbers_before(one, vocabulary),
        "member_at": at,
        "member_features": _stacked([np.array(f, np.int32) for f in features]),
    }


def _numbers_before(one: Asked, vocabulary: Vocabulary) -> dict[str, Rows]:
    words = one.before
    kinds = np.zeros(len(words), np.int32)
    at = np.zeros((len(one.cast), len(words)), np.int32)
    for row, member in zip(at, one.cast, strict=True):
        for place in member.before.places if member.before else ():
            row[_tokens_at(words, place)] = 1
        kinds[row > 0] = _kind(member)
    lists = {
        "words": [vocabulary.words.get(w.lower, UNKNOWN) for w in words],
        "clusters": [vocabulary.clusters.get(w.lower, 0) for w in words],
        "kinds": kinds,
        "backs": [w.place.back for w in words],
        "member_at": at,
    }
    return {f"before_{name}": np.array(values, np.int32) for name, values in lists.items()}


def _tokens_at(words: Sequence[Word], place: Place) -> slice:
    """Those of the words, oldest first, that a mention at `place` holds; it may be cut off."""
    first = bisect_right(words, (-place.back, place.start), key=_order)
    last = bisect_left(words, (-place.back, place.end), lo=first, key=_start)
    return slice(first, last)


def _order(word: Word) -> tuple[int, int]:
    return -word.place.back, word.place.end


def _start(word: Word) -> tuple[int, int]:
    return -word.place.back, word.place.start


def _known(features: Collection[str], numbers: Mapping[str, int]) -> list[int]:
    return sorted({numbers[f] for f in features if f in numbers})


def _kind(member: Member) -> int:
    return KINDS.index(member.kind)


def _nearest(member: Member, first: int) -> int:
    if not member.here:
        return FAR
    return _step(min((m.first - first for m in member.here), key=abs))


def _step(distance: int) -> int:
    size = next((i for i, end in enumerate(STEPS) if abs(distance) <= end), len(STEPS))
    return size + (len(STEPS) + 1) * (distance >= 0)


def _stacked(rows: Sequence[Rows]) -> Rows:
    """Arrays of one rank as one array, filled up with 0."""
    if not rows:
        return np.zeros((0, 0), np.int32)
    if not rows[0].ndim:
        return np.stack(rows)
    longest = np.max([row.shape for row in rows], axis=0)
    shape = tuple(max(int(n), 1) for n in longest)
    made = np.zeros((len(rows), *shape), np.int32)
    for target, row in zip(made, rows, strict=True):
        target[tuple(slice(n) for n in row.shape)] = row
    return made
