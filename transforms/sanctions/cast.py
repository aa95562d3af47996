"""Everybody who may take part in an event: each name once, with its mentions here and before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from transforms.sanctions.context import Earlier
from transforms.sanctions.parties import Party
from transforms.sanctions.reading import Candidate, Reading

MAIN_BODIES = frozenset({"United Nations", "United States", "European Union"})


@dataclass(slots=True)
class Member:
    """One name: its mentions in the sentence, and what the sentences before tell of it."""

    name: str
    here: list[Candidate] = field(default_factory=list)
    before: Earlier | None = None

    @property
    def party(self) -> Party:
        """Its first mention in the sentence, else the one before it."""
        if self.here:
            return self.here[0].party
        assert self.before is not None  # noqa: S101 -- `cast_of` makes no member without either
        return self.before.party

    @property
    def kind(self) -> str:
        """The main bodies by name, all others by kind."""
        return self.name if self.name in MAIN_BODIES else self.party.kind

    @property
    def where(self) -> str:
        """`here` or `before`."""
        return "here" if self.here else "before"

    def shares_list(self, other: Member) -> bool:
        """Whether a mention stands in one list with a mention of the other."""
        return bool(_lists(self) & _lists(other))


def _lists(member: Member) -> set[int]:
    return {c.series for c in member.here if c.party.form != "inside"}


def cast_of(reading: Reading, earlier: Sequence[Earlier]) -> list[Member]:
    """The members of a sentence in order, then those that only the sentences before name.

    Behind those of the sentence come states and bodies that only others' words name. Offices and
    agencies are members under the state or body that they act for.
    """
    members: dict[str, Member] = {}
    for candidate in (*reading.candidates, *reading.inner):
        name = _acting(candidate.party)
        members.setdefault(name, Member(name)).here.append(candidate)
    for one in earlier:
        name = _acting(one.party)
        members.setdefault(name, Member(name)).before = one
    return list(members.values())


def _acting(party: Party) -> str:
    return party.state or party.name
