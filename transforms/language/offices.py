"""Who is meant by "the minister": the person whose role, told earlier, the words name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.language.chains import Chain
from transforms.language.kinds import heads
from transforms.language.reading import Mention
from transforms.language.role_words import noun_of
from transforms.language.roles import Role
from transforms.language.territories import by_demonym, find
from transforms.language.words import read

_HEAD_END = re.compile(r"\s+(?:of|for|at|in|from|to|on|under)\s+(?:the\s+)?")
_UNDER = re.compile(r"^(under|vice|deputy)(?=secretary|minister|president|governor|premier)")
_OWNS = re.compile(r"['’]s?$")
_LIKE = {"defence": "defense", "labour": "labor"}


@dataclass(frozen=True, slots=True)
class Office:
    """What a role or a title says: its noun, and the other words, small and without hyphens."""

    noun: str
    words: tuple[str, ...]

    @classmethod
    def told(cls, phrase: str) -> Office | None:
        """The office of "Under-Secretary for Trade" or "prime minister"; None where none is."""
        head, *rest = _HEAD_END.split(phrase.strip())
        words = _parts(head)
        if rest and words and noun_of(words[-1]) is None:  # "Bank of Japan governor"
            words, rest = [w for part in (head, *rest) for w in _parts(part)], []
        if not words or noun_of(words[-1]) is None:
            return None
        noun = _nouns().get(words[-1], words[-1])
        return cls(noun, (*words[:-1], *(w for part in rest for w in _parts(part))))

    def rank(self, asked: Office) -> int | None:
        """How well this role fits a title: 0 best; None if it is another office."""
        more = set(self.words) - set(asked.words)
        if more & (_list("lesser") | _another(self.noun)):
            return 2 if self.noun in _list("plain_too") and not asked.words else None
        return 1 if more & _list("past") else 0


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices of an article's people, by what the article has told so far."""

    mentions: Sequence[Mention]
    roles: Sequence[tuple[Role, Office]]
    chains: Mapping[str, Chain]

    @classmethod
    def of(
        cls,
        text: str,
        mentions: Sequence[Mention],
        roles: Sequence[Role],
        chains: Mapping[str, Chain],
    ) -> Offices:
        """The offices that these roles tell."""
        told = ((role, Office.told(text[role.start : role.end])) for role in roles)
        return cls(mentions, [(role, office) for role, office in told if office], chains)

    def holder(self, title: str, at: int) -> str | None:
        """Whom "the" and these words mean at an offset: of several who fit, the last named."""
        fitting = self.holders(title, at)
        named = (m.key for m in reversed(self.mentions) if m.end <= at and m.key in fitting)
        return next(named, None)

    def holders(self, title: str, at: int) -> frozenset[str]:
        """Everybody whom a title fits best, by the roles told before an offset."""
        asked = Office.told(title)
        if asked is None:
            return frozenset()
        ranks: dict[str, int] = {}
        for role, office in self.roles:
            rank = office.rank(asked) if role.start < at and office.noun == asked.noun else None
            if rank is not None and self._has(role, office, asked):
                ranks[role.key] = min(rank, ranks.get(role.key, rank))
        best = min(ranks.values(), default=0)
        return frozenset(key for key, rank in ranks.items() if rank == best)

    def body(self, noun: str, at: int) -> str | None:
        """The body named last before an offset that "the ministry" stands for."""
        small = noun.casefold()
        if small not in heads():
            return None
        for mention in reversed(self.mentions):
            if mention.end > at or mention.label != "ORG" or not mention.key:
                continue
            head = _HEAD_END.split(self.chains[mention.key].name, maxsplit=1)[0]
            if head.split()[-1].casefold() == small:
                return mention.key
        return None

    def _has(self, role: Role, office: Office, asked: Office) -> bool:
        """Whether all words of a title are the role's, or name its country or its body."""
        known = {*office.words, *_list("idle"), *_parts(role.organization or "")}
        left = [w for w in asked.words if w not in known]
        if not left:
            return True
        bare = (w.replace(".", "") for w in left)
        phrase = " ".join(w.upper() if len(w) < 3 else w.capitalize() for w in bare)
        territory = by_demonym(phrase) or find(phrase)
        country = role.country or self.chains[role.key].country
        return bool(territory and country == territory.code)


def _parts(phrase: str) -> list[str]:
    """The words of a phrase, small, without possessives; "vice-president" is two."""
    words = [_OWNS.sub("", w).strip(".,") for w in phrase.casefold().replace("-", " ").split()]
    if len(words) > 1 and words[-1] in {"elect", "designate"}:
        words.pop()
    told = []
    for word in words:
        full = _LIKE.get(word, word)
        told += _UNDER.sub(r"\1 ", _titles().get(full, full)).split()
    return told


@cache
def _list(part: str) -> frozenset[str]:
    return frozenset(read("offices")[part]["words"])


@cache
def _another(noun: str) -> frozenset[str]:
    groups = read("offices")["another"]
    return frozenset(word for group in groups if group["noun"] == noun for word in group["words"])


@cache
def _nouns() -> dict[str, str]:
    return {word: group["words"][0] for group in read("offices")["same"] for word in group["words"]}


@cache
def _titles() -> dict[str, str]:
    return {word: title for word, title in read("offices")["titles"].items() if word != "example"}
