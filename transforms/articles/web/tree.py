"""The tree of a page, parsed once: what all others here read and prune."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

SCRIPTS = ("script", "style", "svg", "template", "noscript", "iframe", "object", "embed", "canvas")
"""What holds no words of an article; pages are mostly this."""


def _parser() -> HTMLParser:
    """One that nests up to 2,048 elements deep (libxml2's limit) instead of 256.

    All elements are of one class, so that none is asked for in Python.
    """
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        collect_ids=False,
        default_doctype=False,
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


_PARSER = _parser()
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_DOUBTFUL = re.compile(
    rb"&#(0*\d{1,2}|5[5-7]\d{3}|655\d\d|\d{7,9}|[xX]0*(?:[\da-fA-F]{1,2}|[dD][89a-fA-F][\da-fA-F]{2}"
    rb"|[fF]{3}[eEfF]|[\da-fA-F]{6,8}))(?![\da-fA-F]);?"
)
"""References that may be of characters that `_NO_TEXT` and `_CONTROLS` are of."""
_NEVER = (0xFFFE, 0xFFFF)
_NO_TEXT = re.compile(rb"\xf4[\x80-\x8f][\x80-\xbf]{2}|\xef\xbf[\xbe\xbf]")


def parse_html(text: str) -> HtmlElement | None:
    """The `html` element of a page; null where there is none in it.

    Lone surrogates become question marks. Control characters are left out, and private characters
    of the last plane, which `notes` are made of. What is nested deeper than the parser allows is
    lost.
    """
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    if b"\xf4" in data or b"\xef\xbf" in data:
        data = _NO_TEXT.sub(b"", data)
    data = _DOUBTFUL.sub(_without_no_text, data)
    try:
        return document_fromstring(data, parser=_PARSER)
    except (etree.LxmlError, ValueError):
        return None


def _without_no_text(reference: re.Match[bytes]) -> bytes:
    """A character reference, or nothing where it is of a character that no text may have."""
    digits = reference[1]
    code = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    bad = code < 32 and chr(code) not in "\t\n\r"
    return (
        b""
        if bad or 0xD800 <= code < 0xE000 or code in _NEVER or code >= 0x100000
        else reference[0]
    )


def words(element: HtmlElement) -> str:
    """The text in an element on one line."""
    return " ".join("".join(cast("Iterable[str]", element.itertext())).split())


def spaced_words(element: HtmlElement) -> str:
    """The text in an element on one line, with a space wherever one element meets another."""
    return " ".join(" ".join(cast("Iterable[str]", element.itertext())).split())


def without(element: HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
