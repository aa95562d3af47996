"""What an organisation is by its name, and which bodies everybody knows."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from transforms.language.geography import country_in_name
from transforms.language.territories import NAMES_KEPT, by_demonym, find
from transforms.language.words import HERE, read

_WORD = re.compile(r"[^\s()]+")


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation known by name (bodies.csv, firms.csv): usual name, kind and country."""

    name: str
    kind: str
    country: str | None


def body(name: str) -> Body | None:
    """The known body of this name or alias."""
    return _bodies().get(name.replace("’", "'"))


def body_names() -> frozenset[str]:
    """Every name and alias of the known bodies."""
    return frozenset(_listed("bodies"))


def firm_names() -> frozenset[str]:
    """Every name and alias of the known firms and agencies."""
    return frozenset(_listed("firms"))


@lru_cache(NAMES_KEPT)
def kind_of(name: str) -> str:
    """organization, company or public_body: by the last telling word, best before an "of"."""
    known = _words()
    for part in (re.split(r" (?:of|for) ", name, maxsplit=1)[0], name):
        told = [known[w] for w in (w.casefold() for w in _WORD.findall(part)) if w in known]
        if told:
            return told[-1]
    return "organization"


def is_told(name: str) -> bool:
    """Whether a word of a name says that it is an organisation's."""
    return any(w.casefold() in _words() for w in _WORD.findall(name))


@lru_cache(NAMES_KEPT)
def country_of(name: str) -> str | None:
    """The country that a name names: "Chinese Defense Ministry", "Bank of Russia", "Ohio State"."""
    words = _WORD.findall(name.replace("'s ", " ").replace("’s ", " "))
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            part = " ".join(words[at : at + size])
            territory = find(part) or by_demonym(part)
            if territory and territory.kind == "country":
                return territory.code
    parts = (" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1))
    return next((code for part in parts if (code := country_in_name(part))), None)


def is_generic(name: str) -> bool:
    """Whether a name is made of words that every state's bodies have: "Supreme Court"."""
    return all(w.casefold() in _generic() for w in _WORD.findall(name))


def is_vessel(name: str) -> bool:
    """Whether a name begins as ships' names do: "USS Cole"."""
    return name.split(" ", 1)[0] in vessel_letters() and " " in name


@cache
def heads() -> frozenset[str]:
    """Nouns that stand for a body named before, lower case."""
    return frozenset(read("kinds")["heads"]["words"])


@cache
def _generic() -> frozenset[str]:
    return frozenset(read("kinds")["generic"]["words"])


@cache
def vessel_letters() -> frozenset[str]:
    """Letters before a ship's name: "USS", "MV"."""
    return frozenset(read("kinds")["vessels"]["words"])


@cache
def _words() -> dict[str, str]:
    return {word: group["kind"] for group in read("kinds")["kinds"] for word in group["words"]}


@cache
def _bodies() -> dict[str, Body]:
    return {**_listed("firms"), **_listed("bodies")}


@cache
def _listed(name: str) -> dict[str, Body]:
    found = {}
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            told = Body(row["name"], row["kind"], row["country"] or None)
            for called in (row["name"], *row["aliases"].split("|")):
                if called:
                    found[called] = told
    return found
