"""One stream packed in another: gzip, bzip2, xz, zstd, told by their first bytes."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import zstandard

from transforms.read.records import MEBIBYTE

XZ_MEMORY = 256 * MEBIBYTE
"""What unpacking xz may take; `xz -9` needs 65 MiB (xz(1), "Memory usage")."""
ZSTD_WINDOW = 128 * MEBIBYTE
"""The largest window of zstd; what `zstd -d` takes unless told otherwise (zstd(1), --memory)."""
_ZSTD_SLICE = 1024
"""Bytes given to zstd at once: a block of 4 can unpack to 128 KiB (RFC 8878, 3.1.1.2)."""


class Member(Protocol):
    """What unpacks one member: a gzip member, a bzip2 or xz stream, a zstd frame.

    `decompress` takes all of `data`, which has to be empty unless `needs_input`, and gives up to
    `size` bytes; none where it needs more. At the `eof`, `unused_data` is what follows.
    """

    @property
    def eof(self) -> bool:
        """Whether its end was read."""

    @property
    def unused_data(self) -> bytes:
        """What follows its end."""

    @property
    def needs_input(self) -> bool:
        """Whether all that was given has been unpacked."""

    def decompress(self, data: bytes, size: int, /) -> bytes:
        """Unpack up to `size` bytes."""


class Deflated:
    """A member of gzip (RFC 1952), of zlib, or bare deflate: `wbits` as zlib has it."""

    def __init__(self, wbits: int) -> None:
        self._member = zlib.decompressobj(wbits)
        self._rest = b""

    @property
    def eof(self) -> bool:
        """Whether its end was read."""
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        """What follows its end."""
        return self._member.unused_data

    @property
    def needs_input(self) -> bool:
        """Whether all that was given has been unpacked."""
        return not self._rest

    def decompress(self, data: bytes, size: int, /) -> bytes:
        """Unpack up to `size` bytes."""
        found = self._member.decompress(self._rest or data, size)
        self._rest = self._member.unconsumed_tail
        return found


class ZstdFrame:
    """A frame of zstd (RFC 8878), or one that is to be skipped; `dictionary` is what it needs."""

    def __init__(self, dictionary: zstandard.ZstdCompressionDict | None = None) -> None:
        unpacker = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=ZSTD_WINDOW)
        self._frame = unpacker.decompressobj()
        self._given = b""
        self._at = 0
        self._ready = b""

    @property
    def eof(self) -> bool:
        """Whether its end was read."""
        return self._frame.eof and not self._ready

    @property
    def unused_data(self) -> bytes:
        """What follows its end."""
        return self._frame.unused_data + self._given[self._at :]

    @property
    def needs_input(self) -> bool:
        """Whether all that was given has been unpacked."""
        return not self._ready and self._at >= len(self._given)

    def decompress(self, data: bytes, size: int, /) -> bytes:
        """Unpack up to `size` bytes."""
        if data:
            self._given, self._at = data, 0
        while not self._ready and self._at < len(self._given) and not self._frame.eof:
            part = self._given[self._at : self._at + _ZSTD_SLICE]
            self._at += len(part)
            self._ready = self._frame.decompress(part)
        found, self._ready = self._ready[:size], self._ready[size:]
        return found


@dataclass(frozen=True, slots=True)
class Packing:
    """A way of packing a stream: `starts` are the first bytes of its members, `member` unpacks."""

    name: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...]
    member: Callable[[], Member]

    def begins(self, head: bytes) -> bool:
        """Whether a member begins so."""
        return head.startswith(self.starts)


GZIP = Packing("gzip", (".gz", ".gzip"), (b"\x1f\x8b",), lambda: Deflated(31))
ZSTD = Packing(
    "zstd",
    (".zst", ".zstd"),
    # A frame, or one of the sixteen kinds of skippable ones.
    (b"\x28\xb5\x2f\xfd", *(bytes([0x50 + n]) + b"\x2a\x4d\x18" for n in range(16))),
    ZstdFrame,
)
BZIP2 = Packing(
    "bzip2",
    (".bz2",),
    # A block follows, or the end of an empty stream.
    tuple(
        b"BZh%d" % level + mark
        for level in range(1, 10)
        for mark in (b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90")
    ),
    bz2.BZ2Decompressor,
)
XZ = Packing(
    "xz",
    (".xz",),
    (b"\xfd7zXZ\x00",),
    lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY),
)
PACKINGS = (GZIP, BZIP2, XZ, ZSTD)
LONGEST_START = max(len(start) for packing in PACKINGS for start in packing.starts)
BROKEN = (zlib.error, lzma.LZMAError, zstandard.ZstdError, OSError, ValueError)
"""What members raise where they are damaged."""


def packing_of(head: bytes) -> Packing | None:
    """How a stream is packed that begins so; null where it is not."""
    return next((packing for packing in PACKINGS if packing.begins(head)), None)
