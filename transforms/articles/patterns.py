"""The lines and words by which the parts of a page are told; the data lies beside this module."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_HERE = Path(__file__).parent


def compiled(path: Path) -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of a data file, by kind: tables of entries that have a `pattern` each."""
    return {
        kind: tuple(re.compile(entry["pattern"]) for entry in entries)
        for kind, entries in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


PATTERNS = compiled(_HERE / "patterns.toml")
"""Compiled patterns of `patterns.toml`, by kind of line."""

WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(entry["words"])
    for kind, entry in tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8")).items()
}
"""Word lists of `words.toml`, by name."""


def whole(kind: str, line: str) -> re.Match[str] | None:
    """The first pattern of a kind that matches all of a line."""
    for pattern in PATTERNS[kind]:
        if match := pattern.fullmatch(line):
            return match
    return None


def start(kind: str, line: str) -> re.Match[str] | None:
    """The first pattern of a kind that matches the start of a line."""
    for pattern in PATTERNS[kind]:
        if match := pattern.match(line):
            return match
    return None
