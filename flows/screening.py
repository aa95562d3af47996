"""`sanctograph screen`: a CSV file of names in, a CSV file of listed entries out."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from flows.settings import Home
from schemas.errors import BadInput
from transforms.watchlists.countries import country
from transforms.watchlists.dates import edtf
from transforms.watchlists.screening import Screened
from warehouse.layout import Layout
from warehouse.screen import screen

COLUMNS = ("name", "list", "entry_id", "list_name", "score", "decision", "explanation")
MOST_CHARACTERS = 1_000
"""Of a name; longer ones are no names."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_OTHER_WORDS = {
    "birth_date": ("birth_date", "dob", "date_of_birth", "birthdate"),
    "country": ("country", "nationality", "citizenship"),
}


def screen_file(home: Home, path: Path, out: TextIO, key: str | None) -> tuple[int, int]:
    """Write a row for each entry that a name of the file may mean; how many names, how many rows.

    Names without an entry have no row. Raises `BadInput` for a file that is not there, is no
    UTF-8 CSV, or has no column `name`.
    """
    names = list(read_names(path))
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    rows = 0
    for asked, entries in screen(Layout(home.root), names, key):
        for one in entries:
            hit = one.hit
            told = (one.list, one.entry_id, one.list_name, hit.score, hit.decision, hit.explanation)
            writer.writerow((asked.name, *told))
            rows += 1
    return len(names), rows


def screen_to(home: Home, path: Path, out: Path | None, key: str | None) -> tuple[int, int]:
    """The same into a file, in one step at the end, or to standard output."""
    if out is None:
        return screen_file(home, path, sys.stdout, key)
    if out.exists() and path.exists() and out.samefile(path):
        raise BadInput(f"{out} is the file of names itself: write to another")
    unfinished = out.with_name(out.name + ".tmp")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            counts = screen_file(home, path, stream, key)
        unfinished.replace(out)
    except OSError as error:
        raise BadInput(f"{out} cannot be written: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def read_names(path: Path) -> Iterator[Screened]:
    """The names of a CSV file with a column `name`, and with `birth_date` and `country` if told.

    Rows without a name are passed over. Unreadable dates and unknown countries count as not told.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            columns = {(c or "").strip().lower(): c for c in reader.fieldnames or ()}
            if "name" not in columns:
                raise BadInput(f"{path} has no column `name`: its first line must name the columns")
            for row in reader:
                if one := _asked(row, columns):
                    yield one
    except FileNotFoundError as error:
        raise BadInput(f"{path} does not exist") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8: save it as CSV in UTF-8") from error
    except (csv.Error, OSError) as error:
        raise BadInput(f"{path} cannot be read as CSV: {error}") from error


def _asked(row: Mapping[str, str | None], columns: Mapping[str, str]) -> Screened | None:
    def cell(*names: str) -> str:
        found = (row.get(columns[name]) for name in names if name in columns)
        return next((" ".join(_CONTROL.sub(" ", value).split()) for value in found if value), "")

    name = cell("name")[:MOST_CHARACTERS]
    if not name:
        return None
    born, place = cell(*_OTHER_WORDS["birth_date"]), cell(*_OTHER_WORDS["country"])
    return Screened(name, edtf(born) if born else None, country(place) if place else None)
