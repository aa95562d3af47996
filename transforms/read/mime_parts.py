"""The part of a MIME message that is its page, found without holding the others (RFC 2046)."""

from __future__ import annotations

import binascii
import quopri
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import IO

from transforms.read.html_start import HTML_TYPES

HEADER_LIMIT = 1 << 16
"""Bytes of headers that are looked at."""
_LINE = 1 << 16
_GROWTH = 3
"""How much longer than its content an encoded body can be: quoted-printable, every byte escaped."""


@dataclass(frozen=True, slots=True)
class MimePart:
    """A part: its headers, its body as it stands (null where over the limit); whether it was `cut`
    off by the end of the file.
    """

    headers: Message
    body: bytes | None
    cut: bool

    def content(self) -> bytes:
        """The body without its transfer encoding; what is damaged in it is left out."""
        body = self.body or b""
        encoding = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(body)
        if encoding == "base64":
            digits = body.translate(None, b"=\r\n\t ")
            return binascii.a2b_base64(digits[: len(digits) - (len(digits) % 4 == 1)] + b"==")
        return body


def headers_of(data: bytes) -> Message:
    """The header fields in front of a message or part."""
    return BytesHeaderParser().parsebytes(data)


def html_part(stream: IO[bytes], limit: int) -> tuple[Message, MimePart | None]:
    """The message's headers, and its page: the part that `start` names, else the first of HTML.

    `limit` is in bytes of content. Parts in parts are looked through.
    """
    top = headers_of(_header_block(stream))
    root = "".join(str(top.get_param("start", "")).split()).strip("<>")
    first: MimePart | None = None
    for part in _parts(stream, top, limit):
        if root and str(part.headers.get("Content-ID", "")).strip().strip("<>") == root:
            return top, part
        first = first or part
        if not root:
            break
    return top, first


def _header_block(stream: IO[bytes]) -> bytes:
    block = b""
    while len(block) < HEADER_LIMIT and (line := stream.readline(_LINE)).strip():
        block += line
    return block


def _parts(stream: IO[bytes], top: Message, limit: int) -> Iterator[MimePart]:
    """The parts that are HTML, in order; of the others no byte is held."""
    if not top.is_multipart() and top.get_content_maintype() != "multipart":
        if top.get_content_type() in HTML_TYPES:
            yield _body(stream, top, limit, [])[0]
        return
    boundaries = [_boundary(top)]
    line = _skipped(stream, boundaries)
    while line:
        if _closes(line, boundaries):
            line = _skipped(stream, boundaries)
            continue
        headers = headers_of(_header_block(stream))
        if headers.get_content_maintype() == "multipart":
            boundaries.append(_boundary(headers))
            line = _skipped(stream, boundaries)
        elif headers.get_content_type() in HTML_TYPES:
            part, line = _body(stream, headers, limit, boundaries)
            yield part
        else:
            line = _skipped(stream, boundaries)


def _boundary(headers: Message) -> bytes:
    return b"--" + str(headers.get_boundary("")).encode("ascii", "replace")


def _delimits(line: bytes, boundaries: list[bytes]) -> bool:
    bare = line.rstrip()
    return any(len(b) > 2 and bare in (b, b + b"--") for b in boundaries)


def _closes(line: bytes, boundaries: list[bytes]) -> bool:
    return any(line.rstrip() == boundary + b"--" for boundary in boundaries)


def _skipped(stream: IO[bytes], boundaries: list[bytes]) -> bytes:
    """The next line that delimits parts; empty at the end of the file."""
    while line := stream.readline(_LINE):
        if line.startswith(b"--") and _delimits(line, boundaries):
            return line
    return b""


def _body(
    stream: IO[bytes], headers: Message, limit: int, boundaries: list[bytes]
) -> tuple[MimePart, bytes]:
    """A part up to the line that delimits it, which comes with it; empty at the file's end."""
    lines: list[bytes] = []
    size, over = 0, False
    while line := stream.readline(_LINE):
        if line.startswith(b"--") and _delimits(line, boundaries):
            break
        size += len(line)
        if size > _GROWTH * limit:
            over = True
            lines.clear()
        if not over:
            lines.append(line)
    body = b"".join(lines)
    if line:
        body = body.removesuffix(b"\n").removesuffix(b"\r")
    part = MimePart(headers, None if over else body, cut=bool(boundaries) and not line)
    if part.body is not None and len(part.content()) > limit:
        part = MimePart(headers, None, cut=part.cut)
    return part, line
