"""Under which programme: the law, order or list that an event's sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.programs.prose import Named, meant, named_in
from transforms.sanctions.frames import Frame
from transforms.sanctions.reading import Reading

BEFORE = 2
"""Sentences before that may name the programme of "the sanctions"."""
_DEFINITE = re.compile(r"\b(?:the|these|those|such)\s+(?:\w+\s+)?$", re.IGNORECASE)
UNKNOWN = "??"
"""Stands for an issuer without a code, whose programmes nobody knows."""


def program_of(frame: Frame, reading: Reading, before: Sequence[str]) -> str | None:
    """The key of the one programme that fits issuers and targets of an event, or None.

    Where the sentence names none and speaks of "the sanctions", the nearest of the `BEFORE`
    sentences before that names one counts, if the event's parties come from there too.
    """
    named = named_in(reading.text)
    if named:
        return _meant(frame, named)
    if _goes_on(frame, reading):
        earlier = (named_in(sentence) for sentence in reversed(before[-BEFORE:]))
        return _meant(frame, next((n for n in earlier if n), []))
    return None


def _meant(frame: Frame, named: Sequence[Named]) -> str | None:
    issuers = [part.party for part in frame.parts if part.role == "issuer"]
    targets = [part.party for part in frame.parts if part.role == "target"]
    return meant(
        named,
        {party.country or UNKNOWN for party in issuers},
        {party.authority for party in issuers if party.authority},
        {party.country for party in targets if party.country},
    )


def _goes_on(frame: Frame, reading: Reading) -> bool:
    definite = _DEFINITE.search(reading.text[: frame.trigger.start]) is not None
    return definite and any(part.party.start < 0 for part in frame.parts)
