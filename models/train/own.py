"""Our own labels: ids and offsets here, the sentences in the data beside the checkout."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from .corpora import read_gmb
from .sentence import Sentence, Span, tidy

FOLDER = Path(__file__).parent / "labels"
NAMES = FOLDER / "names.jsonl"
"""3,227 sentences and paragraphs to train on."""
NAMES_TEST = Path(__file__).parents[2] / "bench" / "gold" / "names_test.jsonl"
"""99 paragraphs of 24 Wikinews articles: for measuring only, no paragraph of theirs is in NAMES."""


def read_own(labels: Path, shared: Path) -> Iterator[Sentence]:
    """The labelled sentences with their text, GMB's with its words and tags.

    A line of `labels` gives the sentence's `id`, the first 16 digits of its text's SHA-256 and its
    `entities` (start, end, label). Raises `ValueError` where a text is not the one that was
    labelled.
    """
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    texts = _texts(shared, {row["id"] for row in rows})
    for row in rows:
        source = texts.get(row["id"])
        if source is None or digest(source.text) != row["sha256"]:
            raise ValueError(f"{labels.name}: the text of {row['id']} is not the one labelled")
        spans = tuple(Span(*entity) for entity in row["entities"])
        yield tidy(Sentence(row["id"], source.text, spans, source.words))


def digest(text: str) -> str:
    """What a line of labels says of its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _texts(shared: Path, wanted: set[str]) -> Mapping[str, Sentence]:
    found = {}
    if any(key.startswith("gmb-") for key in wanted):
        found = {s.key: s for s in read_gmb(shared / "corpora/gmb_ner.csv.gz") if s.key in wanted}
    with (shared / "prose/sentences.jsonl").open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if item["id"] in wanted:
                found[item["id"]] = Sentence(item["id"], item["text"])
    articles = _wikinews(shared / "news/wikinews_2019.csv")
    for key in wanted:
        if key.startswith("wikinews-"):
            row, _, span = key.removeprefix("wikinews-").partition("#")
            start, end = map(int, span.split("-"))
            found[key] = Sentence(key, articles[int(row)][start:end])
    return found


def _wikinews(path: Path) -> list[str]:
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8", newline="") as rows:
        return [row["text"] for row in csv.DictReader(rows)]
