"""Readers of the corpora: each gives sentences in the label scheme of NER_GUIDE.md."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from .cleaning import clean
from .detokenise import detokenise
from .sentence import Sentence, Span, Word, folded, tidy

UNER_TAGS = {"PER": "per", "ORG": "org", "LOC": "geo"}
WIKIGOLD_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}


def read_gold(path: Path) -> Iterator[Sentence]:
    """Sentences of a gold file: JSON Lines with id, text and entities (start, end, label)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            spans = tuple(Span(e["start"], e["end"], e["label"]) for e in item["entities"])
            yield tidy(Sentence(item["id"], item["text"], spans))


def read_gmb(path: Path) -> Iterator[Sentence]:
    """Sentences of the GMB table (columns sentence, word, pos, tag) with GMB's own tags as spans.

    The labels are GMB's (geo, gpe, per, org, tim, art, eve, nat): `cleaning.clean` maps them.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        for key, group in groupby(rows, key=lambda row: row["sentence"]):
            words = [row for row in group if row["word"]]
            text, places = detokenise([row["word"] for row in words])
            tagged = tuple(
                Word(start, end, row["pos"], row["tag"])
                for row, (start, end) in zip(words, places, strict=True)
            )
            yield Sentence(f"gmb-{key}", text, _spans(tagged), tagged)


def read_wikigold(path: Path) -> Iterator[Sentence]:
    """Sentences of wikigold (word, tag; blank line between): for measuring only."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        stripped = (line.strip() for line in lines)
        for number, (filled, group) in enumerate(groupby(stripped, key=bool)):
            rows = [
                line.split(" ") for line in group if filled and not line.startswith("-DOCSTART")
            ]
            if not rows:
                continue
            text, places = detokenise([row[0] for row in rows])
            tagged = tuple(
                Word(*place, "", _iob(row[-1])) for row, place in zip(rows, places, strict=True)
            )
            yield Sentence(f"wikigold-{number}", text, _spans(tagged))


def read_uner(path: Path) -> Iterator[Sentence]:
    """Sentences of UNER's news-like genres to train on: PERSON, ORG and places, GPE or LOC.

    UNER leaves nationalities, dates and other names unmarked: the spans are not all there are.
    """
    return (clean(s) for s, rows in _uner(path) if _near_news(rows))


def read_uner_test(path: Path) -> Iterator[Sentence]:
    """All sentences of UNER in its own labels (PERSON, ORG, LOC): for measuring only."""
    own = {"per": "PERSON", "org": "ORG", "geo": "LOC"}
    for sentence, _ in _uner(path):
        spans = (Span(s.start, s.end, own[s.label]) for s in sentence.spans)
        yield replace(sentence, spans=tuple(spans))


def _uner(path: Path) -> Iterator[tuple[Sentence, list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = lines.read().split("\n\n")
    for number, block in enumerate(blocks):
        rows = block.split("\n")
        text = next((row[9:] for row in rows if row.startswith("# text = ")), "")
        words = [row.split("\t") for row in rows if row[:1].isdigit()]
        tagged = _found(text, [(word[1], word[2]) for word in words])
        if tagged:
            yield Sentence(f"uner-{number}", text, _spans(tagged), tagged), rows


def _near_news(rows: list[str]) -> bool:
    """Whether the sentence is of a newsgroup, weblog or mail, not of a review or an answer."""
    name = next((row[12:] for row in rows if row.startswith("# sent_id = ")), "")
    return name.startswith(("newsgroup", "weblog", "email"))


def _found(text: str, words: list[tuple[str, str]]) -> tuple[Word, ...]:
    """The words at their places in the text; none at all where one of them is not there."""
    found: list[Word] = []
    place = 0
    for form, tag in words:
        start = text.find(form, place)
        if start < 0 or text[place:start].strip():
            return ()
        place = start + len(form)
        prefix, _, label = tag.partition("-")
        found.append(Word(start, place, "", f"{prefix}-{UNER_TAGS[label]}" if label else "O"))
    return tuple(found)


def held_out(paths: Iterable[Path]) -> frozenset[str]:
    """Folded texts of the measuring sets (JSON Lines with text): never to be trained on."""
    texts: set[str] = set()
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            texts.update(folded(json.loads(line)["text"]) for line in lines)
    return frozenset(texts)


def without(sentences: Iterable[Sentence], excluded: frozenset[str]) -> Iterator[Sentence]:
    """The sentences whose folded text is not among the excluded ones."""
    return (s for s in sentences if folded(s.text) not in excluded)


def _iob(tag: str) -> str:
    prefix, _, label = tag.partition("-")
    return f"{prefix}-{WIKIGOLD_LABELS[label]}" if label else "O"


def _spans(words: tuple[Word, ...]) -> tuple[Span, ...]:
    spans: list[Span] = []
    last = "O"
    for word in words:
        prefix, _, label = word.tag.partition("-")
        if label and prefix == "I" and last == label:
            spans[-1] = Span(spans[-1].start, word.end, label)
        elif label:
            spans.append(Span(word.start, word.end, label))
        last = label
    return tuple(spans)
