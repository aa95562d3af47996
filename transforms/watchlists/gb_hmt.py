"""The consolidated list of the UK Treasury's Office of Financial Sanctions Implementation.

"ConList.csv": a line "Last Updated,10/04/2025", a header, and a row for each writing of a name,
each date of birth and each address; rows of one "Group ID" are one target and stand apart.
Columns and values: OFSI, "Consolidated list of financial sanctions targets: format guide".
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

PUBLICATION = "the UK consolidated list (ConList.csv)"
NEEDED = (
    *NAME_PARTS,
    "Name Non-Latin Script",
    "DOB",
    "Nationality",
    "Position",
    "Country",
    "Other Information",
    "Group Type",
    "Alias Type",
    "Alias Quality",
    "Regime",
    "Listed On",
    "Group ID",
)
LABELS = (
    "UK Sanctions List Ref",
    "UN Ref",
    "UK Statement of Reasons",
    "Gender",
    "Phone number",
    "Website",
    "Type of entity",
    "Email address",
    "Business Reg No",
    "Parent company",
    "Subsidiaries",
    "IMO number",
    "Flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year built",
    "Current owners",
)
"""What "Other Information" is made of: "(Label):words (Label):words"."""

_NAME_TYPES = {"primary name": "primary", "fka": "former"}
_LABEL = re.compile(rf"\(({'|'.join(LABELS)})\)\s*:\s*")
_NUMBER = r"(?:[A-Z]{3}\d{4}|[A-Z]{2}[IEie]\.\s?\d{3})\b"
_REFERENCES = re.compile(rf"({_NUMBER}(?:[.,;\s]*(?:and|or)?\s*{_NUMBER})*)[.\s]*(.*)")
_SERVICES = "Financial sanctions imposed in addition to an asset freeze"


def _recognises(name: str, head: bytes) -> str | None:
    first, second = csv_rows.columns(head)
    if "group id" in first + second and "name 6" in first + second:
        return "gb_hmt"
    return "gb_hmt" if name.startswith("conlist") and name.endswith(".csv") else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    drafts: dict[str, Draft] = {}
    for name, opener in files.items():
        numbered = csv_rows.rows(name, opener)
        line, first = next(numbered, (0, []))
        if first and csv_rows.fold(first[0]).casefold() == "last updated":
            tally.published_on = day("".join(first[1:2]))
        elif line:
            numbered = chain([(line, first)], numbered)
        for row in csv_rows.records(name, numbered, NEEDED, PUBLICATION):
            _note(drafts, row, f"{name}: line {row.line}")
    for entry_id in list(drafts):
        draft = drafts.pop(entry_id)
        yield draft.entry(", ".join(files))


def _note(drafts: dict[str, Draft], row: csv_rows.Row, where: str) -> None:
    entry_id, told = row["Group ID"], kind(row["Group Type"])
    if not entry_id:
        raise csv_rows.broken(where, 'has no "Group ID"')
    if told is None:
        fault = f'"Group Type" is neither Individual, Entity nor Ship: {row["Group Type"]}'
        raise csv_rows.broken(where, fault)
    new = entry_id not in drafts
    draft = drafts.setdefault(entry_id, Draft(entry_id, told))
    call(draft, row, _name_type(row), "Name Non-Latin Script")
    bear(draft, row["DOB"])
    place(draft, row["Nationality"], row["Country"])
    note(draft.programs, [row["Regime"]])
    draft.listed(day(row["Listed On"]))
    draft.measures.add("asset_freeze")
    if new:
        employ(draft, row["Position"])
        _inform(draft, row["Other Information"])


def _name_type(row: csv_rows.Row) -> str:
    told = _NAME_TYPES.get(row["Alias Type"].casefold(), "alias")
    weak = row["Alias Quality"].casefold() == "low quality" and told == "alias"
    return "weak_alias" if weak else told


def _inform(draft: Draft, information: str) -> None:
    """Take "Other Information" apart; it is the same in all rows of a group."""
    before, *labelled = _LABEL.split(information)
    rest = [before.strip()]
    for label, words in zip(labelled[::2], labelled[1::2], strict=True):
        told = words.strip()
        if label.endswith(" Ref") and (found := _REFERENCES.fullmatch(told)):
            scheme = "uksl" if label.startswith("UK ") else "un"
            references = re.findall(_NUMBER, found[1])
            draft.identifiers |= {f"{scheme}:{_reference(told)}" for told in references}
            rest.append(found[2])
        elif label == "UK Statement of Reasons":
            note(draft.reasons, [told])
        elif label == "IMO number":
            draft.numbered_imo(told)
        elif told:
            rest.append(f"{label}: {told.rstrip('.')}.")
        if label == "Flag of ship":
            place(draft, told)
        if label == "Type of entity":
            draft.legal_form = told
    if _SERVICES in information:
        draft.measures.add("financial")
    note(draft.remarks, rest)


def _reference(told: str) -> str:
    """A reference as its publisher writes it: "QDE.145" and "CDi. 038" are slips."""
    letters, point, number = told.partition(".")
    return f"{letters[:2]}{letters[2].lower()}.{number.strip()}" if point else told


GB_HMT = ListFormat("gb_hmt", _recognises, _read)
