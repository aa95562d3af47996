"""Files packed with gzip (RFC 1952): all members, and what stands behind the last left out."""

from __future__ import annotations

import io
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 17


class Gunzip(io.RawIOBase):
    """The unpacked bytes of `packed`; wrap it in `io.BufferedReader`.

    Zero bytes behind the last member are padding, anything else is left out as gunzip does, and
    `garbage` says so once the end was read. Reading raises `EOFError` where the file is cut off
    and `OSError` where it is damaged. Seeking back unpacks again from the start.
    """

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self.garbage = False
        self._rewind()

    def _rewind(self) -> None:
        self._packed.seek(0)
        self._member = zlib.decompressobj(wbits=31)
        self._input = b""
        self._at = 0
        self._ended = False

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """From the start alone."""
        return True

    def tell(self) -> int:
        """The offset in the unpacked bytes."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset from the start."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the start")
        if offset < self._at:
            self._rewind()
        while self._at < offset and self._unpacked(min(_CHUNK, offset - self._at)):
            pass
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Unpack into `buffer`."""
        view = memoryview(buffer).cast("B")
        data = self._unpacked(len(view))
        view[: len(data)] = data
        return len(data)

    def _unpacked(self, size: int) -> bytes:
        while size and not self._ended:
            if self._member.eof and not self._next_member():
                break
            given = self._input or self._packed.read(_CHUNK)
            try:
                data = self._member.decompress(given, size)
            except zlib.error as error:
                raise OSError(f"broken gzip: {error}") from error
            self._input = self._member.unconsumed_tail or self._member.unused_data
            if data:
                self._at += len(data)
                return data
            if not given and not self._member.eof:
                raise EOFError("the file ends before what is packed in it does")
        return b""

    def _next_member(self) -> bool:
        while len(rest := self._input.lstrip(b"\0")) < len(MAGIC):
            more = self._packed.read(_CHUNK)
            if not more:
                break
            self._input = rest + more
        self._ended = not rest.startswith(MAGIC)
        self.garbage = self.garbage or (self._ended and bool(rest))
        self._input = rest
        self._member = zlib.decompressobj(wbits=31)
        return not self._ended
