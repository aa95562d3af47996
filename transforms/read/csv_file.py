"""CSV with a header (RFC 4180), separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from transforms.read.columns import FIELDS, Columns, fold, make_record
from transforms.read.decode import decode
from transforms.read.format import Format
from transforms.read.records import Failure, RawRecord, ReadLimits
from transforms.read.source import Source
from transforms.read.text_lines import text_lines

DELIMITERS = ",;\t|"
_KNOWN = {fold(name) for names in FIELDS.values() for name in names}
_TEXT = {fold(name) for name in FIELDS["text"]}


def _likeness(source: Source) -> int:
    if not source.encoding:
        return 0
    line = decode(source.head, source.encoding)[0].lstrip("\ufeff\r\n").split("\n", 1)[0]
    header = {fold(name) for name in _header(line, ())}
    return 2 if len(header & _KNOWN) >= 2 and header & _TEXT and header <= _KNOWN else 1


def _header(line: str, wanted: tuple[str, ...]) -> list[str]:
    return _cells(line, delimiter(line, wanted))


def _cells(line: str, separator: str) -> list[str]:
    cells = next(csv.reader([line], delimiter=separator), [])
    return [cell.strip() for cell in cells]


def delimiter(header: str, wanted: tuple[str, ...] = ()) -> str:
    """The separator that gives the header most columns of known names, then most columns."""

    def worth(separator: str) -> tuple[int, int]:
        names = _cells(header, separator)
        return sum(fold(n) in _KNOWN or n in wanted for n in names), len(names)

    return max(DELIMITERS, key=worth)


class _Lines:
    """Feeds the csv module, remembering what decoding had to do and which line was too long."""

    def __init__(self, source: Source, limit: int) -> None:
        self._lines = text_lines(source, limit)
        self.repairs: dict[str, None] = {}
        self.number = 0
        self.too_long: int | None = None

    def __iter__(self) -> Iterator[str]:
        for number, line, repairs in self._lines:
            self.number = number
            self.repairs.update(dict.fromkeys(repairs))
            if line is None:
                self.too_long = number
                yield "\n"
            else:
                yield line


def _read(
    source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits
) -> Iterator[RawRecord | Failure]:
    csv.field_size_limit(min(limits.record_bytes, 2**31 - 1))
    columns = Columns(mapping)
    lines = _Lines(source, limits.record_bytes)
    feed = iter(lines)
    first = next((line for line in feed if line.strip()), "")
    wanted = tuple((mapping or {}).values())
    separator = delimiter(first, wanted)
    names = _cells(first, separator)
    if not columns.holds_text(names):
        yield Failure(None, "no_text", _without_text(names))
        return
    row_number = 0
    for key, row in _rows(csv.reader(feed, delimiter=separator, strict=True), lines, limits):
        if isinstance(row, Failure):
            yield row
            continue
        row_number += 1
        while len(row) > len(names) and not row[-1].strip():
            row.pop()
        if len(row) != len(names):
            yield Failure(key, "bad_csv", f"{len(row)} columns where the header has {len(names)}")
            continue
        made = make_record(
            columns.values(dict(zip(names, row, strict=True))),
            reader="csv",
            number=row_number,
            raw_sha256=source.sha256,
            fetched_at=source.changed_at,
            repairs=tuple(lines.repairs),
        )
        lines.repairs.clear()
        yield made or Failure(key, "no_text", "the text column is empty in this row")


def _rows(
    reader: Iterator[list[str]], lines: _Lines, limits: ReadLimits
) -> Iterator[tuple[str, list[str] | Failure]]:
    """The rows that hold anything, each with the line that it starts on, or why there is none."""
    while True:
        key = f"line {lines.number + 1}"
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield key, Failure(key, "bad_csv", f"cannot be split into columns: {error}")
            continue
        if row is None:
            return
        if lines.too_long is not None:
            message = f"longer than the limit of {limits.record_bytes} bytes for a record"
            yield key, Failure(f"line {lines.too_long}", "too_large", message)
            lines.too_long = None
        elif any(row):
            yield key, row


def _without_text(names: list[str]) -> str:
    seen = ", ".join(n for n in names if n) or "none"
    return (
        f"no column holds the text; columns: {seen}. "
        'Map one in sources.toml: mapping = { text = "COLUMN" }'
    )


FORMAT = Format("csv", (".csv", ".tsv"), ("text/csv",), _likeness, _read)
