"""OpenSanctions' targets as a table: "targets.simple.csv", one row a target.

Cells of several values part them with ";" and quote those that hold one. "first_seen" is when
OpenSanctions first read the target, not when it was listed; the newest "last_seen" is the day of
the table. Columns: OpenSanctions, "Simplified tabular format".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transforms.watchlists import csv_rows
from transforms.watchlists.dates import day
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.entries import Entry, ListFormat, Opener, Tally
from transforms.watchlists.ftm_terms import WIKIDATA, alpha2, in_reading_order, kind_of

PUBLICATION = "OpenSanctions' targets.simple.csv"
NEEDED = ("id", "schema", "name", "aliases", "birth_date", "countries", "identifiers")


def _recognises(name: str, head: bytes) -> str | None:
    header, _ = csv_rows.columns(head)
    if {"id", "schema", "aliases"} <= set(header):
        return "opensanctions"
    return "opensanctions" if name.endswith("targets.simple.csv") else None


def _read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
    for name, opener in files.items():
        for row in csv_rows.records(name, csv_rows.rows(name, opener), NEEDED, PUBLICATION):
            if seen := day(row["last_seen"]):
                tally.published_on = max(tally.published_on or seen, seen)
            yield _entry(row, f"{name}: line {row.line}")


def _entry(row: csv_rows.Row, where: str) -> Entry:
    draft = Draft(row["id"], kind_of(row["schema"]) or "other")
    if not draft.entry_id:
        raise csv_rows.broken(where, 'has no "id"')
    draft.countries = alpha2(csv_rows.values(row["countries"]))
    draft.called(in_reading_order(draft, row["name"]), "primary")
    for alias in csv_rows.values(row["aliases"]):
        draft.called(in_reading_order(draft, alias), "alias")
    for born in csv_rows.values(row["birth_date"]):
        draft.born(born)
    # Other numbers come without their kind, and one alone would match any other of its digits.
    imo = (value for value in csv_rows.values(row["identifiers"]) if value.startswith("IMO"))
    draft.numbered_imo(*(value.removeprefix("IMO") for value in imo))
    if WIKIDATA.fullmatch(draft.entry_id):
        draft.identifiers.add(f"wikidata:{draft.entry_id}")
    note(draft.programs, csv_rows.values(row["program_ids"]))
    note(draft.reasons, csv_rows.values(row["sanctions"]))
    return draft.entry(where)


OPENSANCTIONS_CSV = ListFormat("opensanctions_csv", _recognises, _read)
