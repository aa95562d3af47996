"""Who is named outside quotation marks in an article, and who was last spoken of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from transforms.language.chains import Chain
from transforms.language.genders import gender_of
from transforms.language.marks import quoted
from transforms.language.offices import Offices
from transforms.language.reading import Mention, Reading
from transforms.language.roles import Role
from transforms.language.sentences import Block, Sentence

SPEAK = frozenset({"person", "public_body", "organization", "company", "country"})
"""Kinds of entities that say something."""
OWNS = frozenset({"'s", "’s"})
_PREPOSITION = re.compile(
    r"\b(?:of|with|by|to|for|against|from|in|at|on|over|about|than|under|and|criticized|praised"
    r"|accused|urged|told|met|between|after|including)\s+(?:the\s+)?(?:[\w.’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"[Tt]he\s+([^,;:“”\"]{3,60}?)(?=\s+(?:[a-z]+(?:ed|s)|had|met|spoke|went|came)\b)"
)
_PRONOUN_FIRST = re.compile(r"(He|She)\b")
_NAMED = frozenset({"PERSON", "ORG", "GPE"})


@dataclass
class Scene:
    """An article's names and roles; read in order, it remembers whom each sentence is about.

    Names inside quotation marks are left out: they are spoken of, and do not speak.
    """

    reading: Reading
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    chains: Mapping[str, Chain]
    recent: list[str] = field(default_factory=list)
    """People who spoke or acted, the last one at the end."""

    @cached_property
    def offices(self) -> Offices:
        """Who "the minister" is."""
        return Offices.of(self.reading.text, self.mentions, self.roles, self.chains)

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.sentence, []).append(mention)
        return found

    @cached_property
    def _outside(self) -> frozenset[int]:
        """Where the mentions outside quotation marks begin."""
        text = self.reading.text
        spoken = sorted((q.start, q.end) for b in self.reading.blocks for q in quoted(text, b))
        begins = [start for start, _ in spoken]
        return frozenset(
            m.start
            for m in self.mentions
            if not (at := bisect_right(begins, m.start)) or spoken[at - 1][1] < m.end
        )

    @cached_property
    def _by_block(self) -> Mapping[int, Sequence[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.reading.sentences:
            found.setdefault(sentence.block, []).append(sentence)
        return found

    def sentences(self, block: Block) -> Sequence[Sentence]:
        """The sentences of a block."""
        return self._by_block.get(block.ordinal, ())

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions of every label between two offsets, in order."""
        first, last = (self.reading.sentence_at(at).ordinal for at in (start, end - 1))
        near = (m for n in range(first, last + 1) for m in self._by_sentence.get(n, ()))
        return [m for m in near if start <= m.start and m.end <= end]

    def named(self, start: int, end: int) -> list[Mention]:
        """People, bodies and places named between two offsets, outside quotation marks."""
        return [
            m
            for m in self.within(start, end)
            if m.key and m.label in _NAMED and m.start in self._outside
        ]

    def subject(
        self, start: int, end: int, labels: Set[str] = frozenset({"PERSON"})
    ) -> Mention | None:
        """The first person named between two offsets, not behind a preposition, no possessor."""
        text = self.reading.text
        for mention in self.named(start, end):
            owns = text[mention.end : mention.end + 2] in OWNS
            if mention.label in labels and not owns and not self.after_preposition(start, mention):
                return mention
        return None

    def after_preposition(self, start: int, mention: Mention) -> bool:
        """Whether a mention belongs to a preposition: it is no subject then."""
        role = self.role_before(mention)
        begins = role.start if role and role.start >= start else mention.start
        lead = self.reading.text[max(start, begins - 60) : begins]
        match = _PREPOSITION.search(lead)
        return bool(match) and not re.search(r"[,;“”\"]", match.group() if match else "")

    def role_over(self, mention: Mention) -> Role | None:
        """The role whose words a name is part of: "NATO" in "NATO Secretary-General Ann Lee"."""
        told = (r for r in self.roles if r.start <= mention.start and mention.end <= r.end)
        return next(told, None)

    def role_before(self, mention: Mention) -> Role | None:
        """The role that leads to a person's name."""
        told = (r for r in self.roles if r.key == mention.key and r.end <= mention.start)
        return next((r for r in told if mention.start - r.end < 3), None)

    def heard(self, sentence: Sentence, speaker: str | None) -> None:
        """Remember who spoke in a sentence, or else whom it is about."""
        told = self.chains.get(speaker or "")
        key = told.key if told and told.kind == "person" else self._about(sentence)
        if key:
            self.recent = [*(k for k in self.recent if k != key), key]

    def _about(self, sentence: Sentence) -> str | None:
        """Whom a sentence is about: its "he", "the minister", first person or their doings."""
        text, start, end = self.reading.text, sentence.start, sentence.end
        if pronoun := _PRONOUN_FIRST.match(text, start, end):
            return self.meant(pronoun.group(1), start)
        titled = _TITLED.match(text, start, end)
        if titled and (key := self.offices.holder(titled.group(1), start)):
            return key
        if subject := self.subject(start, end):
            return subject.key
        first = next(iter(self.named(start, end)), None)
        owns = first and first.label == "PERSON" and text[first.end : first.end + 2] in OWNS
        return first.key if first and owns else None

    def meant(self, pronoun: str, at: int) -> str | None:
        """Whom "he" or "she" at an offset stands for: who last acted, or else was last named."""
        before = self.reading.sentence_at(at).start
        keys = chain(reversed(self.recent), self._earlier(before))
        return next((key for key in keys if self.fits(pronoun, key)), None)

    def _earlier(self, at: int) -> Iterator[str]:
        """People named before an offset outside quotation marks, the nearest first."""
        return (m.key for m in reversed(self._people[: bisect_right(self._ends, at)]) if m.key)

    @cached_property
    def _people(self) -> Sequence[Mention]:
        """People named outside quotation marks."""
        return [m for m in self.mentions if m.label == "PERSON" and m.start in self._outside]

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [m.end for m in self._people]

    def fits(self, pronoun: str, key: str) -> bool:
        """Whether nothing speaks against a pronoun for a person."""
        return self._genders.get(key) in {None, pronoun.lower()}

    @cached_property
    def _genders(self) -> Mapping[str, str | None]:
        text = self.reading.text
        told: dict[str, tuple[set[str], list[str], list[str]]] = {}
        for mention in self.mentions:
            if mention.label == "PERSON" and mention.key:
                names, leads, _ = told.setdefault(mention.key, (set(), [], []))
                names.add(self.chains[mention.key].name)
                leads.append(text[max(0, mention.start - 12) : mention.start])
        for role in self.roles:
            told[role.key][2].append(role.noun)
        return {key: gender_of(*each) for key, each in told.items()}
