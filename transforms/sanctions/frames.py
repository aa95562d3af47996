"""From a trigger to an event: action, status and parties, as the trained models judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.sanctions.cast import cast_of
from transforms.sanctions.context import Before
from transforms.sanctions.governing import governed, settle
from transforms.sanctions.judging import asked_of, best, shipped
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.nets import Judged
from transforms.sanctions.parts import Part, announcers, evaded
from transforms.sanctions.reading import Reading
from transforms.sanctions.roles import parts_of
from transforms.sanctions.triggers import Trigger

EVENT_FROM = 0.7
GOVERNED_FROM = 0.05
"""Least probabilities of an event: of .4 to .7 all tell nearly as many right, and the higher leave
more alone that is none; and, where a verb that keeps, eases or lifts governs the trigger, so low
that a second measure which is kept stays its own event."""


@dataclass(slots=True)
class Frame:
    """An event as found: the trigger, what is done, how certain, and who takes part."""

    trigger: Trigger
    action: str
    status: str
    chance: float
    parts: list[Part] = field(default_factory=list)

    def score(self) -> float:
        """How sure the classifiers were, of the meaning and of every issuer and target."""
        sure = self.chance
        for part in self.parts:
            if part.role in {"issuer", "target"}:
                sure *= max(part.chance, 0.05)
        if not self.names("target"):
            sure *= 0.1
        return sure

    def names(self, role: str) -> list[str]:
        """Names in a role, in order."""
        return [part.name for part in self.parts if part.role == role]


def find_frames(reading: Reading, before: Before) -> list[Frame]:
    """The events of a sentence; `before` is what stands before it."""
    asked = ask(reading, before)
    return frames_of(asked, shipped().judge(asked))


def ask(reading: Reading, before: Before) -> list[Asked]:
    """What there is to judge in a sentence: its triggers, in order."""
    cast = cast_of(reading, before.parties)
    return [asked_of(reading, trigger, cast, before.words) for trigger in reading.triggers]


def frames_of(asked: Sequence[Asked], judged: Sequence[Judged]) -> list[Frame]:
    """The events of one sentence, out of what was said of its triggers."""
    frames: list[Frame] = []
    for one, said in zip(asked, judged, strict=True):
        least = GOVERNED_FROM if governed(one.reading, one.trigger) else EVENT_FROM
        if said.event >= least:
            frames.append(_frame(one, said))
    return _apart(frames)


def _frame(one: Asked, said: Judged) -> Frame:
    reading, trigger = one.reading, one.trigger
    action, sure = best(said.action)
    status, surely = best(said.status)
    action, status = settle(reading, trigger, trigger.action or action, status)
    frame = Frame(trigger, action, status, said.event * sure * surely)
    frame.parts = parts_of(one, said.roles)
    if status == "actual" and action not in {"in_force", "evade", "enforce"}:
        frame.parts += announcers(reading, trigger, frame.parts)
    if action == "evade":
        frame.parts = evaded(reading, trigger, frame.parts)
    return frame


def _apart(frames: list[Frame]) -> list[Frame]:
    """Of two triggers that tell one act, the first: one act with two measures is one event."""
    kept: list[Frame] = []
    for frame in frames:
        same = next((k for k in kept if _same_act(k, frame)), None)
        if same is None:
            kept.append(frame)
    return kept


def _same_act(one: Frame, other: Frame) -> bool:
    return (one.action, one.status) == (other.action, other.status) and (
        one.names("target") == other.names("target")
        or not other.names("target")
        or not one.names("target")
    )
