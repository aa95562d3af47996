"""Frames made into rows of sanction_events, sanction_parties and sanction_counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from transforms.language.keys import span_id
from transforms.language.sentences import Sentence
from transforms.sanctions.calibration import confidence
from transforms.sanctions.counts import Count, counts_for
from transforms.sanctions.dated import date_of
from transforms.sanctions.dates import NONE, When
from transforms.sanctions.details import measures_of, reason_of
from transforms.sanctions.frames import Frame
from transforms.sanctions.named_program import program_of
from transforms.sanctions.parts import Part
from transforms.sanctions.reading import Reading
from transforms.sanctions.repeats import Told

Row = dict[str, Any]
_STANCES = {
    "oppose": "opposes",
    "demand": "demands",
    "threaten": "threatens",
    "evade": "evades",
    "deny": "denies",
}
_BY_STATUS = {
    "opposed": "opposes",
    "demanded": "demands",
    "threatened": "threatens",
    "denied": "denies",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: article, its span, its block's kind, what is known around it.

    `before` are the sentences before it, oldest first.
    """

    article_id: str
    sentence: Sentence
    kind: str
    paragraph: int
    published: date | None
    quotes: Sequence[tuple[int, int, str]]
    keys: Mapping[tuple[int, int], str]
    known_keys: frozenset[str]
    before: Sequence[str] = ()


@dataclass(slots=True)
class Made:
    """The rows of one event, and what repeats are found by."""

    event: Row
    parties: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)
    told: Told | None = None


def make(frame: Frame, reading: Reading, place: Place) -> Made:
    """The rows of one frame; spans are moved from the sentence into the article."""
    at = place.sentence.start
    start, end = at + frame.trigger.start, at + frame.trigger.end
    event_id = span_id(place.article_id, start, end, frame.action, frame.status)
    counts = _counts(reading, frame)
    when = _when(reading, frame, place)
    reason = reason_of(reading.text, _after_target(frame))
    event: Row = {
        "event_id": event_id,
        "article_id": place.article_id,
        "sentence_start": at,
        "sentence_end": place.sentence.end,
        "trigger_start": start,
        "trigger_end": end,
        "evidence": reading.text,
        "action": frame.action,
        "status": frame.status,
        "measures": measures_of(reading.text, frame.trigger),
        "program": program_of(frame, reading, place.before),
        "reason": reading.text[slice(*reason)] if reason else None,
        "reason_start": at + reason[0] if reason else None,
        "reason_end": at + reason[1] if reason else None,
        "date_text": when.words,
        "event_date": when.day,
        "date_precision": when.precision,
        "date_method": when.method,
        "jurisdiction_count": next((c.low for c in counts if c.scope == "jurisdictions"), None),
        "quote_id": next((q for a, b, q in place.quotes if a <= start and end <= b), None),
        "same_as": None,
        "rule": _rule(frame),
        "confidence": confidence(frame.score()),
    }
    made = Made(event)
    made.parties = list(_parties(frame, reading, place, event_id))
    made.counts = [_count(c, at, event_id, i) for i, c in enumerate(counts)]
    made.told = _told(frame, place, event_id, counts)
    return made


def _rule(frame: Frame) -> str:
    """Trigger, part of speech, and whether a party came from the sentences before."""
    before = any(part.party.start < 0 for part in frame.parts)
    return f"{frame.trigger.key}.{frame.trigger.kind}{'+context' if before else ''}"


def _after_target(frame: Frame) -> int:
    ends = [p.party.end for p in frame.parts if p.role == "target" and p.party.start >= 0]
    return max([frame.trigger.end, *(e for e in ends if e > frame.trigger.end)])


def _when(reading: Reading, frame: Frame, place: Place) -> When:
    """Only what happened is dated (SANCTIONS_GUIDE v2, "date")."""
    if frame.status != "actual":
        return NONE
    return date_of(reading, frame.trigger, frame.action, place.published)


def _counts(reading: Reading, frame: Frame) -> list[Count]:
    targets = [p.party for p in frame.parts if p.role == "target" and p.party.start >= 0]
    return counts_for(reading.text, frame.trigger, targets)


def _count(count: Count, at: int, event_id: str, ordinal: int) -> Row:
    return {
        "event_id": event_id,
        "ordinal": ordinal,
        "low": count.low,
        "high": count.high,
        "qualifier": count.qualifier,
        "unit": count.unit,
        "scope": count.scope,
        "start_char": at + count.start,
        "end_char": at + count.end,
    }


def _parties(frame: Frame, reading: Reading, place: Place, event_id: str) -> Iterable[Row]:
    ordinals: dict[str, int] = {}
    for part in frame.parts:
        ordinal = ordinals.get(part.role, 0)
        ordinals[part.role] = ordinal + 1
        here = part.party.start >= 0
        yield {
            "event_id": event_id,
            "role": part.role,
            "ordinal": ordinal,
            "stance": _stance(frame, reading, part),
            "name": part.name,
            "named": part.party.named,
            "country": part.party.country,
            "entity_key": _key(part, place),
            "authority": part.party.authority if part.role == "issuer" else None,
            "start_char": place.sentence.start + part.party.start if here else None,
            "end_char": place.sentence.start + part.party.end if here else None,
        }


def _key(part: Part, place: Place) -> str | None:
    party = part.party
    if party.kind == "group":
        return None
    if party.kind != "state" and party.start >= 0:
        at = place.sentence.start
        span = (at + party.start, at + party.end)
        inside = (k for (a, b), k in place.keys.items() if a < span[1] and span[0] < b)
        return next(inside, None)
    return party.key if party.key in place.known_keys else None


def _stance(frame: Frame, reading: Reading, part: Part) -> str | None:
    """What an actor does: by the status of the event, else by the next cue behind its name."""
    if part.role != "actor":
        return None
    if frame.action == "evade":
        return "evades"
    if frame.status in _BY_STATUS:
        return _BY_STATUS[frame.status]
    behind = (c for c in reading.cues if reading.tokens[c.first].start >= part.party.end)
    return next((_STANCES[c.name] for c in behind if c.name in _STANCES), None)


def _told(frame: Frame, place: Place, event_id: str, counts: Sequence[Count]) -> Told:
    return Told(
        event_id,
        place.kind,
        place.paragraph,
        frame.action,
        frame.status,
        frozenset(frame.names("issuer")),
        frozenset(frame.names("target")),
        frozenset(c.low for c in counts if c.scope == "targets"),
    )
