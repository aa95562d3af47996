"""UTF-8 with some bytes that are not: how much of it is, and what the bad bytes say."""

from __future__ import annotations

import re

_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_ASCII = bytes(range(128))
_NO_START = bytes(b for b in range(256) if not 0xC2 <= b <= 0xF4)
_ESCAPED = re.compile(r"[\udc80-\udcff]+")


class Utf8Count:
    """How many characters of a stream are well-formed UTF-8 (`good`), how many bytes are not."""

    def __init__(self) -> None:
        self.good = 0
        self.bad = 0
        self._cut = b""

    def add(self, chunk: bytes) -> None:
        """Count the next bytes; a character may go on in those that follow."""
        data = self._cut + chunk
        cut = _CUT.search(data[-3:])
        self._cut = cut[0] if cut else b""
        data = data[: len(data) - len(self._cut)]
        try:
            data.decode()
        except UnicodeDecodeError:
            rest, sequences = _SEQUENCE.subn(b"", data)
            self.good += sequences
            self.bad += len(rest.translate(None, _ASCII))
        else:
            self.good += len(data.translate(None, _NO_START))

    def end(self) -> None:
        """Count what the stream was cut in: two bytes or more of a character are its start."""
        if len(self._cut) > 1:
            self.good += 1
        else:
            self.bad += len(self._cut)

    @property
    def prevails(self) -> bool:
        """Whether it is UTF-8, be it damaged: twice as many good characters as bad bytes.

        In other encodings well-formed sequences are chance: next to none in windows-1252, about
        one to five bad bytes in double-byte encodings of Chinese.
        """
        return self.good >= 2 * self.bad


def count(data: bytes) -> Utf8Count:
    """The count of bytes that are at hand whole."""
    found = Utf8Count()
    found.add(data)
    found.end()
    return found


def mended(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of damaged UTF-8, and the repair codes.

    A bad byte is read as windows-1252; one that has no meaning there, or is part of a character
    that was cut off, is U+FFFD.
    """
    codes: dict[str, None] = {}

    def read_as_western(run: re.Match[str]) -> str:
        found = run[0].encode("utf-8", "surrogateescape")
        cut = _CUT.fullmatch(found)
        if cut and (len(found) > 1 or run.end() == len(run.string)):
            codes["undecodable"] = None
            return "\ufffd"
        try:
            return found.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            text = found.decode("cp1252", "replace")
        if "\ufffd" in text:
            codes["undecodable"] = None
        if text.strip("\ufffd"):
            codes["encoding:windows-1252"] = None
        return text

    text = _ESCAPED.sub(read_as_western, data.decode("utf-8", "surrogateescape"))
    return text, tuple(codes)
