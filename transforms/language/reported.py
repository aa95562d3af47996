"""Reported speech: the words that a sentence without quotation marks says that somebody said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.language.scene import SPEAK, Scene
from transforms.language.sentences import Sentence
from transforms.language.speakers import ACCORDING, Said, Speakers
from transforms.language.subjects import TRAILING, Subjects
from transforms.language.verbs import (
    FINITE,
    cues,
    has_listener,
    needs_that,
    reports,
    takes_object,
)

FEWEST = 3
"""Words of the shortest clause that is taken for reported speech."""
NEAR_VERB = 40
"""Code points behind a verb of saying in which the day or the listener stands."""

_WHEN = (
    r"(?:in|on|at|to|during|after|before|by|via|through|late|early|later|earlier|yesterday|today"
    r"|last|this|again|also|instead|\w+ly|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_NO_RELATIVE = (
    r"(?!(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|do|does|did)\b)"
)
_ENDS_ASIDE = (
    r"(?<!\bof)(?<!\bby)(?<!\bin)(?<!\bat)(?<!\bon)(?<!\bto)(?<!\bfor)(?<!\bwith)(?<!\bfrom)"
    r"(?<!\bafter)"
)
_THAT_DIRECT = re.compile(r"(?:,\s+\w+,)?\s+that,?\s+")
_THAT = re.compile(rf"\s+{_WHEN}[^,.;]{{0,60}}?{_ENDS_ASIDE},?\s+that,?\s+{_NO_RELATIVE}")
_TOLD_THAT = re.compile(rf"\s+[^,.;]{{2,60}}?{_ENDS_ASIDE},?\s+that,?\s+{_NO_RELATIVE}")
_VERB_FIRST = re.compile(r"(?:is|are|was|were|has|had|will|would|could|can|may|might|must)\b")
_CLAUSE = re.compile(
    r"(?!(?:to|of|in|on|at|by|with|for|as|about|from|into|over|against|that|so|no|yes|nothing"
    r"|something|goodbye|and|or|but)\b)(?=[\w$£€'‘’])"
)
_NO_CLAUSE = re.compile(
    r"[,;:]|\b(?:which|who|whom|whose|that|after|before|when|while|as|because|since|until|although"
    r"|though|if|where)\b|\b(?:and|or|but|to)\s*$"
)
"""Words before the first verb behind which no clause goes on: an object stands there."""
_WITH_OBJECT = re.compile(r"\b(?:over|about|against|amid|during|despite|following|into|from)\b")
"""Words behind which a past tense is taken for a participle."""
_HELPS = re.compile(
    r"(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall"
    r"|should)$"
)
_SUBORDINATE = re.compile(
    r"(?:After|Before|When|While|As|Because|Since|Until|Although|Though|Once)\b"
)
_OF_THEIRS = re.compile(
    r"['’]s?\b|\s+(?!(?:of|in|on|at|and|or|as|for|to|that|who|which|is|was|has|have|had|by|from)\b)[a-z]"
)
_PLAIN_ASIDE = re.compile(
    r"(?:\s+(?:reporters|journalists|lawmakers|parliament|(?:in|at|during) an? [\w ]{3,30}?"
    r"(?:statement|interview|conference|speech|address|briefing|letter|report|meeting)"
    r"|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|earlier|later"
    r"|(?:last|this) (?:week|month|year))(?: (?:morning|evening|night|afternoon))?)+,?\s+"
)
_LISTENER = re.compile(
    r"\s+(?:the|an?|his|her|its|their)\s+(?:[\w-]+\s+){1,3}?"
    r"(?=(?:the|an?|he|she|it|they|we|his|her|its|their|there)\s)"
)

Told = tuple[list[tuple[int, int]], Said]


@dataclass(frozen=True, slots=True)
class Reported:
    """Finds reported speech in an article's sentences."""

    scene: Scene
    subjects: Subjects
    speakers: Speakers

    def in_sentence(self, sentence: Sentence) -> Iterator[Told]:
        """The reported words of "NAME said (that) …", "…, NAME said." and "According to NAME, …".

        Words told on both sides of "NAME said" are two spans. A second verb with its own subject
        behind a comma ("…, while Bo said …") tells of a second speaker.
        """
        if (told := self._according(sentence)) is not None:
            yield told
            return
        text, start, end = self.scene.reading.text, sentence.start, sentence.end
        joins = (j for j in self.subjects.openings(sentence, start, end) if text[j[0]] in ",;")
        for stop, opens in (*joins, (end, end)):
            if (found := self._clause_told(sentence, start, stop)) is not None:
                yield found
                start = opens

    def _clause_told(self, sentence: Sentence, start: int, end: int) -> Told | None:
        text = self.scene.reading.text
        for cue in cues().finditer(text, start, end):
            if not reports(cue.group(1)):
                continue
            passive = self.subjects.passive(cue)
            before = None if passive else self.subjects.before(sentence, start, cue.span(1))
            who = before or self.subjects.of(sentence, start, cue, end)
            if not who or self.scene.chains[who].kind not in SPEAK:
                continue
            if spans := self._told(start, cue, end, inverted=before is None):
                return spans, Said(who, cue.group(1))
        return None

    def _told(
        self, start: int, cue: re.Match[str], end: int, *, inverted: bool
    ) -> list[tuple[int, int]]:
        """The reported clause behind a verb of saying, or else the one before it."""
        text, verb = self.scene.reading.text, cue.group(1)
        if not inverted:
            begun = self._that(verb, cue.end(), end)
            if begun is None and not needs_that(verb):
                begun = self._clause(verb, cue.end(), end)
            if begun is not None:
                return [_tight(text, begun, end)]
        rest = text[cue.end() : end].rstrip('.”" ')
        comma = text.rfind(", ", start, cue.start())
        if comma <= start or not FINITE.search(text, start, comma):
            return []
        before = _tight(text, start, comma)
        if _SUBORDINATE.match(text, before[0]) and ", " not in text[slice(*before)]:
            return []
        if rest.startswith(",") and FINITE.search(rest):
            return [before, _tight(text, cue.end() + 2, end)]
        return [before] if inverted or len(rest.split()) <= TRAILING else []

    def _that(self, verb: str, begin: int, end: int) -> int | None:
        """Where the words behind "that" begin: right behind a verb, when and where, or to whom."""
        text = self.scene.reading.text
        if direct := _THAT_DIRECT.match(text, begin, end):
            pronoun = _VERB_FIRST.match(text, direct.end())  # "said that was wrong"
            return text.index("that", begin) if pronoun else direct.end()
        told = _THAT.match(text, begin, end)
        if told is None and has_listener(verb):
            told = _TOLD_THAT.match(text, begin, end)
        return told.end() if told else None

    def _clause(self, verb: str, begin: int, end: int) -> int | None:
        """Where a clause without "that" begins behind a verb: after when, where and to whom."""
        text = self.scene.reading.text
        for aside in self._asides(verb, begin, end):
            if aside is None or not _CLAUSE.match(text, aside.end()):
                continue
            words = text[aside.end() : end]
            finite = FINITE.search(words)
            if finite is None or len(words.split()) < FEWEST:
                continue
            if not takes_object(verb) or _is_clause(words[: finite.start()], finite.group()):
                return aside.end()
        return None

    def _asides(self, verb: str, begin: int, end: int) -> Iterator[re.Match[str] | None]:
        """A day, a place or a listener between the verb and what it reports, as far as a name."""
        text = self.scene.reading.text
        listens = has_listener(verb)
        names = [m for m in self.scene.within(begin, end) if m.start - begin < NEAR_VERB]
        for mention in names[:2]:
            between = text[begin : mention.start]
            led = r"\s+(?:(?:on|in|at|to|the|late|early|last)\s+)*"
            if not (listens or mention.label == "DATE"):
                led = r"\s+(?:on|in|at|to)\s+(?:(?:the|late|early|last)\s+)*"
            if re.fullmatch(led, between):
                yield re.compile(r"(?:\s+(?:morning|evening|night|afternoon))?,?\s+").match(
                    text, mention.end, end
                )
        yield _PLAIN_ASIDE.match(text, begin, end)
        yield _LISTENER.match(text, begin, end) if listens else None
        yield re.compile(r"\s+").match(text, begin, end)

    def _according(self, sentence: Sentence) -> Told | None:
        text = self.scene.reading.text
        according = ACCORDING.search(text, sentence.start, sentence.end)
        if not according:
            return None
        said = self.speakers.within(sentence, according.start(), sentence.end)
        if not said.speaker or self.scene.chains[said.speaker].kind not in SPEAK:
            return None
        if not self._tells(said.speaker, according.end(), sentence.end):
            return None
        if according.start() > sentence.start:
            return [_tight(text, sentence.start, according.start())], said
        named = [
            m for m in self.scene.within(according.end(), sentence.end) if m.key == said.speaker
        ]
        comma = text.find(", ", named[0].end if named else according.end(), sentence.end)
        begun = self._behind_aside(comma, sentence.end)
        return ([_tight(text, begun, sentence.end)], said) if comma > 0 else None

    def _tells(self, speaker: str, begin: int, end: int) -> bool:
        """Whether who stands behind "according to" speaks, and no papers or people of theirs do."""
        text = self.scene.reading.text
        told = next((m for m in self.scene.within(begin, end) if m.key == speaker), None)
        if told is None or told.label == "PERSON":
            return True
        plain = text[begin : told.start].strip().lower() in {"", "the"}
        return plain and not _OF_THEIRS.match(text, told.end, end)

    def _behind_aside(self, comma: int, end: int) -> int:
        """Where the clause begins behind a comma, and behind "a security firm," if that follows."""
        text = self.scene.reading.text
        following = text.find(", ", comma + 2, end)
        aside = text[comma + 2 : following]
        apart = following > 0 and re.match(r"(?:an?|the|who|which|whose)\s", aside)
        return following + 2 if apart and not FINITE.search(aside) else comma + 2


def _is_clause(lead: str, verb: str) -> bool:
    """Whether words and the verb behind them make a clause, no object with a clause of its own."""
    if _NO_CLAUSE.search(lead):
        return False
    return bool(_HELPS.match(verb)) or not _WITH_OBJECT.search(lead)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return start, end
