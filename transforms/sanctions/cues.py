"""Words that say what becomes of a measure: imposed, threatened, asked for, got round."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CUES = Path(__file__).with_name("cues.toml")
LONGEST = 3
"""Words of the longest phrase in the list."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: its class, its first token and one past its last."""

    name: str
    first: int
    last: int


def find_cues(words: Sequence[str]) -> list[Cue]:
    """The cues among lower-case `words` (tokens), in order; of phrases the longest wins.

    A word that is in several classes gives a cue for each.
    """
    index = _index()
    found: list[Cue] = []
    position = 0
    while position < len(words):
        for length in range(LONGEST, 0, -1):
            phrase = " ".join(words[position : position + length])
            if phrase in index and position + length <= len(words):
                found += [Cue(name, position, position + length) for name in index[phrase]]
                position += length - 1
                break
        position += 1
    return found


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    rows = tomllib.loads(CUES.read_text(encoding="utf-8"))["cue"]
    index: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for word in row["words"]:
            known = index.get(word, ())
            if row["class"] not in known:
                index[word] = (*known, row["class"])
    return index
