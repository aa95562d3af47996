"""A JSON text (RFC 8259) gone through value by value, however large it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_SPACE = re.compile(rb"[ \t\r\n\x1e]*+")
"""White space, and the record separators of RFC 7464."""
_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_BETWEEN = re.compile(rb'[^"\[\]{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"\[\]{}]*+)*+', re.DOTALL)
_SCALAR = re.compile(rb'[^\s"\[\]{},:]*+')
_KEY_BYTES = 1 << 16
_CLOSER = {ord("{"): ord("}"), ord("["): ord("]")}


class BrokenJson(ValueError):
    """The text is no JSON from here on; `offset` is where, in bytes."""

    def __init__(self, what: str, offset: int) -> None:
        super().__init__(f"{what} at byte {offset}")
        self.offset = offset


class JsonCursor:
    """A place in a JSON text that comes in `chunks` of UTF-8; it moves from value to value.

    Only brackets and strings are looked at: what a value says is for `json.loads`, so that one
    that is broken inside costs itself alone. Holds a chunk, and the value that is asked for.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._at = 0
        self._base = 0
        self._from: int | None = None

    @property
    def offset(self) -> int:
        """Bytes before the cursor."""
        return self._base + self._at

    def peek(self) -> bytes:
        """The next byte that is no white space, and the cursor before it; empty at the end."""
        while True:
            found = _SPACE.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            if not self._more():
                return b""

    def take(self, wanted: bytes) -> bool:
        """Step over a byte if it is the next one."""
        if self.peek() != wanted or not wanted:
            return False
        self._at += 1
        return True

    def value(self, limit: int) -> bytes | None:
        """Step over a value; its bytes, or null where it is longer than `limit` bytes.

        Raises `BrokenJson` where there is none, or no end to it.
        """
        first, start = self.peek(), self.offset
        self._from = self._at
        try:
            if first in (b"{", b"["):
                self._nested(limit, start)
            elif first == b'"':
                self._at += 1
                self._string(limit, start)
            else:
                self._scalar(limit, start)
            if self._from is None or self._at - self._from > limit:
                return None
            return self._buffer[self._from : self._at]
        finally:
            self._from = None

    def _more(self, limit: int = 0) -> bool:
        """Get the next chunk, and let go of what is not asked for; False at the end."""
        if self._from is not None and self._at - self._from > limit:
            self._from = None
        kept = self._at if self._from is None else self._from
        chunk = next(self._chunks, b"")
        self._buffer = self._buffer[kept:] + chunk
        self._base += kept
        self._at -= kept
        self._from = None if self._from is None else 0
        return bool(chunk)

    def _nested(self, limit: int, start: int) -> None:
        open_ = bytearray()
        while True:
            found = _BETWEEN.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at == len(self._buffer):
                if not self._more(limit):
                    raise BrokenJson("what begins here has no end:", start)
                continue
            byte = self._buffer[self._at]
            self._at += 1
            if byte == ord('"'):
                self._string(limit, start)
            elif byte in _CLOSER:
                open_.append(_CLOSER[byte])
            elif open_.pop() != byte:
                raise BrokenJson(f"a {chr(byte)!r} that closes nothing", self.offset - 1)
            if not open_:
                return

    def _string(self, limit: int, start: int) -> None:
        """Go behind the quote that ends the string that the cursor is in."""
        while True:
            self._at = self._string_end()
            if self._buffer[self._at : self._at + 1] == b'"':
                self._at += 1
                return
            # the end of the buffer, or a backslash whose character comes in the next chunk
            if not self._more(limit):
                raise BrokenJson("what begins here has no end:", start)

    def _string_end(self) -> int:
        """Where the quote is, or the last place in the buffer that is surely before it."""
        quote = self._buffer.find(b'"', self._at)
        end = len(self._buffer) if quote < 0 else quote
        if self._buffer.find(b"\\", self._at, end) < 0:
            return end
        found = _STRING.match(self._buffer, self._at)
        return found.end() if found else self._at

    def _scalar(self, limit: int, start: int) -> None:
        while True:
            found = _SCALAR.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer) or not self._more(limit):
                break
        if self.offset == start:
            what = self._buffer[self._at : self._at + 1].decode("latin-1")
            raise BrokenJson(f"{what!r} where a value should be" if what else "no value", start)


def keys(cursor: JsonCursor) -> Iterator[str]:
    """The keys of the object at the cursor, which stands before the key's value at each.

    The value has to be stepped over before the next key is asked for. Raises `BrokenJson`.
    """
    cursor.take(b"{")
    while not cursor.take(b"}"):
        if cursor.take(b","):
            continue
        start = cursor.offset
        if cursor.peek() != b'"':
            raise BrokenJson("no key where one should be", start)
        key = cursor.value(_KEY_BYTES)
        if not cursor.take(b":"):
            raise BrokenJson("no colon behind a key", cursor.offset)
        yield _key(key, start)


def members(cursor: JsonCursor) -> Iterator[int]:
    """The numbers, from 1, of the members of the list at the cursor; as `keys`."""
    cursor.take(b"[")
    number = 0
    while not cursor.take(b"]"):
        if not cursor.take(b","):
            number += 1
            yield number


def _key(data: bytes | None, start: int) -> str:
    try:
        key = json.loads(data or b"", strict=False)
    except ValueError as error:
        raise BrokenJson("a key that cannot be read", start) from error
    return str(key)
