"""Who speaks the quoted words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.language.marks import Quoted
from transforms.language.scene import Scene
from transforms.language.sentences import Sentence
from transforms.language.subjects import Subjects
from transforms.language.verbs import cues

ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_ENDS = re.compile(r"[,;.] |$")


@dataclass(frozen=True, slots=True)
class Said:
    """Who spoke and by what verb; both None where the text does not tell."""

    speaker: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Speakers:
    """Tells the speakers of an article's quotes."""

    scene: Scene
    subjects: Subjects

    def of(self, sentence: Sentence, end: int, inside: Sequence[Quoted]) -> list[Said]:
        """Who says each of the quotes that begin in a sentence, told up to `end`.

        Two verbs of saying with a subject each part the sentence: "“…,” Ann said, while Bo called
        it “…”". Each part's quotes are one speaker's.
        """
        told: list[Said] = []
        start, group = sentence.start, [inside[0]]
        for quote in inside[1:]:
            gap = group[-1].end, quote.start
            joins = next(self.subjects.openings(sentence, *gap), None)
            if joins is not None:
                said = self._group(sentence, (start, joins[0]), group)
                if said.speaker:
                    told += [said] * len(group)
                    start, group = joins[1], []
            group.append(quote)
        return told + [self._group(sentence, (start, end), group)] * len(group)

    def attributes(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a name and a verb of saying, and quotes nothing itself."""
        text = self.scene.reading.text
        if re.search(r"[“\"]|[:,]\s*$", text[sentence.start : sentence.end]):
            return False
        cue = cues().search(text, sentence.start, sentence.end)
        before = self.scene.named(sentence.start, cue.start()) if cue else []
        return bool(cue and before and text[before[-1].end : cue.start()].strip() == "")

    def within(self, sentence: Sentence, start: int, end: int) -> Said:
        """Who speaks by the words between two offsets, and by what verb or "according to"."""
        text = self.scene.reading.text
        according = ACCORDING.search(text, start, end)
        if according:
            stop = _ENDS.search(text, according.end(), end)
            told = self.scene.named(according.end(), stop.start() if stop else end)
            told.sort(key=lambda m: m.label != "PERSON")
            return Said(told[0].key if told else None, "according to")
        best = Said()
        for cue in cues().finditer(text, start, end):
            speaker = self.subjects.of(sentence, start, cue, end)
            if speaker:
                return Said(speaker, cue.group(1))
            best = best if best.cue else Said(None, cue.group(1))
        return best

    def _group(self, sentence: Sentence, span: tuple[int, int], inside: Sequence[Quoted]) -> Said:
        """Who says the quotes of one speaker: behind them, before them, or "according to"."""
        gaps = list(_gaps(span, inside))
        best = Said()
        for start, end in (*gaps[1:], gaps[0]):
            said = self.within(sentence, start, end)
            if said.speaker:
                return said
            best = said if said.cue and not best.cue else best
        return Said(self._introduces(sentence, gaps[0], inside[0]), best.cue)

    def _introduces(self, sentence: Sentence, lead: tuple[int, int], quote: Quoted) -> str | None:
        """Whom the words before a quote are about: "The governor addressed them: “…”"."""
        text = self.scene.reading.text
        words = text[slice(*lead)].rstrip(" “‘\"'")
        if not words.endswith((":", ",")) or not text[quote.start].isupper():
            return None
        if pronoun := re.match(r"(He|She)\b", words.lstrip()):
            return self.scene.meant(pronoun.group(1), lead[0])
        return self._first(sentence, *lead)

    def _first(self, sentence: Sentence, start: int, end: int) -> str | None:
        """The first person, or the body with which it begins, of a part of a sentence."""
        person = self.scene.subject(sentence.start, end)
        if person:
            return person.key
        for mention in self.scene.named(start, end):
            opens = self.scene.reading.text[start : mention.start].strip(" “‘\"'").casefold()
            if mention.label in {"ORG", "GPE"} and opens in {"", "the", "also, the", "but the"}:
                return mention.key
        return None


def _gaps(span: tuple[int, int], inside: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    start = span[0]
    for quote in inside:
        yield start, max(start, quote.start)
        start = quote.end
    yield start, max(start, span[1])
