"""Parquet (parquet.apache.org): a row is a record; the columns that no field is in are not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO

import pyarrow.parquet as pq

from schemas.errors import Unreadable
from transforms.read.format import Format
from transforms.read.records import MEBIBYTE, Failure, Found, ReadLimits
from transforms.read.source import CHUNK, Source
from transforms.read.table_rows import DAMAGED, TOGETHER, TableRows, told

_MAGIC = b"PAR1"
_ENCRYPTED = b"PARE"
_DICTIONARIES = 64 * MEBIBYTE
"""Bytes that the rows read together may repeat out of dictionaries; writers' are of 1 MiB."""


def _likeness(source: Source) -> int:
    return 2 if source.head.startswith((_MAGIC, _ENCRYPTED)) else 0


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    if source.head.startswith(_ENCRYPTED):
        raise Unreadable("unsupported", "a Parquet file that is encrypted")
    stream = source.file()
    try:
        # so that of a row group the pages at hand alone are in memory
        file = pq.ParquetFile(
            stream, buffer_size=CHUNK, pre_buffer=False, page_checksum_verification=True
        )
    except DAMAGED as error:
        raise Unreadable("unreadable", f"a damaged Parquet file: {told(error)}") from error
    rows = TableRows(source, "parquet", file.schema_arrow.names, mapping, limits)
    if failure := rows.why_not():
        yield failure
        return
    for group in range(file.num_row_groups):
        yield from _group(file, stream, group, rows, limits)


def _group(
    file: pq.ParquetFile, stream: IO[bytes], group: int, rows: TableRows, limits: ReadLimits
) -> Iterator[Found]:
    """The records of a row group; a damaged page costs what follows it in the group."""
    count = file.metadata.row_group(group).num_rows
    last = rows.number + count
    try:
        chunks = _chunks(file, group, rows.needed)
        if sum(chunk.total_uncompressed_size for chunk in chunks) > limits.unpacked_bytes:
            message = f"unpacks to more than the limit of {limits.unpacked_bytes} bytes"
            yield Failure(f"row group {group}", "archive_bomb", message)
            return
        repeated = sum(_dictionary(stream, chunk) for chunk in chunks)
        together = min(TOGETHER, max(1, _DICTIONARIES // max(1, repeated)))
        for batch in file.iter_batches(
            together, row_groups=[group], columns=rows.needed, use_threads=False
        ):
            yield from rows.records(batch)
    except DAMAGED as error:
        key = f"rows {rows.number + 1} to {last}"
        yield Failure(key, "unreadable", f"damaged: {told(error)}")
    finally:
        rows.number = last


def _chunks(file: pq.ParquetFile, group: int, names: list[str]) -> list[pq.ColumnChunkMetaData]:
    """The needed columns of a row group."""
    told = file.metadata.row_group(group)
    chunks = (told.column(index) for index in range(told.num_columns))
    return [
        chunk
        for chunk in chunks
        if chunk.path_in_schema.split(".")[0] in names or chunk.path_in_schema in names
    ]


def _dictionary(stream: IO[bytes], chunk: pq.ColumnChunkMetaData) -> int:
    """Bytes of a chunk's dictionary, any of which may be a value that each row repeats.

    They stand in the header of its first page (parquet.thrift, PageHeader: type, then
    uncompressed_page_size); where that begins in another way, they are all that the chunk has.
    """
    begin = chunk.data_page_offset
    if chunk.has_dictionary_page:
        begin = min(begin, chunk.dictionary_page_offset)
    stream.seek(begin)
    header = stream.read(8)
    if header.startswith(b"\x15\x04\x15"):  # a dictionary's
        size = 0
        for shift, byte in enumerate(header[3:]):
            size |= (byte & 0x7F) << 7 * shift
            if byte < 0x80:
                return size >> 1  # zigzag
    is_data = header.startswith((b"\x15\x00\x15", b"\x15\x06\x15"))
    return 0 if is_data and not chunk.has_dictionary_page else int(chunk.total_uncompressed_size)


FORMAT = Format(
    "parquet",
    (".parquet", ".pq", ".parq"),
    ("application/vnd.apache.parquet", "application/x-parquet", "application/parquet"),
    _likeness,
    _read,
    binary=True,
)
