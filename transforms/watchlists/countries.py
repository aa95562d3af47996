"""Countries as the official lists write them, to ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from transforms.language.territories import (
    Territory,
    all_demonyms,
    all_names,
    by_code,
    by_demonym,
)

CELLS_KEPT = 5_000
"""Cells whose answers are remembered; all lists at hand have 1,000 different ones."""
READINGS = 20
"""Ways to read a cell that are tried: prose with many brackets is no country."""
LIST = Path(__file__).with_name("countries.csv")

_APOSTROPHES = re.compile("[’‘`´ʼ]")
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]*)\)(.*)")
_SEVERAL = re.compile(r"\(?[1a]\).*(?:\([2b]\)|\sb\))")
_NOW = re.compile(r".*\b(?:now|currently)\s+([^()]+)\)?", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\(?\w\)|region:|allegedly\b|assumed\b|possibly\b|presumably\b|of\b|the\b)\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(.+?)(?:[.,]? (?:\w+ )?(?:passport|national identification)\b.*| by birth| since \d{4})",
    re.IGNORECASE,
)
# "Congo (Democratic Republic)" is not the Congo: such a bracket is part of the name.
_TELLS_APART = re.compile(
    r"\b(?:democratic|republic|north|south|people'?s|british|us|u\.s\.|french|dutch)\b",
    re.IGNORECASE,
)


@lru_cache(CELLS_KEPT)
def country(words: str) -> str | None:
    """The code of the one country that a cell of a list tells, in lower case, or `None`.

    Understood are names, official names, demonyms and alpha-2 codes in any case (`territories`),
    what the lists write beside these (`countries.csv`), names turned round ("Korea, North",
    "Iran (Islamic Republic of)"), remarks in brackets ("Iraq (previous address)"), and what a
    country that is no more is now ("USSR (now Belarus)"). `None` for regions of a country, for
    states that are no more, and for a cell that tells several countries.
    """
    told = _plain(words)
    readings = [] if _SEVERAL.match(told) else [told]
    for reading in readings:
        known = _code(reading)
        if known is not None:
            return known or None
        new = (other for other in _others(reading) if other not in readings)
        readings += islice(new, READINGS - len(readings))
    return None


def _plain(words: str) -> str:
    return " ".join(_APOSTROPHES.sub("'", words).split()).strip(" .,;:\"'")


def _others(told: str) -> Iterator[str]:
    """Other ways to read the words, the surest first."""
    head, comma, tail = told.partition(", ")
    if comma:
        yield f"{tail} {head}"
    if now := _NOW.fullmatch(told):
        yield now[1].strip()
    if bracketed := _BRACKETED.fullmatch(told):
        name, remark, rest = bracketed.groups()
        yield f"{remark} {name}"
        if not _TELLS_APART.search(remark):
            yield f"{name}{rest}"
    if after := _AFTER.fullmatch(told):
        yield after[1]
    if before := _BEFORE.match(told):
        yield told[before.end() :]


def _code(name: str) -> str | None:
    """The code of a country by its name; empty for what is known to be none that exists."""
    folded = name.casefold()
    ways: tuple[Callable[[], str | None], ...] = (
        lambda: _own().get(folded),
        lambda: _of(by_code(folded)) if name.isupper() or name.islower() else None,
        lambda: _names().get(folded.removeprefix("the ")),
        lambda: _of(by_demonym(name)),
        lambda: _demonyms().get(folded) or _demonyms().get(folded.removesuffix("s")),
    )
    return next((code for way in ways if (code := way()) is not None), None)


def _of(territory: Territory | None) -> str | None:
    return territory.code if territory and territory.kind == "country" else None


@cache
def _own() -> dict[str, str]:
    with LIST.open(encoding="utf-8", newline="") as rows:
        return {_plain(row["words"]).casefold(): row["code"] for row in csv.DictReader(rows)}


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): t.code for name, t in all_names().items() if t.kind == "country"}


@cache
def _demonyms() -> dict[str, str]:
    return {name.casefold(): t.code for name, t in all_demonyms().items() if t.kind == "country"}
