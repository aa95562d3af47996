"""What an article says that a person is: "Chinese Defense Minister Li Shangfu"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.language.chains import Chain
from transforms.language.homes import Homes
from transforms.language.kinds import country_of, heads, is_told
from transforms.language.reading import Mention, Reading
from transforms.language.relabel import no_name
from transforms.language.role_words import is_local, modifies, noun_of, office_country
from transforms.language.territories import by_code, by_demonym, by_metonym, find
from transforms.language.words import first_words

MOST_WORDS = 9
"""Words that a role may have; longer ones are clauses."""

_WORD = re.compile(r"[^\s,;:()“”\"]+")
_BETWEEN = re.compile(r"(?P<comma>,)?[\s\u00a0]+$")
_APPOSITION = re.compile(
    r"(?:\s+of\s+(?:the\s+)?[A-ZÀ-Þ][^,;.()]{1,60})?,\s+(?P<owner>(?:an?|the|his|her|its|their|(?:[\w.]+\s){0,3}[\w.]+['’]s?)\s+)?"
    r"(?P<role>[^,;:()“”\".]{3,90})(?=[,.;)]|\s+[-–—]|$)"
)
_STOP = re.compile(
    r"\s+(?:who|which|that|said|says|told|when|while|as|was|is|were|has|had|will|would|by|to"
    r"|and said|after|before|since|on|with)\b"
)
_OF = re.compile(r"\s+(?:of|for|at|in)\s+")
_HEAD_END = re.compile(r"\s+(?:of|for|at|in|from|to|on|under|and)\s+")
_OF_PLACE = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-ZÀ-Þ])")
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_DETERMINERS = frozenset(
    {"a", "an", "the", "his", "her", "its", "their", "our", "my", "this", "another"}
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role: the person's chain, the span of its words, and what organisation and country."""

    key: str
    start: int
    end: int
    noun: str
    organization: str | None
    country: str | None


def roles(reading: Reading, mentions: Sequence[Mention], chains: Mapping[str, Chain]) -> list[Role]:
    """The roles told right before or behind a person's name, in order, each span once.

    Repeated blocks and headlines in capitals are not read.
    """
    found: dict[tuple[int, int], Role] = {}
    finder = _Finder(reading, mentions, chains, Homes(mentions))
    for at, mention in enumerate(mentions):
        if mention.label != "PERSON" or mention.block in reading.headlines | reading.repeats:
            continue
        for role in (finder.before(at), finder.behind(at)):
            if role:
                found.setdefault((role.start, role.end), role)
    return [found[span] for span in sorted(found)]


@dataclass(frozen=True, slots=True)
class _Finder:
    reading: Reading
    mentions: Sequence[Mention]
    chains: Mapping[str, Chain]
    homes: Homes

    def before(self, at: int) -> Role | None:
        """ "U.S. President Donald Trump"; "his Russian counterpart, Sergei Shoigu"."""
        mention, text = self.mentions[at], self.reading.text
        begin = self.reading.sentences[mention.sentence].start
        gap = _BETWEEN.search(text, begin, mention.start)
        if not gap:
            return None
        words = [(m.start(), m.end()) for m in _WORD.finditer(text, begin, gap.start())]
        words = words[-MOST_WORDS:]
        if not words or text[words[-1][1] : gap.start()].strip():
            return None
        start = self._start_of_role(words, at)
        if start is None:
            return None
        lead = text[begin:start].rstrip()
        last = lead.rsplit(" ", 1)[-1].lower()
        if gap["comma"] and not (last in _DETERMINERS or last.endswith(_POSSESSIVES)):
            return None
        end = words[-1][1]
        owner = self._owner(lead)
        return self._role(mention, start, end, owner or self._of_place(mention))

    def _start_of_role(self, words: list[tuple[int, int]], at: int) -> int | None:
        text = self.reading.text
        covered = {m.start: m for m in self._near(at)}
        noun = noun_of(text[slice(*words[-1])])
        i = len(words) - 1
        if not noun:
            if len(words) < 3 or not text[words[-1][0]].isupper():
                return None
            of = [n for n in range(1, len(words)) if text[slice(*words[n])] in {"of", "for"}]
            if not of or not noun_of(text[slice(*words[of[-1] - 1])]):
                return None
            if any(
                text[slice(*w)][0].islower()
                for w in words[of[-1] + 1 :]
                if text[slice(*w)] != "and"
            ):
                return None
            i = of[-1] - 1
        loud = text[words[i][0]].isupper()
        if i > 0 and not loud:
            office = text[slice(*words[i - 1])]
            loud = office[0].isupper() and is_told(office)
        while i > 0 and self._belongs(words[i - 1], words[i], covered, loud=loud):
            i -= 1
        return words[i][0]

    def _belongs(
        self,
        word: tuple[int, int],
        following: tuple[int, int],
        covered: Mapping[int, Mention],
        *,
        loud: bool,
    ) -> bool:
        text = self.reading.text
        told = text[slice(*word)]
        if text[word[1] : following[0]].strip() or told.endswith(_POSSESSIVES):
            return False
        if told == "and":  # "actor and producer Ann Lee"
            ahead = text[max(0, word[0] - 30) : word[0]].split()
            return bool(ahead) and noun_of(ahead[-1]) is not None
        over = next((m for s, m in covered.items() if s <= word[0] < m.end), None)
        if over:
            return over.label not in {"DATE", "MONEY", "PERSON"}
        opens = self.reading.sentence_at(word[0]).start == word[0]
        if opens and no_name(told) and (told in first_words() or not modifies(told)):
            return False
        named = told[0].isupper() and told.isalpha() and not no_name(told)
        return modifies(told) or (named and (loud or by_metonym(told) is not None))

    def behind(self, at: int) -> Role | None:
        """ "Tan Kefei, a spokesman for the ministry,"; "Ann Lee, Russia's minister"."""
        mention, text = self.mentions[at], self.reading.text
        end = self.reading.sentences[mention.sentence].end
        match = _APPOSITION.match(text, mention.end, end)
        if not match:
            return None
        start, stop = match.span("role")
        cut = _STOP.search(text, start, stop)
        stop = cut.start() if cut else stop
        phrase = text[start:stop].rstrip()
        head = _HEAD_END.split(phrase, maxsplit=1)[0]
        words = head.split()
        if not words or len(phrase.split()) > MOST_WORDS + 3 or not noun_of(words[-1]):
            return None
        if any(m.label == "PERSON" and start <= m.start < stop for m in self._near(at)):
            return None
        if match["owner"] is None and not self._bare_role(words):
            return None
        owner = (match["owner"] or "").strip()
        return self._role(mention, start, start + len(phrase), self._country_in(owner))

    def _bare_role(self, words: list[str]) -> bool:
        return all(modifies(w) or w[0].isupper() for w in words)

    def _role(self, mention: Mention, start: int, end: int, owner: str | None) -> Role | None:
        if mention.key is None or end <= start:
            return None
        text = self.reading.text[start:end]
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        organization = next(
            (self.chains[m.key] for m in inside if m.label == "ORG" and m.key), None
        ) or self._definite(start, end)
        country = owner or self._country_told(inside) or country_of(text)
        if country is None and organization:
            country = organization.country
        country = country or office_country(text)
        noun = noun_of(_HEAD_END.split(text, maxsplit=1)[0].split()[-1]) or ""
        if country is None and is_local(noun):
            country = self.homes.of(mention)
        told = by_code(country) if country else None
        name = organization.name if organization and organization.kind != "country" else None
        return Role(mention.key, start, end, noun, name, told.code if told else None)

    def _country_told(self, inside: Sequence[Mention]) -> str | None:
        for mention in inside:
            chain = self.chains.get(mention.key or "")
            if chain and mention.label in {"GPE", "NORP", "ORG"} and chain.country:
                return chain.country
        return None

    def _definite(self, start: int, end: int) -> Chain | None:
        """The body that "the ministry" in a role goes back to."""
        match = re.search(r"\b[Tt]he (\w+)$", self.reading.text[start:end])
        if not match or match.group(1).casefold() not in heads():
            return None
        for mention in reversed([m for m in self.mentions if m.end <= start and m.label == "ORG"]):
            chain = self.chains.get(mention.key or "")
            if chain and chain.name.split()[-1].casefold() == match.group(1).casefold():
                return chain
        return None

    def _owner(self, lead: str) -> str | None:
        """The country whose possessive ends the words before a role: "Russia's" president."""
        for ending in _POSSESSIVES:
            if lead.endswith(ending):
                return self._country_in(lead.rsplit(",", 1)[-1])
        return None

    def _country_in(self, owner: str) -> str | None:
        for ending in _POSSESSIVES:
            if owner.endswith(ending):
                bare = owner[: -len(ending)] + ("s" if ending.startswith("s") else "")
                words = bare.split()
                for size in range(min(4, len(words)), 0, -1):
                    territory = find(" ".join(words[-size:])) or by_demonym(" ".join(words[-size:]))
                    if territory:
                        return territory.code
        return None

    def _of_place(self, mention: Mention) -> str | None:
        match = _OF_PLACE.match(self.reading.text, mention.end)
        if not match:
            return None
        for other in self.mentions:
            if other.start == match.end() and other.label == "GPE":
                chain = self.chains.get(other.key or "")
                return chain.country if chain else None
        return None

    def _near(self, at: int) -> Sequence[Mention]:
        return self.mentions[max(0, at - 6) : at + 6]
