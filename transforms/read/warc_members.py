"""Records of a WARC file that are packed one by one, with gzip or zstd (ISO 28500, annex D)."""

from __future__ import annotations

import re
import zlib
from typing import IO

import zstandard
from fastwarc.stream_io import GzipReader, ZstdReader

from transforms.read.packings import GZIP, ZSTD, Packing
from transforms.read.records import MEBIBYTE, RATIO_FROM, ReadLimits
from transforms.read.warc_bytes import BEGINS, CHUNK, ENDLESS, HEADERS, SHORT, Lost, is_zero

DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a file of zstd begins that carries the dictionary of its records
(https://iipc.github.io/warc-specifications/specifications/warc-zstd/)."""
MEMBER_BEGINS = {GZIP.name: b"\x1f\x8b\x08", ZSTD.name: b"\x28\xb5\x2f\xfd"}
_PROBE = 1 << 10
"""Bytes of a member of gzip by which it is told whether it begins a record."""
_AGAIN, _TIMES_AGAIN = 1 << 18, 3
"""Bytes read again at most for records begun in broken ones: so many, and the file so often."""
_BLANK = b"\r\n\r\n"
_FIRST = 63
"""Bytes that the headers have behind their first: four of them are mandatory (ISO 28500, 5.1)."""
_USUAL = 383
"""Bytes that most records have behind their first."""
_USUAL_RATIO = 16
"""Unpacked bytes that take about as long as a packed one."""
_LENGTH = b"content-length:"
_LENGTH_LINE = re.compile(rb"[^:]*:[ \t]*(\d{1,18})[ \t]*\r\n")
_SHORTEST_LENGTH = len(_LENGTH) + len(b"0") + len(_BLANK)
_LARGEST_DICTIONARY = 16 * MEBIBYTE


class Members:
    """Records that are packed one by one with gzip or zstd."""

    def __init__(self, packed: IO[bytes], size: int, packing: Packing, limits: ReadLimits) -> None:
        self._packed = packed
        self._size = size
        self._magic = MEMBER_BEGINS[packing.name]
        self._ratio = limits.unpacked_ratio
        self._is_gzip = packing is GZIP
        self._again = 0
        self._dictionary = None if self._is_gzip else _dictionary(packed)
        self.seek(0)

    def seek(self, place: int) -> None:
        """Go to a member."""
        self._packed.seek(place)
        self._reader = self._unpacker()
        self._begin = place
        self._unpacked = 0
        self._held = b""

    def _unpacker(self) -> GzipReader | ZstdReader:
        if self._is_gzip:
            return GzipReader(self._packed)
        return ZstdReader(self._packed, dictionary=self._dictionary)

    def lead(self) -> bytes:
        """The next byte, be it in this member or in the next."""
        if self._held:
            return self._get(1)
        behind = self.here()
        data = self._read(1)
        if not data and self._is_gzip and behind < self._size:
            raise Lost(SHORT)
        begin = self._reader.frame_start_position()
        if data and begin is not None and begin != self._begin:
            self._begin, self._unpacked = begin, 0
        self._unpacked += len(data)
        return data

    def begin(self) -> int:
        """The offset of the member of the byte read last."""
        return self._begin

    def headers(self) -> bytes:
        """The bytes up to a blank line; what was taken of the content is held.

        What is unpacked beyond the end of a member hides where the next begins, so no more is
        taken at once than the record must have. Since small bites are slow, the first is as large
        as most records, and taken back where it was too large.
        """
        if self._unpacked == 1:  # the first record of its member, which can be begun anew
            head = self._get(_USUAL)
            if len(head) < _USUAL or self._is_beyond():
                self.seek(self._begin)
                self._get(1)
                head = self._piece(_FIRST)
        else:
            head = self._piece(_FIRST)
        while (end := head.find(_BLANK)) < 0:
            if len(head) > HEADERS:
                raise Lost(ENDLESS)
            head += self._piece(_least(head))
        end += len(_BLANK)
        self._held = head[end:] + self._held
        return head[:end]

    def take(self, size: int) -> bytes:
        """The next bytes of the member."""
        pieces = [self._piece(min(CHUNK, size - at)) for at in range(0, size, CHUNK)]
        return b"".join(pieces)

    def skip(self, size: int) -> None:
        """Leave out the next bytes of the member. Raises `Lost` where it unpacks to too many."""
        for at in range(0, size, CHUNK):
            self._piece(min(CHUNK, size - at))
            packed = self._reader.inner_tell() - self._begin
            if self._unpacked > max(RATIO_FROM, self._ratio * packed):
                message = f"it unpacks to more than {self._ratio} times its {packed} bytes"
                raise Lost(message, "archive_bomb")

    def _is_beyond(self) -> bool:
        """Whether what was read last is of another member than what was read before."""
        return self._reader.frame_start_position() != self._begin

    def _piece(self, size: int) -> bytes:
        data = self._get(size)
        if len(data) < size or self._is_beyond():
            raise Lost(SHORT)
        return data

    def _get(self, size: int) -> bytes:
        held, self._held = self._held[:size], self._held[size:]
        if len(held) == size:
            return held
        data = self._read(size - len(held))
        self._unpacked += len(data)
        return held + data

    def _read(self, size: int) -> bytes:
        try:
            return self._reader.read(size)
        except OSError as error:
            if error.errno is not None:
                raise
            raise Lost(f"it cannot be unpacked: {error}") from error

    def foresee(self, size: int) -> None:
        """Nothing can be told of a member before it is unpacked."""

    def here(self) -> int:
        """The offset behind what was unpacked so far."""
        return self._reader.inner_tell()

    def find(self, place: int) -> int | None:
        """The next member that unpacks to the beginning of a record."""
        self._again += max(0, self.here() - place) + self._unpacked // _USUAL_RATIO
        if self._again > _AGAIN + _TIMES_AGAIN * self._size:
            place = max(place, self.here())
        at, held = place, b""
        self._packed.seek(at)
        while chunk := self._packed.read(CHUNK):
            held += chunk
            found = held.find(self._magic)
            while found >= 0:
                if self._is_record(at + found):
                    return at + found
                found = held.find(self._magic, found + 1)
            kept = held[1 - len(self._magic) :]
            at, held = at + len(held) - len(kept), kept
            self._packed.seek(at + len(held))
        return None

    def _is_record(self, place: int) -> bool:
        self._packed.seek(place)
        if self._is_gzip:
            try:
                start = zlib.decompressobj(31).decompress(self._packed.read(_PROBE), len(BEGINS))
            except zlib.error:
                return False
            return start == BEGINS
        try:
            return self._unpacker().read(len(BEGINS)) == BEGINS
        except OSError as error:
            if error.errno is not None:
                raise
            return False

    def is_padding(self, begin: int, end: int | None) -> bool:
        """Whether nothing but zero bytes lies there."""
        return is_zero(self._packed, begin, end)


def _least(head: bytes) -> int:
    """How many bytes a record has at least behind this beginning of its headers."""
    if (at := head.lower().find(_LENGTH)) >= 0:
        length = _LENGTH_LINE.match(head, at)
        return min(int(length[1]), HEADERS) + 1 if length else 1
    line = head[head.rfind(b"\n") + 1 :].lower()
    return 1 if line and _LENGTH.startswith(line) else _SHORTEST_LENGTH


def _dictionary(packed: IO[bytes]) -> bytes | None:
    """The dictionary that a file of zstd begins with: plain, or packed with zstd itself."""
    packed.seek(0)
    head = packed.read(8)
    size = int.from_bytes(head[4:], "little")
    if not head.startswith(DICTIONARY) or size > _LARGEST_DICTIONARY:
        return None
    data = packed.read(size)
    if not ZSTD.begins(data):
        return data
    try:
        return zstandard.decompress(data, max_output_size=_LARGEST_DICTIONARY)
    except zstandard.ZstdError:
        return None
