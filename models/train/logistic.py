"""Multinomial logistic regression over features given as strings, by scikit-learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from transforms.sanctions.linear import Linear

LEAST = 3
"""Examples that a feature must be seen in."""
SMALL = 0.02
"""Weights of which none is larger are left out: they change nothing, and half of all are so."""
BIAS = "bias"
ROUNDS = 400


def train(examples: Sequence[tuple[Iterable[str], str]], inverse_penalty: float) -> Linear:
    """Fit by L-BFGS (deterministic); `inverse_penalty` is scikit-learn's C.

    Every example has the feature `bias`. Weights are rounded to three decimals.
    """
    reader = CountVectorizer(analyzer=set, min_df=LEAST, binary=True)
    rows = reader.fit_transform([{BIAS, *features} for features, _ in examples])
    model = LogisticRegression(C=inverse_penalty, max_iter=ROUNDS)
    model.fit(rows, [label for _, label in examples])
    weights = _by_class(model)
    table = {}
    for feature, column in sorted(reader.vocabulary_.items()):
        told = [round(float(w), 3) for w in weights[:, column]]
        if feature == BIAS:
            told = [w + round(float(b), 3) for w, b in zip(told, _biases(model), strict=True)]
        if max(map(abs, told)) >= SMALL:
            table[feature] = told
    return Linear(tuple(map(str, model.classes_)), table)


def _by_class(model: LogisticRegression) -> NDArray[np.float64]:
    """Weights as classes by features; of two classes the first has none."""
    weights = np.asarray(model.coef_, dtype=np.float64)
    return weights if len(model.classes_) > 2 else np.vstack([np.zeros_like(weights), weights])


def _biases(model: LogisticRegression) -> list[float]:
    told = [float(b) for b in model.intercept_]
    return told if len(model.classes_) > 2 else [0.0, *told]
