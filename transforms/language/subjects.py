"""The subject of a verb of saying: the name, pronoun or title before it or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.language.reading import Mention
from transforms.language.role_words import noun_of
from transforms.language.scene import OWNS, Scene
from transforms.language.sentences import Sentence
from transforms.language.verbs import ADVERBS, FINITE, cues, inverts

REACH = 170
"""Code points around a verb of saying in which its subject is looked for."""
TRAILING = 6
"""Words that may stand behind "…, NAME said": when, where, to whom."""

_ADVERBS_ALONE = re.compile(ADVERBS)
_PRONOUN = re.compile(r"\b([Hh]e|[Ss]he)\b")
_PRONOUN_LAST = re.compile(r"\b([Hh]e|[Ss]he)$")
_PRONOUN_BEHIND = re.compile(r"\s+(he|she)\b")
_BREAK = re.compile(r"[.;:“”\"]\s|[;“”\"]")
_WHO = re.compile(r"\s*,?\s*who\b")
_CLAUSE_STARTS = re.compile(r"[;:“”\"]\s*|,\s+(?:and|but|while|as|although)\s+|\.\s")
_JOINS = re.compile(r"[,;]?\s+(?:and|but|while|whereas|although|though)\s+|;\s+")
_THE = re.compile(r"\b[Tt]he\s+")
_OF = re.compile(r"\b(?:of|with|by|to|for|against|from|in|at|on|over|about|than|under)\s+$")
_TITLE_BEHIND = re.compile(
    r"\s+the\s+([\w.&'’ -]{3,60}?)(?=[,.]|$|\s+(?:who|on|in|at|during|after|as|when|while|to)\b)"
)
_STARTS_CLAUSE = re.compile(r"[.;“\"]|\b(?:that|to|of|on|as|in|with|at|about)\b")
_IN_PLACE = re.compile(r"\s+(?:in|of|for|at)\s+(?:the\s+)?")
_WORDS_OWNED = re.compile(r"['’]s?\s+((?:[\w-]+\s?){1,4})")
_BE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:(?:\w+ly|once|often|again|also|later)\s+)*$"
)
_BY = re.compile(r"\s+by\s+(?:the\s+|an?\s+)?")
_OWNER = re.compile(r"^\s+(?:the\s+)?[A-Z][^.;:“”\"]{0,70}['’]s?(?=\s)")
"""Whose the person behind a verb is: "said University of Leeds's rector, Ann Miller"."""
_DETERMINERS = frozenset({"", "the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the subjects of an article's verbs of saying."""

    scene: Scene

    def of(self, sentence: Sentence, start: int, cue: re.Match[str], end: int) -> str | None:
        """The subject of a verb, in front of it from `start` or else behind it up to `end`."""
        if self.passive(cue):
            return self.agent(cue, end)
        before = self.before(sentence, start, cue.span(1))
        return before or self.behind(cue, end)

    def passive(self, cue: re.Match[str]) -> bool:
        """Whether a verb's subject is spoken of and does not speak: "was described"."""
        lead = self.scene.reading.text[max(0, cue.start() - 30) : cue.start()]
        return bool(_BE.search(lead)) and not cue.group(1).endswith("ing")

    def agent(self, cue: re.Match[str], end: int) -> str | None:
        """Who speaks by a passive verb: "was described by Ann Miller"."""
        by = _BY.match(self.scene.reading.text, cue.end(), end)
        named = self.scene.named(by.end(), end) if by else []
        told = next(iter(named), None)
        if by is None or told is None:
            return None
        role = self.scene.role_over(told) or self.scene.role_before(told)
        return self._speaker(told) if (role or told).start == by.end() else None

    def before(self, sentence: Sentence, start: int, verb: tuple[int, int]) -> str | None:
        """The subject in front of a verb: the name that ends there, "he", "the spokesman"."""
        cue, reach = verb[0], max(start, verb[0] - REACH)
        lead = self.scene.reading.text[reach:cue].rstrip()
        lead = re.sub(rf"\s+{ADVERBS}$", "", f"{lead} ").rstrip(" ,")
        if pronoun := _PRONOUN_LAST.search(lead):
            return self._pronoun(sentence, start, reach + pronoun.start(), verb[1])
        if titled := self._titled(lead, reach):
            return titled
        if lead.endswith(" and"):
            subject = self.scene.subject(sentence.start, cue, {"PERSON", "ORG"})
            return self._speaker(subject) if subject else None
        before = self.scene.named(reach, cue)
        if named := self._named_before(start, before, cue):
            return self._speaker(named)
        if (told := _PRONOUN.search(lead)) and not before:
            return self.scene.meant(told.group(1), reach + told.start())
        return self._opens_clause(before, start, cue)

    def behind(self, verb: re.Match[str], end: int) -> str | None:
        """The subject behind a verb: "said Ann Miller", "said the spokesman"."""
        if not inverts(verb.group(1)):
            return None
        text, cue = self.scene.reading.text, verb.end()
        rest = text[cue : min(end, cue + 90)]
        if pronoun := _PRONOUN_BEHIND.match(rest):
            return self.scene.meant(pronoun.group(1), cue)
        named = self.scene.named(cue, end)
        title = _TITLE_BEHIND.match(rest)
        if title and not any(m.label == "PERSON" and m.start < cue + title.end() for m in named):
            told = self._title(title.group(1), cue)
            if told:
                return told
        return next((key for m in named if (key := self._follows(m, cue))), None)

    def openings(self, sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The conjunctions behind which a clause with its own subject and verb of saying begins."""
        text = self.scene.reading.text
        for join in _JOINS.finditer(text, start, end):
            cue = cues().search(text, join.end(), end)
            if not cue or "," in text[join.end() : cue.start()]:
                continue
            if self.before(sentence, join.end(), cue.span(1)):
                yield join.span()

    def _follows(self, mention: Mention, cue: int) -> str | None:
        """Who speaks where a name stands behind a verb; None where it is no subject."""
        text = self.scene.reading.text
        between = text[cue : mention.start]
        owns = text[mention.end : mention.end + 2] in OWNS
        if mention.label == "PERSON" and not (owns and self._owns_person(mention)):
            role = self.scene.role_before(mention)
            if role and text[cue : role.start].strip() in _DETERMINERS and role.start >= cue:
                return mention.key
            between = _OWNER.sub("", between)
            free = len(between) <= 80 and not _STARTS_CLAUSE.search(between)
            return mention.key if free else None
        role = self.scene.role_over(mention)
        if role and not owns and text[cue : max(cue, role.start)].strip() in _DETERMINERS:
            return role.key
        plain = mention.label == "ORG" and between.strip() in {"", "the"} and not owns
        return mention.key if plain else None

    def _owns_person(self, mention: Mention) -> bool:
        """Whether what is someone's is a person: "Ann Miller's lawyer", not her statement."""
        behind = _WORDS_OWNED.match(self.scene.reading.text, mention.end)
        return behind is not None and any(map(noun_of, behind.group(1).split()))

    def _pronoun(self, sentence: Sentence, start: int, at: int, end: int) -> str | None:
        """Whom a pronoun before a verb means: the sentence's subject, unless that is in what is
        reported ("Tariq had left, she said.").
        """
        text = self.scene.reading.text
        pronoun = text[at : at + 3].strip()
        lead, rest = text[start:at].rstrip(), text[end : sentence.end]
        behind = lead.endswith(",") and FINITE.search(lead) and not re.search('[“"‘]', rest)
        if behind and (rest.startswith(",") or len(rest.split()) <= TRAILING):
            return self.scene.meant(pronoun, at)
        subject = self.scene.subject(sentence.start, at)
        if subject and subject.key and self.scene.fits(pronoun, subject.key):
            return subject.key
        return self.scene.meant(pronoun, at)

    def _titled(self, lead: str, at: int) -> str | None:
        """Whom "the defense minister" at the end of the words before a verb stands for."""
        for the in _THE.finditer(lead):
            title = lead[the.end() :]
            if re.search(r"[,;:“”\"]|['’]s?$", title) or _OF.search(lead[: the.start()]):
                continue
            if key := self._title(title, at + the.start()):
                return key
        return None

    def _title(self, title: str, at: int) -> str | None:
        offices = self.scene.offices
        return offices.holder(title, at) or (offices.body(title, at) if title.isalpha() else None)

    def _speaker(self, mention: Mention) -> str | None:
        """The person of whose role a name is part, or else who is named."""
        role = self.scene.role_over(mention) if mention.label != "PERSON" else None
        return role.key if role else mention.key

    def _named_before(self, start: int, before: Sequence[Mention], cue: int) -> Mention | None:
        """The last name that the verb may follow: at once, or behind an apposition or "who"."""
        text = self.scene.reading.text
        for mention in reversed(before):
            between = text[mention.end : cue]
            if between[:2] in OWNS or self._in_aside(mention, before, cue):
                continue
            if _WHO.match(between) and "." not in between:
                return mention
            if _joined(between) and not self.scene.after_preposition(start, mention):
                return mention
        return None

    def _in_aside(self, mention: Mention, before: Sequence[Mention], cue: int) -> bool:
        """Whether a name ends what is said of another: "NAME, who succeeded OTHER, said"."""
        text = self.scene.reading.text
        if text[mention.end : cue].strip() != ",":
            return False
        return any(
            _ASIDE.match(text, m.end, mention.start) for m in before if m.end < mention.start
        )

    def _opens_clause(self, before: Sequence[Mention], start: int, cue: int) -> str | None:
        """Who begins the verb's clause: "Dr. Wolf at Saint Francis said", "the court in Rome"."""
        text = self.scene.reading.text
        begins = [m.end() for m in _CLAUSE_STARTS.finditer(text, start, cue)]
        clause = begins[-1] if begins else start
        first = next((m for m in before if m.start >= clause and m.label != "GPE"), None)
        if first is None or (first.label == "PERSON" and "," in text[clause:cue]):
            return None
        if first.label == "ORG" and not self._placed(first, cue):
            return None
        owns = text[first.end : first.end + 2] in OWNS
        return None if owns or self.scene.after_preposition(start, first) else first.key

    def _placed(self, body: Mention, cue: int) -> bool:
        """Whether nothing but its place stands between a body and the verb."""
        text = self.scene.reading.text
        places = [m for m in self.scene.named(body.end, cue) if m.label == "GPE"]
        return bool(
            places
            and _IN_PLACE.fullmatch(text, body.end, places[0].start)
            and _ADVERBS_ALONE.fullmatch(text[places[-1].end : cue].lstrip())
        )


_ASIDE = re.compile(r",(?: \d+,)? (?:who|whose|which|an?|the|one)\b[^.;“”\"]*$")


def _joined(gap: str) -> bool:
    """Whether what stands between a name and its verb is nothing, an adverb or an apposition."""
    between = gap.strip(" ,")
    if not between or _ADVERBS_ALONE.fullmatch(f"{between} "):
        return True
    if _BREAK.search(between) or len(between.split()) > 25:
        return False
    if gap.startswith(",") and gap.rstrip().endswith(","):
        return True
    begins = re.match(r"(?:an?|the|who|of|\w+['’]s)\b", between)
    return bool(begins) and between.count(",") <= 1 and len(between.split()) <= 14
