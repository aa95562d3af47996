"""Legal instruments that are told by their number: orders, resolutions, regulations, laws."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATTERNS = Path(__file__).with_name("instruments.toml")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind (order, resolution, regulation, decision, law, code, ...) and its number."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Told:
    """An instrument told at `start`..`end` of a text; several may share one span."""

    start: int
    end: int
    instrument: Instrument


def find_instruments(text: str) -> Iterator[Told]:
    """The instruments that a text tells, kind by kind: "Executive Orders 13660 and 13661" two."""
    for kind, pattern, number in _patterns():
        for match in pattern.finditer(text):
            for told in number.finditer(match["numbers"]):
                yield Told(match.start(), match.end(), Instrument(kind, told.group()))


def issued_by(kind: str) -> str:
    """Code of the state or body that issues instruments of a kind: us, un, eu, ..."""
    return _issuers()[kind]


@cache
def _raw() -> dict[str, dict[str, Any]]:
    raw: dict[str, dict[str, Any]] = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))["kind"]
    return raw


@cache
def _issuers() -> dict[str, str]:
    return {kind: row["issuer"] for kind, row in _raw().items()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            kind,
            re.compile(pattern.replace("NUMBERS", _many(row["number"]))),
            re.compile(row["number"]),
        )
        for kind, row in _raw().items()
        for pattern in row["patterns"]
    )


def _many(number: str) -> str:
    """One number or a list of them, each with a year in brackets or not."""
    one = rf"{number}(?:\s*\(\d{{4}}\))?"
    joined = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|/)"
    return rf"(?P<numbers>{one}(?:{joined}{one})*)"
