"""In which country a region or a city is: regions.csv, cities.csv, and what else the article names.

regions.csv lists parts of states that the news calls by name (states, provinces, islands, districts
of capitals), by hand. cities.csv is made of GeoNames' cities of 15,000 people and more
(https://www.geonames.org/, CC BY 4.0) by `models/train/cities.py`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache

from transforms.language.territories import by_capital
from transforms.language.words import HERE

FAR_LARGER = 4
"""A city with this many times the people of its namesakes elsewhere is meant without more."""
SMALL = 100
"""Thousands of people under which a city is taken only where its country is told."""
LARGE = 300
"""Thousands of people from which on a city in an organisation's name tells its country."""

_PART = re.compile(
    r" (?:County|Province|province|State|Oblast|oblast|Krai|Region|region|District|district|Parish"
    r"|Prefecture|Governorate|governorate|City|Island|Islands|Peninsula|Valley)$"
)


def region(name: str) -> str | None:
    """The country that a region, state or province of this name is in."""
    return _regions().get(_plain(name))


def country_of_place(name: str, told: Mapping[str, int]) -> str | None:
    """The country of a region or city; `told` counts how often the article names each country.

    Of several cities of a name the one in a country that is told is meant, else one that is far
    larger than the others; None where nothing decides.
    """
    known = region(name)
    if known:
        return known
    capital = by_capital(name)
    people = _cities().get(_plain(name)) or {}
    among = sorted((c for c in people if told.get(c)), key=lambda c: (-told[c], -people[c], c))
    if among and not (capital and told.get(capital.code)):
        return among[0]
    if capital:
        return capital.code
    if not people:
        return None
    largest, *others = sorted(people, key=lambda c: -people[c])
    if told and people[largest] < SMALL:
        return None
    alone = all(people[other] * FAR_LARGER <= people[largest] for other in others)
    return largest if alone else None


def country_in_name(words: str) -> str | None:
    """The country of a region or large city inside a name: "Florida", "Toronto"."""
    known = region(words)
    if known:
        return known
    large = {c: n for c, n in _cities().get(words, {}).items() if n >= LARGE}
    return next(iter(large)) if len(large) == 1 else None


def is_shared(name: str) -> bool:
    """Whether places in several countries are called so: their entities are told apart by it."""
    return len(_cities().get(_plain(name), {})) > 1


def _plain(name: str) -> str:
    bare = name.replace("’", "'").removeprefix("the ").removeprefix("The ")
    return bare if bare in _regions() else _PART.sub("", bare)


@cache
def _regions() -> Mapping[str, str]:
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: row["country"] for row in csv.DictReader(rows)}


@cache
def _cities() -> Mapping[str, dict[str, int]]:
    """Name -> the largest city of it in each country, in thousands of people."""
    found: dict[str, dict[str, int]] = {}
    with (HERE / "cities.csv").open(encoding="utf-8", newline="") as rows:
        for name, country, thousands in _names(csv.reader(rows)):
            cities = found.setdefault(name, {})
            cities[country] = max(cities.get(country, 0), thousands)
    return found


def _names(rows: Iterator[list[str]]) -> Iterator[tuple[str, str, int]]:
    next(rows)
    for name, country, thousands, aliases in rows:
        for called in (name, *aliases.split("|")):
            if called:
                yield called, country, int(thousands)
