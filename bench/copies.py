"""Copies of real articles as other papers print them: cut, headed anew, with other words.

The articles are those of Wikinews and, of the silver corpus, runs of 20 consecutive sentences in
paragraphs of three: news of one agency, much of it about the same stories.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bench.silver_articles import CORPUS, SHARED
from models.train.corpora import read_gmb

WIKINEWS = SHARED / "news" / "wikinews_2019.csv"
SENTENCES = 20
PARAGRAPH = 3
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Story:
    """An article: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, a blank line between."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Strength:
    """From and to which share of the words is cut, and of those left is changed."""

    name: str
    cut: tuple[float, float]
    changed: tuple[float, float]


STRENGTHS = (
    Strength("cut 10-40 %, changed 5-15 %", (0.10, 0.40), (0.05, 0.15)),
    Strength("cut 10 %, changed 5 %", (0.10, 0.10), (0.05, 0.05)),
    Strength("cut 25 %, changed 10 %", (0.25, 0.25), (0.10, 0.10)),
    Strength("cut 40 %, changed 15 %", (0.40, 0.40), (0.15, 0.15)),
    Strength("cut 50 %, changed 15 %", (0.50, 0.50), (0.15, 0.15)),
)


def wikinews() -> Iterator[Story]:
    """The articles of Wikinews."""
    with WIKINEWS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            paragraphs = (p.strip() for p in re.split(r"\n\s*\n", row["text"]))
            yield Story(row["title"], tuple(p for p in paragraphs if p))


def agency() -> Iterator[Story]:
    """Runs of 20 sentences of the silver corpus; the first words of each are its title."""
    sentences = [sentence.text for sentence in read_gmb(CORPUS)]
    for start in range(0, len(sentences) - SENTENCES, SENTENCES):
        run = sentences[start : start + SENTENCES]
        parts = (run[i : i + PARAGRAPH] for i in range(0, SENTENCES, PARAGRAPH))
        title = " ".join(run[0].split()[:8]).rstrip(".,")
        yield Story(title, tuple(" ".join(part) for part in parts))


class Copyist:
    """Makes copies; words, titles and leads that are put in come from the other articles."""

    def __init__(self, stories: Sequence[Story], seed: int) -> None:
        self.stories = stories
        self.choose = Random(seed)
        self.words = [word for story in stories[:300] for word in story.text.split()]

    def copy(self, story: Story, strength: Strength) -> Story:
        """The story with all three changes; half of the copies have a lead-in as well."""
        kept = self._cut(story.paragraphs, self.choose.uniform(*strength.cut))
        share = self.choose.uniform(*strength.changed)
        changed = [self._changed(paragraph, share) for paragraph in kept]
        other = self.choose.choice(self.stories)
        lead = " ".join(other.text.split()[:30]) + "."
        opening = [lead] if self.choose.random() < 0.5 else []
        return Story(other.title, tuple(p for p in (*opening, *changed) if p))

    def _cut(self, paragraphs: Sequence[str], share: float) -> list[str]:
        """Without that share of its words: from the end, or sentences from anywhere."""
        lengths = [len(p.split()) for p in paragraphs]
        left = round(sum(lengths) * (1 - share))
        if self.choose.random() < 0.5:
            kept = []
            for paragraph, length in zip(paragraphs, lengths, strict=True):
                kept.append(" ".join(paragraph.split()[: max(left, 0)]))
                left -= length
            return kept
        parts = [_SENTENCE_END.split(p) for p in paragraphs]
        places = [(i, j) for i, part in enumerate(parts) for j in range(len(part))]
        self.choose.shuffle(places)
        while places and sum(len(s.split()) for part in parts for s in part) > left:
            i, j = places.pop()
            parts[i][j] = ""
        return [" ".join(filter(None, part)) for part in parts]

    def _changed(self, paragraph: str, share: float) -> str:
        """With that share of its words replaced, left out, or followed by another."""
        words = paragraph.split()
        for place in self.choose.sample(range(len(words)), round(len(words) * share)):
            other = self.choose.choice(self.words)
            words[place] = self.choose.choice((other, "", f"{words[place]} {other}"))
        return " ".join(filter(None, words))
