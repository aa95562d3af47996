"""The small closed word lists of the rules, from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LISTS = Path(__file__).with_name("words.toml")


def word_list(module: str, name: str) -> frozenset[str]:
    """The words of one list. Raises `KeyError` for a list that is not there."""
    return frozenset(_lists()[module][name].split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    return lists


POSSESSIVE = word_list("marks", "possessive")
"""The tokens behind whose something is."""
