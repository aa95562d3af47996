"""The bytes of a WARC file as its records lie in them: packed one by one, or one behind the other.

Places are where reading can start: offsets in the file, of a packed record those of its member.
"""

from __future__ import annotations

import re
from typing import IO, Protocol

BEGINS = b"WARC/"
HEADERS = 1 << 16
"""Bytes of headers that are too many."""
CHUNK = 1 << 18
SHORT = "the file ends in it, or its length is wrong"
ENDLESS = "its headers have no end"
NOTHING = "no record begins here"
_FIRST_CHUNK = 1 << 12
"""Bytes looked through at first for the next record, then twice as many each time."""
_BEGINS_LINE = re.compile(rb"WARC/\d\.\d[ \t]*\r?\n\Z")
_STARTS = 4
"""Lines of one record's headers that may end like the first line of a record."""
_BLANKS = 5
"""Bytes of line ends behind a record that are passed over."""
_BEGINS_LINES = re.compile(rb"WARC/\d\.\d[ \t]*\r?\n[A-Za-z-]{1,40}:")
_LINES = 64
"""Bytes that these two lines take at most."""
_TIMES_BACK = 8
"""How often a file that is packed as a whole is unpacked anew for a record behind a broken one."""


class Lost(Exception):
    """There is no record here, or none whose end can be told; `reason` as in `reject_reason`."""

    def __init__(self, message: str, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class Track(Protocol):
    """How records lie in a file; all raise `Lost` for damaged bytes, `OSError` for a bad disk."""

    def seek(self, place: int) -> None:
        """Go to a record's place."""

    def lead(self) -> bytes:
        """The first byte of a record, or one behind it; none at the end."""

    def begin(self) -> int:
        """The place of the record whose first byte was read last: maybe that of the one before."""

    def headers(self) -> bytes:
        """The headers behind the first byte, with the blank line that ends them."""

    def take(self, size: int) -> bytes:
        """The next bytes of a record; raises `Lost` where it has fewer."""

    def skip(self, size: int) -> None:
        """Leave out the next bytes of a record, likewise."""

    def foresee(self, size: int) -> None:
        """Raise `Lost` where it is plain that a record cannot have `size` bytes more."""

    def here(self) -> int:
        """The place behind what was read."""

    def find(self, place: int) -> int | None:
        """The next place, from `place` on, where a record seems to begin."""

    def is_padding(self, begin: int, end: int | None) -> bool:
        """Whether nothing but zero bytes lies between two places (null: the end)."""


class Plain:
    """Records that are not packed; `size` is null where the stream unpacks, so goes back slowly."""

    def __init__(self, stream: IO[bytes], size: int | None) -> None:
        self._stream = stream
        self._size = size
        self._is_careful = False
        self._backs = 0

    def seek(self, place: int) -> None:
        """Go to an offset."""
        self._stream.seek(place)

    def lead(self) -> bytes:
        """The next byte."""
        return self._stream.read(1)

    def begin(self) -> int:
        """The offset of the byte read last."""
        return self._stream.tell() - 1

    def headers(self) -> bytes:
        """The lines up to one that is blank."""
        lines: list[bytes] = []
        size = starts = 0
        while True:
            line = self._stream.readline(HEADERS)
            starts += _BEGINS_LINE.search(line, max(0, len(line) - _LINES)) is not None
            if (lines and line.startswith(BEGINS)) or starts > _STARTS:
                raise Lost(NOTHING)
            lines.append(line)
            size += len(line)
            if line == b"\r\n":
                return b"".join(lines)
            if not line:
                raise Lost(SHORT)
            if size > HEADERS:
                raise Lost(ENDLESS)

    def take(self, size: int) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        if len(data) < size:
            raise Lost(SHORT)
        return data

    def skip(self, size: int) -> None:
        """Leave out the next bytes."""
        target = self._stream.tell() + size
        if self._stream.seek(target) < target:
            raise Lost(SHORT)

    def foresee(self, size: int) -> None:
        """By the file's size; where something was broken before, also by what follows."""
        if self._size is None:
            return
        at = self._stream.tell()
        if at + size > self._size:
            raise Lost(SHORT)
        if self._is_careful:
            self._stream.seek(at + size)
            behind = self._stream.read(_BLANKS + 1)
            self._stream.seek(at)
            lead = behind[:_BLANKS].lstrip(b"\r\n") + behind[_BLANKS:]
            blank = behind[: len(behind) - len(lead)]
            if lead and blank != b"\r\n\r\n" and not (blank and lead.startswith(BEGINS[:1])):
                raise Lost("its length is wrong")

    def here(self) -> int:
        """The offset of the byte to be read next."""
        return self._stream.tell()

    def find(self, place: int) -> int | None:
        """The next line that begins a record, with a header behind it."""
        self._is_careful = True
        if self._size is None and place < self._stream.tell():
            self._backs += 1
            if self._backs > _TIMES_BACK:
                place = self._stream.tell()
        at, held, size = place, b"", _FIRST_CHUNK
        self._stream.seek(at)
        while chunk := self._stream.read(size):
            size = min(2 * size, CHUNK)
            held += chunk
            if found := _BEGINS_LINES.search(held):
                return at + found.start()
            kept = held[-_LINES:]
            at, held = at + len(held) - len(kept), kept
        return None

    def is_padding(self, begin: int, end: int | None) -> bool:
        """Whether nothing but zero bytes lies there."""
        return is_zero(self._stream, begin, end)


def is_zero(stream: IO[bytes], begin: int, end: int | None) -> bool:
    """Whether all bytes between two offsets (null: the end) are zero."""
    stream.seek(begin)
    left = end - begin if end is not None else None
    while chunk := stream.read(CHUNK if left is None else min(CHUNK, left)):
        if chunk.strip(b"\0"):
            return False
        left = left and left - len(chunk)
    return True
