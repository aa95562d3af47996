"""The records of a WARC file (ISO 28500:2017); broken ones cost themselves alone."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from typing import IO, NamedTuple, Protocol

from fastwarc.warc import HeaderMap

from transforms.read.packings import GZIP, ZSTD
from transforms.read.records import MEBIBYTE, ReadLimits
from transforms.read.unpack import Layers
from transforms.read.warc_bytes import BEGINS, NOTHING, Lost, Plain, Track
from transforms.read.warc_members import MEMBER_BEGINS, Members

_BLANK = b"\r\n\r\n"
_HTTP = 1 << 16
"""Bytes of a record that its HTTP headers may have, besides the page."""
_START = 1 << 18
"""Bytes of a record by which it is known whether it is wanted."""


class _Behind(NamedTuple):
    """What comes behind a record: the first byte of the next, its place; or why there is none."""

    lead: bytes
    place: int
    lost: Lost | None = None


class Wanted(Protocol):
    """Which records are read whole: told by their headers, then by their first bytes."""

    def by_headers(self, headers: HeaderMap) -> bool:
        """Whether a record may be wanted."""

    def by_start(self, headers: HeaderMap, start: bytes) -> bool:
        """Whether it is, by its first 256 KiB."""


class Record(NamedTuple):
    """A record that is wanted: its place, that of the next, its headers, what follows them.

    `end` is null where reading cannot start at the next record.
    """

    place: int
    end: int | None
    headers: HeaderMap
    block: bytes


class Unread(NamedTuple):
    """A record over a limit, or bytes that are no record; `headers` where they are known."""

    place: int
    end: int | None
    reason: str
    message: str
    headers: HeaderMap | None = None


def records(
    layers: Layers, size: int, wanted: Wanted, limits: ReadLimits, start: int
) -> Iterator[Record | Unread]:
    """The records from the place `start` on, those that are not wanted left out.

    `size` is that of the file. With gzip and zstd each record is a member of its own (annex D); a
    file that was packed as a whole is unpacked as a whole, and its places are those unpacked.
    Where a record is broken, the next is looked for: by the line that begins it, or its member.
    Raises `OSError`, and `Unreadable` for what is packed as a whole.
    """
    track = _track(layers, size, limits)
    yield from _joined(_in_turn(_Run(track, wanted, limits), start))


def _in_turn(run: _Run, start: int) -> Iterator[Record | Unread]:
    place: int | None = start
    while place is not None:
        place = yield from run.until_lost(place)


def _joined(found: Iterator[Record | Unread]) -> Iterator[Record | Unread]:
    """Broken stretches that lie one behind the other are told as one, in the first one's words."""
    last: Unread | None = None
    for one in found:
        broken = one if isinstance(one, Unread) and one.headers is None else None
        if last and broken and (last.end, last.reason) == (broken.place, broken.reason):
            last = last._replace(end=broken.end)
            continue
        if last:
            yield last
        last = broken
        if not broken:
            yield one
    if last:
        yield last


def begun_later(raw: IO[bytes]) -> Layers | None:
    """How a file is packed whose first record is damaged: told by a later one in its first MiB.

    Null where there is none.
    """
    raw.seek(0)
    start = io.BytesIO(raw.read(MEBIBYTE))
    raw.seek(0)
    size = len(start.getvalue())
    if Plain(start, size).find(0) is not None:
        return Layers(raw, raw)
    for packing in (GZIP, ZSTD):
        if Members(start, size, packing, ReadLimits()).find(0) is not None:
            return Layers(raw, raw, (packing,))
    return None


def _track(layers: Layers, size: int, limits: ReadLimits) -> Track:
    if not layers.packings:
        return Plain(layers.stream, size)
    if len(layers.packings) == 1 and layers.packings[0].name in MEMBER_BEGINS:
        members = Members(layers.raw, size, layers.packings[0], limits)
        if not layers.unpackings or _Run(members, _Nothing(), limits).is_one_by_one():
            return members
        return Plain(layers.anew(), None)
    return Plain(layers.stream, None)


class _Nothing:
    def by_headers(self, headers: HeaderMap) -> bool:
        del headers
        return False

    def by_start(self, headers: HeaderMap, start: bytes) -> bool:
        del headers, start
        return False


class _Run:
    """Records read one behind the other, up to what is none."""

    def __init__(self, track: Track, wanted: Wanted, limits: ReadLimits) -> None:
        self._track = track
        self._wanted = wanted
        self._limit = limits.record_bytes

    def is_one_by_one(self) -> bool:
        """Whether the file's second record begins in another place than its first."""
        track = self._track
        try:
            track.seek(0)
            lead = track.lead()
            place = track.begin()
            self._record(lead, place)
            return not self._behind(place).lead or track.begin() != place
        except Lost:
            return True

    def until_lost(self, start: int) -> Generator[Record | Unread, None, int | None]:
        """The records from `start` on; gives the place to go on from behind what is broken."""
        track, place = self._track, start
        try:
            track.seek(start)
            lead = track.lead()
            place = track.begin() if lead else start
            while lead:
                found = self._record(lead, place)
                behind = self._behind(place)
                if found:
                    yield found._replace(end=None if behind.place == place else behind.place)
                lead, place = behind.lead, behind.place
                if behind.lost:
                    return (yield from self._lose(place, place, behind.lost))
        except Lost as lost:
            return (yield from self._lose(place, place + 1, lost))
        return None

    def _lose(
        self, place: int, search: int, lost: Lost
    ) -> Generator[Record | Unread, None, int | None]:
        """Tell what is broken at `place`; gives the next place from `search` on."""
        found = self._track.find(search)
        if not self._track.is_padding(place, found):
            yield Unread(place, found, lost.reason, f"broken WARC: {lost}")
        return found

    def _behind(self, place: int) -> _Behind:
        """What comes behind the record at `place`. Raises `Lost` where its length is wrong."""
        track, blank = self._track, b""
        while True:
            here = track.here()
            try:
                lead = track.lead()
            except Lost as lost:
                return _Behind(b"", here, lost)
            if lead not in (b"\r", b"\n") or len(blank) > len(_BLANK):
                break
            blank += lead
        if not lead:
            return _Behind(b"", track.here())
        begin = track.begin()
        if lead == BEGINS[:1] and blank:
            return _Behind(lead, begin)
        if blank != _BLANK:
            raise Lost("its length is wrong")
        return _Behind(b"", track.here() if begin == place else begin, Lost(NOTHING))

    def _record(self, lead: bytes, place: int) -> Record | Unread | None:
        """The record whose first byte is `lead`; null where it is not wanted. Raises `Lost`."""
        track, limit = self._track, self._limit
        if lead != BEGINS[:1]:
            raise Lost(NOTHING)
        head = lead + track.headers()
        if not head.startswith(BEGINS) or b"\n" + BEGINS in head:
            raise Lost(NOTHING)
        headers = HeaderMap()
        headers.parse(io.BytesIO(head))
        length = headers.get("Content-Length", "")
        if not (length and length.isascii() and length.isdecimal() and len(length) < 20):
            raise Lost("no length is told")
        left = int(length)
        track.foresee(left)
        if not self._wanted.by_headers(headers):
            track.skip(left)
            return None
        block = track.take(min(left, _START))
        left -= len(block)
        if not self._wanted.by_start(headers, block):
            track.skip(left)
            return None
        if int(length) > limit + _HTTP:
            track.skip(left)
            message = f"{length} bytes; the limit for a record is {limit}"
            return Unread(place, None, "too_large", message, headers)
        if left:
            block += track.take(left)
        return Record(place, None, headers, block)
