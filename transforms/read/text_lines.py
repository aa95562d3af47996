"""The lines of a source as text, one at a time, however large the file is."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from transforms.read.decode import decode
from transforms.read.source import CHUNK, HEAD, Source


def text_lines(source: Source, limit: int) -> Iterator[tuple[int, str | None, tuple[str, ...]]]:
    """Number from 1, text with its end, repair codes of decoding; null for a line over `limit`.

    `limit` is in bytes. Lines end as `Source.lines` says, in UTF-16 and UTF-32 likewise.
    """
    encoding = source.encoding or "utf-8"
    mark = source.repairs
    if encoding.startswith(("utf-16", "utf-32")):
        for number, text in enumerate(_wide_lines(source, encoding, limit), start=1):
            yield number, text, (*mark, f"encoding:{encoding}")
        return
    for number, line in enumerate(source.lines(limit), start=1):
        if line is None:
            yield number, None, mark
            continue
        if line.isascii():
            yield number, line.decode("ascii"), mark
            continue
        text, repairs = decode(line, encoding)
        yield number, text, (*mark, *repairs)


def _wide_lines(source: Source, encoding: str, limit: int) -> Iterator[str | None]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    source.stream.seek(0)
    held, over, first, by_cr = "", False, True, False
    while chunk := source.stream.read(CHUNK):
        held += decoder.decode(chunk)
        if first:
            held, first = held.removeprefix("\ufeff"), False
            by_cr = "\r" in held[:HEAD] and "\n" not in held[:HEAD]
        if by_cr:
            held = held.replace("\r\n", "\n").replace("\r", "\n")
        *whole, held = held.split("\n")
        for line in whole:
            yield None if over or len(line) > limit else line + "\n"
            over = False
        if len(held) > limit:
            held, over = "", True
    if held or over:
        yield None if over else held
