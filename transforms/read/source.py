"""A file as a stream of bytes: opened once, hashed, unpacked, its encoding found."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO

from schemas.errors import Unreadable
from transforms.read.decode import decode, guess_encoding
from transforms.read.packings import PACKINGS
from transforms.read.place import copied
from transforms.read.unpack import Layers
from transforms.read.utf8 import Utf8Count

CHUNK = 1 << 20
HEAD = 1 << 16
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PACKED = frozenset(suffix for packing in PACKINGS for suffix in packing.suffixes)


@dataclass(frozen=True, slots=True)
class Source:
    """An open file after its first pass.

    `name` is the file's name; `suffix` its last suffix in lower case, that of the packing left out;
    `sha256` is of the bytes as they lie; `head` the first 64 KiB unpacked; `size` the unpacked
    bytes; `stream` gives them, and goes back to their start; `encoding` the codec that reads it,
    null where none was found; `bom` whether a byte order mark stands in front; `repairs` the codes
    of what was done to the file as a whole; `changed_at` naive UTC; `packed` whether `stream`
    unpacks. The encoding is UTF-8 where most of what is not ASCII is well-formed UTF-8: single bad
    bytes are then mended where they stand (`transforms.read.utf8`).
    """

    name: str
    suffix: str
    sha256: str
    head: bytes
    size: int
    encoding: str | None
    bom: bool
    repairs: tuple[str, ...]
    changed_at: datetime
    stream: IO[bytes]
    packed: bool

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Lines as bytes with their ends, byte order mark left out; None for one over `limit`.

        They end with LF or CRLF; in a file whose head has none of these with CR (Excel for the
        classic Mac), which comes as LF.
        """
        self.stream.seek(len(self._mark()))
        if b"\r" in self.head and b"\n" not in self.head:
            yield from self._lines_by_cr(limit)
            return
        while line := self.stream.readline(limit + 1):
            if len(line) <= limit:
                yield line
                continue
            while not line.endswith(b"\n"):
                line = self.stream.readline(CHUNK)
                if not line:
                    break
            yield None

    def _lines_by_cr(self, limit: int) -> Iterator[bytes | None]:
        held, over = b"", False
        while chunk := self.stream.read(CHUNK):
            *whole, held = (held + chunk).replace(b"\r\n", b"\r").replace(b"\n", b"\r").split(b"\r")
            for line in whole:
                yield None if over or len(line) > limit else line + b"\n"
                over = False
            if len(held) > limit:
                held, over = b"", True
        if held or over:
            yield None if over else held

    def text_head(self) -> str:
        """The head as text, in Latin-1 where no encoding was found; a byte order mark is in it."""
        return _text_head(self.head, self.encoding or "latin-1")

    def content(self, limit: int) -> bytes:
        """All bytes unpacked, byte order mark left out.

        Raises `Unreadable` (too_large) for more than `limit` bytes.
        """
        if self.size > limit:
            raise Unreadable("too_large", f"{self.size} bytes; the limit for a record is {limit}")
        self.stream.seek(len(self._mark()))
        return self.stream.read()

    def file(self) -> IO[bytes]:
        """All bytes unpacked, to be sought in at will: a copy where they are packed."""
        self.stream.seek(0)
        return copied(self.stream) if self.packed else self.stream

    def _mark(self) -> bytes:
        return _byte_order_mark(self.head)[0] if self.bom else b""


@lru_cache(maxsize=1)  # each format that looks at a file asks for it
def _text_head(head: bytes, encoding: str) -> str:
    return decode(head, encoding)[0]


def open_source(name: str, layers: Layers, changed_at: datetime) -> Source:
    """Read through the bytes of a file once; raises `Unreadable`, `EOFError` and `OSError`."""
    digest = hashlib.sha256()
    if layers.packings:
        at = layers.raw.tell()  # what unpacks it goes on there
        layers.raw.seek(0)
        while chunk := layers.raw.read(CHUNK):
            digest.update(chunk)
        layers.raw.seek(at)
    survey = _survey(layers.stream, None if layers.packings else digest.update)
    mark, encoding = _byte_order_mark(survey.head)
    garbage = [f"{p.name}_garbage" for p, u in zip(*layers[2:], strict=True) if u.garbage]
    return Source(
        name=name,
        suffix=_suffix(name),
        sha256=digest.hexdigest(),
        head=survey.head,
        size=survey.size,
        encoding=encoding or survey.encoding,
        bom=bool(mark),
        repairs=(*garbage, *(("bom",) if mark else ())),
        changed_at=changed_at,
        stream=layers.stream,
        packed=bool(layers.packings),
    )


def _suffix(name: str) -> str:
    """The last suffix in lower case, those of packings left out."""
    suffixes = [s.lower() for s in PurePosixPath(name).suffixes]
    while suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


@dataclass(frozen=True, slots=True)
class _Survey:
    head: bytes
    size: int
    encoding: str | None


def _survey(stream: IO[bytes], see: Callable[[bytes], None] | None) -> _Survey:
    """First bytes, size and encoding, without regard to a byte order mark; `see` gets them all.

    A stream that is cut off or damaged is surveyed as far as it goes: who reads it gets as far, and
    then the same error.
    """
    head, sample, chunk, size, utf8 = b"", b"", b"", 0, Utf8Count()
    while more := _next(stream, size):
        chunk = more
        head = head or chunk[:HEAD]
        size += len(chunk)
        if see:
            see(chunk)
        utf8.add(chunk)
        if utf8.bad and len(sample) < 4 * HEAD:
            sample += _foreign_lines(chunk)[: 4 * HEAD]
    utf8.end()
    if utf8.prevails:
        return _Survey(head, size, "utf-8")
    guess = guess_encoding(sample or _foreign_lines(chunk))
    return _Survey(head, size, guess or ("utf-8" if utf8.good else None))


def _next(stream: IO[bytes], size: int) -> bytes:
    try:
        return stream.read(CHUNK)
    except Unreadable as error:
        if error.reason != "unreadable" or not size:
            raise
        return b""


def _foreign_lines(chunk: bytes) -> bytes:
    return b"".join(line for line in chunk.splitlines(keepends=True) if not line.isascii())


def _byte_order_mark(head: bytes) -> tuple[bytes, str | None]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return mark, encoding
    if len(head) >= 8 and head[1::2].count(0) > len(head) // 4 and head[::2].count(0) == 0:
        return b"", "utf-16-le"
    if len(head) >= 8 and head[::2].count(0) > len(head) // 4 and head[1::2].count(0) == 0:
        return b"", "utf-16-be"
    return b"", None
