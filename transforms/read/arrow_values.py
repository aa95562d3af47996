"""The values of an Arrow array as records of JSON have them, whatever is odd about them.

`to_pylist` raises for a single time out of range, unknown zone or string that is not UTF-8, and the
whole batch is lost with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

_EPOCH = datetime(1970, 1, 1)
_IN_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_DAY_MS = 86_400_000
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
Values = list[object]


def plain_values(array: pa.Array) -> Values:
    """Text, numbers, booleans, bytes, lists and dicts (of structs and maps), or null.

    Times and days come as ISO 8601, with the offset of their zone where they have one; decimals as
    text; strings that are not UTF-8 as bytes. Null stands for what cannot be told: a time out of
    range, a type without a meaning here. `array` has to be valid (`pyarrow.Array.validate`).
    """
    kind = array.type
    if isinstance(array, pa.ExtensionArray):
        return plain_values(array.storage)
    if pa.types.is_dictionary(kind):
        return plain_values(array.dictionary_decode())
    if pa.types.is_run_end_encoded(kind):
        return plain_values(pc.run_end_decode(array))
    if pa.types.is_map(kind):
        return _maps(array)
    known = (read for is_kind, read in _READ if is_kind(kind))
    return next(known, _nothing)(array)


def is_text(kind: pa.DataType) -> bool:
    """Whether values of an Arrow type are strings."""
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_binary_view(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


def _is_list(kind: pa.DataType) -> bool:
    return isinstance(
        kind,
        pa.ListType
        | pa.LargeListType
        | pa.FixedSizeListType
        | pa.ListViewType
        | pa.LargeListViewType,
    )


def _is_plain(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)
    )


def _as_they_are(array: pa.Array) -> Values:
    values: Values = array.to_pylist()
    return values


def _nothing(array: pa.Array) -> Values:
    return [None] * len(array)


def _bytes(array: pa.Array) -> Values:
    values: Values = array.cast(pa.large_binary()).to_pylist()
    return values


def _texts(array: pa.Array) -> Values:
    return [_text(value) if isinstance(value, bytes) else None for value in _bytes(array)]


def _text(value: bytes) -> str | bytes:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _decimals(array: pa.Array) -> Values:
    return [None if value is None else str(value) for value in array.to_pylist()]


def _structs(array: pa.Array) -> Values:
    names = [field.name for field in array.type]
    rows = zip(*map(plain_values, array.flatten()), strict=True) if names else ((),) * len(array)
    present = array.is_valid().to_pylist()
    return [
        dict(zip(names, row, strict=True)) if there else None
        for row, there in zip(rows, present, strict=True)
    ]


def _lists(array: pa.Array) -> Values:
    members = iter(plain_values(pc.list_flatten(array)))
    return [
        None if length is None else [next(members) for _ in range(length)]
        for length in pc.list_value_length(array).to_pylist()
    ]


def _maps(array: pa.Array) -> Values:
    """A key that is no text is left out."""
    entry = pa.struct([("key", array.type.key_type), ("value", array.type.item_type)])
    return [
        None
        if not isinstance(pairs, list)
        else {p["key"]: p["value"] for p in pairs if isinstance(p["key"], str)}
        for pairs in _lists(array.cast(pa.list_(entry)))
    ]


def _times(array: pa.Array) -> Values:
    in_second, zone = _IN_SECOND[array.type.unit], _zone(array.type.tz)
    return [
        None if value is None else _time(value * 10**6 // in_second, zone)
        for value in array.cast(pa.int64()).to_pylist()
    ]


def _days(array: pa.Array) -> Values:
    days = pa.types.is_date32(array.type)
    values = array.cast(pa.int32() if days else pa.int64()).to_pylist()
    return [
        None if value is None else _day(value if days else value // _DAY_MS) for value in values
    ]


def _day(days: int) -> str | None:
    try:
        return (_EPOCH + timedelta(days=days)).date().isoformat()
    except OverflowError:
        return None


def _time(microseconds: int, zone: tzinfo | None = None) -> str | None:
    try:
        time = _EPOCH + timedelta(microseconds=microseconds)
        return (time.replace(tzinfo=UTC).astimezone(zone) if zone else time).isoformat()
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=256)
def _zone(name: str | None) -> tzinfo | None:
    """A zone by name or offset; one that nobody knows is UTC, which the numbers are told in."""
    if not name:
        return None
    try:
        if offset := _OFFSET.fullmatch(name):
            minutes = int(offset[2]) * 60 + int(offset[3])
            return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # not in the database, or no zone at all
        return UTC


_READ: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], Values]], ...] = (
    (is_text, _texts),
    (_is_bytes, _bytes),
    (pa.types.is_struct, _structs),
    (_is_list, _lists),
    (pa.types.is_timestamp, _times),
    (pa.types.is_date, _days),
    (pa.types.is_decimal, _decimals),
    (_is_plain, _as_they_are),
)
