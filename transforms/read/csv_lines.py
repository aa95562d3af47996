"""The lines of a CSV file, fed to the csv module so that a row without end can be taken back."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from transforms.read.source import Source
from transforms.read.text_lines import text_lines


class Line(NamedTuple):
    """A line: number from 1, text with its end ("\\n" where it was too long), repair codes."""

    number: int
    text: str
    repairs: tuple[str, ...]
    too_long: bool


class CsvLines:
    """Gives lines to `csv.reader` and remembers those of the row that it is reading, in `row`.

    A row that turns out to have no end is taken back by `again`, and its lines after the first are
    read anew. Raises `csv.Error` inside the reader where a row gets longer than `limit`
    characters. Lines read anew cost at most four times what was read of the file: beyond that a row
    has to end in its line, so that a file of stray quotes is read in linear time.
    """

    def __init__(self, source: Source, limit: int) -> None:
        self._fresh = (
            Line(number, "\n" if text is None else text, repairs, text is None)
            for number, text, repairs in text_lines(source, limit)
        )
        self._limit = limit
        self._again: deque[Line] = deque()
        self._size = 0
        self._credit = 1
        self.row: list[Line] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.row and (self._size > self._limit or self._credit <= 0):
            raise csv.Error(f"a quote opens that no line of the next {len(self.row)} closes")
        if self._again:
            line = self._again.popleft()
        else:
            line = next(self._fresh)
            self._credit += 4 * len(line.text)
        self._size += len(line.text)
        self.row.append(line)
        return line.text

    def begin(self) -> None:
        """A new row begins."""
        self.row.clear()
        self._size = 0

    def again(self, kept: int = 1) -> None:
        """Read the lines of the row after the first `kept` anew."""
        back = self.row[kept:]
        self._credit -= sum(len(line.text) for line in back)
        self._again.extendleft(reversed(back))
        del self.row[kept:]

    @property
    def repairs(self) -> tuple[str, ...]:
        """The repair codes of the row's lines."""
        return tuple(dict.fromkeys(code for line in self.row for code in line.repairs))
