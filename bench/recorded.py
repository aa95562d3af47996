"""What the recipe of the sanctions nets recorded: figures of held-out folds, and calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.figures import table

FIELDS = ("event", "strict", "detection", "issuers", "targets", "action_family", "status_family")


def held_out_table(recorded: Mapping[str, Mapping[str, float]]) -> str:
    """A row a kind of sentence: F1 of event, strict and detection, then shares of pairs."""
    rows = [
        (kind, f"{told['labelled']:.0f}", *(f"{told[field]:.3f}" for field in FIELDS))
        for kind, told in recorded.items()
    ]
    head = ("", "events", "event F1", "strict F1", "detection F1", *FIELDS[3:])
    return table(head, rows)


def calibration_table(recorded: Mapping[str, Any]) -> str:
    """A row a bin of scores: from which score on, how many events, and the share right."""
    limits: Sequence[float] = [0.0, *recorded["limits"]]
    rows = zip(limits, recorded["counts"], recorded["shares"], strict=True)
    told = [(f"{low:.2f}", f"{count:.0f}", f"{share:.2f}") for low, count, share in rows]
    return table(("score from", "events", "right = confidence"), told)
