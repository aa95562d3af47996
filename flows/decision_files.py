"""Decisions on matches as CSV: for a reader, for safe-keeping, and for another store."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from flows.clock import now_utc
from schemas.conclusions import REVIEW_DECISIONS
from schemas.errors import BadInput
from schemas.vocabularies import VOCABULARIES

STANDARD = Path("-")
"""Stands for standard input or output."""
COLUMNS = tuple(REVIEW_DECISIONS.schema.names)
TAKEN = ("confirmed", "rejected", "candidate")
"""Decisions that people make; `candidate` withdraws one."""
_TIME = "decided_at"


def write_decisions(path: Path, rows: pa.Table) -> None:
    """Write decisions with all columns of `rows`; a file that is there is replaced at the end.

    Null is an empty cell, times are UTC with a `Z`. Raises `BadInput` where that cannot be done.
    """
    text = io.StringIO(newline="")
    # Every cell is quoted: the csv module leaves a lone carriage return bare, and reads two rows.
    out = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    out.writerow(rows.schema.names)
    out.writerows([_cell(value) for value in row.values()] for row in rows.to_pylist())
    content = text.getvalue().encode()
    if path == STANDARD:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _write(path, content)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror or error}") from error


def read_decisions(path: Path) -> pa.Table:
    """Read rows of `REVIEW_DECISIONS`; other columns are passed over.

    Raises `BadInput` with the line of the first row that breaks a rule.
    """
    name = "standard input" if path == STANDARD else str(path)
    try:
        content = sys.stdin.buffer.read() if path == STANDARD else path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInput(f"{name}, line {line}: not UTF-8: save it as CSV in UTF-8") from error
    rows = [_row(cells, f"{name}, line {line}") for line, cells in _lines(text, name)]
    return pa.Table.from_pylist(rows, REVIEW_DECISIONS.schema)


def _lines(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by column, with the line that it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            where, line = line, reader.line_num + 1
            if not cells:
                continue
            if header is None:
                header = _header(cells, f"{name}, line {where}")
                continue
            if len(cells) != len(header):
                raise BadInput(
                    f"{name}, line {where}: {len(cells)} cells, and the header has {len(header)}"
                )
            yield where, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise BadInput(f"{name}, line {line}: not CSV: {error}") from error
    if header is None:
        raise BadInput(f"{name} is empty: the first line names the columns {', '.join(COLUMNS)}")


def _header(cells: list[str], where: str) -> list[str]:
    missing = [column for column in COLUMNS if column not in cells]
    if missing:
        raise BadInput(f"{where}: no column is called {', '.join(missing)}")
    twice = sorted({column for column in COLUMNS if cells.count(column) > 1})
    if twice:
        raise BadInput(f"{where}: two columns are called {', '.join(twice)}")
    return cells


def _row(cells: Mapping[str, str], where: str) -> dict[str, object]:
    for column in REVIEW_DECISIONS.schema:
        if not column.nullable and not cells[column.name].strip():
            raise BadInput(f"{where}: {column.name} is empty")
    for column, known in (("list", tuple(VOCABULARIES["list_key"])), ("decision", TAKEN)):
        if cells[column] not in known:
            raise BadInput(f"{where}: {column} {cells[column]!r} is none of {', '.join(known)}")
    return {**{c: cells[c] or None for c in COLUMNS}, _TIME: _time(cells[_TIME], where)}


def _time(told: str, where: str) -> datetime:
    """Naive UTC; a time without an offset is UTC."""
    try:
        time = datetime.fromisoformat(told)
        time = time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError) as error:
        raise BadInput(
            f"{where}: {_TIME} {told!r} is no time such as 2026-05-01T12:00:00Z"
        ) from error
    if time > now_utc() + timedelta(days=1):
        raise BadInput(f"{where}: {_TIME} {told!r} is yet to come")
    return time


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    return "" if value is None else str(value)


def _write(path: Path, content: bytes) -> None:
    """Write in one step, so that a full disk leaves an earlier file whole."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)  # a pipe or a terminal
        return
    unfinished = target.with_name(f".{target.name}.tmp")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
