"""Zip archives (PKWARE's APPNOTE.TXT): which files they hold, by directory or, cut off, without."""

from __future__ import annotations

import stat
import struct
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import IO

from schemas.errors import Unreadable
from transforms.read.allowance import Allowance
from transforms.read.archives import ArchiveEnds, Member
from transforms.read.records import Failure
from transforms.read.unpack import Cut
from transforms.read.zip_member import (
    LOCAL,
    Entry,
    copy_member,
    entry_name,
    local_entry,
    wide,
)

STARTS = (LOCAL, b"PK\x05\x06", b"PK\x07\x08")
"""A file, the end of an archive without files, the mark of an archive in several parts."""
_ENTRY = struct.Struct("<4s4xHH4xIIIHHH4xII")
_END = struct.Struct("<4s8xIIH")
_LOCATOR = struct.Struct("<4s4xQ4x")
_END_64 = struct.Struct("<4s36xQQ")
_CHUNK = 1 << 18
_FAR = 1 << 16
"""Bytes of the directory in which a package says what it is."""
PACKAGES: tuple[tuple[bytes, str], ...] = tuple(
    (kind["member"].encode(), kind["name"])
    for kind in tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))[
        "package"
    ]
)


@dataclass(frozen=True, slots=True)
class _Directory:
    """Where the directory lies, and by how much all offsets in it are short."""

    start: int
    end: int
    shift: int


def members(stream: IO[bytes]) -> Iterator[Member | Failure]:
    """The files of a zip archive, in the order of its directory; links and folders are left out.

    `stream` is sought in at will. Without a directory (the archive is cut off) the files are
    found one behind the other, and a failure stands behind the last. Raises `Unreadable`
    (unsupported) for documents that are zip archives inside.
    """
    directory = _directory(stream)
    if directory is None:
        yield from _one_behind_the_other(stream)
        return
    _refuse_packages(stream, directory)
    for entry, following in pairwise(chain(_entries(stream, directory), (None,))):
        if isinstance(entry, Failure):
            yield entry
        elif entry and not _is_special(entry):
            packed = _packed(entry, following, directory)
            yield Member(entry.name, packed, partial(_copy, stream, entry))


def _packed(entry: Entry, following: Entry | Failure | None, directory: _Directory) -> int:
    """The packed bytes of a file: not more than there are up to the next one or the directory."""
    end = directory.start
    if isinstance(following, Entry) and entry.offset < following.offset < end:
        end = following.offset
    return min(entry.packed, max(0, end - entry.offset))


def _copy(stream: IO[bytes], entry: Entry, to: IO[bytes], allowance: Allowance) -> None:
    copy_member(stream, entry, to, allowance)


def _directory(stream: IO[bytes]) -> _Directory | None:
    size = stream.seek(0, 2)
    begin = max(0, size - _END.size - 0xFFFF)
    stream.seek(begin)
    tail = stream.read()
    at = len(tail)
    while (at := tail.rfind(b"PK\x05\x06", 0, at)) >= 0:
        if len(tail) - at < _END.size:
            continue
        _, length, offset, _ = _END.unpack_from(tail, at)
        end = begin + at
        if (found := _end_64(stream, end)) is not None:
            end, length, offset = found
        shift = end - length - offset
        stream.seek(max(end - length, 0))
        is_directory = stream.read(4) == b"PK\x01\x02" if length else True
        if shift >= 0 and length <= end and is_directory:
            return _Directory(end - length, end, shift)
    return None


def _end_64(stream: IO[bytes], end: int) -> tuple[int, int, int] | None:
    """Where the end of a zip64 directory's record is, the directory's length and offset."""
    if end < _LOCATOR.size:
        return None
    stream.seek(end - _LOCATOR.size)
    mark, at = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    if mark != b"PK\x06\x07":
        return None
    # Where something stands in front of the archive, the record is right before its locator.
    for place in (at, end - _LOCATOR.size - _END_64.size):
        if 0 <= place < end:
            stream.seek(place)
            record = stream.read(_END_64.size)
            if record.startswith(b"PK\x06\x06") and len(record) == _END_64.size:
                _, length, offset = _END_64.unpack(record)
                return place, length, offset
    return None


def _refuse_packages(stream: IO[bytes], directory: _Directory) -> None:
    stream.seek(directory.start)
    begins = stream.read(min(_FAR, directory.end - directory.start))
    for member, name in PACKAGES:
        at = begins.find(member) - _ENTRY.size
        if at >= 0 and begins.startswith(b"PK\x01\x02", at):
            length = _ENTRY.unpack_from(begins, at)[6]
            if length == len(member):
                raise Unreadable("unsupported", f"{name}, which no reader knows")


def _entries(stream: IO[bytes], directory: _Directory) -> Iterator[Entry | Failure]:
    """The entries of a directory, some of it in memory at a time."""
    at, held = directory.start, b""
    while True:
        stream.seek(at + len(held))
        held += stream.read(max(0, min(_CHUNK, directory.end - at - len(held))))
        done = 0
        while (entry := _entry(held, done, directory.shift)) is not None:
            parsed, done = entry
            yield parsed
        if not done:
            break
        at, held = at + done, held[done:]
    if at < directory.end:
        yield Failure(None, "unreadable", "broken zip: its directory is damaged")


def _entry(held: bytes, at: int, shift: int) -> tuple[Entry, int] | None:
    """The entry at a place of the directory and the end of it; null where it is not whole."""
    if len(held) - at < _ENTRY.size or not held.startswith(b"PK\x01\x02", at):
        return None
    _, flags, method, crc, packed, size, *lengths, attributes, offset = _ENTRY.unpack_from(held, at)
    name_at = at + _ENTRY.size
    extra_at = name_at + lengths[0]
    end = extra_at + lengths[1] + lengths[2]
    if end > len(held):
        return None
    extra = held[extra_at : extra_at + lengths[1]]
    size, packed, offset = wide(extra, size, packed, offset)
    made_by = held[at + 5]
    name = entry_name(held[name_at:extra_at], flags)
    mode = attributes >> 16 if made_by == 3 else 0  # 3: made on Unix
    return Entry(name, flags, method, crc, packed, size, offset + shift, mode), end


def _is_special(entry: Entry) -> bool:
    kind = stat.S_IFMT(entry.mode)
    return entry.name.endswith(("/", "\\")) or kind not in (0, stat.S_IFREG)


def _one_behind_the_other(stream: IO[bytes]) -> Iterator[Member | Failure]:
    """The files of an archive that has no directory, as far as they go."""
    at: int | None = 0
    size = stream.seek(0, 2)
    while at is not None and (found := local_entry(stream, at)):
        entry, begin = found
        ends: list[int] = []
        if not _is_special(entry):
            packed = min(entry.packed, size - begin)
            yield Member(entry.name, packed, partial(_copy_as_far, stream, entry, ends))
        end = ends[0] if ends else begin + (0 if entry.is_open else entry.packed)
        at = _next_local(stream, end)
    yield Failure(None, "unreadable", "broken zip: the file ends before the archive's directory")


def _copy_as_far(
    stream: IO[bytes], entry: Entry, ends: list[int], to: IO[bytes], allowance: Allowance
) -> None:
    """`copy_member` that notes where the file ends; where the archive does, it is the last."""
    try:
        ends.append(copy_member(stream, entry, to, allowance))
    except Cut as error:
        raise ArchiveEnds("unreadable", str(error)) from error


def _next_local(stream: IO[bytes], at: int) -> int | None:
    """The next place at or behind `at` where a file begins."""
    stream.seek(at)
    held = b""
    while chunk := stream.read(_CHUNK):
        held += chunk
        found = held.find(LOCAL)
        if found >= 0:
            return at + found
        at, held = at + len(held) - 3, held[-3:]
    return None
