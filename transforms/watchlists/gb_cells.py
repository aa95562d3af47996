"""Cells of both lists of the United Kingdom: names in six parts, "(1) … (2) …", dates of birth."""

from __future__ import annotations

import re

from transforms.watchlists.csv_rows import Row, fold
from transforms.watchlists.draft import Draft, note
from transforms.watchlists.name_variants import told_names
from transforms.watchlists.printed_names import reading_order

NAME_PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
"""Given names, then the family name, or the whole name of an entity or a ship, in "Name 6"."""

_NUMBER = re.compile(r"\(?\b(\d{1,2})\)")
_NO_DAY = re.compile(r"^(?:(?:00|dd|mm)/)+", re.IGNORECASE)
_KINDS = {"individual": "person", "ship": "vessel", "entity": "organization"}


def numbered(cell: str) -> list[str]:
    """The values of a cell such as "(1) Minister (2) General"; of any other, the cell itself."""
    marks: list[re.Match[str]] = []
    for mark in _NUMBER.finditer(cell):
        if int(mark[1]) == len(marks) + 1 and (marks or not cell[: mark.start()].strip()):
            marks.append(mark)
    ends = [*(mark.start() for mark in marks[1:]), len(cell)]
    told = [cell[m.end() : end] for m, end in zip(marks, ends, strict=False)] or [cell]
    return [value for part in told if (value := fold(part).strip(" .;,"))]


def kind(told: str) -> str | None:
    """The `entity_kind` of "Individual", "Entity" or "Ship"; `None` for anything else."""
    return _KINDS.get(told.casefold())


def call(draft: Draft, row: Row, name_type: str, native: str) -> None:
    """Note the name of a row, in reading order, and the one in the column `native`."""
    name = " ".join(part for column in NAME_PARTS if (part := row[column]))
    written = [(name, name_type), (row[native], _but_primary(name_type))]
    for told, told_type in written:
        if draft.kind == "person":
            draft.called(reading_order(told), told_type)
        elif told:
            for listed in told_names(told, told_type, person=False):
                draft.called(listed.name, listed.type)


def _but_primary(name_type: str) -> str:
    return "alias" if name_type == "primary" else name_type


def bear(draft: Draft, cell: str) -> None:
    """Note dates of birth; "00/00/1958" and "dd/mm/1958" tell the year alone."""
    for value in numbered(cell):
        draft.born(_NO_DAY.sub("", value))


def place(draft: Draft, *cells: str) -> None:
    """Note the countries of cells."""
    for cell in cells:
        draft.of(*numbered(cell))


def employ(draft: Draft, cell: str) -> None:
    """Note the positions of a cell."""
    note(draft.positions, numbered(cell))
