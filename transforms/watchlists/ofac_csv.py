"""OFAC's lists as CSV ("SDN data format"); aliases and addresses stand in files of their own.

The files have no header and end in a lone 0x1A; `-0-` means that nothing is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from schemas.errors import ListFormatError
from transforms.watchlists.csv_rows import fold, rows
from transforms.watchlists.entries import Entry, ListedName, ListFormat, Opener, Tally
from transforms.watchlists.ofac_party import Party, entry_of
from transforms.watchlists.ofac_remarks import running_name, split

PRIMARY = (
    "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage",
    "GRT", "Vess_flag", "Vess_owner", "Remarks",
)  # fmt: skip
"""The columns of sdn.csv and cons_prim.csv, as OFAC's "SDN data format" names them."""

ALIAS = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
ADDRESS = ("ent_num", "add_num", "address", "city/state/zip", "country", "add_remarks")
COMMENT = ("ent_num", "remarks")

LISTS = {
    "us_ofac_sdn": ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
    "us_ofac_cons": ("cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
}
"""The files of each list: entries, aliases, addresses, and remarks too long for the first."""

REMARK_CHARS = 1_000
"""What the remarks of an entry may have; the rest stands in the comments."""

_NAME_TYPES = {"aka": "alias", "fka": "former", "nka": "alias"}
_VESSEL = {
    "Call_Sign": "Call Sign", "Vess_type": "Vessel Type", "Tonnage": "Tonnage",
    "GRT": "Gross Registered Tonnage", "Vess_owner": "Vessel Owner",
}  # fmt: skip
_AGAIN = "download it again"


@dataclass(slots=True)
class _Beside:
    """What the other files tell, by the number of the entry."""

    names: dict[str, list[ListedName]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[str, str] = field(default_factory=lambda: defaultdict(str))


def _recognises(name: str, head: bytes) -> str | None:  # noqa: ARG001 - the name alone tells
    return next((key for key, files in LISTS.items() if name in files), None)


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    key = next((_recognises(name, b"") for name in sorted(files)), None) or "us_ofac_sdn"
    primary, *others = LISTS[key]
    if primary not in files:
        raise ListFormatError(f"{min(files)}: the list itself, {primary}, is missing beside it")
    beside = _read_beside(files, others)
    empty = True
    for line, row in _records(primary, files[primary], PRIMARY):
        empty = False
        if row["Remarks"] in {"-", "-0"}:
            raise ListFormatError(f"{primary}: line {line}: the file breaks off in it; {_AGAIN}")
        yield entry_of(_party(f"{primary}: line {line}", row, beside), key)
    if empty:
        raise ListFormatError(f"{primary}: has no entries; {_AGAIN}")
    tally.orphans += sum(len(left) for left in beside.names.values())
    tally.orphans += sum(len(left) for left in beside.countries.values())


def _read_beside(files: Mapping[str, Opener], names: list[str]) -> _Beside:
    beside = _Beside()
    aliases, addresses, comments = names
    if opener := files.get(aliases):
        for line, row in _records(aliases, opener, ALIAS):
            told_type = row["alt_type"].lower().replace(".", "")
            if told_type not in _NAME_TYPES:
                fault = f'"{row["alt_type"]}" is none of aka, fka, nka'
                raise ListFormatError(f"{aliases}: line {line}: {fault}; {_AGAIN}")
            name = ListedName(row["alt_name"], _NAME_TYPES[told_type])
            beside.names[row["ent_num"]].append(name)
    if opener := files.get(addresses):
        for _, row in _records(addresses, opener, ADDRESS):
            beside.countries[row["ent_num"]].append(row["country"])
    if opener := files.get(comments):
        for _, row in _records(comments, opener, COMMENT):
            beside.comments[row["ent_num"]] += row["remarks"]
    return beside


def _records(
    name: str, opener: Opener, columns: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by the documented columns, which the file does not name; more of them are let be.

    Remarks come as they stand, since the rest of them may be in another file.
    """
    for line, cells in rows(name, opener):
        if cells[0].lstrip().startswith("<"):
            fault = "is a web page, not the list: the download failed, or OFAC moved it"
            raise ListFormatError(f"{name}: line {line}: {fault}")
        if cells[0] == columns[0]:
            continue
        if len(cells) < len(columns):
            missing = ", ".join(columns[len(cells) :])
            raise ListFormatError(f"{name}: line {line}: lacks the columns {missing}; {_AGAIN}")
        if not cells[0].strip().isdecimal():
            fault = f'begins with "{fold(cells[0])[:40]}", not with the number of an entry'
            raise ListFormatError(f"{name}: line {line}: {fault}; {_AGAIN}")
        row = {c: _cell(c, cell) for c, cell in zip(columns, cells, strict=False)}
        yield line, row


def _cell(column: str, cell: str) -> str:
    if cell.strip() == "-0-":
        return ""
    return cell if column in {"Remarks", "remarks"} else fold(cell)


def _party(place: str, row: dict[str, str], beside: _Beside) -> Party:
    number = row["ent_num"]
    remarks = row["Remarks"]
    if len(remarks) >= REMARK_CHARS:
        remarks += beside.comments.get(number, "")
    if not row["SDN_Name"]:
        raise ListFormatError(f"{place}: entry {number} has no name; {_AGAIN}")
    person = row["SDN_Type"].lower() == "individual"
    names = [ListedName(row["SDN_Name"], "primary"), *beside.names.pop(number, [])]
    return Party(
        number=number,
        party_type=row["SDN_Type"],
        names=[ListedName(running_name(n.name, person=person), n.type) for n in names if n.name],
        programs=[program.strip("[] ") for program in row["Program"].split("]")],
        titles=row["Title"].split(";"),
        countries=[row["Vess_flag"], *beside.countries.pop(number, [])],
        details=[f"{words} {row[column]}" for column, words in _VESSEL.items() if row[column]],
        remarks=split(remarks),
    )


OFAC_CSV = ListFormat("ofac_csv", _recognises, _read, together=True)
