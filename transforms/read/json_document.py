"""A JSON document: a list of articles, an object that holds one, or one article.

Also objects that follow each other without being lines (RFC 7464, `jq`). It is read by pieces: the
memory it takes does not grow with the list. A document that is no list is gone through twice, first
to find where in it the articles are (`transforms.read.json_shape`).
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from transforms.read.columns import RECORDS, Columns
from transforms.read.decode import decode, public_name
from transforms.read.format import Format
from transforms.read.json_cursor import BrokenJson, JsonCursor, keys, members
from transforms.read.json_lines import FORMAT as JSON_LINES
from transforms.read.json_shape import Shape, Steps, Survey, shape_of
from transforms.read.keys import Keys
from transforms.read.records import Failure, Found, ReadLimits, too_long
from transforms.read.row_record import make_record
from transforms.read.source import CHUNK, Source

_SNIFFED = 4096
"""Characters in which every token has to be one of JSON."""
_TOKEN = re.compile(
    r'\s+|"(?:[^"\\\x00-\x1f]|\\.)*+"|[\[\]{},:]|-?\d[\d.eE+-]*+|-?Infinity|NaN|true|false|null'
)
_CUT_OFF = re.compile(r'"[^"\x00-\x1f]*|[-\d\w.+]*')
_START = re.compile(r'\s*(?:\[\s*\{\s*["}]|\{\s*")')


@dataclass(frozen=True, slots=True)
class _Item:
    """A value: its number from 1, its key where it has one, its bytes (null: too long)."""

    number: int
    key: str | None
    offset: int
    data: bytes | None


def _likeness(source: Source) -> int:
    if not source.encoding:
        return 0
    head = source.text_head().lstrip("\ufeff \t\r\n\x1e")
    if head[:1] not in ("{", "["):
        return 0
    if source.suffix in JSON_LINES.suffixes or not (_START.match(head) and _is_json(head)):
        return 1
    return 1 if _is_lines(source, head) else 2


def _is_json(head: str) -> bool:
    at = 0
    while at < min(len(head), _SNIFFED) and (token := _TOKEN.match(head, at)):
        at = token.end()
    return at >= _SNIFFED or _CUT_OFF.fullmatch(head, at) is not None


def _is_lines(source: Source, head: str) -> bool:
    """Whether objects stand a line each.

    One alone is a line, unless the file is a `.json` or what it holds is a list of articles.
    """
    line, _, rest = head.partition("\n")
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if rest.strip() or len(source.head) < source.size:
        return isinstance(first, dict)
    if source.suffix == ".json":
        return False
    survey = Survey()
    survey.go_through(JsonCursor(iter([line.encode("utf-8", "replace")])))
    return isinstance(first, dict) and shape_of(survey, Columns()) == Shape((), many=False)


def _read(source: Source, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    columns, told_apart = Columns(mapping), Keys()
    decoding: tuple[str, ...] = ()
    if source.encoding not in (None, "utf-8"):
        decoding = (f"encoding:{public_name(str(source.encoding))}",)
    named = (mapping or {}).get(RECORDS)
    number, others = 0, 0
    try:
        for item in _items(source, named, columns, limits):
            number = item.number
            if item.data is None:
                yield too_long(f"item {number}", limits)
                continue
            found = _found(item, columns, source, decoding)
            if found is None:
                others += 1
            else:
                yield found if isinstance(found, Failure) else told_apart.told_apart(found, number)
    except BrokenJson as error:
        key = f"item {number + 1}"
        yield Failure(key, "bad_json", f"not JSON, and no more is read: {error}")
        return
    if others:
        message = f"{others} of {number} members of the list are no objects"
        yield Failure(None, "bad_json", message)
    elif not number:
        where = f"at {named}, which sources.toml names" if named else "in the list of articles"
        yield Failure(None, "empty", f"nothing {where}")


def _found(
    item: _Item, columns: Columns, source: Source, decoding: tuple[str, ...]
) -> Found | None:
    """What an item is read as; null for one that is no object."""
    key = f"item {item.number}"
    text, repairs = decode(item.data or b"", "utf-8")
    try:
        record = _loads(text)
        if not isinstance(record, dict):
            return None
        values = columns.values(record)
        if values["record_key"] is None:
            values["record_key"] = item.key
        made = make_record(
            values,
            reader="json",
            number=item.number,
            source=source,
            repairs=(*source.repairs, *decoding, *repairs),
        )
    except (ValueError, RecursionError) as error:
        return Failure(key, "bad_json", f"not JSON, at byte {item.offset}: {error}")
    return made or Failure(key, "no_text", columns.without_text(record))


def _loads(text: str) -> object:
    """Control characters in strings and numbers of any length are taken."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of more digits than Python converts
        return json.loads(text, strict=False, parse_int=_number)


def _number(digits: str) -> float:
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def _items(
    source: Source, named: str | None, columns: Columns, limits: ReadLimits
) -> Iterator[_Item]:
    """The articles' values; raises `BrokenJson` where the rest cannot be read."""
    shape = _shape(source, named, columns)
    cursor, numbers, first = JsonCursor(_chunks(source)), count(1), True
    while cursor.peek():
        if shape and first:
            yield from _led_to(cursor, shape, shape.steps, numbers, limits.record_bytes)
        else:
            many = cursor.peek() == b"["
            yield from _led_to(cursor, Shape((), many=many), (), numbers, limits.record_bytes)
        first = False


def _shape(source: Source, named: str | None, columns: Columns) -> Shape | None:
    """Where the articles are; null where the document is values one after the other."""
    if named:
        return Shape(tuple(named.split(".")), many=True)
    cursor, survey = JsonCursor(_chunks(source)), Survey()
    if cursor.peek() == b"[":
        return None
    try:
        survey.go_through(cursor)
        if cursor.peek():
            return None
    except BrokenJson:
        pass  # it is read as far as that, and told then
    return shape_of(survey, columns)


def _led_to(
    cursor: JsonCursor, shape: Shape, steps: Steps, numbers: Iterator[int], limit: int
) -> Iterator[_Item]:
    """The articles in the value at the cursor, to which `steps` are left to go."""
    first = cursor.peek()
    if steps and first == b"{":
        for key in keys(cursor):
            if key == steps[0]:
                yield from _led_to(cursor, shape, steps[1:], numbers, limit)
            else:
                cursor.value(0)
    elif not steps and shape.many and first == b"{":
        for key in keys(cursor):
            yield _Item(next(numbers), key, cursor.offset, cursor.value(limit))
    elif not steps and shape.many and first == b"[":
        for _ in members(cursor):
            cursor.peek()
            yield _Item(next(numbers), None, cursor.offset, cursor.value(limit))
    elif steps:
        cursor.value(0)
    else:
        yield _Item(next(numbers), None, cursor.offset, cursor.value(limit))


def _chunks(source: Source) -> Iterator[bytes]:
    """The bytes of the document in UTF-8, without a byte order mark."""
    encoding = source.encoding or "utf-8"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    source.stream.seek(0)
    first = True
    while data := source.stream.read(CHUNK):
        if encoding != "utf-8":
            data = decoder.decode(data).removeprefix("\ufeff" if first else "").encode()
        elif first:
            data = data.removeprefix(codecs.BOM_UTF8)
        first = False
        if data:
            yield data


FORMAT = Format("json", (".json",), ("application/json", "text/json"), _likeness, _read)
