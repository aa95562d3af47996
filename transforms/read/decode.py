"""From bytes to clean text: the encoding found, damage of earlier hands mended and recorded.

Repair codes: `gzip_garbage` (bytes behind what is packed, left out; likewise `bzip2_garbage`,
`xz_garbage`, `zstd_garbage`), `encoding:<name>` (not UTF-8, or in UTF-8 some bytes that are not),
`bom`, `undecodable` (bytes that no encoding reads, now U+FFFD), `mojibake` (UTF-8 once read as
something else), `surrogates`, `line_endings`, `control_chars`, `zero_width`, `html_entities`,
`nfc`.
"""

from __future__ import annotations

import html
import re
import unicodedata

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

from transforms.read.utf8 import count, mended

_ENOUGH_TO_GUESS = 20
"""Bytes of a line in an unknown encoding, below which a guess at it would be chance."""
_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_C1 = re.compile(r"[\x80-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]|\x1b\[[0-9;]*[A-Za-z]")
_ZERO_WIDTH = re.compile(
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    # joiners have a meaning between letters of cursive scripts and between emoji
    r"|(?<![\u0590-\u10ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
    r"|[\u200c\u200d](?![\u0590-\u10ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])"
)
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip"
    r"|bull|middot|euro|pound|shy|copy|reg|trade|[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil));"
)
_PLAIN = re.compile(r"[^\t\n\x20-\x25\x27-\x7e]")
_WESTERN = set("àâäáãåæçèéêëìíîïñòóôõöøùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜœŒ")


def guess_encoding(sample: bytes) -> str | None:
    """The codec that reads `sample`, which is known not to be UTF-8; null where none does.

    windows-1252 is taken wherever it reads as Western text: the shorter the sample, the more
    code pages fit it, and none of the others is nearly as frequent on news sites.
    """
    western = _decoded(sample, "cp1252")
    if western is not None and _reads_as_western(western):
        return "cp1252"
    best = from_bytes(sample[:65536]).best()
    if best is None:
        return None
    if "cp1252" in best.could_be_from_charset:
        return "cp1252"
    return str(best.encoding)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_as_western(text: str) -> bool:
    """Whether foreign letters are few, Western, and no symbol stands inside a word."""
    foreign = [c for c in text if ord(c) > 127]
    letters = [c for c in foreign if c.isalpha()]
    if any(c not in _WESTERN for c in letters) or re.search(r"\w[¹²³¼½¾ªº¶§¿¡±¤¦¬]\w", text):
        return False
    if re.search(r"[A-Za-z][À-Þ][a-z]|[à-ÿœ]{4}|[À-ÞŒ]{3}", text):
        return False
    return len(letters) * 4 <= sum(map(str.isalpha, text))


def decode(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Text of `data`, and the repair codes of decoding alone.

    In a file of UTF-8 a line that is in another encoding as a whole is read as that; else its bad
    bytes alone are mended.
    """
    if encoding == "utf-8":
        return _utf8(data)
    repairs = (f"encoding:{public_name(encoding)}",)
    try:
        return data.decode(encoding), repairs
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), (*repairs, "undecodable")


def _utf8(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        found = count(data)
    if found.bad > 4 * found.good:
        western = _reads_as_western(data.decode("cp1252", "replace"))
        guess = guess_encoding(data) if western or found.bad >= _ENOUGH_TO_GUESS else None
        text = _decoded(data, guess) if guess else None
        if guess and text is not None:
            return text, (f"encoding:{public_name(guess)}",)
    return mended(data)


def public_name(codec: str) -> str:
    """The name that the web knows a Python codec by: `cp1252` -> `windows-1252`."""
    match = re.fullmatch(r"cp(125\d)", codec)
    return f"windows-{match[1]}" if match else codec.replace("_", "-")


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Mend what earlier hands have done to a text; curly quotes and ligatures are left alone.

    Gives the text (NFC, lines ended by LF) and the repair codes in the order of the work.
    """
    if text.isascii() and not _PLAIN.search(text):
        return text, ()
    done: list[str] = []
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        done.append("surrogates")
    text = _without_mojibake(text, done)
    for code, pattern, substitute in (
        ("line_endings", _LINE_END, "\n"),
        ("control_chars", _CONTROL, ""),
        ("html_entities", _ENTITY, None),
        ("zero_width", _ZERO_WIDTH, ""),
    ):
        if pattern.search(text):
            text = pattern.sub(_unescaped if substitute is None else substitute, text)
            done.append(code)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        done.append("nfc")
    return text, tuple(done)


def _unescaped(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _without_mojibake(text: str, done: list[str]) -> str:
    if text.isascii() or not (is_bad(text) or _C1.search(text)):
        return text
    fixed = ftfy.fix_text(text, _FTFY)
    if fixed != text:
        done.append("mojibake")
    return fixed
