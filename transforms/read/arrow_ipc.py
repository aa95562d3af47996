"""Arrow IPC (arrow.apache.org/docs/format/Columnar.html): files, Feather of version 2, streams.

It is read batch by batch: a batch is as large as its writer made it, and is in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

import pyarrow as pa

from schemas.errors import Unreadable
from transforms.read.format import Format
from transforms.read.records import Failure, Found, ReadLimits
from transforms.read.source import Source
from transforms.read.table_rows import DAMAGED, TableRows, told

_MAGIC = b"ARROW1"
_STREAM_AT = 8
"""Where in a file the stream begins that it holds: behind the magic and its padding."""
_CONTINUES = b"\xff\xff\xff\xff"


def _likeness(source: Source) -> int:
    if source.head.startswith(_MAGIC):
        return 2
    if not source.head.startswith(_CONTINUES):
        return 0
    try:
        pa.ipc.read_schema(pa.py_buffer(source.head))
    except DAMAGED:
        return 0
    return 2


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    stream = source.file()
    is_file = source.head.startswith(_MAGIC)
    names = _file_names(stream) if is_file else None
    has_footer = names is not None
    if names is None:
        names = _stream_names(stream, _STREAM_AT if is_file else 0)
    rows = TableRows(source, "arrow", names, mapping, limits)
    if failure := rows.why_not():
        yield failure
        return
    options = pa.ipc.IpcReadOptions(included_fields=[names.index(n) for n in rows.needed])
    if has_footer:
        yield from _batches_of_file(stream, options, rows)
    else:
        stream.seek(_STREAM_AT if is_file else 0)
        yield from _batches_of_stream(stream, options, rows)


def _file_names(stream: IO[bytes]) -> list[str] | None:
    """The columns; null where the footer is missing or damaged, as where a file was cut off."""
    try:
        names: list[str] = pa.ipc.open_file(stream).schema.names
    except DAMAGED:
        return None
    return names


def _stream_names(stream: IO[bytes], start: int) -> list[str]:
    stream.seek(start)
    try:
        names: list[str] = pa.ipc.open_stream(stream).schema.names
    except DAMAGED as error:
        raise Unreadable("unreadable", f"a damaged Arrow file: {told(error)}") from error
    return names


def _batches_of_file(
    stream: IO[bytes], options: pa.ipc.IpcReadOptions, rows: TableRows
) -> Iterator[Found]:
    """A damaged batch costs itself alone."""
    stream.seek(0)
    reader = pa.ipc.open_file(stream, options=options)
    for number in range(reader.num_record_batches):
        try:
            yield from rows.records(reader.get_batch(number))
        except DAMAGED as error:
            yield Failure(f"batch {number + 1}", "unreadable", f"damaged: {told(error)}")


def _batches_of_stream(
    stream: IO[bytes], options: pa.ipc.IpcReadOptions, rows: TableRows
) -> Iterator[Found]:
    """What follows a damaged batch is lost."""
    number = 0
    try:
        for batch in pa.ipc.open_stream(stream, options=options):
            number += 1
            yield from rows.records(batch)
    except DAMAGED as error:
        message = f"damaged, and no more is read: {told(error)}"
        yield Failure(f"batch {number + 1}", "unreadable", message)


FORMAT = Format(
    "arrow",
    (".arrow", ".arrows", ".feather", ".ipc"),
    ("application/vnd.apache.arrow.file", "application/vnd.apache.arrow.stream"),
    _likeness,
    _read,
    binary=True,
)
