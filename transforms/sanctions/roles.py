"""Who is issuer, target and actor of an event: every member of its cast judged, then the best.

Targets are chosen together (`choice.py`), issuers and actors each by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.sanctions import choice
from transforms.sanctions.cast import Member
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.parts import (
    TOLD_CHANCE,
    Part,
    examples_of,
    in_role,
    name_as,
    no_target,
)
from transforms.sanctions.places import described
from transforms.sanctions.reading import Candidate


@dataclass(frozen=True, slots=True)
class Least:
    """Least chances in a role: of the likeliest, of others in its list, and of others anywhere."""

    first: float
    listed: float
    alone: float


LEAST = {
    "issuer": Least(0.5, 0.3, 0.9),
    "actor": Least(0.4, 0.3, 0.6),
}
"""Other values (the first of .4 to .7, the others by .1) move event F1 by less than .003, on
sentences that no model has seen."""
Likely = list[tuple[Member, Mapping[str, float]]]


def parts_of(one: Asked, roles: Sequence[Mapping[str, float]]) -> list[Part]:
    """The parties of an event, by the chances of each role for every member of its cast."""
    judged = list(zip(one.cast, roles, strict=True))
    parts: dict[tuple[str, str], Part] = {}
    for contender in choice.choose(perhaps_targets(one, roles), one.trigger.kind):
        _keep(parts, contender.part)
    for role in LEAST:
        for member, chance in _chosen(judged, role):
            _keep(parts, _as_named(member, role, chance))
    targets = [p.party for p in parts.values() if p.role == "target" and p.party.start >= 0]
    for example in examples_of(one.reading, targets):
        name = name_as("target", example.party)
        _keep(parts, Part("target", name, example.party, TOLD_CHANCE))
    return _one_role_each(list(parts.values()))


def perhaps_targets(one: Asked, roles: Sequence[Mapping[str, float]]) -> list[choice.Contender]:
    """The members that may be targets, in order."""
    found = []
    for member, told in zip(one.cast, roles, strict=True):
        if told["target"] < choice.LEAST_CHANCE:
            continue
        part = _targeted(one, member, told["target"])
        if part is not None:
            found.append(choice.Contender(member, told, part))
    return found


def _chosen(judged: Likely, role: str) -> list[tuple[Member, float]]:
    """The likeliest member for a role, those of its list, and others that are near certain."""
    least = LEAST[role]
    fitting = [(m, told[role]) for m, told in judged if told[role] >= choice.rival(told, role)]
    top = max(fitting, key=lambda pair: pair[1], default=None)
    if top is None or top[1] < least.first:
        return []
    return [
        (m, p)
        for m, p in fitting
        if m is top[0] or p >= least.alone or (p >= least.listed and m.shares_list(top[0]))
    ]


def _as_named(member: Member, role: str, chance: float) -> Part:
    party = in_role(role, member.party)
    if not member.here:
        party = replace(party, start=-1, end=-1)
    return Part(role, name_as(role, party), party, chance)


def _targeted(one: Asked, member: Member, chance: float) -> Part | None:
    if not member.here:
        return _as_named(member, "target", chance)
    mention = _told_best(one, member)
    if mention is None:
        return None
    meant = described(one.reading, mention) or mention
    return Part("target", name_as("target", meant.party), meant.party, chance)


def _told_best(one: Asked, member: Member) -> Candidate | None:
    """The mention that stands for a target: none that only speaks, a state before its people."""
    fitting = [c for c in member.here if not no_target(one.reading, one.trigger, c)]
    states = [c for c in fitting if c.party.kind == "state"]
    return next(iter(states or fitting), None)


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
