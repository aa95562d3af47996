"""An HTTP response as a crawler keeps it: its headers, and its body with all encodings undone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import NamedTuple

from fastwarc.stream_io import BrotliReader
from fastwarc.warc import HeaderMap

from transforms.read.packings import BROKEN, GZIP, ZSTD, Deflated, Member

_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"(?:\r?\n)?[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHUNK = 1 << 18


class Response(NamedTuple):
    """The status, the headers, and where in the message its body begins."""

    status: int | None
    headers: HeaderMap
    body: int


class TooLarge(Exception):
    """A body unpacks to more than may be read."""


def response(message: bytes) -> Response | None:
    """The head of a message; null where it is none. Lines may end without a carriage return."""
    end = _END.search(message)
    if end is None or not message.startswith(b"HTTP/"):
        return None
    headers = HeaderMap()
    headers.parse(io.BytesIO(_LINE_END.sub(b"\r\n", message[: end.start()]) + b"\r\n\r\n"))
    return Response(headers.status_code, headers, end.end())


def media_type(content_type: str | None) -> str:
    """`text/html` of `Text/HTML; charset=utf-8`; empty where there is none."""
    return re.split("[;,]", content_type or "", maxsplit=1)[0].strip().lower()


def charset(content_type: str | None) -> str | None:
    """The charset that a Content-Type names, as it is spelt there."""
    found = _CHARSET.search(content_type or "")
    return found[1] if found else None


def body(message: bytes, head: Response, limit: int) -> bytes:
    """What was sent, with its transfer and content encodings undone (RFC 9112, RFC 9110: 8.4).

    An encoding that the bytes do not have, since the crawler has undone it already, is passed
    over; of a body that was cut off, what came is given. Raises `TooLarge` for more than `limit`
    bytes.
    """
    data = message[head.body :]
    if "chunked" in _encodings(head.headers.get("Transfer-Encoding")):
        data = _unchunked(data)
    for encoding in reversed(_encodings(head.headers.get("Content-Encoding"))):
        data = _decoded(data, encoding, limit)
    if len(data) > limit:
        raise TooLarge
    return data


def _encodings(header: str | None) -> list[str]:
    return [name.strip().lower() for name in (header or "").split(",")]


def _unchunked(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(data, at):
        size = int(found[1], 16)
        at = found.end() + size
        if not size:
            break
        parts.append(data[found.end() : at])
    return b"".join(parts) if at else data


def _decoded(data: bytes, encoding: str, limit: int) -> bytes:
    """The body before `encoding` was applied, or as it is where that was not."""
    if encoding in ("gzip", "x-gzip"):
        return _unpacked(data, GZIP.member, limit) if GZIP.begins(data) else data
    if encoding == "zstd":
        return _unpacked(data, ZSTD.member, limit) if ZSTD.begins(data) else data
    if encoding == "deflate":  # zlib by its definition, bare deflate by some servers
        unpacked = _unpacked(data, lambda: Deflated(zlib.MAX_WBITS), limit)
        return unpacked or _unpacked(data, lambda: Deflated(-zlib.MAX_WBITS), limit) or data
    if encoding == "br":
        return _brotli(data, limit) or data
    return data


def _unpacked(data: bytes, member: Callable[[], Member], limit: int) -> bytes:
    """What `data` unpacks to, as far as that goes."""
    parts: list[bytes] = []
    size, unpacker = 0, member()
    while not unpacker.eof:
        given = data if unpacker.needs_input else b""
        if given:
            data = b""
        try:
            part = unpacker.decompress(given, _CHUNK)
        except BROKEN:
            break
        if not part and not given and unpacker.needs_input:
            break
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge
    return b"".join(parts)


def _brotli(data: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size, reader = 0, BrotliReader(io.BytesIO(data))
    while size <= limit:
        try:
            part = reader.read(_CHUNK)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
        size += len(part)
    if size > limit:
        raise TooLarge
    return b"".join(parts)
