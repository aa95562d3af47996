"""Training of the choice of targets (`transforms/sanctions/choice.py`), by SciPy.

A conditional logit over the sets of members of each event, fitted by L-BFGS. Deterministic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from transforms.sanctions import choice
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.nets import Judged
from transforms.sanctions.roles import perhaps_targets

from .agreement import targets_agree
from .labelled import Gold

DECAY = 1e-4
LEAST_EVENTS = 50
"""Events that a feature must tell of: a weight of fewer is mostly chance."""
CHANCES = ("in", "out")
"""Features that say how likely a set is: none may tell against it the likelier it is."""
NEVER = -1e9
DIGITS = 4

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets of an event's members by their features, and which of them are as labelled."""

    features: Sequence[Mapping[str, float]]
    right: Sequence[bool]


def weighed(one: Asked, said: Judged, event: Gold) -> Sets:
    """What `choice.choose` chooses from, beside the label."""
    likely = choice.likely_of(perhaps_targets(one, said.roles))
    terms, sets = choice.terms_of(likely[: choice.MOST]), list(choice.sets_of(likely))
    names = [[likely[place].part.name for place in some] for some in sets]
    return Sets(
        [choice.features_of(terms, some, one.trigger.kind) for some in sets],
        [targets_agree(own, event["targets"]) for own in names],
    )


def learn(told: Sequence[Sets]) -> dict[str, float]:
    """The weight of every feature. Events of which no set is right teach nothing.

    Raises `ValueError` where there is no other event.
    """
    useful = [one for one in told if any(one.right)]
    if not useful:
        raise ValueError("no event has its labelled targets among its sets of members")
    seen = Counter(n for one in useful for n in {name for told in one.features for name in told})
    names = sorted(name for name, count in seen.items() if count >= min(LEAST_EVENTS, len(useful)))
    rows = _rows(useful, {name: n for n, name in enumerate(names)})
    bounds = [(0.0 if name.partition(":")[0] in CHANCES else None, None) for name in names]
    right = np.array([value for one in useful for value in one.right])
    counts = np.array([len(one.right) for one in useful])
    found = minimize(
        _loss, np.zeros(len(names)), (rows, right, counts), "L-BFGS-B", True, bounds=bounds
    )
    values = found.x.tolist()
    return {name: round(value, DIGITS) for name, value in zip(names, values, strict=True)}


def _loss(
    weights: Numbers, rows: Numbers, right: NDArray[np.bool_], counts: NDArray[np.int_]
) -> tuple[float, Numbers]:
    """How unlikely the right sets are, on average, and how that changes with the weights."""
    odds = rows @ weights
    most, likely = _shares(odds, counts)
    told, wanted = _shares(np.where(right, odds, NEVER), counts)
    slope = (likely - wanted) @ rows / len(counts) + 2 * DECAY * weights
    return float((most - told).mean() + DECAY * np.square(weights).sum()), slope


def _shares(odds: Numbers, counts: NDArray[np.int_]) -> tuple[Numbers, Numbers]:
    """The log of the sum of the exponents of each event's odds, and each one's share in it."""
    starts = np.concatenate([[0], counts.cumsum()[:-1]])
    most = np.maximum.reduceat(odds, starts)
    sums = most + np.log(np.add.reduceat(np.exp(odds - most.repeat(counts)), starts))
    return sums, np.exp(odds - sums.repeat(counts))


def _rows(useful: Sequence[Sets], places: Mapping[str, int]) -> Numbers:
    rows = np.zeros((sum(len(one.right) for one in useful), len(places)))
    told = (features for one in useful for features in one.features)
    for row, features in zip(rows, told, strict=True):
        for name in places.keys() & features.keys():
            row[places[name]] = features[name]
    return rows
