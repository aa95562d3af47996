"""What the value of a field says: words, names or a time, in whatever form a record has it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from transforms.read.byte_text import text_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAME_KEYS = ("name", "title", "rendered", "text", "content", "value", "url", "@id", "id")
_EPOCH_TEXT = re.compile(r"-?\d{9,10}(\.\d+)?|\d{13}")


def holds(value: object) -> bool:
    """Whether a value says anything; NaN is what tables write where nothing is."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value not in (None, "", b"", [], {})


def as_text(value: object, done: dict[str, None] | None = None) -> str | None:
    """A value as words: lists joined by blank lines, of an object its name, text or address.

    Bytes are decoded, and `done` gets the repair codes.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        text, repairs = text_of(value) or (None, ())
        if done is not None:
            done.update(dict.fromkeys(repairs))
        return text
    if isinstance(value, list):
        return "\n\n".join(part for v in value if (part := as_text(v, done))) or None
    if isinstance(value, Mapping):
        found = (as_text(value.get(key), done) for key in _NAME_KEYS)
        return next((words for words in found if words), None)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if number and holds(value) else None


def as_names(value: object) -> list[str]:
    """Authors as given: one string stays one, of objects their names; numbers are no names."""
    members = value if isinstance(value, list) else [value]
    named = (member for member in members if not isinstance(member, int | float))
    return [name for name in map(as_text, named) if name]


def as_time(value: object) -> str | None:
    """A time as given; seconds or milliseconds since 1970 become ISO 8601 in UTC.

    Null for a number that is no time at all: not finite, or of more than 20 digits.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        text = " ".join(value.split())
        return as_time(float(text)) if _EPOCH_TEXT.fullmatch(text) else text or None
    if isinstance(value, int | float):
        if not math.isfinite(value) if isinstance(value, float) else abs(value) >= 10**20:
            return None
        seconds = value / 1000 if abs(value) >= 10**11 else value
        if not 10**8 <= abs(seconds) <= 10**10:
            return str(value)
        return (EPOCH + timedelta(seconds=seconds)).isoformat()
    return as_time(as_text(value))


def naive_utc(time: datetime) -> datetime:
    """A time as naive UTC; without a zone it is UTC already. Raises `OverflowError`."""
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


def as_utc(text: str | None) -> datetime | None:
    """The naive UTC of a time in ISO 8601; null for what is none."""
    try:
        return naive_utc(datetime.fromisoformat(text or ""))
    except (ValueError, OverflowError):
        return None
