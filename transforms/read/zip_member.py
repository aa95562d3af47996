"""A file in a zip archive: where it lies, how it is packed, and its bytes."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from schemas.errors import Unreadable
from transforms.read.allowance import Allowance
from transforms.read.packings import BROKEN, BZIP2, XZ, XZ_MEMORY, ZSTD, Deflated, Member
from transforms.read.unpack import Cut

LOCAL = b"PK\x03\x04"
ENCRYPTED = 1
_DESCRIBED_LATER = 8
"""The flag that says that sizes and checksum stand behind the bytes."""
_UTF8 = 1 << 11
_LOCAL = struct.Struct("<4s2xHH4xIIIHH")
_CHUNK = 1 << 18
_ENDS = "broken zip: the archive ends before this file does"
_ZIP64 = 1
_MOST = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """What an archive says of a file; sizes in bytes, `mode` as on Unix, 0 where it is not told.

    `offset` is where its own header stands, `packed` and `size` how long it is in there and out
    of there; `is_open` says that the header leaves both to what stands behind the file.
    """

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int = 0
    is_open: bool = False


def entry_name(name: bytes, flags: int) -> str:
    """A name as text: UTF-8 where the archive says so or it can be read so, else code page 437.

    APPNOTE.TXT, appendix D; many writers use UTF-8 without saying so.
    """
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("utf-8", "surrogateescape") if flags & _UTF8 else name.decode("cp437")


def wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Size, packed size and offset, those too large for 32 bits out of `extra` (4.5.3)."""
    found = [size, packed, offset]
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _ZIP64:
            fields = extra[at + 4 : at + 4 + length]
            for i, value in enumerate(found):
                if value == _MOST and len(fields) >= 8:
                    found[i] = int.from_bytes(fields[:8], "little")
                    fields = fields[8:]
        at += 4 + length
    return found[0], found[1], found[2]


def local_entry(stream: IO[bytes], at: int) -> tuple[Entry, int] | None:
    """What stands in front of a file's bytes, and where those begin; null for anything else."""
    stream.seek(at)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(LOCAL):
        return None
    _, flags, method, crc, packed, size, name_length, extra_length = _LOCAL.unpack(header)
    rest = stream.read(name_length + extra_length)
    if len(rest) < name_length + extra_length:
        return None
    size, packed, _ = wide(rest[name_length:], size, packed, 0)
    name = entry_name(rest[:name_length], flags)
    is_open = bool(flags & _DESCRIBED_LATER) and not packed
    entry = Entry(name, flags, method, crc, packed, size, at, is_open=is_open)
    return entry, at + len(header) + len(rest)


def copy_member(stream: IO[bytes], entry: Entry, to: IO[bytes], allowance: Allowance) -> int:
    """Write a file's bytes, and give the offset behind them in the archive.

    Raises `Unreadable` (unsupported for one that is encrypted or packed in another way than
    stored, deflate, bzip2, lzma, xz, zstd; archive_bomb; unreadable where it is damaged, `Cut`
    where the archive ends in it) and `OSError`.
    """
    if entry.flags & ENCRYPTED:
        raise Unreadable("unsupported", "encrypted: it is not read without its password")
    found = local_entry(stream, entry.offset)
    if found is None:
        raise Unreadable("unreadable", "broken zip: nothing begins where this file should")
    begin = found[1]
    stream.seek(begin)
    sink = _Sink(to, allowance, None if entry.is_open else entry.size)
    if entry.method == 0 and entry.is_open:
        raise Unreadable("unsupported", "stored without a length, in an archive without directory")
    if entry.method == 0:
        end = _stored(stream, entry.packed, sink)
    else:
        member = _unpacker(entry, stream)
        end = _unpacked(stream, begin, entry, member, sink)
    if not entry.is_open and (sink.size, sink.crc) != (entry.size, entry.crc):
        raise Unreadable("unreadable", "broken zip: its size or checksum is another")
    return end


class _Sink:
    """Takes bytes, counts them, and reckons their checksum."""

    def __init__(self, to: IO[bytes], allowance: Allowance, size: int | None) -> None:
        self._write = to.write
        self._allowance = allowance
        self._wanted = size
        self.size = 0
        self.crc = 0

    @property
    def is_full(self) -> bool:
        """Whether all bytes that there should be have come."""
        return self._wanted is not None and self.size >= self._wanted

    def take(self, data: bytes) -> None:
        self.size += len(data)
        if self._wanted is not None and self.size > self._wanted:
            raise Unreadable("unreadable", f"broken zip: more than {self._wanted} bytes")
        self._allowance.spend(len(data))
        self.crc = zlib.crc32(data, self.crc)
        self._write(data)


def _stored(stream: IO[bytes], length: int, sink: _Sink) -> int:
    left = length
    while left:
        chunk = stream.read(min(_CHUNK, left))
        if not chunk:
            raise Cut("unreadable", _ENDS)
        sink.take(chunk)
        left -= len(chunk)
    return stream.tell()


def _unpacked(stream: IO[bytes], begin: int, entry: Entry, member: Member, sink: _Sink) -> int:
    left = None if entry.is_open else entry.packed - (stream.tell() - begin)
    while not member.eof:
        given = b""
        if member.needs_input:
            given = stream.read(_CHUNK if left is None else min(_CHUNK, left))
            left = left and left - len(given)
        try:
            data = member.decompress(given, _CHUNK)
        except BROKEN as error:
            raise Unreadable("unreadable", f"broken zip: {error}") from error
        if data:
            sink.take(data)
        elif sink.is_full:  # lzma may leave out the mark of its end
            break
        elif not given and member.needs_input and not member.eof:
            raise Cut("unreadable", _ENDS)
    return stream.tell() - len(member.unused_data)


def _unpacker(entry: Entry, stream: IO[bytes]) -> Member:
    if entry.method == 14:
        return _lzma(stream.read(9))
    makers: dict[int, Callable[[], Member]] = {
        8: lambda: Deflated(-15),
        12: BZIP2.member,
        93: ZSTD.member,
        95: XZ.member,
    }
    if entry.method not in makers:
        raise Unreadable("unsupported", f"packed in a way that no reader knows ({entry.method})")
    return makers[entry.method]()


def _lzma(properties: bytes) -> Member:
    """What unpacks lzma as zip has it (5.8): version, length of the properties, properties."""
    if len(properties) < 9 or properties[2:4] != b"\x05\x00" or properties[4] >= 9 * 5 * 5:
        raise Unreadable("unreadable", "broken zip: lzma without its properties")
    bits, dictionary = properties[4], int.from_bytes(properties[5:9], "little")
    if dictionary > XZ_MEMORY:
        raise Unreadable("unsupported", f"lzma that needs {dictionary} bytes of memory")
    # The properties' byte is (pb * 5 + lp) * 9 + lc.
    filters = {
        "id": lzma.FILTER_LZMA1,
        "lc": bits % 9,
        "lp": bits // 9 % 5,
        "pb": bits // 45,
        "dict_size": max(dictionary, 4096),
    }
    try:
        return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[filters])
    except lzma.LZMAError as error:
        raise Unreadable("unreadable", f"broken zip: {error}") from error
