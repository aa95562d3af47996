"""The article of a web page: its body in parts, and what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from resiliparse.parse.lang import detect_fast

from transforms.articles.blocks import BODY, folded
from transforms.articles.web.address import article_address
from transforms.articles.web.authors import clean_authors
from transforms.articles.web.body import body_parts
from transforms.articles.web.charset import decode_html
from transforms.articles.web.densest import STOPS
from transforms.articles.web.flags import has_barrier, is_live_blog, is_stub
from transforms.articles.web.fragment import fragment_parts
from transforms.articles.web.lines import of_article, signed
from transforms.articles.web.parsed import parse_page
from transforms.articles.web.standfirst import take_standfirst
from transforms.articles.web.told import Told, read_told
from transforms.read.decode import repair
from transforms.read.records import Failure, Page, Part, RawRecord

_DAMAGED = re.compile(
    r"[^\t\n -%'-~\xa0‘’“”„–—…•€£°§áàâäåæãçéèêëíîïñóôöøõßúùûüœ]|[à-ô](?=[‘’“”„–—…•€\xa0£°§])"
)
"""What damage shows in: all but the signs of plain Western texts, where no two of them show it."""
_SHORT = 100
"""Code points below which what a page holds is an article only if it is a sentence."""
_HEARD = 400
"""Code points that a page's language is heard from."""
_KIN = (
    frozenset(("da", "nb", "nn", "no", "sv")), frozenset(("bs", "hr", "sl", "sr")),
    frozenset(("id", "ms")), frozenset(("cs", "sk")), frozenset(("ca", "es", "gl", "pt")),
)  # fmt: skip
"""Languages that are easily taken for each other: there the page's word is trusted."""
_SURE = 1000
"""The rank that resiliparse gives a language it is sure of is below this; 1,200 is its limit."""


def read_web_page(page: Page) -> RawRecord | Failure:
    """The record of a page, or why there is none (no_text); raises for nothing in the page.

    What `page.record` gives is kept; the rest is what the page says of itself.
    """
    text, repairs = decode_html(page.html, page.charset)
    parsed = parse_page(text)
    if parsed is None:
        return _failure(page, "no HTML")
    if not page.whole:
        return _record(page, fragment_parts(parsed), repairs)
    record = page.record
    told = read_told(parsed, record.url)
    flags = ["live_blog"] if is_live_blog(parsed, told.data) else []
    barrier = has_barrier(parsed)
    titles = told.titles | {folded(record.title)} if record.title else told.titles
    subtitle = take_standfirst(parsed, titles)
    shown = body_parts(parsed, told.body)
    parts = of_article(shown, titles, told.authors)
    if is_stub(parsed.head, told.data, barrier=barrier, parts=parts):
        flags.append("paywall")
    own = _with(record, told, subtitle, signed(shown), flags)
    return _record(replace(page, record=own), parts, repairs)


def _with(
    record: RawRecord, told: Told, subtitle: str | None, signature: str | None, flags: Sequence[str]
) -> RawRecord:
    """A record with what the page says where it says nothing itself."""
    authors = clean_authors(record.authors) or told.authors
    return replace(
        record,
        url=article_address(record.url, told.url),
        title=record.title or told.title,
        subtitle=record.subtitle or subtitle,
        publisher=record.publisher or told.publisher,
        language=record.language or told.language,
        published_at=record.published_at or told.published_at,
        updated_at=record.updated_at or told.updated_at,
        authors=tuple(authors or clean_authors([signature] if signature else [])),
        flags=tuple(dict.fromkeys((*record.flags, *flags))),
    )


def _record(page: Page, parts: Sequence[Part], repairs: Sequence[str]) -> RawRecord | Failure:
    """The record with its parts, repaired; a failure where they make no article."""
    record, done = page.record, dict.fromkeys((*page.record.repairs, *repairs))
    mended: list[Part] = []
    for part in parts:
        text, codes = repair(part.text) if _DAMAGED.search(part.text) else (part.text, ())
        done.update(dict.fromkeys(codes))
        if words := " ".join(text.split()):
            mended.append(Part(part.kind, words))
    body = " ".join(part.text for part in mended if part.kind in BODY)
    if not body or (len(body) < _SHORT and not any(stop in body for stop in STOPS)):
        return _failure(page, "no article on the page")
    return replace(
        record,
        language=_heard(record.language, body),
        text="\n\n".join(part.text for part in mended),
        parts=tuple(mended),
        repairs=tuple(done),
    )


def _heard(language: str | None, body: str) -> str | None:
    """A language as told, unless the text is clearly in another; then it is left open."""
    if not language:
        return None
    heard, rank = detect_fast(body[:_HEARD])
    told = language[:2].lower()
    alike = any(told in kin and heard in kin for kin in _KIN)
    return language if rank >= _SURE or told == heard or alike else None


def _failure(page: Page, message: str) -> Failure:
    return Failure(page.record.record_key, "no_text", message, page.record.end)
