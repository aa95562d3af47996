"""Spans found against gold spans, by the rule of the entity scorer: span and label both equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .sentence import Span

PLACES = {"GPE": "PLACE", "LOC": "PLACE"}
"""GPE and LOC count as one label."""
NAMES = ("PERSON", "ORG", "PLACE", "NORP")
"""The labels of the figure "names"."""


def score(
    pairs: Iterable[tuple[Iterable[Span], Iterable[Span]]],
    labels: Mapping[str, str] = PLACES,
    names: tuple[str, ...] = NAMES,
) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and gold count of (found, gold) pairs, per label and for `names`.

    `labels` renames labels before they are compared (default: GPE and LOC become PLACE).
    """
    hit: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for found, gold in pairs:
        had = {(s.start, s.end, labels.get(s.label, s.label)) for s in found}
        want = {(s.start, s.end, labels.get(s.label, s.label)) for s in gold}
        hit.update(label for *_, label in had & want)
        wrong.update(label for *_, label in had - want)
        missed.update(label for *_, label in want - had)

    def figures(scored: Iterable[str]) -> dict[str, float]:
        true, false, lost = (sum(count[x] for x in scored) for count in (hit, wrong, missed))
        precision, recall = true / max(true + false, 1), true / max(true + lost, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return {
            "p": round(precision, 4),
            "r": round(recall, 4),
            "f1": round(f1, 4),
            "n": true + lost,
        }

    seen = sorted(set(hit) | set(wrong) | set(missed))
    return {"names": figures(names), **{label: figures([label]) for label in seen}}
