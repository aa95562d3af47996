"""The body of an answer, piece by piece: unpacked, within a size."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

PIECE = 1 << 16
PACKED = frozenset({"gzip", "x-gzip"})
"""What is asked for, as it can be unpacked within bounds."""


class TooLarge(Exception):
    """A body has more bytes than it may have."""


class NotUnpacked(Exception):
    """A body is packed in a way that was not asked for, or its packing is broken."""


def body(response: httpx.Response, most: int) -> Iterator[bytes]:
    """The bytes of a body as its server meant them, at most 64 KiB at once.

    Raises `TooLarge` where they are more than `most`, told or come; no more than a piece over it is
    held. Raises `NotUnpacked`, and what httpx does where the connection breaks.
    """
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > most:
        raise TooLarge
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in PACKED:
        pieces = _unpacked(response.iter_raw())
    elif coding in {"", "identity"}:
        pieces = response.iter_raw()
    else:
        raise NotUnpacked(f"is packed as {coding[:40]!r}, which was not asked for")
    got = 0
    for piece in pieces:
        got += len(piece)
        if got > most:
            raise TooLarge
        yield piece


def _unpacked(packed: Iterable[bytes]) -> Iterator[bytes]:
    """All gzip members; what stands behind the last is left out (RFC 1952, 2.2)."""
    member, is_begun = zlib.decompressobj(wbits=31), False
    for piece in packed:
        given, is_more = piece, True
        while is_more:
            if member.eof:
                if not given.startswith(b"\x1f"):
                    return
                member = zlib.decompressobj(wbits=31)
            try:
                unpacked = member.decompress(given, PIECE)
            except zlib.error as error:
                raise NotUnpacked(f"has broken gzip in it: {error}") from error
            is_begun = True
            if unpacked:
                yield unpacked
            given = member.unused_data if member.eof else member.unconsumed_tail
            # A full piece may have left more behind, though everything given was taken.
            is_more = bool(given) or (len(unpacked) == PIECE and not member.eof)
    if is_begun and not member.eof:
        raise NotUnpacked("ends before what is packed in it does")
