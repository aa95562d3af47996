"""The unpacked bytes of a packed stream: all members, and what stands behind the last left out."""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING, NamedTuple

from schemas.errors import Unreadable
from transforms.read.allowance import Allowance
from transforms.read.packings import BROKEN, LONGEST_START, Packing, packing_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 1 << 20
_CHUNK = 1 << 17
_FIRST = 1 << 10
"""Bytes given to a member at first, then twice as many each time: it copies what is behind it."""
_EMPTY_MEMBERS = 10_000
"""Members without a byte that may follow each other; each costs time that no limit counts."""
_NOT_ZERO = re.compile(rb"[^\0]")


class Cut(Unreadable):
    """The bytes end before what they hold does."""


class Unpacking(io.RawIOBase):
    """The unpacked bytes of `packed`; wrap it in `io.BufferedReader`.

    Zero bytes behind the last member are padding, anything else is left out as gunzip does, and
    `garbage` says so once the end was read. Reading raises `Cut` where the stream is cut off,
    `Unreadable` where it is damaged (unreadable), or spends more than `allowance` or holds empty
    members without end (archive_bomb). Seeking back unpacks again from the start.
    """

    def __init__(self, packed: IO[bytes], packing: Packing, allowance: Allowance) -> None:
        self._packed = packed
        self._packing = packing
        self._allowance = allowance
        self._furthest = 0
        self.garbage = False
        self.rewind()

    def rewind(self) -> None:
        """Begin anew, wherever the packed stream was left by others."""
        self._packed.seek(0)
        self._member = self._packing.member()
        self._input = b""
        self._given = 0  # bytes of the input
        self._piece = _FIRST
        self._empty = 0
        self._at = 0
        self._ended = False

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """From the start alone."""
        return True

    def tell(self) -> int:
        """The offset in the unpacked bytes."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset from the start."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the start")
        if offset < self._at:
            self.rewind()
        while self._at < offset and self._unpacked(min(_CHUNK, offset - self._at)):
            pass
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Unpack into `buffer`."""
        view = memoryview(buffer).cast("B")
        data = self._unpacked(len(view))
        view[: len(data)] = data
        return len(data)

    def _unpacked(self, size: int) -> bytes:
        while size and not self._ended:
            if self._member.eof and not self._next_member():
                break
            given = self._next_piece() if self._member.needs_input else b""
            is_over = not given and self._member.needs_input
            try:
                data = self._member.decompress(given, size)
            except BROKEN as error:
                message = f"broken {self._packing.name}: {error}"
                raise Unreadable("unreadable", message) from error
            if data:
                self._count(len(data))
                return data
            if is_over and not self._member.eof:
                raise Cut(
                    "unreadable",
                    f"broken {self._packing.name}: the file ends before what is packed in it does",
                )
        return b""

    def _next_piece(self) -> bytes:
        if self._given >= len(self._input):
            self._input, self._given = self._packed.read(_CHUNK), 0
        piece = self._input[self._given : self._given + self._piece]
        self._given += len(piece)
        self._piece = min(2 * self._piece, _CHUNK)
        return piece

    def _count(self, size: int) -> None:
        self._empty = 0
        self._at += size
        if self._at > self._furthest:
            more, self._furthest = self._at - self._furthest, self._at
            self._allowance.spend(more)

    def _next_member(self) -> bool:
        self._empty += 1
        if self._empty > _EMPTY_MEMBERS:
            raise Unreadable("archive_bomb", f"more than {_EMPTY_MEMBERS} empty members in a row")
        head = self._next_head(self._given - len(self._member.unused_data))
        self._ended = not self._packing.begins(head)
        self.garbage = self.garbage or (self._ended and bool(head))
        self._member = self._packing.member()
        self._piece = _FIRST
        return not self._ended

    def _next_head(self, at: int) -> bytes:
        """The first bytes behind `at` of the input and the zeros there; they are given next."""
        while True:
            found = _NOT_ZERO.search(self._input, at)
            self._given = at = found.start() if found else len(self._input)
            if len(self._input) - at >= LONGEST_START or not (more := self._packed.read(_CHUNK)):
                return self._input[at : at + LONGEST_START]
            self._input, at = self._input[at:] + more, 0


class Layers(NamedTuple):
    """A stream with its packings undone: `stream` gives what is inside, `raw` what it lies in.

    `packings` are the ways in which it is packed, the outermost first; `unpackings` undo them.
    """

    raw: IO[bytes]
    stream: IO[bytes]
    packings: tuple[Packing, ...] = ()
    unpackings: tuple[Unpacking, ...] = ()

    def anew(self) -> IO[bytes]:
        """What is inside of something packed once, after others have read in `raw`."""
        (unpacking,) = self.unpackings
        unpacking.rewind()
        return io.BufferedReader(unpacking, _BUFFER)


def unpacked(raw: IO[bytes], allowance: Allowance, nesting: int) -> Layers:
    """What is packed in `raw`, however often; both streams stand at their start.

    Raises `Unreadable` (archive_bomb) where more than `nesting` packings lie in each other.
    """
    layers = Layers(raw, raw)
    while packing := packing_of(_head(layers.stream)):
        if len(layers.packings) >= nesting:
            ways = " in ".join(p.name for p in (packing, *reversed(layers.packings)))
            raise Unreadable("archive_bomb", f"packed more than {nesting} times over: {ways}")
        unpacking = Unpacking(layers.stream, packing, allowance)
        layers = Layers(
            raw,
            io.BufferedReader(unpacking, _BUFFER),
            (*layers.packings, packing),
            (*layers.unpackings, unpacking),
        )
    return layers


def _head(stream: IO[bytes]) -> bytes:
    head = stream.read(LONGEST_START)
    stream.seek(0)
    return head
