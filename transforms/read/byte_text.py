"""The text of bytes that came in a column, in an encoding that nobody told."""

from __future__ import annotations

from transforms.read.decode import decode, guess_encoding
from transforms.read.source import BYTE_ORDER_MARKS
from transforms.read.utf8 import count

LOOKED_AT = 8192
_TEXT_CONTROL = b"\t\n\x0b\x0c\r\x1b"
_CONTROL = bytes(b for b in range(32) if b not in _TEXT_CONTROL)


def is_text(data: bytes) -> bool:
    """Whether bytes may be a text: at most one control byte in a hundred, or UTF-16 by its mark."""
    return _mark(data) is not None or few_controls(data[:LOOKED_AT])


def few_controls(start: bytes) -> bool:
    """Whether at most one byte in a hundred is a control that no text has."""
    return (len(start) - len(start.translate(None, _CONTROL))) * 100 <= len(start)


def text_of(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text and the repair codes; null where the bytes are none in any encoding."""
    marked = _mark(data)
    if marked is not None:
        mark, encoding = marked
        text, repairs = decode(data[len(mark) :], encoding)
        return text, ("bom", *repairs)
    if not is_text(data):
        return None
    encoding = "utf-8" if count(data).prevails else guess_encoding(data) or ""
    return decode(data, encoding) if encoding else None


def _mark(data: bytes) -> tuple[bytes, str] | None:
    return next((known for known in BYTE_ORDER_MARKS if data.startswith(known[0])), None)
