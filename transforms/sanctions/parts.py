"""A party in its role, and the parties that words alone add to an event or keep from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.sanctions.parties import Party, called
from transforms.sanctions.places import announces, evaders, introduces, only_speaks
from transforms.sanctions.reading import Candidate, Reading
from transforms.sanctions.triggers import Trigger

TOLD_CHANCE = 0.6
"""Of a part that words alone tell."""
EXAMPLE_GAP = 40
"""Code points between a group and the "including" that belongs to it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A party in its role; `party.start` is -1 where it comes from a sentence before."""

    role: str
    name: str
    party: Party
    chance: float


def in_role(role: str, party: Party) -> Party:
    """Who issues for another as that other: a legislature as its state; anybody else as it is."""
    if role != "issuer" or not party.issues_for:
        return party
    return replace(called(party.issues_for), start=party.start, end=party.end)


def name_as(role: str, party: Party) -> str:
    """The canonical name of a party in a role: officials and agencies act for their state."""
    party = in_role(role, party)
    return (party.state or party.name) if role != "target" or party.kind == "state" else party.name


def evaded(reading: Reading, trigger: Trigger, parts: list[Part]) -> list[Part]:
    """Who evades acts and never issues; a state is meant too where nobody else is.

    Where somebody does, nobody is taken for a target whom only the sentences before name.
    """
    acting = [c for c in evaders(reading, trigger) if c.party.kind != "body"]
    names = {name_as("actor", c.party) for c in acting}
    kept = [p for p in parts if p.role != "issuer" or p.name not in names]
    if any(c.party.kind == "person" for c in acting):
        kept = [p for p in kept if p.role != "target" or p.party.start >= 0]
    told = {(p.role, p.name) for p in kept}
    for candidate in acting:
        name = name_as("actor", candidate.party)
        if ("actor", name) not in told and candidate.party.kind != "group":
            kept.append(Part("actor", name, candidate.party, TOLD_CHANCE))
    if not any(p.role == "target" for p in kept):
        states = [c.party for c in acting if c.party.kind == "state"]
        kept += [Part("target", s.name, s, TOLD_CHANCE) for s in states]
    return kept


def announcers(reading: Reading, trigger: Trigger, parts: Sequence[Part]) -> list[Part]:
    """Who makes known what another has decided: only where an issuer is told beside them."""
    if not any(part.role == "issuer" for part in parts):
        return []
    taken = {part.name for part in parts}
    found = [c.party for c in reading.candidates if announces(reading, trigger, c)]
    return [
        Part("announcer", p.name, p, TOLD_CHANCE)
        for p in found
        if p.name not in taken and name_as("issuer", p) not in taken
    ]


def no_target(reading: Reading, trigger: Trigger, candidate: Candidate) -> bool:
    """Whether a candidate is there as a speaker, or only introduces a name."""
    return introduces(reading, trigger, candidate) or only_speaks(reading, trigger, candidate)


def examples_of(reading: Reading, targets: Sequence[Party]) -> list[Candidate]:
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
    return found
