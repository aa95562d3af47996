"""The recipe of the sanctions weights: labelled sentences in, a file of weights out.

    python -m models.train.sanctions ../shared/gold/sanctions_train.jsonl

The sentences stay outside the repo; the file holds features and weights alone. Deterministic.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.language import pipelines
from transforms.language.pipelines import Pipelines
from transforms.sanctions import calibration, frames, linear
from transforms.sanctions.context import Earlier, earlier_parties, of_context
from transforms.sanctions.features import of_event, of_role
from transforms.sanctions.linear import Linear
from transforms.sanctions.parties import Name, Party
from transforms.sanctions.prepare import read
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger, find_triggers

Gold = Mapping[str, Any]
Examples = dict[str, list[tuple[Sequence[str], str]]]
PENALTY = {"event": 0.002, "action": 0.001, "status": 0.002, "role": 0.002, "earlier": 0.003}


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled sentence that holds a trigger, read, with the parties of its context."""

    gold: Gold
    reading: Reading
    earlier: Sequence[Earlier]


def read_items(golds: Sequence[Gold], pipes: Pipelines) -> list[Item]:
    """Read the sentences that hold a trigger."""
    found = [(g, t) for g in golds if (t := find_triggers(g["text"])[0])]
    texts = [g["text"] for g, _ in found]
    items = []
    for (gold, triggers), doc, names in zip(
        found, pipes.parse(texts), pipes.names.pipe(texts), strict=True
    ):
        named = [Name(e.start_char, e.end_char, e.label_, e.text, None, None) for e in names.ents]
        context = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", gold.get("context") or "")
        earlier = earlier_parties([s for s in context if s])
        items.append(Item(gold, read(doc, named, triggers), earlier))
    return items


def match(item: Item) -> dict[Trigger, Gold]:
    """Which found trigger tells which labelled event: by overlap, then in order."""
    left = list(item.reading.triggers)
    told: dict[Trigger, Gold] = {}
    late = []
    for event in item.gold["events"]:
        spans = [
            m.span()
            for m in re.finditer(re.escape(event["trigger"].lower()), item.reading.text.lower())
        ]
        hit = next((t for t in left if any(t.start < b and a < t.end for a, b in spans)), None)
        if hit is None:
            late.append(event)
        else:
            left.remove(hit)
            told[hit] = event
    for event in late:
        if left:
            told[left.pop(0)] = event
    return told


def examples(items: Iterable[Item]) -> Examples:
    """What each model learns from."""
    made: Examples = {name: [] for name in PENALTY}
    for item in items:
        told = match(item)
        for trigger in item.reading.triggers:
            features = of_event(item.reading, trigger)
            more = frames.repeat_features(item.reading.triggers, trigger)
            made["event"].append(([*features, *more], "yes" if trigger in told else "no"))
            if trigger in told:
                _add(made, item, trigger, told[trigger], features)
    return made


def _add(made: Examples, item: Item, trigger: Trigger, event: Gold, features: list[str]) -> None:
    made["action"].append((features, event["action"]))
    made["status"].append(([*features, f"action={event['action']}"], event["status"]))
    roles = set()
    for candidate in item.reading.candidates:
        role = role_of(event, candidate.party)
        roles.add(role)
        made["role"].append((of_role(item.reading, trigger, candidate), role))
    have = ("issuer" in roles, "target" in roles)
    for earlier in item.earlier:
        role = role_of(event, earlier.party)
        if role in {"issuer", "target"} and have[role == "target"]:
            role = "none"
        if all(have):
            continue
        label = role if role in {"issuer", "target"} else "none"
        made["earlier"].append((of_context(item.reading, trigger, earlier, have), label))


def role_of(event: Gold, party: Party) -> str:
    """The role that the label gives to a party: by name, for groups and people by most words."""
    if any(_meant(t, party) for t in event["targets"]):
        return "target"
    acting = frames.name_as("issuer", party)
    if acting in event["issuers"]:
        return "issuer"
    return "actor" if acting in event["actors"] else "none"


def _meant(target: Gold, party: Party) -> bool:
    """Whether the words of a candidate mean a labelled target, if perhaps not its whole span."""
    if party.kind in {"state", "body"}:
        return bool(target["name"].lower() == party.name.lower())
    one, other = _words(target["name"]), _words(party.name)
    return bool(one and other) and (one <= other or other <= one or len(one & other) > 1)


def _same(gold: str, name: str, named: bool) -> bool:
    if gold.lower() == name.lower():
        return True
    one, other = _words(gold), _words(name)
    return not named and len(one & other) >= 0.5 * len(one | other) > 0


def _words(name: str) -> set[str]:
    return {w.rstrip("s") for w in re.findall(r"[\w']+", name.lower())} - {"the", "a", "of", "and"}


def fit(items: Iterable[Item]) -> dict[str, Linear]:
    """All models."""
    made = examples(items)
    return {name: linear.train(rows, PENALTY[name]) for name, rows in made.items()}


FOLDS = 5


def calibrate(items: Sequence[Item]) -> dict[str, list[float]]:
    """Score and truth of the events found on each fold by models that did not see it."""
    scored = []
    for fold in range(FOLDS):
        models = fit(item for i, item in enumerate(items) if i % FOLDS != fold)
        for item in items[fold::FOLDS]:
            told = match(item)
            for frame in frames.find_frames(item.reading, item.earlier, models):
                gold = told.get(frame.trigger)
                scored.append((frame.score(), gold is not None and _right(frame, gold)))
    return calibration.measure(scored)


def _right(frame: frames.Frame, gold: Gold) -> bool:
    if (frame.action, frame.status) != (gold["action"], gold["status"]):
        return False
    targets = gold["targets"]
    hit = [
        t for t in targets if any(_same(t["name"], n, t["named"]) for n in frame.names("target"))
    ]
    return set(frame.names("issuer")) == set(gold["issuers"]) and (
        len(hit) == len(targets) == len(frame.names("target"))
    )


def main(path: str) -> None:
    """Train on a labelled file; write the weights and the table of calibration."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    items = read_items([json.loads(line) for line in lines], pipelines.load())
    linear.save(fit(items), frames.WEIGHTS)
    table = json.dumps(calibrate(items), indent=1)
    calibration.TABLE.write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
