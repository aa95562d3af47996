"""Chains of countries and places: names, demonyms, and capitals that stand for a government."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from transforms.language.acronyms import initials
from transforms.language.chains import Chain
from transforms.language.geography import country_of_place, is_shared, region
from transforms.language.keys import entity_key
from transforms.language.kinds import is_vessel
from transforms.language.metonyms import acts, seat_of
from transforms.language.reading import Mention, Reading
from transforms.language.territories import (
    NAMES_KEPT,
    Territory,
    by_capital,
    by_demonym,
    by_metonym,
    find,
)

_ALSO_REGIONS = {"Georgia": "us"}
"""Names of states that are regions of another, and of which."""
_COMMA_PLACE = re.compile(r"(?:, | \()(?P<name>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})")
_BRACKET = re.compile(r"(?:['’]s?)?(?:\s*[(\[]\s*[\"“]?|,? or )(?:the )?")
_LABELS = frozenset({"GPE", "LOC", "NORP", "FAC"})
_THINGS = frozenset({"PRODUCT", "EVENT", "LAW"})


def link_places(reading: Reading, mentions: Iterable[Mention]) -> list[Chain]:
    """Give key and form to every mention that names a territory, a place, a people or a thing.

    ORG mentions are taken only where they name a territory, the EU or the UN, or a seat of
    government ("the White House said").
    """
    found: dict[str, Chain] = {}
    told = list(mentions)
    full = {m.surface.split(" ", 1)[1]: m.surface for m in told if is_vessel(m.surface)}
    full |= _acronyms(reading, told)
    around = countries_told(told)
    for mention in told:
        chain = _chain(reading, mention, full, around)
        if chain:
            mention.key = chain.key
            found.setdefault(chain.key, chain)
    return list(found.values())


def _acronyms(reading: Reading, mentions: Sequence[Mention]) -> dict[str, str]:
    """The letters in brackets behind the names of treaties and things, with those names."""
    things = [m for m in mentions if m.label in _THINGS]
    return {
        short.surface: long.surface
        for long, short in pairwise(things)
        if short.surface.isupper() and _introduces(long, short, reading.text)
    }


def _introduces(long: Mention, short: Mention, text: str) -> bool:
    """Whether letters stand in brackets behind a name, or behind an "or" and are its initials."""
    gap = text[long.end : short.start]
    if not _BRACKET.fullmatch(gap):
        return False
    return "or " not in gap or initials(iter(long.surface.split())) == short.surface


@dataclass(frozen=True, slots=True)
class Around:
    """What else an article names: how often each country, and that by which names of regions."""

    countries: Counter[str]
    regions: Counter[str]


def countries_told(mentions: Iterable[Mention]) -> Around:
    """Count the countries that mentions name, by their people, capitals and regions too."""
    around = Around(Counter(), Counter())
    for mention in mentions:
        code, is_part = country_told(mention)
        if code:
            around.countries[code] += 1
        if code and is_part:
            around.regions[code] += 1
    return around


def country_told(mention: Mention) -> tuple[str | None, bool]:
    """The country that a mention tells of, and whether it does as a region of it."""
    if mention.label in _LABELS or mention.label == "ORG":
        return _country_told(mention.surface, mention.label == "NORP")
    return None, False


@lru_cache(NAMES_KEPT)
def _country_told(name: str, of_people: bool) -> tuple[str | None, bool]:
    """The country that a name tells of, and whether as a region of it."""
    if name in _ALSO_REGIONS:
        return None, False
    territory = find(name) or by_capital(name) or (by_demonym(name) if of_people else None)
    if territory:
        return (territory.code if territory.kind == "country" else None), False
    return region(name), True


def _chain(
    reading: Reading, mention: Mention, full: Mapping[str, str], around: Around
) -> Chain | None:
    name, label = mention.surface, mention.label
    if label in _THINGS:
        name = full.get(name, name)
        if name != mention.surface and not is_vessel(name):
            mention.form = "acronym"
        kind = "vessel" if is_vessel(name) else mention.kind or "other"
        return Chain.of(kind, name)
    if label not in _LABELS and label != "ORG":
        return None
    territory = None if label == "FAC" or _is_region(name, around) else find(name)
    if territory is None and label == "NORP":
        territory = by_demonym(name)
        if territory:
            mention.form = "demonym"
    if territory:
        return of_territory(territory)
    government = _government(reading, mention) if label in {"GPE", "ORG"} else None
    if government or label == "ORG":
        return government
    if label == "NORP":
        return Chain.of("other", _singular(name))
    return _place(reading, mention, around)


def _government(reading: Reading, mention: Mention) -> Chain | None:
    """The chain of the government or body that a capital or seat of power stands for."""
    territory, seat = by_metonym(mention.surface), seat_of(mention.surface)
    if not (territory or seat) or not acts(reading, mention):
        return None
    mention.form = "metonym"
    if territory:
        return of_territory(territory)
    return Chain.of(seat.kind, seat.name, seat.country) if seat else None


def _is_region(name: str, around: Around) -> bool:
    """Whether "Georgia" is the one beside Florida: such regions are told, and the state is not."""
    code = _ALSO_REGIONS.get(name)
    territory = find(name)
    if code is None or territory is None:
        return False
    return bool(around.regions[code]) and not around.countries[territory.code]


def _place(reading: Reading, mention: Mention, around: Around) -> Chain:
    name = mention.surface
    country = _ALSO_REGIONS.get(name) or _behind(reading, mention)
    if mention.label == "FAC":
        seat, of = by_metonym(name), seat_of(name)
        country = seat.code if seat else of.country if of else country
    elif country is None:
        told = around.countries if mention.label == "GPE" else Counter[str]()
        country = country_of_place(name, told)
    key = f"{name}, {country}" if country and is_shared(name) else name
    return Chain(entity_key("place", key), "place", name, country)


def _behind(reading: Reading, mention: Mention) -> str | None:
    """The country that a comma behind a place leads to: "Rachel, Nevada", "Mosul, Iraq"."""
    match = _COMMA_PLACE.match(reading.text, mention.end)
    if not match:
        return None
    words = match["name"].split()
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size])
        name = name if find(name) else name.rstrip(".")  # "U.S.", but the end of a sentence too
        code = region(name)
        territory = None if code else find(name)
        if code or (territory and territory.kind == "country"):
            return code or (territory.code if territory else None)
    return None


def of_territory(territory: Territory) -> Chain:
    """The chain of a territory, the EU or the UN."""
    return Chain.of(territory.kind, territory.name, territory.code)


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "is")) else name
