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
    r"|previously|once|often|again|earlier|went on to|\w+ly)\s+)*"
)
_ADVERBS_ALONE = re.compile(_ADVERBS)
_BREAK = re.compile(r"[.;:“”\"]\s|[;“”\"]")
_THAT = re.compile(r"(?:\s+[^,.;]{0,60}?)?\s+that\s+")
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
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
        return best

    def indirect(self, sentence: Sentence) -> tuple[int, int, Said] | None:
        """The reported words of "NAME said that …" and "…, NAME said."; None if there are none."""
        text = self.reading.text
        for cue in _cues().finditer(text, sentence.start, sentence.end):
            if cue.group(1).lower() not in _plain():
                continue
            speaker = self._before(sentence, sentence.start, cue.start())
            if not speaker or self.chains[speaker].kind not in {"person", "public_body"}:
                continue
            said = Said(speaker, cue.group(1))
            that = _THAT.match(text, cue.end(), sentence.end)
            clause = _clause(cue.group(1)).match(text, cue.end(), sentence.end)
            rest = text[cue.end() : sentence.end].rstrip(".")
            if begun := that or clause:
                return *_tight(text, begun.end(), sentence.end), said
            comma = text.rfind(", ", sentence.start, cue.start())
            if len(rest.split()) <= 3 and comma > sentence.start:
                return *_tight(text, sentence.start, comma), said
            return None
        return None

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
        for mention in reversed(before):
            between = text[mention.end : cue]
            if text[mention.end : mention.end + 2] in {"'s", "’s"}:
                continue
            if _joined(between) and not _after_preposition(text, sentence.start, mention):
                return mention.key
        if _PRONOUN.search(lead) and not before:
            return self.current
        return None

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
            if text[mention.end : mention.end + 2] in {"'s", "’s"}:
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
def _plain() -> frozenset[str]:
    return frozenset(
        {"said", "says", "added", "told", "stated", "announced", "stressed", "insisted"}
    )


@cache
def _clause(verb: str) -> re.Pattern[str]:
    """What shows that a clause is reported without "that": its first word is a subject."""
    words = r"he|she|it|they" + (r"|the|there|his|her|its|no" if verb in {"said", "says"} else "")
    return re.compile(
        r"(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\s+(?=(?:" + words + r")\s)"
    )


@cache
def _speaker_nouns() -> frozenset[str]:
    return frozenset(read("cues")["speakers"]["words"])
