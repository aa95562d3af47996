"""A trigger sentence made ready: tokens with their parse, parties, groups, cues and triggers."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.sanctions.cues import Cue
from transforms.sanctions.parties import Party
from transforms.sanctions.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its words, span in the sentence, tags, and the index of its head."""

    lower: str
    start: int
    end: int
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take part: `party`, its first token, one past its last, and its list.

    Candidates that are joined by commas and "and" share `series`. `lead` is the first token of
    the list that it stands in.
    """

    party: Party
    first: int
    last: int
    series: int
    lead: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What `features` and `frames` look at; offsets are in the sentence.

    `inner` are states and bodies named only inside the words of others: "U.S. officials".
    """

    text: str
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    triggers: tuple[Trigger, ...]
    candidates: tuple[Candidate, ...]
    inner: tuple[Candidate, ...] = ()

    def token_at(self, offset: int) -> int:
        """Index of the token that holds `offset`, or the next one."""
        for index, token in enumerate(self.tokens):
            if offset < token.end:
                return index
        return len(self.tokens) - 1

    def tokens_of(self, told: Party | Trigger) -> tuple[int, int]:
        """Index of the first token of a party or trigger, and one past that of its last."""
        return self.token_at(told.start), self.token_at(told.end - 1) + 1
