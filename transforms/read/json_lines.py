"""JSON Lines: a JSON object a line (jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from transforms.read.columns import Columns, make_record
from transforms.read.decode import decode
from transforms.read.format import Format
from transforms.read.records import Failure, RawRecord, ReadLimits
from transforms.read.source import Source
from transforms.read.text_lines import text_lines


def _likeness(source: Source) -> int:
    if not source.encoding:
        return 0
    start = decode(source.head, source.encoding)[0].lstrip("\ufeff \t\r\n")
    if not start.startswith("{"):
        return 1
    line, end, _ = start.partition("\n")
    try:
        json.loads(line)
    except ValueError:
        return 1
    else:
        return 2 if end or len(start) < len(source.head) or source.size == len(source.head) else 1


def _read(
    source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits
) -> Iterator[RawRecord | Failure]:
    columns = Columns(mapping)
    seen = False
    for number, line, repairs in text_lines(source, limits.record_bytes):
        key = f"line {number}"
        if line is None:
            seen = True
            message = f"longer than the limit of {limits.record_bytes} bytes for a record"
            yield Failure(key, "too_large", message)
            continue
        if not line.strip():
            continue
        seen = True
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Failure(key, "bad_json", f"not JSON: {error}")
            continue
        if not isinstance(record, dict):
            yield Failure(key, "bad_json", f"a JSON {type(record).__name__}, not an object")
            continue
        made = make_record(
            columns.values(record),
            reader="json_lines",
            number=number,
            raw_sha256=source.sha256,
            fetched_at=source.changed_at,
            repairs=repairs,
        )
        yield made or Failure(key, "no_text", _without_text(record))
    if not seen:
        yield Failure(None, "empty", "white space alone")


def _without_text(record: Mapping[str, object]) -> str:
    keys = ", ".join(map(str, record)) or "none"
    return f'no text; keys: {keys}. Map one in sources.toml: mapping = {{ text = "KEY" }}'


FORMAT = Format(
    "json_lines",
    (".jsonl", ".ndjson", ".jsonlines", ".jl"),
    ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
    _likeness,
    _read,
)
