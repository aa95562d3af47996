"""From a trigger to an event: action, status and parties, as the trained weights judge them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from transforms.sanctions import linear
from transforms.sanctions.cast import cast_of
from transforms.sanctions.context import Earlier
from transforms.sanctions.event_features import of_event, of_governor, of_sense
from transforms.sanctions.governing import governed, settle
from transforms.sanctions.linear import Linear
from transforms.sanctions.parts import Part, announcers, evaded
from transforms.sanctions.reading import Reading
from transforms.sanctions.roles import parts_of
from transforms.sanctions.triggers import Trigger

WEIGHTS = Path(__file__).with_name("weights.json")
EVENT_FROM = 0.5
GOVERNED_FROM = 0.05
"""Least probabilities of an event: by cross-validation; and, where a verb that keeps, eases or
lifts governs the trigger, so low that a second measure which is kept stays its own event."""


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


def find_frames(
    reading: Reading, earlier: Sequence[Earlier], models: Mapping[str, Linear] | None = None
) -> list[Frame]:
    """The events of a sentence; `earlier` are the parties of the sentences before it."""
    models = models or shipped()
    frames: list[Frame] = []
    cast = cast_of(reading, earlier)
    for trigger in reading.triggers:
        features = of_event(reading, trigger)
        chance = (
            models["event"].chances([*features, *of_occasion(reading, trigger)]).get("yes", 0.0)
        )
        if chance < (GOVERNED_FROM if governed(reading, trigger) else EVENT_FROM):
            continue
        meaning = [*features, *of_governor(reading, trigger)]
        action, sure = best(models["action"].chances(meaning))
        status, surely = best(models["status"].chances([*meaning, f"action={action}"]))
        action = _standing(reading, trigger, trigger.action or action, status)
        action, status = settle(reading, trigger, action, status)
        frame = Frame(trigger, action, status, chance * sure * surely)
        frame.parts = parts_of(reading, trigger, cast, features, models)
        if status == "actual" and action not in {"in_force", "evade", "enforce"}:
            frame.parts += announcers(reading, trigger, frame.parts)
        if action == "evade":
            frame.parts = evaded(reading, trigger, frame.parts)
        frames.append(frame)
    return _apart(frames)


def _standing(reading: Reading, trigger: Trigger, action: str, status: str) -> str:
    """ "condemned the sanctions": what is opposed stands already (SANCTIONS_GUIDE v1, "status")."""
    if (action, status) != ("impose", "opposed") or trigger.kind != "noun":
        return action
    at = reading.token_at(trigger.start)
    near = [c.name for c in reading.cues if at - STANDING_REACH <= c.first < at]
    words = [t.lower for t in reading.tokens[max(0, at - STANDING_REACH) : at]]
    told = "oppose" in near and not set(near) & {"impose", "new", "more", "modal", "condition"}
    definite = {"the", "these", "those"} & set(words)
    return "in_force" if told and definite and not {"any", "further"} & set(words) else action


STANDING_REACH = 5


def of_occasion(reading: Reading, trigger: Trigger) -> list[str]:
    """What the sentence is about, and where a trigger stands among those in it."""
    triggers = reading.triggers
    order = triggers.index(trigger)
    return [
        *of_sense(reading, trigger),
        f"order={min(order, 3)}", f"of={min(len(triggers), 4)}",
        f"order={min(order, 3)}:{trigger.key}", f"alone={len(triggers) == 1}",
        f"after={triggers[order - 1].key if order else '^'}:{trigger.key}",
    ]  # fmt: skip


def best(chances: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest class and its probability."""
    return max(chances.items(), key=lambda pair: pair[1])


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


@cache
def shipped() -> dict[str, Linear]:
    """The weights beside this module."""
    return linear.load(WEIGHTS)
