"""How often events of a score were right: measured on held-out folds of the training sentences."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("calibration.json")
BINS = 10


def confidence(score: float) -> float:
    """The share of events with about this score whose action, status and parties were right."""
    limits, shares = _table()
    return shares[bisect_right(limits, score)]


def measure(scored: Sequence[tuple[float, bool]]) -> dict[str, list[float]]:
    """Bins of equal size over (score, right), their shares never falling; `limits` part them.

    Shares are smoothed by one right and one wrong event a bin and made monotone by pooling.
    """
    ordered = sorted(scored)
    size = max(1, len(ordered) // BINS)
    pools: list[list[float]] = []
    for first in range(0, len(ordered), size):
        some = ordered[first : first + size]
        if len(some) < size and pools:
            break
        pools.append([some[0][0], float(sum(right for _, right in some)), float(len(some))])
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            _, right, count = pools.pop()
            pools[-1][1] += right
            pools[-1][2] += count
    return {
        "limits": [round(p[0], 4) for p in pools[1:]],
        "shares": [round(_share(p), 3) for p in pools],
        "counts": [p[2] for p in pools],
    }


def _share(pool: Sequence[float]) -> float:
    return (pool[1] + 1) / (pool[2] + 2)


@cache
def _table() -> tuple[list[float], list[float]]:
    raw = json.loads(TABLE.read_text(encoding="utf-8"))
    return raw["limits"], raw["shares"]
