"""What the shipped models tell of one sentence."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from schemas.tables import TABLES
from transforms.language import pipelines
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines
from transforms.sanctions.context import Before
from transforms.sanctions.extract import readings_of
from transforms.sanctions.frames import Frame, find_frames
from transforms.sanctions.parties import Name
from transforms.sanctions.prepare import read
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import find_triggers


@cache
def shipped_pipelines() -> Pipelines:
    return pipelines.load()


def readings(sentence: str) -> list[tuple[int, Reading, Before]]:
    """Where a sentence with triggers starts, how it reads, and what stands before it."""
    article = {
        "article_id": "a", "uri": "file:///a", "record_key": "a", "language": "en",
        "text": sentence,
    }  # fmt: skip
    block = {
        "article_id": "a", "ordinal": 0, "kind": "paragraph", "start_char": 0,
        "end_char": len(sentence),
    }  # fmt: skip
    schema = pa.schema([TABLES["articles"].made.field(name) for name in article])
    blocks = pa.Table.from_pylist([block], schema=TABLES["blocks"].made)
    named, _ = annotate(pa.Table.from_pylist([article], schema=schema), blocks, shipped_pipelines())
    return list(readings_of("a", sentence, {"blocks": blocks, **named}, shipped_pipelines()))


def bare(sentence: str, *names: Name) -> Reading:
    """A sentence as it reads where the language stage found `names`, with nothing before it."""
    (doc,) = shipped_pipelines().parse([sentence])
    return read(doc, names, find_triggers(sentence))


def name_in(sentence: str, words: str, label: str = "PERSON") -> Name:
    """A name that the language stage found in a sentence."""
    at = sentence.index(words)
    return Name(at, at + len(words), label, words, None, None)


def told_in(sentence: str) -> list[Frame]:
    """The events of a sentence."""
    found = readings(sentence)
    return [frame for _, reading, before in found for frame in find_frames(reading, before)]
