"""The word lists beside this package, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENGLISH = "en"
"""The language that the lists and rules of this package are of."""


@cache
def read(name: str) -> dict[str, Any]:
    """A TOML file of this folder, by its name without suffix; the same object every time."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True, slots=True)
class Titles:
    """Words at the front of a span: titles.toml, each list lower case."""

    titles: frozenset[str]
    particles: frozenset[str]
    compass: frozenset[str]
    approximators: tuple[str, ...]


@cache
def titles() -> Titles:
    """The lists of titles.toml."""
    told = read("titles")
    return Titles(
        frozenset(word for group in told["titles"] for word in group["words"]),
        frozenset(told["particles"]["words"]),
        frozenset(told["compass"]["words"]),
        tuple(sorted(told["approximators"]["words"], key=len, reverse=True)),
    )


@cache
def family_names() -> frozenset[str]:
    """Family names that stand first (family_names.toml)."""
    return frozenset(word for group in read("family_names").values() for word in group["words"])


@cache
def first_words() -> frozenset[str]:
    """Words that begin a sentence and are no names (sentences.toml)."""
    return frozenset(read("sentences")["first_words"]["words"])
