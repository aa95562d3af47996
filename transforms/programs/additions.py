"""What is known of programmes beyond the table: names in prose, further numbers, territories."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from transforms.programs.instruments import Instrument

ADDITIONS = Path(__file__).with_name("names.toml")


@dataclass(frozen=True, slots=True)
class Added:
    """Names that prose has for one of several programmes."""

    names: tuple[str, ...]
    keys: tuple[str, ...]


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads(ADDITIONS.read_text(encoding="utf-8"))


def added_names() -> tuple[Added, ...]:
    """Names of laws and lists, and the keys that each may mean."""
    return tuple(Added(tuple(row["names"]), tuple(row["keys"])) for row in _raw()["name"])


def added_territories() -> Mapping[str, tuple[str, ...]]:
    """Territories by the key of a programme for which the table gives none."""
    return {row["key"]: tuple(row["territories"]) for row in _raw()["territory"]}


def added_numbers() -> Mapping[Instrument, frozenset[str]]:
    """Instruments that the table does not name, and whose they are."""
    return {
        Instrument(row["kind"], number): frozenset({row["key"]})
        for row in _raw()["numbers"]
        for number in row["numbers"]
    }


def prose_nouns() -> frozenset[str]:
    """Words that make a name of the table one that prose may use."""
    return frozenset(_raw()["prose"]["nouns"])


def never_in_prose() -> frozenset[str]:
    """Names of the table that are too general for prose."""
    return frozenset(_raw()["prose"]["never"])
