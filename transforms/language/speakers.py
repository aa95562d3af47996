"""Who speaks: the subject of a verb of saying, by name, pronoun or title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from transforms.language.chains import Chain
from transforms.language.kinds import heads
from transforms.language.marks import Quoted
from transforms.language.reading import Mention, Reading
from transforms.language.roles import Role
from transforms.language.sentences import Block, Sentence
from transforms.language.words import read

REACH = 170
"""Code points around a verb of saying in which its subject is looked for."""

_PREPOSITION = re.compile(
    r"\b(?:of|with|by|to|for|against|from|in|at|on|over|about|than|under|and|criticized|praised"
    r"|accused|urged|told|met|between|after|including)\s+(?:the\s+)?(?:[\w.’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_ADVERBS = (
    r"(?:(?:also|later|then|further|has|had|have|was quoted as|were quoted as|is quoted as"
    r"|previously|once|often|again|earlier|went on to|goes on to|will|would|\w+ly)\s+)*"
)
_ADVERBS_ALONE = re.compile(_ADVERBS)
_BREAK = re.compile(r"[.;:“”\"]\s|[;“”\"]")
_THAT = re.compile(
    r"(?:\s+[^,.;]{0,60}?)?(?<!\bof)(?<!\bby)(?<!\bin)(?<!\bat)(?<!\bon)(?<!\bto)(?<!\bfor)"
    r"(?<!\bwith)(?<!\bfrom)(?<!\bafter),?\s+that,?\s+"
)
_CLAUSE = re.compile(
    r"(?!(?:to|of|in|on|at|by|with|for|as|about|from|into|over|against|that|so|no|yes|nothing"
    r"|something|goodbye|and|or|but)\b)(?=[\w$£€'‘’])"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall"
    r"|should|remains?|needs?|wants?|makes?|comes?|goes|takes?|gives?|means?|became|began|came|gave"
    r"|got|held|kept|knew|led|left|lost|made|met|put|ran|saw|sent|shot|showed|stood|told|took|went|won"
    r"|\w{3,}ed)\b|n['’]t\b|['’](?:re|ve|ll)\b"
)
_OWNS = frozenset({"'s", "’s"})
_WHO = re.compile(r"\s*,?\s*who\b")
_CLAUSE_STARTS = re.compile(r"[;:“”\"]\s*|,\s+(?:and|but|while|as|although)\s+|\.\s")
TRAILING = 6
"""Words that may stand behind "…, NAME said": when, where, to whom."""
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_PLAIN_ASIDE = re.compile(
    r"(?:\s+(?:reporters|journalists|lawmakers|parliament|(?:in|at|during) an? [\w ]{3,30}?"
    r"(?:statement|interview|conference|speech|address|briefing|letter|report|meeting)"
    r"|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|earlier|later"
    r"|(?:last|this) (?:week|month|year))(?: (?:morning|evening|night|afternoon))?)+,?\s+"
)
_SPEAK = frozenset({"person", "public_body", "organization", "company", "country"})
"""Kinds of entities that say something."""
FEWEST = 4
"""Words of the shortest clause that is taken for reported speech."""
NEAR_VERB = 40
"""Code points behind a verb of saying in which the day or the listener stands."""
_DEFINITE = re.compile(r"\b[Tt]he\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)$")


@dataclass(frozen=True, slots=True)
class Said:
    """Who spoke and by what verb; both None where the text does not tell."""

    speaker: str | None = None
    cue: str | None = None


@dataclass
class Speakers:
    """Reads an article's sentences in order and remembers who was the last to speak or act."""

    reading: Reading
    mentions: Sequence[Mention]
    roles: Sequence[Role]
    chains: Mapping[str, Chain]
    current: str | None = None
    _by_sentence: dict[int, list[Mention]] = field(default_factory=dict)
    _by_block: dict[int, list[Sentence]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
        for sentence in self.reading.sentences:
            self._by_block.setdefault(sentence.block, []).append(sentence)

    def sentences(self, block: Block) -> Sequence[Sentence]:
        """The sentences of a block."""
        return self._by_block.get(block.ordinal, [])

    def heard(self, sentence: Sentence, said: Said | None = None) -> None:
        """Remember who spoke in a sentence, or else whom it is about, for the next "he"."""
        if said and said.speaker:
            chain = self.chains.get(said.speaker)
            if chain and chain.kind == "person":
                self.current = said.speaker
                return
        subject = self._subject(sentence, sentence.end)
        self.current = subject or self.current

    def of(self, sentence: Sentence, span: tuple[int, int], inside: Sequence[Quoted]) -> Said:
        """Who says the quotes of a sentence: behind them, before them, or "according to"."""
        gaps = list(_gaps(span, inside))
        best = Said()
        for start, end in (*gaps[1:], gaps[0]):
            said = self._in(sentence, start, end)
            if said.speaker:
                return said
            best = said if said.cue and not best.cue else best
        return Said(self._introduces(sentence, gaps[0], inside[0]), best.cue)

    def attributes(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a name and a verb of saying, and quotes nothing itself."""
        text = self.reading.text
        if re.search(r"[“\"]|[:,]\s*$", text[sentence.start : sentence.end]):
            return False
        cue = _cues().search(text, sentence.start, sentence.end)
        before = self._near(sentence.start, cue.start()) if cue else []
        return bool(cue and before and text[before[-1].end : cue.start()].strip() == "")

    def _introduces(self, sentence: Sentence, lead: tuple[int, int], quote: Quoted) -> str | None:
        """Whom the words before a quote are about: "The governor addressed them: “…”"."""
        text = self.reading.text
        words = text[slice(*lead)].rstrip(" “‘\"'")
        if not words.endswith((":", ",")) or not text[quote.start].isupper():
            return None
        if re.match(r"(?:He|She)\b", words.lstrip()):
            return self.current
        return self._first(sentence, *lead)

    def _first(self, sentence: Sentence, start: int, end: int) -> str | None:
        """The first person, or the body with which it begins, of a part of a sentence."""
        person = self._subject(sentence, end)
        if person:
            return person
        for mention in self._near(start, end):
            opens = self.reading.text[start : mention.start].strip(" “‘\"'").casefold()
            if mention.label in {"ORG", "GPE"} and opens in {"", "the", "also, the", "but the"}:
                return mention.key
        return None

    def indirect(self, sentence: Sentence) -> tuple[list[tuple[int, int]], Said] | None:
        """The reported words of "NAME said (that) …", "…, NAME said." and "According to NAME, …".

        None where there are none. Words told on both sides of "NAME said" are two spans.
        """
        text = self.reading.text
        if (told := self._according(sentence)) is not None:
            return told
        for cue in _cues().finditer(text, sentence.start, sentence.end):
            if cue.group(1).lower() not in _reporting():
                continue
            speaker = self._before(sentence, sentence.start, cue.start())
            behind = None if speaker else self._behind(cue.end(), sentence.end)
            who = speaker or behind
            if not who or self.chains[who].kind not in _SPEAK:
                continue
            spans = self._told(sentence, cue, inverted=speaker is None)
            if spans:
                return spans, Said(who, cue.group(1))
        return None

    def _told(
        self, sentence: Sentence, cue: re.Match[str], *, inverted: bool
    ) -> list[tuple[int, int]]:
        """The reported clause behind a verb of saying, or else the one before it."""
        text, (start, end) = self.reading.text, cue.span()
        bare = cue.group(1).lower() not in _with_that()
        rest = text[end : sentence.end].rstrip('.”" ')
        comma = text.rfind(", ", sentence.start, start)
        if not inverted:
            if that := _THAT.match(text, end, sentence.end):
                return [_tight(text, that.end(), sentence.end)]
            if bare and (begun := self._clause(end, sentence.end)) is not None:
                return [_tight(text, begun, sentence.end)]
        if comma <= sentence.start or not _FINITE.search(text, sentence.start, comma):
            return []
        before = _tight(text, sentence.start, comma)
        if rest.startswith(",") and _FINITE.search(rest):
            return [before, _tight(text, end + 2, sentence.end)]
        return [before] if inverted or len(rest.split()) <= TRAILING else []

    def _clause(self, end: int, stop: int) -> int | None:
        """Where a clause without "that" begins behind a verb: after when, where and to whom."""
        text = self.reading.text
        for aside in (*self._asides(end, stop), re.compile(r"\s+").match(text, end, stop)):
            if aside is None or not _CLAUSE.match(text, aside.end()):
                continue
            words = text[aside.end() : stop]
            if _FINITE.search(words) and len(words.split()) >= FEWEST:
                return aside.end()
        return None

    def _asides(self, end: int, stop: int) -> Iterator[re.Match[str] | None]:
        """A day, a place or a listener between the verb and what it reports, as far as a name."""
        text = self.reading.text
        names = [m for m in self.mentions_of(end, stop) if m.start - end < NEAR_VERB]
        for mention in names[:2]:
            between = text[end : mention.start]
            if re.fullmatch(r"\s+(?:(?:on|in|at|to|the|late|early|last)\s+)*", between):
                yield re.compile(r"(?:\s+(?:morning|evening|night|afternoon))?,?\s+").match(
                    text, mention.end, stop
                )
        yield _PLAIN_ASIDE.match(text, end, stop)

    def mentions_of(self, start: int, end: int) -> list[Mention]:
        """The mentions of every label between two offsets, in order."""
        first, last = (self.reading.sentence_at(at).ordinal for at in (start, end - 1))
        near = (m for n in range(first, last + 1) for m in self._by_sentence.get(n, []))
        return [m for m in near if start <= m.start and m.end <= end]

    def _according(self, sentence: Sentence) -> tuple[list[tuple[int, int]], Said] | None:
        text = self.reading.text
        according = _ACCORDING.search(text, sentence.start, sentence.end)
        if not according:
            return None
        said = self._in(sentence, according.start(), sentence.end)
        if not said.speaker or self.chains[said.speaker].kind not in _SPEAK:
            return None
        if according.start() > sentence.start:
            return [_tight(text, sentence.start, according.start())], said
        named = [
            m for m in self.mentions_of(according.end(), sentence.end) if m.key == said.speaker
        ]
        comma = text.find(", ", named[0].end if named else according.end(), sentence.end)
        begun = self._behind_aside(comma, sentence.end)
        return ([_tight(text, begun, sentence.end)], said) if comma > 0 else None

    def _behind_aside(self, comma: int, end: int) -> int:
        """Where the clause begins behind a comma, and behind "a security firm," if that follows."""
        text = self.reading.text
        following = text.find(", ", comma + 2, end)
        aside = text[comma + 2 : following]
        apart = following > 0 and re.match(r"(?:an?|the|who|which|whose)\s", aside)
        return following + 2 if apart and not _FINITE.search(aside) else comma + 2

    def _in(self, sentence: Sentence, start: int, end: int) -> Said:
        text = self.reading.text
        according = _ACCORDING.search(text, start, end)
        if according:
            stop = re.compile(r"[,;.] |$").search(text, according.end(), end)
            told = self._near(according.end(), stop.start() if stop else end)
            told.sort(key=lambda m: m.label != "PERSON")
            return Said(told[0].key if told else None, "according to")
        best = Said()
        for cue in _cues().finditer(text, start, end):
            word = cue.group(1)
            speaker = self._before(sentence, start, cue.start()) or self._behind(cue.end(), end)
            if speaker:
                return Said(speaker, word)
            best = best if best.cue else Said(None, word)
        return best

    def _before(self, sentence: Sentence, start: int, cue: int) -> str | None:
        """The subject in front of a verb: the name that ends there, "he", "the spokesman"."""
        text = self.reading.text
        lead = text[max(start, cue - REACH) : cue].rstrip()
        lead = re.sub(rf"\s+{_ADVERBS}$", "", f"{lead} ").rstrip(" ,")
        if re.search(r"\b(?:[Hh]e|[Ss]he)$", lead):
            return self._subject(sentence, cue) or self.current
        definite = _DEFINITE.search(lead)
        if definite and (key := self._definite(definite.group(1), cue)):
            return key
        if lead.endswith(" and"):
            return self._subject(sentence, cue, {"PERSON", "ORG"})
        before = self._near(max(start, cue - REACH), cue)
        if named := self._named_before(sentence, before, cue):
            return named
        if _PRONOUN.search(lead) and not before:
            return self.current
        return self._opens_clause(sentence, before, start, cue)

    def _named_before(self, sentence: Sentence, before: Sequence[Mention], cue: int) -> str | None:
        """The last name that the verb may follow: at once, or behind an apposition or "who"."""
        text = self.reading.text
        for mention in reversed(before):
            between = text[mention.end : cue]
            if between[:2] in _OWNS:
                continue
            if _WHO.match(between) and "." not in between:
                return mention.key
            if _joined(between) and not _after_preposition(text, sentence.start, mention):
                return mention.key
        return None

    def _opens_clause(
        self, sentence: Sentence, before: Sequence[Mention], start: int, cue: int
    ) -> str | None:
        """The person with whom the verb's clause begins: "Dr. Wolf at Saint Francis said"."""
        text = self.reading.text
        begins = [m.end() for m in _CLAUSE_STARTS.finditer(text, start, cue)]
        clause = begins[-1] if begins else start
        first = next((m for m in before if m.start >= clause), None)
        if first is None or first.label != "PERSON" or "," in text[clause:cue]:
            return None
        owns = text[first.end : first.end + 2] in _OWNS
        return None if owns or _after_preposition(text, sentence.start, first) else first.key

    def _behind(self, cue: int, end: int) -> str | None:
        """The subject behind a verb: "said Ann Miller", "said the spokesman"."""
        text = self.reading.text
        rest = text[cue : min(end, cue + 90)]
        if re.match(r"\s+(?:he|she)\b", rest):
            return self.current
        definite = re.match(r"\s+the\s+([\w-]+)(?=[,.]|$)", rest)
        if definite:
            return self._definite(definite.group(1), cue)
        for mention in self._near(cue, end):
            between = text[cue : mention.start]
            if (
                mention.label == "PERSON"
                and len(between) <= 80
                and not re.search(r"[.;“\"]|\b(?:that|to|of|on|as|in|with|at|about)\b", between)
            ):
                return mention.key
            if mention.label == "ORG" and between.strip() in {"", "the"}:
                return mention.key
        return None

    def _definite(self, noun: str, at: int) -> str | None:
        small = noun.casefold()
        if small in _speaker_nouns():
            for role in reversed(self.roles):
                if role.start < at and role.noun.rsplit("-", 1)[-1] in {small, _twin(small)}:
                    return role.key
        if small in heads():
            for mention in reversed(self.mentions):
                if mention.end > at or mention.label != "ORG" or not mention.key:
                    continue
                if self.chains[mention.key].name.split()[-1].casefold() == small:
                    return mention.key
        return None

    def _near(self, start: int, end: int) -> list[Mention]:
        found = []
        for ordinal in range(
            self.reading.sentence_at(start).ordinal, self.reading.sentence_at(end - 1).ordinal + 1
        ):
            found += [
                m
                for m in self._by_sentence.get(ordinal, [])
                if start <= m.start
                and m.end <= end
                and m.key
                and m.label in {"PERSON", "ORG", "GPE"}
            ]
        return found

    def _subject(
        self, sentence: Sentence, before: int, labels: Set[str] = frozenset({"PERSON"})
    ) -> str | None:
        """The first person of a sentence that is not behind a preposition or a possessor."""
        text = self.reading.text
        for mention in self._by_sentence.get(sentence.ordinal, []):
            if mention.label not in labels or mention.end > before:
                continue
            if text[mention.end : mention.end + 2] in _OWNS:
                continue
            if not _after_preposition(text, sentence.start, mention):
                return mention.key
        return None


def _gaps(span: tuple[int, int], inside: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    start = span[0]
    for quote in inside:
        yield start, max(start, quote.start)
        start = quote.end
    yield start, max(start, span[1])


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


def _after_preposition(text: str, start: int, mention: Mention) -> bool:
    lead = text[max(start, mention.start - 60) : mention.start]
    match = _PREPOSITION.search(lead)
    return bool(match) and not re.search(r"[,;“”\"]", match.group() if match else "")


def _twin(noun: str) -> str:
    same = {"spokesman", "spokeswoman", "spokesperson"}
    return "spokesperson" if noun in same and noun != "spokesperson" else noun


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return start, end


@cache
def _cues() -> re.Pattern[str]:
    words = (w for group in read("cues")["cues"] for w in group["words"])
    told = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b({told})\b")


@cache
def _with_that() -> frozenset[str]:
    return frozenset(read("cues")["with_that"]["words"])


@cache
def _reporting() -> frozenset[str]:
    return frozenset(read("cues")["reporting"]["words"])


@cache
def _speaker_nouns() -> frozenset[str]:
    return frozenset(read("cues")["speakers"]["words"])
