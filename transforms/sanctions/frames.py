"""From a trigger to an event: action, status and parties, as the trained weights judge them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from transforms.sanctions import linear
from transforms.sanctions.context import Earlier, of_context
from transforms.sanctions.features import of_event, of_role
from transforms.sanctions.linear import Linear
from transforms.sanctions.parties import Party
from transforms.sanctions.reading import Candidate, Reading
from transforms.sanctions.triggers import Trigger

WEIGHTS = Path(__file__).with_name("weights.json")
EVENT_FROM = 0.35
LEAST = (("issuer", 0.4, 0.8), ("target", 0.12, 0.9), ("actor", 0.4, 0.6))
"""Per role: least probability of the likeliest, and of others beside it."""
LISTED_FROM = 0.3
SURE_CHANCE = 0.9
EXAMPLE_CHANCE = 0.6
EXAMPLE_GAP = 40
"""Code points between a group and the "including" that belongs to it."""
EARLIER_TARGET_FROM = 0.2
EARLIER_ISSUER_FROM = 0.5
"""Least probabilities, chosen by cross-validation on the training sentences."""


@dataclass(frozen=True, slots=True)
class Part:
    """A party in its role; `party.start` is -1 where it comes from a sentence before."""

    role: str
    name: str
    party: Party
    chance: float


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
        chance = models["event"].chances([*features, *_repeats(reading, trigger)]).get("yes", 0.0)
        if chance < EVENT_FROM:
            continue
        action, sure = best(models["action"].chances(features))
        status, surely = best(models["status"].chances([*features, f"action={action}"]))
        action = _standing(reading, trigger, trigger.action or action, status)
        frame = Frame(trigger, action, status, chance * sure * surely)
        frame.parts = _parts(reading, trigger, earlier, models)
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


def _repeats(reading: Reading, trigger: Trigger) -> list[str]:
    return repeat_features(reading.triggers, trigger)


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
            if role != "target" or not _only_opens(reading, candidate):
                _keep(parts, Part(role, name_as(role, party), party, chance))
    for candidate in _examples_of(reading, [p.party for p in parts.values() if p.role == "target"]):
        party = candidate.party
        _keep(parts, Part("target", name_as("target", party), party, EXAMPLE_CHANCE))
    found = _one_role_each(list(parts.values()))
    return [*found, *_from_before(reading, trigger, earlier, found, models)]


_SURE = {"slot=own-nsubj:pass": "target", "slot=imposed-against": "target"}
"""Places that decide by themselves; the training sentences hold too few of them to learn from."""


def _examples_of(reading: Reading, targets: Sequence[Party]) -> list[Candidate]:
    """What "including" adds to a target: "12 officials, including NAME and NAME"."""
    found: list[Candidate] = []
    for candidate in reading.candidates:
        opener = next(
            (i for i in range(candidate.lead - 1, max(-1, candidate.lead - 4), -1)
             if reading.tokens[i].lower in {"including", "include", "includes"}),
            None,
        )  # fmt: skip
        if opener is None:
            continue
        behind = [t for t in targets if t.end <= reading.tokens[opener].start]
        start = max((t.end for t in behind if t.kind == "group"), default=None)
        gap = reading.text[start : reading.tokens[opener].start] if start is not None else "."
        if len(gap) < EXAMPLE_GAP and not set(gap) & set(".;:"):
            found.append(candidate)
    return [c for c in found if not _only_opens(reading, c)]


def _judge(
    reading: Reading, trigger: Trigger, candidate: Candidate, model: Linear
) -> dict[str, float]:
    """The chances of each role; a place that decides by itself has the last word."""
    features = of_role(reading, trigger, candidate)
    chances = model.chances(features)
    sure = next((_SURE[f] for f in features if f in _SURE), None)
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


def _only_opens(reading: Reading, candidate: Candidate) -> bool:
    """ "Belarusian President NAME", "the president of Syria, NAME": the name is meant."""
    if candidate.party.kind != "state":
        return False
    following = next((c for c in reading.candidates if c.first >= candidate.last), None)
    if following is None or following.party.kind not in {"person", "name", "group"}:
        return False
    between = reading.tokens[candidate.last : following.first]
    words = [t for t in between if t.lower not in {"'s", "’s", "-"}]
    if all(t.pos in {"ADJ", "NOUN", "PROPN", "NUM"} for t in words):
        return candidate.party.form == "demonym" or len(words) != len(between) or bool(words)
    before = reading.tokens[candidate.first - 1].lower if candidate.first else ""
    return before == "of" and [t.lower for t in between] == [","]


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


def name_as(role: str, party: Party) -> str:
    """The canonical name of a party in a role: officials and agencies act for their state."""
    return (party.state or party.name) if role != "target" or party.kind == "state" else party.name


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
