"""What the EU's financial sanctions files tell of a subject, in the XML and the CSV alike.

The list is of those "subject to EU financial sanctions": the assets of every one are frozen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.watchlists.dates import day
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.entries import Entry
from transforms.watchlists.names import is_foreign

LIST = "eu_fsf"
FILE = "fullsanctionslist"
"""What the publisher's names of both files have in common, in lower case."""

_KINDS = {
    "person": "person",
    "p": "person",
    "enterprise": "organization",
    "e": "organization",
    "vessel": "vessel",
    "ship": "vessel",
}
_MARKER = re.compile(r"\(?\b[a-z]\)\s|;")
_SHIP = re.compile(r"(?:m/?[vt]|vessel) ", re.IGNORECASE)
_ENGLISH = frozenset({"", "EN"})


@dataclass(slots=True)
class Subject:
    """A subject while it is read.

    `names` are whole names with whether they are strong, and their language as the EU writes it
    ("EN", "BG", or empty); `imo` numbers of the International Maritime Organization; `published`
    the days on which its regulations were.
    """

    draft: Draft
    names: list[tuple[str, bool, str]] = field(default_factory=list)
    imo: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)

    def entry(self, place: str) -> Entry:
        """The entry; `ListFormatError` with the `place` if it has no name."""
        draft = self.draft
        for rank, (name, strong, _) in enumerate(sorted(self.names, key=_rank)):
            draft.called(name, "primary" if rank == 0 else "alias" if strong else "weak_alias")
        if draft.kind == "organization" and any(_SHIP.match(name) for name, _, _ in self.names):
            draft.kind = "vessel"
        draft.numbered_imo(*self.imo)
        draft.measures.add("asset_freeze")
        if draft.listed_on is None:
            for published in self.published:
                draft.listed(day(published))
        return draft.entry(place)


def subject(entry_id: str, *codes: str) -> Subject:
    """A subject by its codes: "person" and "P", "enterprise" and "E"; in whichever order."""
    kinds = (_KINDS[code] for code in map(str.casefold, codes) if code in _KINDS)
    return Subject(Draft(entry_id, next(kinds, "other")))


def name(made: Subject, told: Mapping[str, str], strong: str, language: str) -> None:
    """Note a name: `whole`, else `first`, `middle` and `last`; all are strong but for "false"."""
    parts = (told[part] for part in ("first", "middle", "last"))
    whole = told["whole"] or " ".join(part for part in parts if part)
    known = (whole, strong.casefold() != "false", language.upper())
    if whole and known not in made.names:
        made.names.append(known)


def function(made: Subject, words: str) -> None:
    """Note the offices that a FUNCTION tells: "(a) Minister of Oil (b) Member of Parliament"."""
    note(made.draft.positions, (part.strip(" ,.;") for part in _MARKER.split(words)))


def birth(told: Mapping[str, str]) -> str:
    """A date of birth in words: of `date`, `year`, `month`, `from`, `to` and `circa`.

    The two years of a range are independent: either may be missing, and either be "circa".
    """
    about = "circa " if told["circa"].casefold() == "true" else ""
    if told["date"]:
        return about + told["date"]
    if told["year"]:
        month = told["month"]
        return about + (f"{told['year']}-{int(month):02}" if month.isdigit() else told["year"])
    if told["from"] and told["to"]:
        return f"between {about}{told['from']} and {about}{told['to']}"
    if told["to"]:
        return f"../{told['to']}"
    return f"{told['from']}/.." if told["from"] else ""


def _rank(told: tuple[str, bool, str]) -> tuple[bool, bool, bool]:
    """The entry's own name is strong, in Latin letters, and not a translation."""
    name, strong, language = told
    return not strong, is_foreign(name), language not in _ENGLISH
