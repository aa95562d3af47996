"""Annexes of EU acts as tables: OpenSanctions' transcriptions of the Official Journal.

A file has the entries of one act, named after its CELEX number: consolidated ("celex") or of an
amending act ("amendedCelex", "amendmentCelex"). One target has a row for each act, annex,
programme and measure. Cells of several values part them with ";" and quote those that hold one.
Columns and rules: "EU Journal sanctions CSV format", which comes with the files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from transforms.watchlists import csv_rows
from transforms.watchlists.countries import country
from transforms.watchlists.csv_rows import Row, values
from transforms.watchlists.dates import day, edtf
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.entries import Entry, ListFormat, Opener, Tally
from transforms.watchlists.ftm_terms import FAMILY_NAME_FIRST, kind_of
from transforms.watchlists.measures import measures
from transforms.watchlists.name_variants import told_names
from transforms.watchlists.printed_names import family_name_behind

PUBLICATION = "an EU Journal table"
NEEDED = ("recordId", "programKey", "annex", "measure", "startDate", "schema", "name")
NAMES = {"alias": "alias", "weakAlias": "weak_alias", "previousName": "former"}
IDENTIFIERS = {"mmsi": "mmsi", "innCode": "inn", "ogrnCode": "ogrn", "leiCode": "lei"}

_FILE = re.compile(r"[35]\d{4}[a-z]\d{4}\.csv")
_BELOW = re.compile(r"\s+and the following subsidiaries:?$")
_CODE = re.compile(r"[A-Z\d]+")
_COMMA = re.compile(r"\s*,\s+(?!(?:ltd|limited|llc|inc|jsc|co)\b)", re.IGNORECASE)
_PART = re.compile(r"[^,;()]{4,}")
_DETAILS = re.compile(
    r"[\s(]*\b(?:passport|date of|place of|nationality|[dp]ob)\b.*", re.IGNORECASE
)


@dataclass(slots=True)
class _Target:
    """A target and how it is numbered in the acts, the surest number first (see `_number`)."""

    draft: Draft
    numbers: set[tuple[bool, date, str]] = field(default_factory=set)


def _recognises(name: str, head: bytes) -> str | None:
    header = set(csv_rows.columns(head)[0])
    if {"celex", "amendedcelex"} & header and "programkey" in header:
        return "eu_journal"
    return "eu_journal" if _FILE.fullmatch(name) else None


def _read(files: Mapping[str, Opener], _: Tally) -> Iterator[Entry]:
    targets: dict[tuple[str, ...], _Target] = {}
    for name, opener in sorted(files.items()):
        for row in csv_rows.records(name, csv_rows.rows(name, opener), NEEDED, PUBLICATION):
            _note(targets, row, f"{name}: line {row.line}")
    for target in {id(target): target for target in targets.values()}.values():
        target.draft.entry_id = min(target.numbers)[2]
        yield target.draft.entry(", ".join(sorted(files)))


def _note(targets: dict[tuple[str, ...], _Target], row: Row, where: str) -> None:
    kind = kind_of(row["schema"])
    if kind is None:
        raise csv_rows.broken(where, f'"schema" is none of a target: {row["schema"] or "empty"}')
    if not row["name"] or not _act(row):
        raise csv_rows.broken(where, "has no name or no act (celex, amendedCelex)")
    keys = _keys(row)
    target = next((targets[key] for key in keys if key in targets), None)
    target = target or _Target(Draft("", _kind(kind, row), row["legalForm"]))
    for key in keys:
        targets.setdefault(key, target)
    target.numbers.add(_number(row))
    _tell(target.draft, row)


def _keys(row: Row) -> list[tuple[str, ...]]:
    """By what a target is known again.

    People are by name and date of birth; without one, within their act alone, since namesakes
    are common. Ships are by their number where it is told, and others by name.
    """
    act, name, schema = _act(row), row["name"].casefold(), row["schema"]
    keys = [("record", act, row["recordId"], name, schema)] if row["recordId"] else []
    if schema == "Person":
        born = edtf(row["birthDate"]) or ""
        return [*keys, ("person", name, born or act)]
    imo = row["imoNumber"] if schema == "Vessel" else ""
    return [*keys, ("ship", imo) if imo else ("name", name, schema)]


def _number(row: Row) -> tuple[bool, date, str]:
    """The number of an entry: "celex:annex:recordId", or a hash of its name where none is printed.

    Printed ones go before others, and older entries before newer ones, so that the number stays
    when the target is listed once more. Annexes count their entries by themselves.
    """
    act, printed = _act(row), row["recordId"]
    listed = day(row["startDate"]) or date.max
    if printed:
        return False, listed, ":".join(part for part in (act, row["annex"], printed) if part)
    told = "\n".join((act, row["schema"], row["name"].casefold()))
    return True, listed, f"{act}:{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _act(row: Row) -> str:
    return row["celex"] or row["amendedCelex"]


def _kind(kind: str, row: Row) -> str:
    """A restricted thing that has a place on the map is one: a port, an economic zone."""
    on_the_map = row["schema"] == "Asset" and (row["address"] or row["country"])
    return "place" if on_the_map else kind


def _tell(draft: Draft, row: Row) -> None:
    for column in ("nationality", "jurisdiction", "flag", "country"):
        draft.of(*values(row[column]))
    for address in values(row["address"]):
        _locate(draft, address)
    _call(draft, row)
    for born in values(row["birthDate"]):
        draft.born(born)
    note(draft.programs, [row["programKey"]])
    draft.measures |= measures([row["measure"]])
    draft.listed(day(row["startDate"]))
    note(draft.positions, values(row["position"]))
    draft.numbered_imo(*values(row["imoNumber"]))
    for column, scheme in IDENTIFIERS.items():
        codes = (value.replace(" ", "") for value in values(row[column]))
        draft.identifiers |= {f"{scheme}:{code}" for code in codes if _CODE.fullmatch(code)}
    note(draft.reasons, [row["reason"]])
    note(draft.remarks, values(row["notes"]))


def _locate(draft: Draft, address: str) -> None:
    """Note the country that an address begins or ends with; short parts are codes of others."""
    parts = _PART.findall(address)
    for part in {*parts[:2], *parts[-2:]}:
        if code := country(part.strip(" .0123456789")):
            draft.countries.add(code)


def _call(draft: Draft, row: Row) -> None:
    person = draft.kind == "person"
    turned = not draft.countries & FAMILY_NAME_FIRST and row["programKey"] != "EU-PRK"
    cells = [(_BELOW.sub("", row["name"]), "primary")]
    cells += [(alias, told) for column, told in NAMES.items() for alias in _written(row[column])]
    for printed, name_type in cells:
        for listed in told_names(printed, name_type, person=person):
            name = family_name_behind(listed.name) if person and turned else listed.name
            draft.called(name, listed.type)


def _written(cell: str) -> Iterator[str]:
    """The names of a cell, without what is told of papers and births.

    A value goes on behind a ";" inside its brackets, and is a list of names where it has two
    commas or more and each part begins as a name does.
    """
    begun = ""
    for value in [*values(cell), ""]:
        begun = f"{begun}; {value}" if begun else value
        if begun.count("(") > begun.count(")") and value:
            continue
        parts = [begun] if "(" in begun else _COMMA.split(begun)
        listed = len(parts) > 2 and all(part[:1].isupper() or part[:1].isdigit() for part in parts)
        names = [_DETAILS.sub("", part) for part in (parts if listed else [begun])]
        yield from (name for name in names if name and not country(name))
        begun = ""


EU_JOURNAL = ListFormat("eu_journal", _recognises, _read, together=True)
