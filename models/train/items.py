"""Labelled sentences read as the stage reads them, each trigger with what its label says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.tables import TABLES
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines
from transforms.sanctions.cast import Member, cast_of
from transforms.sanctions.context import Before
from transforms.sanctions.extract import readings_of
from transforms.sanctions.judging import asked_of
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.parties import Party
from transforms.sanctions.parts import name_as
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

from .agreement import canonical, words_of
from .labelled import Gold


@dataclass(frozen=True, slots=True)
class Item:
    """A trigger sentence of a labelled text, read, and the labelled events that it tells."""

    gold: Gold
    reading: Reading
    before: Before
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
        found = list(readings_of(article["article_id"], article["text"], own, pipes))
        offset = article["text"].rfind(gold["text"])
        inside = [(start - offset, r, b) for start, r, b in found if start >= offset]
        told = match(gold, [(start, r) for start, r, _ in inside])
        items += [
            Item(gold, r, b, {t: g for (s, t), g in told.items() if s == start})
            for start, r, b in inside
        ]
    return items


WRITTEN = ("voa-", "line-", "own-")
"""How the ids of sentences begin that were written for training (README)."""
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


def role_of(event: Gold, member: Member, text: str) -> str:
    """The role that the label gives to a member: by any mention, target before issuer and actor.

    `text` is the sentence: a label may have a name as it stands there ("Taleban").
    """
    parties = [c.party for c in member.here] or [member.party]
    written = [replace(c.party, name=text[c.party.start : c.party.end]) for c in member.here]
    if any(_meant(t, party) for t in event["targets"] for party in (*parties, *written)):
        return "target"
    for role in ("issuer", "actor"):
        acting = {canonical(name_as(role, party)) for party in parties}
        if acting & {canonical(name) for name in event[f"{role}s"]}:
            return role
    return "none"


def _meant(target: Gold, party: Party) -> bool:
    """Whether the words of a candidate mean a labelled target, if perhaps not its whole span."""
    if party.kind in {"state", "body"}:
        return canonical(target["name"]) == canonical(party.name)
    one, other = words_of(target["name"]), words_of(party.name)
    return bool(one and other) and (one <= other or other <= one or len(one & other) > 1)


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger as asked, and the event that the label tells of it, with a role for each member.

    `found` is false where the text was written for training.
    """

    asked: Asked
    event: Gold | None
    roles: Sequence[str]
    found: bool


def examples(items: Iterable[Item]) -> Iterator[Example]:
    """All triggers of the items."""
    for item in items:
        cast = cast_of(item.reading, item.before.parties)
        found = not item.gold["id"].startswith(WRITTEN)
        for trigger in item.reading.triggers:
            event = item.told.get(trigger)
            words = item.reading.text
            roles = [role_of(event, m, words) for m in cast] if event is not None else []
            asked = asked_of(item.reading, trigger, cast, item.before.words)
            yield Example(asked, event, roles, found)
