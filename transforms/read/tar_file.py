"""Tar archives (POSIX.1-2001 pax, ustar, GNU and old ones), read from front to back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import IO

from schemas.errors import Unreadable
from transforms.read.allowance import Allowance
from transforms.read.archives import ArchiveEnds, Member
from transforms.read.records import MEBIBYTE, Failure
from transforms.read.unpack import Cut

BLOCK = 512
_CHUNK = 1 << 18
_LONGEST_HEADER = MEBIBYTE
_SAYING = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
"""Headers that say something of those behind them."""
_ENDS = "broken tar: the file ends before the archive does"
_EMPTY = bytes(BLOCK)
_SPARSE = "GNU.sparse."
_USED = ("path", "size", _SPARSE)
"""The keys of pax headers that are kept; all of sparse files as one: they may be without end."""


def begins(head: bytes) -> bool:
    """Whether a tar archive begins so: with a header whose checksum is right."""
    return len(head) >= BLOCK and _header(head[:BLOCK]) is not None


def members(stream: IO[bytes]) -> Iterator[Member | Failure]:
    """The files of a tar archive in their order; links, folders and devices are left out.

    `stream` is read once, never sought in. Where a header is damaged, there is a failure, and the
    next header that is whole goes on. An archive that is cut off ends with a failure.
    """
    yield from _Tar(stream).members()


class _Tar:
    """A tar archive being read; `_left` bytes of the file and its padding are still to come."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0
        self._left = 0
        self._padding = 0
        self._global: dict[str, str] = {}

    def members(self) -> Iterator[Member | Failure]:
        said: dict[str, str] = {}
        is_ended, is_lost = False, False
        try:
            while block := self._block():
                header = _header(block)
                if header is None:
                    if block == _EMPTY:
                        is_ended = True
                    elif not is_ended and not is_lost:
                        is_lost = True
                        yield Failure(
                            f"offset {self._at - BLOCK}", "unreadable", "broken tar: no header"
                        )
                    continue
                is_ended = is_lost = False
                self._expect(header.size if _has_data(header) else 0)
                if header.type in _SAYING:
                    said |= self._said(header)
                else:
                    yield from self._member(header, self._global | said)
                    said = {}
                self._skip()
        except (ArchiveEnds, Cut) as error:
            yield Failure(None, "unreadable", str(error))
            return
        if not is_ended:
            yield Failure(None, "unreadable", _ENDS)

    def _member(self, header: tarfile.TarInfo, said: dict[str, str]) -> Iterator[Member | Failure]:
        """The file behind a header, if it is one; `said` goes before what the header says."""
        name = said.get("path", header.name)
        if (size := said.get("size", "")).isdecimal() and _has_data(header):
            self._expect(int(size))
        if header.type == tarfile.GNUTYPE_SPARSE or _SPARSE in said:
            yield Failure(name, "unsupported", "a file with holes (sparse), which no reader knows")
        elif header.isreg() and not name.endswith("/"):
            yield Member(name, self._left, partial(self._copy))

    def _copy(self, to: IO[bytes], allowance: Allowance) -> None:
        del allowance  # nothing is unpacked here
        while self._left:
            to.write(self._read(min(_CHUNK, self._left)))

    def _said(self, header: tarfile.TarInfo) -> dict[str, str]:
        """What stands in a header of its own about the next file, or about all that follow."""
        if self._left > _LONGEST_HEADER:
            return {}
        data = b"".join(iter(lambda: self._read(self._left), b""))
        if header.type == tarfile.GNUTYPE_LONGLINK:
            return {}
        if header.type == tarfile.GNUTYPE_LONGNAME:
            return {"path": data.rstrip(b"\0").decode("utf-8", "surrogateescape")}
        said = _pax(data)
        if header.type == tarfile.XGLTYPE:
            self._global |= said
            return {}
        return said

    def _expect(self, size: int) -> None:
        self._left = size
        self._padding = -size % BLOCK

    def _skip(self) -> None:
        self._left += self._padding
        self._padding = 0
        while self._left:
            self._read(min(_CHUNK, self._left))

    def _block(self) -> bytes:
        block = self._stream.read(BLOCK)
        self._at += len(block)
        if block and len(block) < BLOCK:
            raise Cut("unreadable", _ENDS)
        return block

    def _read(self, size: int) -> bytes:
        """Bytes of the file; raises `ArchiveEnds` where there are none."""
        try:
            data = self._stream.read(size) if size else b""
        except Unreadable as error:
            raise ArchiveEnds(error.reason, str(error)) from error
        if size and not data:
            raise ArchiveEnds("unreadable", "broken tar: the archive ends before this file does")
        self._at += len(data)
        self._left -= len(data)
        return data


def _has_data(header: tarfile.TarInfo) -> bool:
    return header.isreg() or header.type not in tarfile.SUPPORTED_TYPES or header.type in _SAYING


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return None
    return header if header.size >= 0 else None


def _pax(data: bytes) -> dict[str, str]:
    """Those records of a pax header that are used: `LENGTH KEYWORD=VALUE` and a line feed each."""
    found: dict[str, str] = {}
    at = 0
    while (space := data.find(b" ", at, at + 20)) > 0 and data[at:space].isdigit():
        end = at + int(data[at:space])
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if end <= space or not equals:
            break
        name = key.decode("utf-8", "replace")
        name = _SPARSE if name.startswith(_SPARSE) else name
        if name in _USED:
            found[name] = value.decode("utf-8", "surrogateescape")
        at = end
    return found
