"""A multinomial logistic classifier over sparse features, its weights a small file of data."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Linear:
    """Classes, and a weight per class for every feature."""

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each class; features that were never learned count nothing."""
        totals = [0.0] * len(self.classes)
        for feature in features:
            for index, weight in enumerate(self.weights.get(feature, ())):
                totals[index] += weight
        top = max(totals)
        powers = [math.exp(total - top) for total in totals]
        whole = sum(powers)
        return {c: p / whole for c, p in zip(self.classes, powers, strict=True)}


def train(
    examples: Sequence[tuple[Sequence[str], str]],
    penalty: float = 0.02,
    rounds: int = 300,
    least: int = 3,
) -> Linear:
    """Fit by full-batch gradient steps with momentum (deterministic: no random start).

    `penalty` is the L2 weight per example; features seen in fewer than `least` examples are left
    out. Returns weights rounded to three decimals.
    """
    counts: dict[str, int] = {}
    for features, _ in examples:
        for feature in set(features):
            counts[feature] = counts.get(feature, 0) + 1
    known = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    classes = sorted({label for _, label in examples})
    rows, columns = _indices(examples, known)
    gold = np.zeros((len(examples), len(classes)))
    gold[np.arange(len(examples)), [classes.index(label) for _, label in examples]] = 1
    weights = _descend(rows, columns, gold, len(known), penalty, rounds)
    table = {f: [round(float(w), 3) for w in weights[i]] for f, i in known.items()}
    return Linear(tuple(classes), {f: w for f, w in table.items() if any(w)})


def _indices(
    examples: Sequence[tuple[Sequence[str], str]], known: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = [
        (row, known[f])
        for row, (fs, _) in enumerate(examples)
        for f in sorted(set(fs))
        if f in known
    ]
    array = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _descend(  # noqa: PLR0917
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    gold: NDArray[np.float64],
    width: int,
    penalty: float,
    rounds: int,
) -> NDArray[np.float64]:
    """Adam over the whole batch."""
    n, classes = gold.shape
    weights = np.zeros((width, classes))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    by_column = np.argsort(columns, kind="stable")
    for step in range(1, rounds + 1):
        totals = np.stack(
            [np.bincount(rows, weights[columns, c], minlength=n) for c in range(classes)], axis=1
        )
        totals -= totals.max(axis=1, keepdims=True)
        chances = np.exp(totals)
        chances /= chances.sum(axis=1, keepdims=True)
        error = (chances - gold)[rows[by_column]]
        gradient = (
            np.stack(
                [
                    np.bincount(columns[by_column], error[:, c], minlength=width)
                    for c in range(classes)
                ],
                axis=1,
            )
            / n
            + penalty * weights
        )
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def save(models: Mapping[str, Linear], path: Path) -> None:
    """Write models as one JSON file, a feature a line, sorted."""
    told = {
        name: {"classes": list(m.classes), "weights": dict(sorted(m.weights.items()))}
        for name, m in sorted(models.items())
    }
    path.write_text(_compact(told), encoding="utf-8")


def _compact(told: Mapping[str, Mapping[str, object]]) -> str:
    parts = []
    for name, model in told.items():
        weights = model["weights"]
        assert isinstance(weights, dict)  # noqa: S101 -- made above
        lines = ",\n".join(f"{json.dumps(f)}: {json.dumps(w)}" for f, w in weights.items())
        classes = json.dumps(model["classes"])
        parts.append(f'"{name}": {{"classes": {classes}, "weights": {{\n{lines}\n}}}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def load(path: Path) -> dict[str, Linear]:
    """The models of a file that `save` wrote."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {name: Linear(tuple(m["classes"]), m["weights"]) for name, m in raw.items()}
