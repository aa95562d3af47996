"""JSON Lines: a JSON object a line (jsonlines.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from transforms.read.columns import Columns
from transforms.read.format import Format
from transforms.read.keys import Keys
from transforms.read.records import Failure, Found, Page, RawRecord, ReadLimits, too_long
from transforms.read.row_record import make_record
from transforms.read.source import Source
from transforms.read.text_lines import text_lines


def _likeness(source: Source) -> int:
    if not source.encoding:
        return 0
    start = source.text_head().lstrip("\ufeff \t\r\n")
    if not start.startswith("{"):
        return 1
    line, *rest = re.split(r"[\r\n]", start, maxsplit=1)
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return 1
    return 2 if rest or len(start) < len(source.head) or source.size == len(source.head) else 1


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    columns, keys = Columns(mapping), Keys()
    seen = False
    for number, line, repairs in text_lines(source, limits.record_bytes):
        if line is not None and not line.strip():
            continue
        seen = True
        key = f"line {number}"
        if line is None:
            yield too_long(key, limits)
            continue
        try:
            record = json.loads(line)
            made = _record(record, columns, source, number, repairs)
        except (ValueError, RecursionError) as error:
            yield Failure(key, "bad_json", f"not JSON: {error}")
            continue
        if not isinstance(record, dict):
            yield Failure(key, "bad_json", f"a JSON {type(record).__name__}, not an object")
        elif made is None:
            yield Failure(key, "no_text", columns.without_text(record))
        else:
            yield keys.told_apart(made, number)
    if not seen:
        yield Failure(None, "empty", "white space alone")


def _record(
    record: object, columns: Columns, source: Source, number: int, repairs: tuple[str, ...]
) -> RawRecord | Page | None:
    if not isinstance(record, dict):
        return None
    return make_record(
        columns.values(record),
        reader="json_lines",
        number=number,
        source=source,
        repairs=repairs,
    )


FORMAT = Format(
    "json_lines",
    (".jsonl", ".ndjson", ".jsonlines", ".jl"),
    ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
    _likeness,
    _read,
)
