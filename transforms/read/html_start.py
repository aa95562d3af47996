"""Whether a text begins as web pages do, and what servers call them."""

from __future__ import annotations

import re

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
"""The media types of web pages."""
UNTOLD_TYPES = frozenset({"", "application/octet-stream", "unknown/unknown"})
"""Media types that tell nothing: the bytes decide (MIME Sniffing Standard, 4.4)."""
DOCUMENT = 2
FRAGMENT = 1
NEITHER = 0

_AHEAD = re.compile(r"(?:\s++|<!--.*?-->|<\?[^>]*+>)*+", re.DOTALL)
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)(?=[\s/>])", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:!--|(?:script|iframe|h[1-6]|div|font|table|a|style|b|br|p"
    r"|article|section|main|header|link|ul|figure)(?=[\s/>]))",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"\s*<(?:article|blockquote|div|figure|h[1-6]|header|main|ol|p|section|span|ul)(?=[\s>])",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"</(?:[a-z]+|h[1-6])\s*>", re.IGNORECASE)


def html_start(text: str) -> int:
    """`DOCUMENT`: a page with its head; `FRAGMENT`: tags of a page; `NEITHER`.

    As browsers do (WHATWG MIME Sniffing Standard, section 7.1): by the first tag behind white
    space, comments and XML declarations. To the standard's tags are added `meta` and some of
    HTML 5. A text that has tags further on is no page.
    """
    ahead = _AHEAD.match(text.removeprefix("\ufeff"))
    start = text.removeprefix("\ufeff")[ahead.end() if ahead else 0 :]
    if _DOCUMENT.match(start):
        return DOCUMENT
    return FRAGMENT if _FRAGMENT.match(start) else NEITHER


def is_markup(text: str) -> bool:
    """Whether a value said to be text is HTML: it begins with a block's tag, and closes one."""
    return bool(_MARKUP.match(text) and _CLOSED.search(text))
