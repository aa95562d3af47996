"""Parquet (parquet.apache.org): a row is a record; the columns that no field is in are not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow.parquet as pq

from schemas.errors import Unreadable
from transforms.read.format import Format
from transforms.read.records import Failure, Found, ReadLimits
from transforms.read.source import CHUNK, Source
from transforms.read.table_rows import DAMAGED, TOGETHER, TableRows, told

_MAGIC = b"PAR1"
_ENCRYPTED = b"PARE"


def _likeness(source: Source) -> int:
    return 2 if source.head.startswith((_MAGIC, _ENCRYPTED)) else 0


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    if source.head.startswith(_ENCRYPTED):
        raise Unreadable("unsupported", "a Parquet file that is encrypted")
    try:
        # so that of a row group the pages at hand alone are in memory
        file = pq.ParquetFile(
            source.file(), buffer_size=CHUNK, pre_buffer=False, page_checksum_verification=True
        )
    except DAMAGED as error:
        raise Unreadable("unreadable", f"a damaged Parquet file: {told(error)}") from error
    rows = TableRows(source, "parquet", file.schema_arrow.names, mapping, limits)
    if failure := rows.why_not():
        yield failure
        return
    for group in range(file.num_row_groups):
        yield from _group(file, group, rows, limits)


def _group(
    file: pq.ParquetFile, group: int, rows: TableRows, limits: ReadLimits
) -> Iterator[Found]:
    """The records of a row group; a damaged page costs what follows it in the group."""
    count = file.metadata.row_group(group).num_rows
    last = rows.number + count
    try:
        if _size(file, group, rows.needed) > limits.unpacked_bytes:
            message = f"unpacks to more than the limit of {limits.unpacked_bytes} bytes"
            yield Failure(f"row group {group}", "archive_bomb", message)
            return
        for batch in file.iter_batches(
            TOGETHER, row_groups=[group], columns=rows.needed, use_threads=False
        ):
            yield from rows.records(batch)
    except DAMAGED as error:
        key = f"rows {rows.number + 1} to {last}"
        yield Failure(key, "unreadable", f"damaged: {told(error)}")
    finally:
        rows.number = last


def _size(file: pq.ParquetFile, group: int, names: list[str]) -> int:
    """Bytes that the needed columns of a row group unpack to, as the file says."""
    told = file.metadata.row_group(group)
    chunks = (told.column(index) for index in range(told.num_columns))
    return sum(
        chunk.total_uncompressed_size
        for chunk in chunks
        if chunk.path_in_schema.split(".")[0] in names or chunk.path_in_schema in names
    )


FORMAT = Format(
    "parquet",
    (".parquet", ".pq", ".parq"),
    ("application/vnd.apache.parquet", "application/x-parquet", "application/parquet"),
    _likeness,
    _read,
    binary=True,
)
