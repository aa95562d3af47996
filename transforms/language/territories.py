"""States, territories, the EU and the UN: their names, demonyms, capitals and metonyms.

The list is `territories.csv` beside this module: every code of ISO 3166-1 alpha-2, `xk` for
Kosovo, `eu` and `un`. Common names are those of the news ("Myanmar", "North Korea").
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_ADJECTIVES = {"us": "U.S.", "eu": "EU", "un": "U.N."}
NAMES_KEPT = 20_000
"""Names whose answers are remembered: a few thousand make up most of the news."""
LIST = Path(__file__).with_name("territories.csv")


@dataclass(frozen=True, slots=True)
class Territory:
    """One state, territory or body: `kind` is `country`, or `public_body` for eu and un.

    `adjective` stands before a noun: "Chinese", "U.S."; empty where there is none.
    """

    code: str
    name: str
    kind: str
    adjective: str = ""


@dataclass(frozen=True, slots=True)
class _Index:
    names: dict[str, Territory]
    demonyms: dict[str, Territory]
    capitals: dict[str, Territory]
    metonyms: dict[str, Territory]
    codes: dict[str, Territory]


@lru_cache(NAMES_KEPT)
def find(text: str) -> Territory | None:
    """The territory that goes by this name, official name or alias ("U.S.", "Burma"); exact case.

    Names that also mean something else ("Georgia", "Jordan") are found too: whether the words are
    a name of a country at all is for the caller to know. A leading "the" does not matter.
    """
    return _index().names.get(_plain(text))


@lru_cache(NAMES_KEPT)
def by_demonym(text: str) -> Territory | None:
    """The territory that people or things so called are of: "Burmese", "Americans", "U.S."."""
    known = _index().demonyms
    word = _plain(text)
    return known.get(word) or (known.get(word[:-1]) if word.endswith("s") else None)


def by_metonym(text: str) -> Territory | None:
    """The territory whose government is called so: its capital, or a seat of power ("Kremlin")."""
    return _index().metonyms.get(_plain(text)) or _index().capitals.get(_plain(text))


def by_capital(text: str) -> Territory | None:
    """The territory whose capital or seat of government this city is."""
    return _index().capitals.get(_plain(text))


def by_code(code: str) -> Territory | None:
    """The territory of an ISO 3166-1 alpha-2 code in lower case, `eu` or `un`."""
    return _index().codes.get(code)


def all_names() -> Mapping[str, Territory]:
    """Every name and alias, with its territory."""
    return _index().names


def all_demonyms() -> Mapping[str, Territory]:
    """Every demonym in the singular, with its territory."""
    return _index().demonyms


def all_metonyms() -> Mapping[str, Territory]:
    """Every seat of power that stands for a government ("Kremlin"), with its territory."""
    return _index().metonyms


def _plain(text: str) -> str:
    words = text.replace("’", "'").strip()
    return words[4:] if words[:4] in {"the ", "The "} else words


def _forms(cell: str) -> Iterator[str]:
    return (_plain(form) for form in cell.split("|") if form)


@cache
def _index() -> _Index:
    index = _Index({}, {}, {}, {}, {})
    with LIST.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            _add(index, row)
    return index


def _add(index: _Index, row: Mapping[str, str]) -> None:
    kind = "country" if row["kind"] == "country" else "public_body"
    adjective = _ADJECTIVES.get(row["code"]) or row["demonyms"].split("|")[0]
    territory = Territory(row["code"], row["name"], kind, adjective)
    columns = (
        (index.codes, iter([row["code"]])),
        (index.names, _forms("|".join([row["name"], row["official_name"], row["aliases"]]))),
        (index.demonyms, _forms(row["demonyms"])),
        (index.capitals, _forms(row["capitals"])),
        (index.metonyms, _forms(row["metonyms"])),
    )
    for known, forms in columns:
        for form in forms:
            known[form] = territory
