"""What is quoted, and who said it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transforms.language.chains import Chain
from transforms.language.marks import Quoted, quoted
from transforms.language.reading import Mention, Reading
from transforms.language.reported import FEWEST, Reported
from transforms.language.roles import Role
from transforms.language.scene import Scene
from transforms.language.sentences import Block, Sentence
from transforms.language.speakers import Said, Speakers
from transforms.language.subjects import Subjects

SCARE_WORDS = 3
"""Quoted words below this number are a term in quotation marks, no quote."""
TOLD_WORDS = 2
"""As many are a quote already where the sentence names its speaker and the verb."""
TERM_WORDS = 8
"""Below this number they are a term too where nothing says that anybody spoke them."""

_KINDS = frozenset({"paragraph", "list_item", "quote", "caption", "subtitle"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote: the span of its words without the marks, its kind, speaker's chain and verb."""

    start: int
    end: int
    kind: str
    speaker: str | None
    cue: str | None


def quotes(
    reading: Reading,
    mentions: Sequence[Mention],
    roles: Sequence[Role],
    chains: Mapping[str, Chain],
) -> list[Quote]:
    """Direct and mixed quotes with their speakers, and plain indirect speech of named people.

    Blocks are read in order, so that "he" and a quote that goes on find the last speaker.
    Headings, bylines and repeated blocks have no quotes.
    """
    found: list[Quote] = []
    scene = Scene(reading, mentions, roles, chains)
    subjects = Subjects(scene)
    speakers = Speakers(scene, subjects)
    finder = _Finder(scene, speakers, Reported(scene, subjects, speakers), found)
    still_open: Said | None = None
    for block in reading.blocks:
        if block.kind not in _KINDS or block.duplicate_of is not None:
            continue
        inside = list(quoted(reading.text, block))
        if still_open and not (inside and inside[0].start <= block.start + 2):
            still_open = None
        said = finder.read(block, inside, still_open)
        still_open = said if inside and not inside[-1].closed else None
    return found


@dataclass(frozen=True, slots=True)
class _Finder:
    """Reads an article block by block and adds what is quoted."""

    scene: Scene
    speakers: Speakers
    reported: Reported
    found: list[Quote]

    def read(self, block: Block, inside: Sequence[Quoted], last: Said | None) -> Said | None:
        """Add the quotes of one block; the last of those who spoke in it, `last` at its start."""
        reading = self.scene.reading
        for sentence in self.scene.sentences(block):
            here = [q for q in inside if sentence.start <= q.start < sentence.end]
            if not here:
                if not any(q.start <= sentence.start and sentence.end <= q.end + 1 for q in inside):
                    self._report(sentence)
                continue
            each = self.speakers.of(sentence, self._reach(block, sentence, here), here)
            for quote, said in zip(here, each, strict=True):
                told = _told(reading, sentence, quote, said, last)
                if told:
                    self.found.append(told)
            last = next((said for said in reversed(each) if said.speaker), last)
            self.scene.heard(sentence, each[-1].speaker)
        return last

    def _report(self, sentence: Sentence) -> None:
        """Add the reported speech of a sentence that quotes nothing."""
        speaker = None
        for spans, said in self.reported.in_sentence(sentence):
            speaker = said.speaker
            self.found.extend(
                Quote(start, end, "indirect", said.speaker, said.cue)
                for start, end in spans
                if len(self.scene.reading.text[start:end].split()) >= FEWEST
            )
        self.scene.heard(sentence, speaker)

    def _reach(self, block: Block, sentence: Sentence, here: Sequence[Quoted]) -> int:
        """The end of the sentence, or of the one that its last quote ends in.

        Where that is the quote's own end ("… two days!” Ann Miller said."), the next one's end.
        """
        reading, quote = self.scene.reading, here[-1]
        last = reading.sentence_at(max(quote.end - 1, sentence.start))
        end = max(sentence.end, last.end)
        if quote.end + 1 >= last.end and reading.text[quote.end - 1] in "!?…":
            following = next((s for s in self.scene.sentences(block) if s.start >= last.end), None)
            if following and self.speakers.attributes(following):
                end = following.end
        return end


def _told(
    reading: Reading, sentence: Sentence, quote: Quoted, said: Said, last: Said | None
) -> Quote | None:
    text = reading.text
    words = len(text[quote.start : quote.end].split())
    opens = not text[sentence.start : quote.start].strip(" \t\n\"“‘'«")
    before = text[sentence.start : quote.start].rstrip(" \"“‘'«")
    whole = text[quote.start].isupper() or text[quote.start].isdigit()
    ends = text[quote.end - 1] in ".!?,…—" or text[quote.end + 1 : quote.end + 2] in {",", ".", ""}
    direct = whole and ends and (opens or before.endswith((",", ":", "said", "says", "that")))
    if not said.speaker and last:
        if not said.cue and opens:
            said = last
        elif said.cue and said.cue.endswith("ing"):  # "…, he said, adding, “…”"
            said = Said(last.speaker, said.cue)
    spoken = said.cue or said.speaker
    fewest = TOLD_WORDS if said.speaker and said.cue else SCARE_WORDS
    if words < fewest and not (direct and spoken):
        return None
    if words < TERM_WORDS and not spoken:
        return None
    kind = "direct" if direct or (opens and not quote.closed) else "mixed"
    return Quote(quote.start, quote.end, kind, said.speaker, said.cue)
