"""A multinomial logistic classifier over sparse features, its weights a small file of data."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


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
