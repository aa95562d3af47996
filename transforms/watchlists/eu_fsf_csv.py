"""The EU's consolidated financial sanctions list as CSV, "csvFullSanctionsList 1.1".

Cells are separated by ";". A row tells one fact (a name, an address, a date of birth, a number or
a citizenship) and repeats what all rows of its subject tell: the columns Entity_*. Days are
written 05/08/2026 or 2026-08-05. Whether a name is strong is not told, unlike in the XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.errors import ListFormatError
from transforms.watchlists import eu_fsf
from transforms.watchlists.csv_rows import Row, records, rows
from transforms.watchlists.dates import day
from transforms.watchlists.draft import note
from transforms.watchlists.entries import Entry, ListFormat, Opener, Tally

PUBLICATION = "the EU's csvFullSanctionsList 1.1"
NEEDED = (
    "fileGenerationDate",
    "Entity_LogicalId",
    "Entity_EU_ReferenceNumber",
    "Entity_SubjectType",
    "Entity_Regulation_Programme",
    "Entity_Regulation_PublicationDate",
    "NameAlias_WholeName",
    "NameAlias_Function",
    "BirthDate_BirthDate",
    "BirthDate_Year",
    "Citizenship_CountryIso2Code",
    "Address_CountryIso2Code",
    "Identification_Number",
    "Identification_TypeCode",
)
_NAME = {"whole": "WholeName", "first": "FirstName", "middle": "MiddleName", "last": "LastName"}
_BIRTH = {
    "date": "BirthDate",
    "year": "Year",
    "month": "Month",
    "from": "YearRangeFrom",
    "to": "YearRangeTo",
    "circa": "Circa",
}


def _recognises(name: str, head: bytes) -> str | None:
    is_named = eu_fsf.FILE in name and name.endswith(".csv")
    is_told = b"entity_logicalid" in head.replace(b"\0", b"").lower()
    return eu_fsf.LIST if is_named or is_told else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    for name, opener in files.items():
        yield from _entries(name, opener, tally)


def _entries(file: str, opener: Opener, tally: Tally) -> Iterator[Entry]:
    """The subjects in the order of their first rows; a subject's rows may lie apart."""
    subjects: dict[str, eu_fsf.Subject] = {}
    for row in records(file, rows(file, opener, ";"), NEEDED, PUBLICATION):
        if tally.published_on is None:
            tally.published_on = day(row["fileGenerationDate"])
        entry_id = row["Entity_EU_ReferenceNumber"] or row["Entity_LogicalId"]
        if not entry_id:
            fault = "has neither Entity_EU_ReferenceNumber nor Entity_LogicalId"
            raise ListFormatError(f"{file}: line {row.line}: {fault}; download the list again")
        if entry_id not in subjects:
            codes = (row["Entity_SubjectType"], row["Entity_SubjectType_ClassificationCode"])
            subjects[entry_id] = eu_fsf.subject(entry_id, *codes)
        _tell(subjects[entry_id], row)
    if not subjects:
        raise ListFormatError(f"{file}: lists nobody; download the list again")
    while subjects:
        yield subjects.pop(next(iter(subjects))).entry(file)


def _tell(made: eu_fsf.Subject, row: Row) -> None:
    draft = made.draft
    draft.listed(day(row["Entity_DesignationDate"]))
    note(draft.programs, [row["Entity_Regulation_Programme"]])
    made.published.append(row["Entity_Regulation_PublicationDate"])
    eu_fsf.name(made, _chosen(row, "NameAlias", _NAME), "", row["NameAlias_NameLanguage"])
    eu_fsf.function(made, row["NameAlias_Function"])
    draft.born(eu_fsf.birth(_chosen(row, "BirthDate", _BIRTH)))
    for fact in ("Citizenship", "Address"):
        draft.of(row[f"{fact}_CountryIso2Code"] or row[f"{fact}_CountryDescription"])
    if row["Identification_TypeCode"].casefold() == "imo":
        made.imo.append(row["Identification_Number"])
    note(draft.remarks, [row["Entity_Remark"], row["Entity_DesignationDetails"]])


def _chosen(row: Row, fact: str, columns: Mapping[str, str]) -> dict[str, str]:
    return {ours: row[f"{fact}_{theirs}"] for ours, theirs in columns.items()}


EU_FSF_CSV = ListFormat("eu_fsf_csv", _recognises, _read)
