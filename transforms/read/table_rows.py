"""The rows of Arrow batches as records, by the names of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from transforms.read.arrow_values import is_text, plain_values
from transforms.read.byte_text import is_text as is_text_of_bytes
from transforms.read.columns import Columns
from transforms.read.keys import Keys
from transforms.read.records import MEBIBYTE, Failure, Found, ReadLimits, too_long
from transforms.read.row_record import make_record
from transforms.read.source import Source

TOGETHER = 64
"""Rows that become Python values at once."""
_HELD = 64 * MEBIBYTE
"""Bytes of them; beyond that they are converted row by row."""


DAMAGED = (pa.ArrowException, OSError, RuntimeError, ValueError, MemoryError)
"""What pyarrow raises for files that are not what they say; also that a length is absurd."""


class TableRows:
    """Turns the rows of one file's batches into records; `reader` is its name in `records`.

    `names` are the columns that the file has, `needed` those among them that are to be read.
    """

    def __init__(
        self,
        source: Source,
        reader: str,
        names: Sequence[str],
        mapping: Mapping[str, str] | None,
        limits: ReadLimits,
    ) -> None:
        self._source, self._reader, self._limits = source, reader, limits
        self._columns, self._keys = Columns(mapping), Keys()
        self._names = names
        self.needed = needed(names, self._columns, mapping)
        self.number = 0
        """Of the last row that was read or passed over, from 1."""

    def why_not(self) -> Failure | None:
        """The failure in place of a table that has no column for the text."""
        if self._columns.holds_text(self._names):
            return None
        return Failure(None, "no_text", self._columns.without_text(self._names))

    def records(self, batch: pa.RecordBatch) -> Iterator[Found]:
        """The records of a batch, or the failures in their places.

        Raises `pyarrow.ArrowInvalid` for a batch that is damaged.
        """
        batch = pa.RecordBatch.from_arrays(
            [_checked(array) for array in batch.columns], names=batch.schema.names
        )
        for start in range(0, len(batch), TOGETHER):
            some = batch.slice(start, TOGETHER)
            if some.get_total_buffer_size() <= _HELD or some.nbytes <= _HELD:
                yield from self._rows(some)
                continue
            for row in range(len(some)):
                yield from self._rows(some.slice(row, 1))

    def _rows(self, batch: pa.RecordBatch) -> Iterator[Found]:
        if len(batch) == 1 and batch.nbytes > self._limits.record_bytes:
            self.number += 1
            yield too_long(f"row {self.number}", self._limits)
            return
        names = batch.schema.names
        for values in zip(*map(plain_values, batch.columns), strict=True):
            self.number += 1
            yield self._record(dict(zip(names, values, strict=True)))

    def _record(self, row: Mapping[str, object]) -> Found:
        values, key = self._columns.values(row), f"row {self.number}"
        if _size(values["text"]) + _size(values["html"]) > self._limits.record_bytes:
            return too_long(key, self._limits)
        for field in ("text", "html"):
            value = values[field]
            if isinstance(value, bytes) and not is_text_of_bytes(value):
                return Failure(key, "binary", f"the bytes of its {field} are no text")
        made = make_record(
            values,
            reader=self._reader,
            number=self.number,
            source=self._source,
            repairs=self._source.repairs,
        )
        if made is None:
            return Failure(key, "no_text", self._columns.without_text(self._names))
        return self._keys.told_apart(made, self.number)


def needed(names: Sequence[str], columns: Columns, mapping: Mapping[str, str] | None) -> list[str]:
    """The columns that some field is in, in the order of the file; of a path its first step."""
    wanted = {name for found in columns.of(names).values() for name in found}
    for path in (mapping or {}).values():
        wanted |= {path, path.split(".")[0]}
    return [name for name in names if name in wanted]


def _checked(array: pa.Array) -> pa.Array:
    """The array, found to be valid: values of a damaged one lie outside of what was read.

    What has no offsets is safe where its buffers are long enough: that a time has no meaning is
    seen where it is read. Strings that are not UTF-8 come as bytes.
    """
    array.validate()
    if pa.types.is_primitive(array.type):
        return array
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        if not is_text(array.type) or pa.types.is_string_view(array.type):
            raise
        as_bytes = pa.large_binary() if pa.types.is_large_string(array.type) else pa.binary()
        array = array.view(as_bytes)
        array.validate(full=True)
    return array


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | bytes) else 0


def told(error: Exception) -> str:
    """The first line of what pyarrow says."""
    return str(error).split("\n")[0][:300] or type(error).__name__
