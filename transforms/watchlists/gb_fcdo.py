"""The UK Sanctions List of the Foreign, Commonwealth and Development Office, as CSV.

A line "Report Date: 10-Apr-2025", a header, and a row for each combination of a designation's
names, addresses and the like; "Unique ID" tells the designation. Rows without a name add what
else they tell. Columns: the list itself, "UK Sanctions List" on gov.uk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from transforms.watchlists import csv_rows
from transforms.watchlists.dates import day
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.entries import Entry, ListFormat, Opener, Tally
from transforms.watchlists.gb_cells import NAME_PARTS, bear, call, employ, kind, place
from transforms.watchlists.measures import measures

PUBLICATION = "the UK Sanctions List in CSV"
NEEDED = (
    *NAME_PARTS,
    "Unique ID",
    "Name type",
    "Regime Name",
    "Sanctions Imposed",
    "Date Designated",
)
KIND_COLUMNS = ("Designation Type", "Individual, Entity, Ship")
"""What the column was called from 2026 on, and before."""

_REPORT = re.compile(r"report date:?\s*(.*)", re.IGNORECASE)
_FORMER = re.compile(r"\bf\.?k\.?a\b|former", re.IGNORECASE)


def _recognises(name: str, head: bytes) -> str | None:
    first, second = csv_rows.columns(head)
    if "unique id" in first + second and "name 6" in first + second:
        return "gb_fcdo"
    told = name.replace("-", "_").replace(" ", "_")
    return "gb_fcdo" if "uk_sanctions_list" in told and name.endswith(".csv") else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    drafts: dict[str, Draft] = {}
    for name, opener in files.items():
        numbered = csv_rows.rows(name, opener)
        line, first = next(numbered, (0, []))
        if line and (report := _REPORT.fullmatch(csv_rows.fold(" ".join(first)))):
            tally.published_on = day(report[1].replace("-", " ")) or day(report[1])
        elif line:
            numbered = chain([(line, first)], numbered)
        for row in csv_rows.records(name, numbered, NEEDED, PUBLICATION):
            _note(drafts, row, f"{name}: line {row.line}")
    for entry_id in list(drafts):
        yield drafts.pop(entry_id).entry(", ".join(files))


def _note(drafts: dict[str, Draft], row: csv_rows.Row, where: str) -> None:
    entry_id = row["Unique ID"]
    if not entry_id:
        raise csv_rows.broken(where, 'has no "Unique ID"')
    told = "".join(row[column] for column in KIND_COLUMNS)
    draft = drafts.get(entry_id)
    if draft is None:
        what = kind(told)
        if what is None:
            columns = " or ".join(f'"{column}"' for column in KIND_COLUMNS)
            raise csv_rows.broken(where, f"{columns} tells neither Individual, Entity nor Ship")
        draft = drafts[entry_id] = Draft(entry_id, what, row["Type of entity"])
    call(draft, row, _name_type(row), "Name non-latin script")
    note(draft.programs, [row["Regime Name"]])
    draft.measures |= measures(row["Sanctions Imposed"].split("|"))
    draft.listed(day(row["Date Designated"]))
    bear(draft, row["D.O.B"])
    flag = row["Current believed flag of ship"]
    place(draft, row["Nationality(/ies)"], row["Address Country"], flag)
    employ(draft, row["Position"])
    draft.numbered_imo(row["IMO number"])
    _refer(draft, "ofsi", row["OFSI Group ID"])
    _refer(draft, "un", row["UN Reference Number"])
    note(draft.reasons, [row["UK Statement of Reasons"]])
    note(draft.remarks, [row["Other Information"]])


def _name_type(row: csv_rows.Row) -> str:
    told = row["Name type"].casefold()
    if told == "primary name":
        return "primary"
    if _FORMER.search(told):
        return "former"
    return "weak_alias" if row["Alias strength"].casefold().startswith("low") else "alias"


def _refer(draft: Draft, scheme: str, number: str) -> None:
    if number:
        draft.identifiers.add(f"{scheme}:{number}")


GB_FCDO = ListFormat("gb_fcdo", _recognises, _read)
