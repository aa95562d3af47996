"""How far two readers of a sentence agree: the labels that are trained on, and second ones.

    python -m models.train.again [../shared]

Second readers saw the guide and the text alone. What they agree on bounds what a program can reach.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from transforms.sanctions.frames import Frame
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import Part
from transforms.sanctions.triggers import Trigger

from .agreement import agreement, count, shares
from .labelled import Gold, event_in, read_own
from .measured import kind_of
from .own import FOLDER

AGAIN = FOLDER / "sanctions_again.jsonl"
"""Second labels of 1,900 sentences: `id` and `events`, as our own labels have them."""


def read_again(golds: Mapping[str, Gold], labels: Path = AGAIN) -> Iterator[Gold]:
    """The second labels with the texts of the first, `golds` by id.

    Raises `KeyError` where one is of no sentence there.
    """
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = golds[row["id"]]["text"]
        events = [event_in(event, text) for event in row["events"]]
        yield {"id": row["id"], "text": text, "events": events}


def agree(first: Mapping[str, Gold], second: Sequence[Gold]) -> dict[str, dict[str, float]]:
    """Figures of the first labels measured by the second ones, by kind of sentence.

    Events of a sentence are paired one to one for the most agreeing fields.
    """
    told: dict[str, Counter[str]] = {}
    for gold in second:
        counts = told.setdefault(kind_of(gold), Counter())
        ours = [_framed(event) for event in first[gold["id"]]["events"]]
        counts["labelled"] += len(gold["events"])
        counts["found"] += len(ours)
        for fields in _paired(ours, gold["events"]):
            count(counts, fields)
    return {kind: shares(counts) for kind, counts in sorted(told.items())}


def _paired(ours: Sequence[Frame], events: Sequence[Gold]) -> Iterator[dict[str, bool]]:
    fields = [[agreement(frame, event) for event in events] for frame in ours]
    if not ours or not events:
        return
    worth = np.array([[sum(one.values()) for one in row] for row in fields])
    for place, other in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
        yield fields[place][other]


def _framed(event: Mapping[str, Any]) -> Frame:
    """A labelled event as a found one."""
    named = [("issuer", name) for name in event["issuers"]]
    named += [("target", target["name"]) for target in event["targets"]]
    parts = [Part(role, name, Party(0, 0, name, "name"), 1.0) for role, name in named]
    trigger = Trigger(0, len(event["trigger"]), event["trigger"], "noun", (), None)
    return Frame(trigger, event["action"], event["status"], 1.0, parts)


def main(shared: str) -> None:
    """Print what is agreed on, a line for each kind of sentence."""
    first = {gold["id"]: gold for gold in read_own(Path(shared))}
    for kind, figures in agree(first, list(read_again(first))).items():
        print(kind, json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared")
