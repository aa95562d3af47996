"""What a page is, where it is more or less than an article: a live blog, a paywall's stub."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from transforms.articles.web.head import Head
from transforms.articles.web.json_ld import LinkedData, types
from transforms.articles.web.parsed import Parsed
from transforms.articles.web.tree import words
from transforms.read.records import Part

_POSTED = re.compile(r"""itemtype=["']?https?://schema\.org/LiveBlogPosting""")
_ENTRY = ("article", "div", "section", "li")
_BOXES = ("div", "section", "aside", "p")
_ENTRIES = 3
"""So many entries make a live blog."""
_PROMPT = re.compile(
    r"(?i)subscri|to (?:continue|keep) reading|sign (?:in|up) to|log in to|unlock|membership"
    r"|abonn|weiterlesen|poursuivre|suscr[ií]b|suscriptor|assin(?:e|ante)|continue lendo|abbonat"
    r"|prenumer|tilaa|подпис|передплат|abone|購読|会員|订阅|訂閱|구독"
)
"""What a barrier asks its reader for."""
_PROMPTED = 1500
_TIERS = ("article:content_tier", "lp:content_tier", "content_tier", "access", "cxenseparse:access")
_PAID = frozenset(
    ("locked", "metered", "paid", "premium", "subscriber", "subscribers", "restricted")
)
_STUB, _LIKELY_STUB = 300, 150
"""Words below which a body that is said to be paid for, or that stands at a barrier, is a stub."""
_WHOLE = 0.6
"""Share of the words that are told from which a body is whole."""


def is_live_blog(page: Parsed, data: LinkedData) -> bool:
    """Whether a page is a live blog: by its type, or by entries in the markup of one."""
    if "LiveBlogPosting" in types(data.article) or data.article.get("liveBlogUpdate"):
        return True
    if _POSTED.search(page.text):
        return True
    timed = (
        box for box in page.called("live") if box.tag in _ENTRY and box.find(".//time") is not None
    )
    return sum(1 for _ in timed) >= _ENTRIES


def has_barrier(page: Parsed) -> bool:
    """Whether one of the elements that are called a barrier asks for a subscription.

    The page must not have been pruned.
    """
    boxes = page.called("barrier")
    return any(box.tag in _BOXES and _PROMPT.search(words(box)[:_PROMPTED]) for box in boxes)


def is_stub(head: Head, data: LinkedData, *, barrier: bool, parts: Sequence[Part]) -> bool:
    """Whether the body is the start of an article that others must pay for.

    Free articles of papers with paywalls have all marks of them but the length: so a body counts
    as a stub only if it is short, or much shorter than the page tells.
    """
    length = sum(part.text.count(" ") + 1 for part in parts)
    told = _told_words(data)
    if told and length >= _WHOLE * told:
        return False
    if _is_paid(head, data):
        return length < _STUB or bool(told)
    return barrier and length < _LIKELY_STUB


def _told_words(data: LinkedData) -> int:
    """How many words the page says that its article has; 0 where it does not."""
    count = data.article.get("wordCount")
    if isinstance(count, str) and count.strip().isdecimal():
        count = int(count)
    return count if isinstance(count, int) and not isinstance(count, bool) else 0


def _is_paid(head: Head, data: LinkedData) -> bool:
    if any(value.strip().lower() in _PAID for value in head.all(*_TIERS)):
        return True
    article = data.article
    parts = article.get("hasPart")
    members = parts if isinstance(parts, list) else [parts]
    return any(
        _is_false(node.get("isAccessibleForFree"))
        for node in (article, *members)
        if isinstance(node, Mapping)
    )


def _is_false(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")
