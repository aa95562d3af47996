"""The remarks of OFAC's entries: facts that the CSV has no column for, separated by semicolons.

OFAC writes them out of its Advanced XML ("DOB 03 May 1938; nationality Iran; Linked To: ..."), so
both readers speak of an entry in these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from transforms.watchlists.countries import country
from transforms.watchlists.csv_rows import fold
from transforms.watchlists.dates import day, edtf, one_of

_BIRTH = re.compile(r"(?:alt\. )?DOB (.+)")
_CITIZEN = re.compile(r"(?:alt\. )?(?:nationality|citizen|Nationality of Registration):? (.+)")
_QUOTED = re.compile(r"""(?:alt\. )?[afn]\.k\.a\. (['"])(.+)\1""")
_IDENTIFIERS = (
    (
        "imo",
        re.compile(
            r"(?:alt\. )?(?:Vessel Registration Identification|Identification Number"
            r"|Company Number) IMO ?(\d{7})(?: \(.+\))?"
        ),
    ),
    ("imo", re.compile(r"International Maritime Organization No\. \(?(\d{7})\)?")),
    ("mmsi", re.compile(r"(?:alt\. )?MMSI (\d{9})")),
    ("tail", re.compile(r"(?:alt\. )?Aircraft Tail Number (\S+)")),
)
_ISSUED_IN = re.compile(r"(?!Linked To:).*\d.* \(([A-Z][^()]{3,})\)(?: (?:issued|expires) .+)?")
_LISTED = re.compile(r"(?:alt\. )?Listing Date \(.+?\):? (.+)")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_PAIRED = re.compile(r"(?<!\w)'(\w[^']*\w)'(?!\w)")
_REGISTRATION = re.compile(r"[A-Z0-9]{1,2}-[A-Z0-9]{2,6}|(?:N|YV)\d[A-Z0-9]{2,4}")


@dataclass(slots=True)
class Told:
    """What the remarks tell: names marked as weak, EDTF, country codes, numbers, the rest.

    `issuers` are the countries that gave the entry a number; `numbers` those with a scheme of
    their own; `listed_on` the first day of being listed under a directive; `rest` what no other
    field holds, in OFAC's words.
    """

    weak_names: list[str] = field(default_factory=list)
    birth_dates: list[str] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    issuers: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)
    listed_on: date | None = None
    rest: list[str] = field(default_factory=list)

    @property
    def birth_date(self) -> str | None:
        """All dates of birth as one EDTF string."""
        return one_of(self.birth_dates)

    def identifiers(self, kind: str, name: str) -> tuple[str, ...]:
        """Numbers by their scheme, sorted; `name` may be an aircraft's own registration.

        The International Maritime Organization numbers ships and companies apart from each other.
        """
        imo = "imo" if kind == "vessel" else "imo_company"
        found = {f"{imo if scheme == 'imo' else scheme}:{n}" for scheme, n in self.numbers}
        if kind == "aircraft" and _REGISTRATION.fullmatch(name):
            found.add(f"tail:{name}")
        return tuple(sorted(found))


def split(remarks: str) -> list[str]:
    """The remarks of a cell one by one, without the full stop that ends the last."""
    parts = (fold(part) for part in remarks.strip().removesuffix(".").split(";"))
    return [part for part in parts if part and part != "-0-"]


def told(remarks: Iterable[str]) -> Told:
    """Read remarks one by one."""
    found = Told()
    for remark in remarks:
        if not _fact(remark, found):
            found.rest.append(remark)
            if issued := _ISSUED_IN.fullmatch(remark):
                found.issuers |= _codes(issued[1])
    return found


def _fact(remark: str, found: Told) -> bool:
    """Whether the remark is a fact with a field of its own, where it now stands."""
    if match := _BIRTH.fullmatch(remark):
        born = edtf(match[1])
        found.birth_dates += [born] if born else []
        return born is not None
    if match := _CITIZEN.fullmatch(remark):
        codes = _codes(match[1])
        found.countries |= codes
        return bool(codes)
    if match := _QUOTED.fullmatch(remark):
        found.weak_names.append(_unquoted(match[2]))
        return True
    for scheme, pattern in _IDENTIFIERS:
        if match := pattern.fullmatch(remark):
            found.numbers.add((scheme, match[1]))
            return True
    if (match := _LISTED.fullmatch(remark)) and (listed := day(match[1])):
        found.listed_on = min(listed, found.listed_on or listed)
    return False


def _codes(words: str) -> set[str]:
    code = country(words)
    return {code} if code else set()


def _unquoted(name: str) -> str:
    """Without quotes about the whole of it; an apostrophe at one end alone is a letter."""
    return name[1:-1] if len(name) > 2 and name[0] == name[-1] == "'" else name


def running_name(name: str, *, person: bool) -> str:
    """A name as it stands in running text: people's in reading order, others without quotes.

    OFAC puts single quotes about part of a firm's name ("OOO 'DSK'"); in Arabic names they are
    letters.
    """
    return in_reading_order(name) if person else _PAIRED.sub(r"\1", name)


def in_reading_order(name: str) -> str:
    """A person's name as in running text: "REYES, Feliciano, Jr." is "Feliciano REYES Jr."."""
    family, *others = (part.strip() for part in name.split(","))
    suffixes = [part for part in others if _SUFFIX.fullmatch(part)]
    given = [part for part in others if part not in suffixes]
    return " ".join(part for part in (*given, family, *suffixes) if part)
