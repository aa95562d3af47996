"""What an organisation on a list is: told by its type or legal form, or seen from its name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from transforms.watchlists.listed_names import kind_by_names

WORDS = Path(__file__).with_name("kinds.toml")


def organisation(names: Iterable[str], told: str = "") -> str:
    """The `entity_kind` of an organisation: by the type that the list tells, else by its names."""
    names = list(names)
    return told_kind(told) or told_kind(" ".join(names), "name") or kind_by_names(names)


def told_kind(told: str, where: str = "type") -> str | None:
    """The kind that the words of a type or legal form say, or those of a `name`; if any."""
    folded = told.casefold()
    return next((kind for kind, words in _kinds(where) if words.search(folded)), None)


@cache
def _kinds(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    groups = tomllib.loads(WORDS.read_text(encoding="utf-8"))[where]
    return tuple(
        (group["kind"], re.compile(rf"\b(?:{'|'.join(map(re.escape, group['words']))})\b"))
        for group in groups
    )
