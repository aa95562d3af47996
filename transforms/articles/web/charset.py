"""The characters of a page: which encoding its bytes are in, whatever server and page say.

Order: a byte order mark; UTF-8, where the bytes are well-formed UTF-8 (no other encoding is so by
chance); then what the server says, what the page says of itself and what the bytes look like, the
first of them that reads as words. Labels mean what browsers take them for ("iso-8859-1" is
windows-1252: encoding.spec.whatwg.org, section 4.2).
"""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from transforms.read.decode import decode, guess_encoding
from transforms.read.utf8 import count

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 16384
"""Bytes in which a page says its encoding: browsers look at 1,024, real pages put it later."""
_SAMPLE = 20_000
_WORDS = re.compile(rb">([^<>]*[\x80-\xff][^<>]*)<")
_JAPANESE_ESCAPE = b"\x1b$B"
_ASCII = bytes(range(128))
_ENOUGH = 40
"""Foreign bytes from which what they look like is trusted over what is declared."""
_KIN = {
    **dict.fromkeys(("cp1252", "iso8859_1", "iso8859_15", "iso8859_14", "macroman"), "latin"),
    **dict.fromkeys(("cp1250", "iso8859_2", "iso8859_16", "iso8859_4", "cp1257"), "latin"),
    **dict.fromkeys(("gbk", "gb2312", "gb18030", "hz"), "gb18030"),
    **dict.fromkeys(("big5", "big5hkscs", "cp950"), "big5"),
    **dict.fromkeys(("euc_kr", "cp949"), "cp949"),
    **dict.fromkeys(("shift_jis", "cp932"), "cp932"),
    "iso8859_7": "cp1253",
    "iso8859_8": "cp1255",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
}
_CASE_TURNED = re.compile(r"\b[^\W\d_]*[a-zà-ÿа-яα-ω][A-ZÀ-ÞА-ЯΑ-Ω]{2,}")
_FOREIGN_RUN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸƒ]{4}")
_MIXED_SCRIPTS = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
_SYMBOL_INSIDE = re.compile(r"[^\W\d_][\x80-\x9f¡-©«-´¶-¹»-¿×÷‚-™][^\W\d_]")
_ODD_FROM = 20
"""Of so many words one may look odd before an encoding is taken for the wrong one."""


def decode_html(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of a page's bytes without its mark and NUL characters, and the repair codes.

    `charset` is the server's word, null where there is none. Codes: `transforms.read.decode`.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text, repairs = decode(data[len(mark) :], encoding)
            return _without_nul(text, ("bom", *repairs))
    encoding = _encoding(data, charset)
    text, repairs = decode(data, encoding)
    return _without_nul(text, repairs)


def _without_nul(text: str, repairs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    if "\0" not in text:
        return text, repairs
    return text.replace("\0", ""), (*repairs, "control_chars")


def _encoding(data: bytes, charset: str | None) -> str:
    """The codec that reads the page: `utf-8` also where only some of its bytes are not."""
    if wide := _wide(data):
        return wide
    if data.isascii():
        return "iso2022_jp" if _JAPANESE_ESCAPE in data and _reads(data, "iso2022_jp") else "utf-8"
    try:
        data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    if count(data).prevails:
        return "utf-8"
    return _told_or_heard(_words(data), _declared(data, charset))


def _told_or_heard(sample: bytes, declared: list[str]) -> str:
    """The declared codec that reads the sample, unless its letters are clearly another's.

    Latin encodings differ in few letters, so that hearing them is less sure than being told.
    """
    told = [codec for codec in declared if _reads(sample, codec)]
    heard = _codec(detect_encoding(sample, from_html_meta=False))
    if heard and heard != "utf_8" and _reads(sample, heard):
        alike = [codec for codec in told if _kin(codec) == _kin(heard)]
        if alike:
            return alike[0]
        enough = len(sample.translate(None, _ASCII)) >= _ENOUGH
        if not told or (enough and _kin(heard) != "latin"):
            return heard
    if len({_kin(codec) for codec in told}) > 1:
        guess = guess_encoding(sample)
        told.sort(key=lambda codec: guess is None or _kin(codec) != _kin(guess))
    if told:
        return told[0]
    named = [codec for codec in declared if _decodes(sample, codec)]
    return guess_encoding(sample) or (named[0] if named else "cp1252")


def _kin(codec: str) -> str:
    """One name for encodings that put the same letters in the same places."""
    return _KIN.get(codec, codec)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the first tags show as every other byte being zero."""
    head = data[:40]
    half = len(head) // 4
    if half and head[1::2].count(0) > half > head[::2].count(0):
        return "utf_16_le"
    if half and head[::2].count(0) > half > head[1::2].count(0):
        return "utf_16_be"
    return None


def _declared(data: bytes, charset: str | None) -> list[str]:
    """The codecs that server and page name, without repeats and names that nobody knows."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    labels = (charset, found[1].decode("ascii", "ignore") if found else None)
    return [codec for codec in dict.fromkeys(_codec(label) for label in labels) if codec]


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    name = label.strip(" \"';").lower()
    try:
        return codecs.lookup(map_encoding_to_html5(name, False) or name).name.replace("-", "_")
    except LookupError:
        return None


def _words(data: bytes) -> bytes:
    """The foreign words of a page without its markup, which would hide what they look like."""
    found: list[bytes] = []
    size = 0
    for match in _WORDS.finditer(data):
        found.append(match[1])
        size += len(match[1])
        if size > _SAMPLE:
            break
    return b"\n".join(found) or data[:_SAMPLE]


def _decodes(sample: bytes, codec: str) -> bool:
    try:
        sample.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _reads(sample: bytes, codec: str) -> bool:
    """Whether a sample reads as words in an encoding.

    In a wrong one letters of two scripts stand in a word, small letters lead to capitals, many
    accented letters follow each other, or signs and control characters stand within words.
    """
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return False
    odd = sum(
        len(pattern.findall(text))
        for pattern in (_CASE_TURNED, _FOREIGN_RUN, _MIXED_SCRIPTS, _SYMBOL_INSIDE)
    )
    foreign = sum(not c.isascii() for c in text)
    return odd * _ODD_FROM <= foreign
