"""From a trigger to an event: action, status and parties, as the trained weights judge them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from transforms.sanctions import linear
from transforms.sanctions.context import Earlier, of_context
from transforms.sanctions.features import of_event, of_governor, of_role
from transforms.sanctions.governing import governed, settle
from transforms.sanctions.linear import Linear
from transforms.sanctions.parts import (
    EXAMPLE_CHANCE,
    Part,
    announcers,
    evaded,
    examples_of,
    name_as,
    no_target,
)
from transforms.sanctions.places import described, is_antecedent
from transforms.sanctions.reading import Candidate, Reading
from transforms.sanctions.triggers import Trigger

WEIGHTS = Path(__file__).with_name("weights.json")
EVENT_FROM = 0.35
GOVERNED_FROM = 0.2
LEAST = (("issuer", 0.4, 0.8), ("target", 0.12, 0.9), ("actor", 0.4, 0.6))
"""Per role: least probability of the likeliest, and of others beside it."""
LISTED_FROM = 0.3
SURE_CHANCE = 0.9
EARLIER_TARGET_FROM = 0.2
EARLIER_ISSUER_FROM = 0.5
"""Least probabilities, chosen by cross-validation on the training sentences."""


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
    for trigger in reading.triggers:
        features = of_event(reading, trigger)
        chance = (
            models["event"]
            .chances([*features, *repeat_features(reading.triggers, trigger)])
            .get("yes", 0.0)
        )
        if chance < (GOVERNED_FROM if governed(reading, trigger) else EVENT_FROM):
            continue
        action, sure = best(models["action"].chances([*features, *of_governor(reading, trigger)]))
        status, surely = best(models["status"].chances([*features, f"action={action}"]))
        action = _standing(reading, trigger, trigger.action or action, status)
        action, status = settle(reading, trigger, action, status)
        frame = Frame(trigger, action, status, chance * sure * surely)
        frame.parts = _parts(reading, trigger, earlier, models)
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


def repeat_features(triggers: Sequence[Trigger], trigger: Trigger) -> list[str]:
    """Where a trigger stands among those of its sentence."""
    order = triggers.index(trigger)
    return [
        f"order={min(order, 3)}", f"of={min(len(triggers), 4)}",
        f"order={min(order, 3)}:{trigger.key}", f"alone={len(triggers) == 1}",
        f"after={triggers[order - 1].key if order else '^'}:{trigger.key}",
    ]  # fmt: skip


def best(chances: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest class and its probability."""
    return max(chances.items(), key=lambda pair: pair[1])


def _parts(
    reading: Reading, trigger: Trigger, earlier: Sequence[Earlier], models: Mapping[str, Linear]
) -> list[Part]:
    judged = [(c, _judge(reading, trigger, c, models["role"])) for c in reading.candidates]
    parts: dict[tuple[str, str], Part] = {}
    for role, least, alone in LEAST:
        for candidate, chance in _chosen(judged, role, least, alone):
            party = candidate.party
            if role == "target" and (name := described(reading, candidate)) is not None:
                party = name.party
            if role != "target" or not no_target(reading, trigger, candidate):
                _keep(parts, Part(role, name_as(role, party), party, chance))
    for candidate in examples_of(reading, [p.party for p in parts.values() if p.role == "target"]):
        party = candidate.party
        _keep(parts, Part("target", name_as("target", party), party, EXAMPLE_CHANCE))
    found = _one_role_each(list(parts.values()))
    return [*found, *_from_before(reading, trigger, earlier, found, models)]


_SURE = {"slot=own-nsubj:pass": "target", "slot=imposed-against": "target"}
"""Places that decide by themselves; the training sentences hold too few of them to learn from."""


def _judge(
    reading: Reading, trigger: Trigger, candidate: Candidate, model: Linear
) -> dict[str, float]:
    """The chances of each role; a place that decides by itself has the last word."""
    features = of_role(reading, trigger, candidate)
    chances = model.chances(features)
    sure = next((_SURE[f] for f in features if f in _SURE), None)
    if is_antecedent(reading, trigger, candidate):
        sure = "target"
    if sure and chances[sure] < SURE_CHANCE:
        rest = (1 - SURE_CHANCE) / max(1 - chances[sure], 1e-6)
        return {r: SURE_CHANCE if r == sure else p * rest for r, p in chances.items()}
    return chances


def _chosen(
    judged: Sequence[tuple[Candidate, Mapping[str, float]]], role: str, least: float, alone: float
) -> list[tuple[Candidate, float]]:
    """The likeliest candidate for a role, those of its list, and others that are near certain."""
    chances = [(c, told.get(role, 0.0)) for c, told in judged]
    chances = [(c, p) for c, p in chances if p >= max(judged_best(judged, c, role), 0.0)]
    top = max(chances, key=lambda pair: pair[1], default=None)
    if top is None or top[1] < least:
        return []
    return [
        (c, p)
        for c, p in chances
        if c is top[0] or (c.series == top[0].series and p >= LISTED_FROM) or p >= alone
    ]


def judged_best(
    judged: Sequence[tuple[Candidate, Mapping[str, float]]], candidate: Candidate, role: str
) -> float:
    """The chance of the likeliest other role but none, for the same candidate."""
    told = next(chances for c, chances in judged if c is candidate)
    return max((p for r, p in told.items() if r not in {role, "none"}), default=0.0)


def _keep(parts: dict[tuple[str, str], Part], part: Part) -> None:
    known = parts.get((part.role, part.name))
    if known is None or part.chance > known.chance:
        parts[part.role, part.name] = part


def _one_role_each(parts: list[Part]) -> list[Part]:
    """Nobody is issuer and target, or issuer and actor, of one event: the likelier role stays."""
    top: dict[str, Part] = {}
    for part in parts:
        if part.name not in top or part.chance > top[part.name].chance:
            top[part.name] = part
    return [part for part in parts if top[part.name] is part]


def _from_before(
    reading: Reading,
    trigger: Trigger,
    earlier: Sequence[Earlier],
    found: Sequence[Part],
    models: Mapping[str, Linear],
) -> list[Part]:
    told = (any(p.role == "issuer" for p in found), any(p.role == "target" for p in found))
    taken = {p.name for p in found}
    parts: list[Part] = []
    for role, least, have in (
        ("issuer", EARLIER_ISSUER_FROM, told[0]),
        ("target", EARLIER_TARGET_FROM, told[1]),
    ):
        if have:
            continue
        judged = [
            (models["earlier"].chances(of_context(reading, trigger, e, told)).get(role, 0.0), e)
            for e in earlier
            if name_as(role, e.party) not in taken
        ]
        chance, chosen = max(judged, key=lambda pair: pair[0], default=(0.0, None))
        if chosen is not None and chance >= least:
            name = name_as(role, chosen.party)
            taken.add(name)
            told_before = replace(chosen.party, start=-1, end=-1)
            parts.append(Part(role, name, told_before, chance))
    return parts


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
