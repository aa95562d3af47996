"""The known sanctions programmes, by key and by any of their names and numbers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.programs.additions import added_names, added_numbers, added_territories
from transforms.programs.instruments import Instrument, find_instruments

TABLE = Path(__file__).with_name("programs.csv")
COLUMNS = ("key", "title", "issuer", "aliases", "territories", "measures")
SEPARATOR = "|"
"""Between the values of a list in one column of the table."""


@dataclass(frozen=True, slots=True)
class Program:
    """A sanctions programme.

    `issuer` is the authority that runs it (us_ofac, eu_council, zz_unsc, ...), `territories` are
    codes of countries and parts of them (ru, ua-cri; zz: everywhere), `measures` words of the
    vocabulary `measure`.
    """

    key: str
    title: str
    issuer: str
    aliases: tuple[str, ...]
    territories: tuple[str, ...]
    measures: tuple[str, ...]

    @property
    def country(self) -> str:
        """Code of the state or body that issues it: us, eu, un, ..."""
        code = self.issuer.partition("_")[0]
        return "un" if code == "zz" else code


@cache
def programs() -> Mapping[str, Program]:
    """All programmes of the table by key, in the order of their keys."""
    territories = added_territories()
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {
            row["key"]: Program(
                row["key"], row["title"], row["issuer"], _split(row["aliases"]),
                territories.get(row["key"], _split(row["territories"])), _split(row["measures"]),
            )
            for row in csv.DictReader(table)
        }  # fmt: skip


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split(SEPARATOR)) if words else ()


def by_key(key: str) -> Program | None:
    """The programme of a key (`US-GLOMAG`), or None."""
    return programs().get(key)


def by_alias(words: str, issuer: str | None = None) -> tuple[Program, ...]:
    """The programmes that go by a name, code or number, in the order of their keys.

    `words` are the whole of a name ("RUSSIA-EO14024", "Executive Order 13382", "CAATSA"): case,
    accents of apostrophes and space do not count. `issuer` narrows: an authority (`us_ofac`), or
    the code of a state or body (`us`, `un`).
    """
    name = folded(words)
    keys = set(_names().get(name) or _further_names().get(name) or ())
    for found in find_instruments(words):
        if (found.start, found.end) == (0, len(words.rstrip())):
            keys |= numbered().get(found.instrument, frozenset())
    told = (programs()[key] for key in sorted(keys))
    return tuple(p for p in told if issuer is None or issuer in {p.issuer, p.country})


def folded(words: str) -> str:
    """A name as it is compared: one case, plain apostrophes and dashes, single spaces."""
    plain = words.replace("’", "'").replace("–", "-").replace("—", "-")
    return " ".join(plain.casefold().split())


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Keys, titles and aliases, folded, and whose they are."""
    names: dict[str, set[str]] = {}
    for key, program in programs().items():
        for name in (key, program.title, *program.aliases):
            names.setdefault(folded(name), set()).add(key)
    return {name: frozenset(keys) for name, keys in names.items()}


@cache
def _further_names() -> Mapping[str, frozenset[str]]:
    return {folded(name): frozenset(a.keys) for a in added_names() for name in a.names}


@cache
def numbered() -> Mapping[Instrument, frozenset[str]]:
    """Orders, resolutions and regulations by number, and the keys of their programmes."""
    found: dict[Instrument, set[str]] = {}
    for key, program in programs().items():
        for name in (program.title, *program.aliases):
            for told in find_instruments(name):
                found.setdefault(told.instrument, set()).add(key)
    for instrument, keys in added_numbers().items():
        found.setdefault(instrument, set()).update(keys)
    return {instrument: frozenset(keys) for instrument, keys in found.items()}
