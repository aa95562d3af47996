"""The XML of a feed as text that a strict parser takes, or why it is refused.

What many feeds get wrong is mended: names of characters that only HTML knows, bare ampersands,
control characters, prefixes without a namespace. Where it is broken otherwise, as in a file that
was cut off, the entries are kept that are whole in themselves. (Parsers that recover lose what they
come across behind the break, and do not tell: libxml2 all references, feedparser's takes long.)
"""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import NamedTuple
from xml.parsers import expat

from schemas.errors import Unreadable
from transforms.read.byte_text import text_of

NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
"""What prefixes mean in feeds that use them without saying so."""

_ROOT = re.compile(r"<(?:rss|feed|channel|(?:\w{1,9}:)?RDF)(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z_][\w.:-]*")
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"(\s*)<\?xml\s[^>]*>")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_TEXT_CODEC = re.compile(
    r"ascii|big5.*|cp\d+|euc_.*|gb.*|hz|iso2022.*|iso8859.*|johab|koi8.*|mac.*|shift_jis.*"
    r"|tis-620|utf-(?:8|16|32).*"
)
"""Codecs that feeds are written in. Others are no texts', or take quadratic time (`idna`)."""
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));|([A-Za-z]\w{0,31};))?",
    re.DOTALL,
)
_XML_NAMES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']")
_DECLARED = re.compile(r"\sxmlns:([A-Za-z_][\w.-]*)\s*=")
_ENTRY = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|(<(?:\w{1,9}:)?(?:item|entry)(?=[\s/>]))|(</(?:\w{1,9}:)?(?:item|entry)\s*>)",
    re.DOTALL,
)
MOST_ENTRIES = 50_000
"""Entries that are read of one feed; those behind them are told as too large."""
_ROOT_ENDS = 1 << 13
"""Characters that a broken feed's first tag may have: it is parsed with each of its entries."""
_ROOTS_PARSED = 1 << 26
"""Characters of first tags that are parsed in all, for that: a few seconds."""
_REFUSED = "its document type declares entities, which are refused"


class FeedXml(NamedTuple):
    """Well-formed XML in UTF-8; `broken` says what was wrong beyond mending, null where nothing.

    `numbers` are those that the entries left in it had among all, from 1; null where all are.
    `most` is how many entries were looked at, null where all were.
    """

    data: bytes
    broken: str | None = None
    numbers: tuple[int, ...] | None = None
    most: int | None = None


def starts_as_feed(text: str) -> bool:
    """Whether the first tag of a text, behind what may stand before it, is a feed's."""
    bare = _ASIDE.sub("", text).lstrip("\ufeff \t\r\n")
    first = _TAG.search(bare)
    return bare.startswith("<") and first is not None and bool(_ROOT.match(bare, first.start()))


def well_formed(data: bytes, charset: str | None = None) -> FeedXml:
    """The XML of a feed's bytes; `charset` is what the server said.

    Raises `Unreadable`: xml_entity where a document type declares entities, in whatever encoding
    (they make a feed unpack to gigabytes, or fetch files: CWE-776, CWE-611); unreadable where it
    holds no element; encoding.
    """
    text = _decoded(data, charset)
    if declaration := _DECLARATION.match(text):  # of an encoding that it is no more in
        text = declaration[1] + text[declaration.end() :]
    text = _NO_XML.sub("", text)
    ahead = _TAG.split(_ASIDE.sub("", text), maxsplit=1)
    if "<!ENTITY" in ahead[0]:
        raise Unreadable("xml_entity", _REFUSED)
    if len(ahead) == 1:
        raise Unreadable("unreadable", "no XML in it")
    xml = _with_namespaces(_AMPERSAND.sub(_escaped, text))
    broken = _what_is_broken(xml)
    return FeedXml(xml.encode()) if broken is None else _whole_entries(xml, broken)


def _decoded(data: bytes, charset: str | None) -> str:
    """The text, by its byte order mark, the server's word, its own word, else what reads it.

    What is well-formed UTF-8 is that, whatever is said: nothing else is so by chance. Names mean
    what browsers take them for (WHATWG Encoding Standard, section 4.2).
    """
    own = _ENCODING.match(data)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    tried = [charset, own and own[1].decode("ascii")]
    if not data.isascii() and b"\0" not in data[:1024]:
        tried.insert(0, "utf-8")
    for told in () if marked else tried:
        try:
            codec = codecs.lookup(told or "").name
            if not _TEXT_CODEC.fullmatch(codec):
                continue
            return data.decode(_AS_BROWSERS.get(codec, codec))
        except (LookupError, UnicodeError, ValueError):
            continue
    found = text_of(data)
    if found is None:
        raise Unreadable("encoding", "no encoding could be found that reads the feed")
    return found[0]


def _escaped(found: re.Match[str]) -> str:
    """A reference that XML knows and allows, what HTML means by it, or an ampersand alone."""
    whole, decimal, hexadecimal, name = found[0], found[1], found[2], found[3]
    if not whole.startswith("&") or name in _XML_NAMES:
        return whole
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        return whole if number <= 0x10FFFF and not _NO_XML.match(chr(number)) else ""
    if name in html5:
        return "".join(f"&#{ord(character)};" for character in html5[name])
    return f"&amp;{whole[1:]}"


def _with_namespaces(text: str) -> str:
    """The text with the namespaces declared on its first tag that it uses and nowhere declares."""
    used = {prefix for pair in _PREFIX.findall(text) for prefix in pair if prefix}
    missing = used - set(_DECLARED.findall(text)) - {"xml", "xmlns"}
    root = _ROOT.search(text)
    if not missing or root is None:
        return text
    declared = "".join(
        f' xmlns:{prefix}="{NAMESPACES.get(prefix, f"urn:undeclared:{prefix}")}"'
        for prefix in sorted(missing)
    )
    return text[: root.end()] + declared + text[root.end() :]


def _what_is_broken(xml: str) -> str | None:
    parser = expat.ParserCreate("utf-8", " ")
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(xml.encode(), True)
    except expat.ExpatError as error:
        return str(error)
    return None


def _refuse(*_declaration: object) -> None:
    raise Unreadable("xml_entity", _REFUSED)


def _whole_entries(xml: str, broken: str) -> FeedXml:
    """A feed of the entries that are well-formed, under what stands before the first of them."""
    root = _ROOT.search(xml)
    if root is None or not 0 < (opened := xml.find(">", root.end()) + 1) < root.end() + _ROOT_ENDS:
        raise Unreadable("unreadable", f"broken XML: {broken}")
    start = xml[root.start() : opened]
    most = min(MOST_ENTRIES, _ROOTS_PARSED // len(start))
    found = _entries(xml, most + 1)
    entries = found[:most]
    first, end = entries[0][0] if entries else len(xml), f"</{root[0][1:]}>"
    head = xml[opened:first]
    shells = ((head, "</channel>"), (head, ""), ("<channel>", "</channel>"))
    before, behind = next(
        (shell for shell in shells if not _what_is_broken(f"{start}{shell[0]}{shell[1]}{end}")),
        shells[-1],
    )
    kept = [
        (number, xml[begin:stop])
        for number, (begin, stop) in enumerate(entries, start=1)
        if stop and not _what_is_broken(f"{start}{xml[begin:stop]}{end}")
    ]
    data = f"{start}{before}{''.join(entry for _, entry in kept)}{behind}{end}"
    lost = len(entries) - len(kept)
    told = f"; {lost} of {len(entries)} entries are lost" if lost else ""
    return FeedXml(
        data.encode(),
        f"broken XML: {broken}{told}",
        tuple(number for number, _ in kept),
        most if len(found) > most else None,
    )


def _entries(xml: str, most: int) -> list[tuple[int, int]]:
    """Where the first `most` entries begin and end; 0 for an end that is missing."""
    found: list[tuple[int, int]] = []
    for token in _ENTRY.finditer(xml):
        if token[1]:
            if len(found) == most:
                break
            found.append((token.start(), 0))
        elif token[2] and found and not found[-1][1]:
            found[-1] = (found[-1][0], token.end())
    return found
