"""The recipe of the sanctions weights: labelled sentences in, a file of weights out.

    python -m models.train.sanctions [../shared]

The file holds features and weights alone. Deterministic.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from transforms.sanctions.cast import Member, cast_of
from transforms.sanctions.context import Earlier
from transforms.sanctions.event_features import of_event, of_governor
from transforms.sanctions.extract import readings
from transforms.sanctions.linear import Linear
from transforms.sanctions.member_features import beside_others, of_members
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import name_as
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

from .agreement import EVENT, STRICT, agreement, shares, words_of
from .labelled import Gold, read_all
from .logistic import train

Examples = dict[str, list[tuple[Sequence[str], str]]]
INVERSE_PENALTY = {"event": 0.5, "action": 0.5, "status": 0.5, "role": 0.1}
"""Chosen by cross-validation."""


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
    """What the models of events, actions and statuses learn from."""
    made: Examples = {name: [] for name in ("event", "action", "status")}
    for item in items:
        told = item.told
        for trigger in item.reading.triggers:
            features = of_event(item.reading, trigger)
            more = frames.of_occasion(item.reading, trigger)
            made["event"].append(([*features, *more], "yes" if trigger in told else "no"))
            if trigger in told:
                event = told[trigger]
                meaning = [*features, *of_governor(item.reading, trigger)]
                made["action"].append((meaning, event["action"]))
                action = f"action={event['action']}"
                made["status"].append(([*meaning, action], event["status"]))
    return made


def role_of(event: Gold, member: Member) -> str:
    """The role that the label gives to a member: by any mention, target before issuer and actor."""
    parties = [c.party for c in member.here] or [member.party]
    if any(_meant(t, party) for t in event["targets"] for party in parties):
        return "target"
    acting = {name_as("issuer", party) for party in parties}
    if acting & set(event["issuers"]):
        return "issuer"
    return "actor" if acting & set(event["actors"]) else "none"


def _meant(target: Gold, party: Party) -> bool:
    """Whether the words of a candidate mean a labelled target, if perhaps not its whole span."""
    if party.kind in {"state", "body"}:
        return bool(target["name"].lower() == party.name.lower())
    one, other = words_of(target["name"]), words_of(party.name)
    return bool(one and other) and (one <= other or other <= one or len(one & other) > 1)


def fit(items: Sequence[Item]) -> dict[str, Linear]:
    """All models. The second look at the cast learns from what first looks give to unseen items."""
    made = examples(items)
    models = {name: train(rows, INVERSE_PENALTY[name]) for name, rows in made.items()}
    casts = [cast for item in items for cast in _casts(item)]
    models["alone"] = _alone(casts)
    looked: list[tuple[set[str], str]] = []
    for fold in range(LOOKS):
        other = _alone([cast for cast in casts if _fold(cast.item, LOOKS) != fold])
        for cast in casts:
            if _fold(cast.item, LOOKS) == fold:
                looked += _second(cast, other)
    models["role"] = train(looked, INVERSE_PENALTY["role"])
    return models


@dataclass(frozen=True, slots=True)
class _Cast:
    """The members of one labelled event, their features and roles."""

    item: Item
    members: Sequence[Member]
    features: Sequence[set[str]]
    roles: Sequence[str]


def _casts(item: Item) -> Iterator[_Cast]:
    members = cast_of(item.reading, item.earlier)
    for trigger, event in item.told.items():
        features = of_members(item.reading, trigger, members, of_event(item.reading, trigger))
        yield _Cast(item, members, features, [role_of(event, m) for m in members])


def _alone(casts: Iterable[_Cast]) -> Linear:
    rows = [pair for c in casts for pair in zip(c.features, c.roles, strict=True)]
    return train(rows, INVERSE_PENALTY["role"])


def _second(cast: _Cast, first: Linear) -> Iterator[tuple[set[str], str]]:
    chances = [first.chances(features) for features in cast.features]
    told = beside_others(cast.members, chances)
    for features, more, role in zip(cast.features, told, cast.roles, strict=True):
        yield features | more, role


LOOKS = 4
"""Parts of the sentences, each looked at by a model of the others."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence and the events found in it by models that did not see it."""

    item: Item
    frames: Sequence[frames.Frame]


def held_out(items: Sequence[Item]) -> Iterator[Held]:
    """Every sentence, read by models of the other folds."""
    for fold in range(FOLDS):
        models = fit([item for item in items if _fold(item) != fold])
        for item in (item for item in items if _fold(item) == fold):
            yield Held(item, frames.find_frames(item.reading, item.earlier, models))


def figures(held: Iterable[Held], golds: Iterable[Gold]) -> dict[str, dict[str, float]]:
    """Figures of held-out events by kind of sentence, each paired with the label of its trigger."""
    told: dict[str, Counter[str]] = {}
    for gold in golds:
        told.setdefault(_kind(gold), Counter())["labelled"] += len(gold["events"])
    for one in held:
        counts = told[_kind(one.item.gold)]
        for frame in one.frames:
            counts["found"] += 1
            gold_event = one.item.told.get(frame.trigger)
            if gold_event is not None:
                counts["paired"] += 1
                agrees = agreement(frame, gold_event)
                counts.update(name for name, right in agrees.items() if right)
                counts["event"] += all(agrees[name] for name in EVENT)
                counts["strict"] += all(agrees[name] for name in STRICT)
    return {kind: shares(counts) for kind, counts in sorted(told.items())}


def _kind(gold: Gold) -> str:
    """Where a labelled sentence comes from, as the page of figures calls it."""
    start = gold["id"].partition(":")[0].partition("-")[0]
    return KINDS.get(start, "official statements")


KINDS = {"voa": "written behind news", "own": "invented", "wpce": "world news in a line"}


def calibrate(held: Iterable[Held]) -> dict[str, list[float]]:
    """The shares of events that were right in the strict sense, by their score."""
    scored = []
    for one in held:
        for frame in one.frames:
            gold = one.item.told.get(frame.trigger)
            right = gold is not None and all(agreement(frame, gold)[name] for name in STRICT)
            scored.append((frame.score(), right))
    return calibration.measure(scored)


def _fold(item: Item, folds: int = FOLDS) -> int:
    return zlib.crc32(item.gold["id"].encode()) % folds


def main(shared: str) -> None:
    """Train on all labelled sentences; write the weights and the table of calibration."""
    golds = read_all(Path(shared))
    items = read_items(golds, pipelines.load())
    linear.save(fit(items), frames.WEIGHTS)
    held = list(held_out(items))
    table = {**calibrate(held), "held_out": figures(held, golds)}
    calibration.TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared")
