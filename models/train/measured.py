"""Figures of events in labelled sentences that the models have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from transforms.language.pipelines import Pipelines
from transforms.sanctions import frames

from .agreement import agreement, count, shares
from .items import Item, read_items
from .labelled import UNSEEN, Gold, read_own


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence and the events found in it by models that did not see it."""

    item: Item
    frames: Sequence[frames.Frame]


def figures(held: Iterable[Held], golds: Iterable[Gold]) -> dict[str, dict[str, float]]:
    """Figures of held-out events by kind of sentence, each paired with the label of its trigger."""
    told: dict[str, Counter[str]] = {}
    for gold in golds:
        told.setdefault(kind_of(gold), Counter())["labelled"] += len(gold["events"])
    for one in held:
        counts = told[kind_of(one.item.gold)]
        for frame in one.frames:
            counts["found"] += 1
            gold_event = one.item.told.get(frame.trigger)
            if gold_event is not None:
                count(counts, agreement(frame, gold_event))
    return {kind: shares(counts) for kind, counts in sorted(told.items())}


def kind_of(gold: Gold) -> str:
    """Where a labelled sentence comes from, as the page of figures calls it."""
    found = (kind for start, kind in KINDS.items() if gold["id"].startswith(start))
    return next(found, "official statements")


KINDS = {
    "voa-r": "involved, behind news",
    "voa-s": "involved, behind news",
    "voa-t": "ordinary words, behind news",
    "voa-u": "ordinary words, behind news",
    "voa-": "written behind news",
    "own-": "invented",
    "wpce:": "world news in a line",
    "line-r": "involved, as world news",
    "line-u": "ordinary words, as world news",
    "line-": "written as world news",
}
"""By the start of the id; the first that fits."""


def unseen(shared: Path, pipes: Pipelines) -> dict[str, dict[str, float]]:
    """Figures of the shipped models on `UNSEEN`, by kind of sentence."""
    golds = list(read_own(shared, [UNSEEN]))
    items = read_items(golds, pipes)
    held = [Held(item, frames.find_frames(item.reading, item.before)) for item in items]
    return figures(held, golds)
