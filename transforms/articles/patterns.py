"""The lines and words by which the parts of a page are told; the data lies beside this module."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_HERE = Path(__file__).parent


def _load(name: str) -> dict[str, list[dict[str, str]]]:
    entries: dict[str, list[dict[str, str]]] = tomllib.loads(
        (_HERE / name).read_text(encoding="utf-8")
    )
    return entries


PATTERNS: dict[str, tuple[re.Pattern[str], ...]] = {
    kind: tuple(re.compile(entry["pattern"]) for entry in entries)
    for kind, entries in _load("patterns.toml").items()
}
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
