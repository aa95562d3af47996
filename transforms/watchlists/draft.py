"""An entry while the rows that tell of it are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from schemas.errors import ListFormatError
from transforms.watchlists.countries import country
from transforms.watchlists.dates import edtf, one_of
from transforms.watchlists.entries import Entry, ListedName
from transforms.watchlists.kinds import organisation
from transforms.watchlists.listed_names import RANKS, without_repeats
from transforms.watchlists.printed_names import tidy

_PARTS = re.compile(r"[,;/|.]|\band(?:/or)?\b|\bor\b|\(?\b[a-z]\)")
_IMO = re.compile(r"(?<!\d)\d{7}(?!\d)")

Words = dict[str, None]
"""Words in the order of their telling, each once."""


@dataclass(slots=True)
class Draft:
    """What is known of an entry so far; what is told again counts once."""

    entry_id: str
    kind: str
    legal_form: str = ""
    names: list[ListedName] = field(default_factory=list)
    programs: Words = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    listed_on: date | None = None
    delisted_on: date | None = None
    births: Words = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    positions: Words = field(default_factory=dict)
    identifiers: set[str] = field(default_factory=set)
    reasons: Words = field(default_factory=dict)
    remarks: Words = field(default_factory=dict)

    def called(self, name: str, name_type: str) -> None:
        """Note a name; the first one that is called primary stays so, a later one is an alias."""
        if name := tidy(name):
            if name_type == "primary" and any(n.type == "primary" for n in self.names):
                name_type = "alias"
            listed = ListedName(name, name_type)
            if listed not in self.names:
                self.names.append(listed)

    def born(self, words: str) -> None:
        """Note a date of birth."""
        if told := edtf(words):
            self.births.setdefault(told)

    def listed(self, day: date | None) -> None:
        """Note a day of listing: the earliest counts."""
        if day is not None:
            self.listed_on = min(self.listed_on or day, day)

    def of(self, *cells: str) -> None:
        """Note the countries that cells tell."""
        self.countries.update(code for cell in cells for code in countries_in(cell))

    def numbered_imo(self, *cells: str) -> None:
        """Note numbers of the International Maritime Organization: of a ship, or of its company."""
        scheme = "imo" if self.kind == "vessel" else "imo_company"
        found = (number for cell in cells for number in _IMO.findall(cell))
        self.identifiers.update(f"{scheme}:{number}" for number in found)

    def entry(self, place: str) -> Entry:
        """The entry; `ListFormatError` with the `place` if it has no name.

        What kind of organisation one is, its legal form and its names tell.
        """
        if not self.names:
            raise ListFormatError(f"{place}: the entry {self.entry_id} has no name")
        ranked = sorted(self.names, key=lambda listed: RANKS.index(listed.type))
        first = ListedName(ranked[0].name, "primary")
        names = without_repeats([first, *ranked[1:]])
        kind = self.kind
        if kind == "organization":
            kind = organisation((listed.name for listed in names), self.legal_form)
        return Entry(
            self.entry_id,
            kind,
            first.name,
            names,
            tuple(self.programs),
            tuple(sorted(self.measures)),
            self.listed_on,
            self.delisted_on,
            one_of(self.births),
            tuple(sorted(self.countries)),
            tuple(self.positions),
            tuple(sorted(self.identifiers)),
            " ".join(self.reasons) or None,
            " ".join(self.remarks) or None,
        )


def note(kept: Words, words: Iterable[str]) -> None:
    """Keep what is not empty and not kept yet."""
    for told in words:
        if told:
            kept.setdefault(told)


def countries_in(cell: str) -> Iterator[str]:
    """The codes of the countries that a cell tells: "Syrian/Iranian", "(a) German (b) Moroccan"."""
    whole = country(cell) if cell else None
    told = [whole] if whole else [country(part.strip()) for part in _PARTS.split(cell)]
    yield from (code for code in told if code)
