"""The recipe of the sanctions weights: labelled sentences in, a file of weights out.

    python -m models.train.sanctions ../shared/gold/sanctions_train.jsonl

The sentences stay outside the repo; the file holds features and weights alone. Deterministic.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.tables import TABLES
from transforms.language import pipelines
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines
from transforms.sanctions import calibration, frames, linear
from transforms.sanctions.context import Earlier, of_context
from transforms.sanctions.extract import readings
from transforms.sanctions.features import of_event, of_governor, of_role
from transforms.sanctions.linear import Linear
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import name_as
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

Gold = Mapping[str, Any]
Examples = dict[str, list[tuple[Sequence[str], str]]]
PENALTY = {"event": 0.002, "action": 0.001, "status": 0.002, "role": 0.002, "earlier": 0.003}


@dataclass(frozen=True, slots=True)
class Item:
    """A trigger sentence of a labelled text, read, and the labelled events that it tells."""

    gold: Gold
    reading: Reading
    earlier: Sequence[Earlier]
    told: Mapping[Trigger, Gold]


def read_items(golds: Sequence[Gold], pipes: Pipelines) -> list[Item]:
    """Read the trigger sentences of labelled texts, each behind its context, as the stage does."""
    articles = [_row(g) for g in golds]
    blocks = pa.Table.from_pylist([_block(a) for a in articles], schema=TABLES["blocks"].made)
    table = pa.Table.from_pylist(articles, schema=_ARTICLES)
    named, _ = annotate(table, blocks, pipes)
    tables = {"blocks": blocks, **named}
    items: list[Item] = []
    for gold, article in zip(golds, articles, strict=True):
        own = {name: _of(rows, article["article_id"]) for name, rows in tables.items()}
        found = list(readings(article["article_id"], article["text"], own, pipes))
        offset = article["text"].rfind(gold["text"])
        inside = [(start - offset, r, e) for start, r, e in found if start >= offset]
        told = match(gold, [(start, r) for start, r, _ in inside])
        items += [
            Item(gold, r, e, {t: g for (s, t), g in told.items() if s == start})
            for start, r, e in inside
        ]
    return items


_ARTICLES = pa.schema(
    [
        TABLES["articles"].made.field(n)
        for n in ("article_id", "uri", "record_key", "language", "text")
    ]
)


def _row(gold: Gold) -> dict[str, str]:
    text = " ".join(part for part in (gold.get("context"), gold["text"]) if part)
    key = gold["id"]
    return {"article_id": key, "uri": key, "record_key": key, "language": "en", "text": text}


def _block(article: Mapping[str, str]) -> dict[str, Any]:
    return {
        "article_id": article["article_id"],
        "ordinal": 0,
        "kind": "paragraph",
        "start_char": 0,
        "end_char": len(article["text"]),
    }


def _of(rows: pa.Table, article_id: str) -> pa.Table:
    return rows.filter(pc.equal(rows["article_id"], article_id))


def match(gold: Gold, found: Sequence[tuple[int, Reading]]) -> dict[tuple[int, Trigger], Gold]:
    """Which found trigger tells which labelled event: by overlap, then in order."""
    left = [(start, trigger) for start, reading in found for trigger in reading.triggers]
    told: dict[tuple[int, Trigger], Gold] = {}
    late = []
    for event in gold["events"]:
        words = re.escape(event["trigger"].lower())
        spans = [m.span() for m in re.finditer(words, gold["text"].lower())]
        hit = next(
            (
                p
                for p in left
                if any(p[0] + p[1].start < b and a < p[0] + p[1].end for a, b in spans)
            ),
            None,
        )
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
        told = item.told
        for trigger in item.reading.triggers:
            features = of_event(item.reading, trigger)
            more = frames.repeat_features(item.reading.triggers, trigger)
            made["event"].append(([*features, *more], "yes" if trigger in told else "no"))
            if trigger in told:
                _add(made, item, trigger, told[trigger], features)
    return made


def _add(made: Examples, item: Item, trigger: Trigger, event: Gold, features: list[str]) -> None:
    over = of_governor(item.reading, trigger)
    made["action"].append(([*features, *over], event["action"]))
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
    acting = name_as("issuer", party)
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
        models = fit(item for item in items if _fold(item) != fold)
        for item in (item for item in items if _fold(item) == fold):
            for frame in frames.find_frames(item.reading, item.earlier, models):
                gold = item.told.get(frame.trigger)
                scored.append((frame.score(), gold is not None and _right(frame, gold)))
    return calibration.measure(scored)


def _fold(item: Item) -> int:
    return zlib.crc32(item.gold["id"].encode()) % FOLDS


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
