"""CSV with a header (RFC 4180), separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from transforms.read.columns import FIELDS, Columns, fold
from transforms.read.csv_lines import CsvLines
from transforms.read.format import Format
from transforms.read.keys import Keys
from transforms.read.records import Failure, Found, ReadLimits, too_long
from transforms.read.row_record import make_record
from transforms.read.source import Source

DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"[\"']?sep=([,;\t|])[\"']?[,;\t|]*", re.IGNORECASE)
_HEADER_LINES = 50
_KNOWN = {fold(name) for names in FIELDS.values() for name in names}
_TEXT = {fold(name) for name in FIELDS["text"]}


def _likeness(source: Source) -> int:
    if not source.encoding:
        return 0
    head = source.text_head().lstrip("\ufeff\r\n")
    try:
        names, _, _ = _header(iter(re.findall(r"[^\r\n]*(?:\r\n?|\n|\Z)", head)), ())
    except csv.Error:
        return 1
    header = {fold(name) for name in names}
    return 2 if len(header & _KNOWN) >= 2 and header & _TEXT and header <= _KNOWN else 1


def _header(lines: Iterator[str], wanted: tuple[str, ...]) -> tuple[list[str], str, int]:
    """Names of the columns, separator, and how many lines behind the header were read in vain.

    Excel writes "sep=;" in a line before the header. A quoted name may have line breaks.
    """
    first = next((line for line in lines if line.strip()), "")
    told = _SEPARATOR.fullmatch(first.strip())
    if told:
        first = next((line for line in lines if line.strip()), "")
    header, read = first, [first]
    while header.count('"') % 2 and len(read) < _HEADER_LINES and (line := next(lines, "")):
        read.append(line)
        header += line
    separator = told[1] if told else delimiter(header, wanted)
    if len(read) == 1 or _is_one_row(header, separator):
        return _cells(header, separator), separator, 0
    separator = told[1] if told else delimiter(first, wanted)
    return _cells(first, separator), separator, len(read) - 1


def _is_one_row(header: str, separator: str) -> bool:
    reader = csv.reader(io.StringIO(header, newline=""), delimiter=separator, strict=True)
    try:
        return sum(1 for _ in reader) == 1
    except csv.Error:
        return False


def _cells(header: str, separator: str) -> list[str]:
    cells = next(csv.reader(io.StringIO(header, newline=""), delimiter=separator), [])
    return [re.sub(r"\s*[\r\n]\s*", " ", cell.strip()) for cell in cells]


def delimiter(header: str, wanted: tuple[str, ...] = ()) -> str:
    """The separator that gives the header most columns of known names, then most columns."""

    def worth(separator: str) -> tuple[int, int]:
        names = _cells(header, separator)
        return sum(fold(n) in _KNOWN or n in wanted for n in names), len(names)

    return max(DELIMITERS, key=worth)


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    csv.field_size_limit(min(limits.record_bytes, 2**31 - 1))
    columns, keys = Columns(mapping), Keys()
    lines = CsvLines(source, limits.record_bytes)
    try:
        names, separator, in_vain = _header(lines, tuple((mapping or {}).values()))
    except csv.Error as error:
        yield Failure(None, "bad_csv", f"the header cannot be split into columns: {error}")
        return
    if not columns.holds_text(names):
        yield Failure(None, "no_text", columns.without_text(names))
        return
    lines.again(len(lines.row) - in_vain)
    row_number = 0
    for row in _rows(csv.reader(lines, delimiter=separator, strict=True), lines, limits):
        if isinstance(row, Failure):
            yield row
            continue
        row_number += 1
        line = lines.row[0].number
        while len(row) > len(names) and not row[-1].strip():
            row.pop()
        if len(row) != len(names):
            message = f"{len(row)} columns where the header has {len(names)}"
            yield Failure(f"line {line}", "bad_csv", message)
            continue
        made = make_record(
            columns.values(dict(zip(names, row, strict=True))),
            reader="csv",
            number=row_number,
            source=source,
            repairs=lines.repairs,
        )
        if made is None:
            yield Failure(f"line {line}", "no_text", columns.without_text(names))
        else:
            yield keys.told_apart(made, line)


def _rows(
    reader: Iterator[list[str]], lines: CsvLines, limits: ReadLimits
) -> Iterator[list[str] | Failure]:
    """The rows that hold anything, or why there is none; `lines.row` has their lines.

    A row that cannot be split costs its first line alone: the next line begins a row again.
    """
    while True:
        lines.begin()
        try:
            row = next(reader, None)
        except csv.Error as error:
            key = f"line {lines.row[0].number}"
            lines.again()
            yield Failure(key, "bad_csv", f"cannot be split into columns: {error}")
            continue
        if row is None:
            return
        cut = next((line.number for line in lines.row if line.too_long), None)
        if cut is not None:
            yield too_long(f"line {cut}", limits)
        elif any(row):
            yield row


FORMAT = Format("csv", (".csv", ".tsv"), ("text/csv",), _likeness, _read)
