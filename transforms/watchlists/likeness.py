"""How likely it is that two names are one: features of their alignment, weighed by a regression.

The weights in `likeness.json` are fitted by `models.train.likeness`, which also says on what.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from transforms.watchlists.alignment import Pair, align
from transforms.watchlists.names import NameParts, parts_of, word_list
from transforms.watchlists.sounds import skeleton

WEIGHTS = Path(__file__).with_name("likeness.json")
PAIRS_KEPT = 100_000
"""Pairs whose likeness is remembered."""
SAME = 1.0
"""Likeness of names that are the same words, in any order."""
JOINED = 0.98
"""Likeness of names that are the same words but for the spaces between them."""
UNSURE = 0.7
"""The score from which on two names are more likely one than not; SCHEMA.md, `score_screening`."""

LONE = 0.6
"""One word of a person's longer name: half a village may bear it."""

PARTICLE, INITIAL, TRADE, SHORT, WORD = 0.3, 0.4, 0.5, 0.6, 1.0
"""What a word of a name weighs: "al", "J", "Trading", "Al" of a company, any other."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` 0 to 1, from `UNSURE` on more likely one name than not; `features` by name."""

    score: float
    features: Mapping[str, float]


@lru_cache(PAIRS_KEPT)
def compare(one: str, other: str, *, person: bool) -> Likeness:
    """Compare two names of persons, or of anything else. Symmetric; knows nothing but the names."""
    first, second = parts_of(one, person=person), parts_of(other, person=person)
    if sorted(first.words) == sorted(second.words) and first.form == second.form:
        return Likeness(SAME, {})
    if first.form == second.form and _joined(first.words) & _joined(second.words):
        return Likeness(JOINED, {})
    a, b = compared_words(first, second, person=person)
    told = features(a, b, first.form, second.form, person=person)
    score = _score(told)
    if person and "single" in told and "extra" in told and "conflict" not in told:
        score = min(score, LONE)
    return Likeness(score, told)


def _joined(words: Sequence[str]) -> set[str]:
    """All words as one, in either order: "LiShangfu" is "Shangfu Li"."""
    return {"".join(words), "".join(reversed(words))}


def compared_words(
    one: NameParts, other: NameParts, *, person: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words to compare, each once: in their own script where both are in another than Latin."""
    both_foreign = person and one.native and other.native
    a, b = (one.native, other.native) if both_foreign else (one.words, other.words)
    a, b = tuple(dict.fromkeys(a)), tuple(dict.fromkeys(b))
    return (a, b) if (len(a), a) <= (len(b), b) else (b, a)


def features(
    one: Sequence[str],
    other: Sequence[str],
    form: str | None,
    other_form: str | None,
    *,
    person: bool,
) -> dict[str, float]:
    """What is known of a pair of names, each a number of about 0 to 1; absent ones are 0."""
    pairs = align(one, other)
    left = _unanswered(one, {i for p in pairs for i in p.one}, person=person)
    right = _unanswered(other, {j for p in pairs for j in p.other}, person=person)
    matched = sum(_weight_of(p, one, other, person=person) for p in pairs)
    total = max(matched + left + right, 0.1)
    conflict, extra = min(left, right), abs(left - right)
    told = {
        "conflict": conflict / total,
        "conflicting words": min(conflict, 2.0),
        "extra": extra / total,
        "matched": matched / total,
        "single": float(min(len(one), len(other)) == 1),
        "short": 1 / max(sum(map(len, one)), sum(map(len, other)), 1),
        "swapped": float(_crossed(pairs)),
        "sounds": float(_sound(one) == _sound(other)),
        "initials": float(sum(_is_initial(p, one, other) for p in pairs)),
        "forms": float(bool(form and other_form and form != other_form)),
        "unlike words": float(sum(p.likeness < 0.8 for p in pairs)),
    }
    told |= _steps("edits", _edits(one, other, pairs), (1, 2, 3, 4, 5))
    least = min((p.likeness for p in pairs if _counts(p, one, other, person=person)), default=1.0)
    told |= _steps("unlike", 1 - least, (0.15, 0.25, 0.4))
    told |= _steps("conflict", conflict / total, (0.01, 0.2, 0.35))
    told |= _steps("extra", extra / total, (0.01, 0.3, 0.45))
    if not person:
        told |= {"firm: " + k: told[k] for k in ("conflict >= 0.01", "extra >= 0.01")}
    return {name: value for name, value in told.items() if value}


def _steps(name: str, value: float, steps: Sequence[float]) -> dict[str, float]:
    return {f"{name} >= {step:g}": float(value >= step) for step in steps}


def weight(word: str, *, person: bool) -> float:
    """How much of a name a word is, 0 to 1."""
    if person:
        if word in word_list("particles"):
            return PARTICLE
        return INITIAL if len(word) == 1 else WORD
    if word in word_list("trades"):
        return TRADE
    return SHORT if len(word) <= 2 else WORD


def _unanswered(words: Sequence[str], answered: set[int], *, person: bool) -> float:
    return sum(weight(w, person=person) for i, w in enumerate(words) if i not in answered)


def _weight_of(pair: Pair, one: Sequence[str], other: Sequence[str], *, person: bool) -> float:
    left = sum(weight(one[i], person=person) for i in pair.one)
    return max(left, sum(weight(other[j], person=person) for j in pair.other))


def _counts(pair: Pair, one: Sequence[str], other: Sequence[str], *, person: bool) -> bool:
    return _weight_of(pair, one, other, person=person) >= TRADE


def _crossed(pairs: Sequence[Pair]) -> bool:
    """Whether the words stand in another order, and not only the family name at the other end."""
    order = [place for _, place in sorted((p.one[0], p.other[0]) for p in pairs)]
    return sum(a > b for a, b in zip(order, order[1:] + order[:1], strict=True)) > 1


def _sound(words: Sequence[str]) -> str:
    return "".join(sorted("".join(skeleton(word) for word in words)))


def _is_initial(pair: Pair, one: Sequence[str], other: Sequence[str]) -> bool:
    lengths = (len(one[pair.one[0]]), len(other[pair.other[0]]))
    return min(lengths) == 1 and pair.likeness < 1


def _edits(one: Sequence[str], other: Sequence[str], pairs: Sequence[Pair]) -> int:
    """Edits between the names once their words are put in one order.

    Words that only one of them has are no edits; they are told by `extra`.
    """
    ordered = sorted(pairs, key=lambda pair: pair.one)
    left = [one[i] for p in ordered for i in p.one]
    right = [other[j] for p in ordered for j in p.other]
    rest = _rest(one, {i for p in pairs for i in p.one})
    other_rest = _rest(other, {j for p in pairs for j in p.other})
    if rest and other_rest:
        left, right = left + rest, right + other_rest
    return int(OSA.distance("".join(left), "".join(right)))


def _rest(words: Sequence[str], answered: set[int]) -> list[str]:
    return [word for i, word in enumerate(words) if i not in answered]


def _score(told: Mapping[str, float]) -> float:
    """The regression's odds, moved so that even odds are `UNSURE`; below `SAME`."""
    weights = _weights()
    odds = weights["intercept"] + sum(weights.get(name, 0.0) * v for name, v in told.items())
    return min(0.99, 1 / (1 + math.exp(-odds) * (1 - UNSURE) / UNSURE))


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
