"""CSV as the publishers of lists write it: lines decoded, rows with their line, cells by column."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.errors import ListFormatError
from transforms.watchlists.entries import Opener

ROW_CHARS = 8 * 1024 * 1024
"""The most characters of one row: an unclosed quote would otherwise swallow the whole file.

The longest row of any list at hand has 40,000.
"""
AGAIN = "download it again"
END_OF_FILE = "\x1a"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]"
)

Numbered = tuple[int, list[str]]
"""The line that a row begins in, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns; a column that the file lacks reads as empty."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return fold(self.cells.get(column.casefold(), ""))


def fold(words: str) -> str:
    """`words` on one line: white space collapsed, marks that nobody sees left out."""
    return " ".join((words if words.isprintable() else _MARKS.sub("", words)).split())


def opening(head: bytes) -> str:
    """The first bytes of a file as text: UTF-8, UTF-16 by its mark, or else Windows-1252.

    A character that the end cuts in two is left out; what cannot be decoded becomes U+FFFD.
    """
    if head[:2] in _UTF16:
        return codecs.getincrementaldecoder("utf-16")("replace").decode(head)
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def columns(head: bytes, delimiter: str = ",") -> tuple[list[str], list[str]]:
    """The cells of the first two lines of a file, folded and in lower case, by its first bytes."""
    lines = opening(head).splitlines()[:2]
    first, second = ([*lines, "", ""])[:2]
    return _cells(first, delimiter), _cells(second, delimiter)


def _cells(line: str, delimiter: str) -> list[str]:
    return [fold(cell).casefold() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def values(cell: str, separator: str = ";") -> list[str]:
    """The values of a cell that holds several, each once; those with a `separator` are quoted.

    A cell whose quotes do not pair is split at every separator: it is prose, not a list.
    """
    if separator not in cell and '"' not in cell:
        return [told] if (told := fold(cell)) else []
    try:
        found = next(
            csv.reader([cell], delimiter=separator, skipinitialspace=True, strict=True), []
        )
    except csv.Error:
        found = cell.split(separator)
    return list(dict.fromkeys(value for value in map(fold, found) if value))


def rows(name: str, opener: Opener, delimiter: str = ",") -> Iterator[Numbered]:
    """The rows of file `name` that hold anything.

    A line is UTF-8 (with or without its mark) or, where it cannot be, Windows-1252; a file that
    begins with the mark of UTF-16 is read as such. Raises `ListFormatError` with the line for
    one that cannot be decoded or split, is longer than `ROW_CHARS`, or is cut off.
    """
    csv.field_size_limit(max(csv.field_size_limit(), ROW_CHARS))
    lines = _Lines(name, opener)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begin = lines.number + 1
        lines.left = ROW_CHARS
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise ListFormatError(
                f"{name}: line {begin}: cannot be split into columns ({error}): {AGAIN}"
            ) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield begin, row


def records(
    name: str, numbered: Iterable[Numbered], needed: Sequence[str], publication: str
) -> Iterator[Row]:
    """The rows behind a header, which is the first of `numbered`; `publication` says of what.

    Columns may come in any order and case, and with others among them. Raises `ListFormatError`
    that names the columns of `needed` that are missing, or the line of a row that has more or
    fewer cells than the header.
    """
    numbered = iter(numbered)
    line, cells = next(numbered, (0, []))
    if not line:
        raise ListFormatError(f"{name}: is empty, not {publication}: {AGAIN}")
    header = [fold(cell).casefold() for cell in cells]
    _check_header(f"{name}: line {line}", header, needed, publication)
    for begin, row in numbered:
        while len(row) > len(header) and not row[-1].strip():
            row.pop()
        if len(row) != len(header):
            raise ListFormatError(
                f"{name}: line {begin}: {len(row)} cells where the header has {len(header)}: "
                f"{AGAIN}"
            )
        yield Row(begin, dict(zip(header, row, strict=True)))


def broken(place: str, fault: str) -> ListFormatError:
    """The error for a file that does not hold what its publisher documents."""
    return ListFormatError(f"{place}: {fault}: {AGAIN}")


def _check_header(place: str, header: list[str], needed: Sequence[str], publication: str) -> None:
    if header[0].startswith("<"):
        raise ListFormatError(
            f"{place}: is a web page, not {publication}: the download failed, or the publisher "
            "moved it"
        )
    missing = [column for column in needed if column.casefold() not in header]
    if missing:
        told = ", ".join(f'"{column}"' for column in missing)
        columns = "column" if len(missing) == 1 else "columns"
        raise ListFormatError(f"{place}: lacks the {columns} {told} of {publication}: {AGAIN}")
    twice = [column for column in needed if header.count(column.casefold()) > 1]
    if twice:
        raise ListFormatError(f'{place}: has the column "{twice[0]}" twice: {AGAIN}')


class _Lines:
    """The decoded lines of a file; `left` is how many characters the row at hand may still have."""

    def __init__(self, name: str, opener: Opener) -> None:
        self.name = name
        self.number = 0
        self.left = ROW_CHARS
        self._lines = self._read(opener)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.left -= len(line)
        if self.left < 0:
            raise self._fault(f"belongs to a row longer than {ROW_CHARS} characters: {AGAIN}")
        if "\0" in line:
            raise self._fault(f"holds zero bytes, so it is no text: {AGAIN}")
        return line

    def _fault(self, fault: str) -> ListFormatError:
        place = f"{self.name}: line {self.number}" if self.number else self.name
        return ListFormatError(f"{place}: {fault}")

    def _read(self, opener: Opener) -> Iterator[str]:
        with opener() as stream:
            wide = stream.read(2) in _UTF16
        try:
            with opener() as stream:
                source = io.TextIOWrapper(stream, "utf-16", newline="") if wide else stream
                while line := source.readline(ROW_CHARS + 1):
                    self.number += 1
                    text = line if isinstance(line, str) else self._decoded(line)
                    if text.strip() != END_OF_FILE:
                        yield text
        except (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError) as error:
            raise self._fault(f"the file breaks off or is damaged behind it: {AGAIN}") from error

    def _decoded(self, line: bytes) -> str:
        if self.number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            # Windows-1252 leaves five bytes undefined; whoever writes one writes something else.
            try:
                return line.decode("cp1252")
            except UnicodeDecodeError as error:
                fault = f"is neither UTF-8 nor Windows-1252: {AGAIN}"
                raise self._fault(fault) from error
