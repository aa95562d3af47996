"""Title, heading, caption and lead that tell one event: the fullest stays, others point at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ABOVE = frozenset({"title", "subtitle", "heading", "caption"})
LEAD = 3
"""Paragraphs under a title or heading among which its event is looked for."""
_FAMILY = {
    "impose": "restrict",
    "tighten": "restrict",
    "extend": "restrict",
    "in_force": "stand",
    "enforce": "stand",
    "ease": "relax",
    "lift": "relax",
    "evade": "evade",
}


@dataclass(slots=True)
class Told:
    """What is compared of an event; `paragraph` counts paragraphs before it in the article."""

    event_id: str
    kind: str
    paragraph: int
    action: str
    status: str
    issuers: frozenset[str]
    targets: frozenset[str]
    counts: frozenset[int]


def same_as(events: Sequence[Told]) -> dict[str, str]:
    """For events of one article in order: event_id -> event_id of the one that it repeats.

    A title, subtitle, heading or caption repeats an event of the paragraphs that follow it when
    action family, status and issuers agree and targets or counts do; the title also one of the
    headings' paragraphs. Nothing points at an event that itself points on.
    """
    found: dict[str, str] = {}
    body = [e for e in events if e.kind not in ABOVE]
    for event in events:
        if event.kind not in ABOVE:
            continue
        near = (b for b in body if 0 <= b.paragraph - event.paragraph < LEAD and _agree(event, b))
        match = next(near, None)
        if match is not None:
            found[event.event_id] = match.event_id
    return found


def _agree(above: Told, below: Told) -> bool:
    if _FAMILY[above.action] != _FAMILY[below.action] or above.status != below.status:
        return False
    if above.issuers and below.issuers and not above.issuers & below.issuers:
        return False
    if above.counts & below.counts:
        return True
    if above.targets and below.targets:
        return bool(above.targets & below.targets)
    return bool(above.issuers & below.issuers)
