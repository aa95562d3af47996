"""Pages as the tests of their reading make them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from transforms.articles.web import read_web_page
from transforms.read.records import Failure, Page, RawRecord

PROSE = (
    "The ministers met in Oslo on Monday to talk about the sanctions against the bank.",
    "They agreed that the measures should stay in place until the end of the year.",
    "A spokesman of the bank said that it would take the decision to the court.",
    "The talks are to go on in the spring, when the measures come up for renewal.",
)
"""Enough text for a body."""


def record(**fields: Any) -> RawRecord:
    """What is known beside a page: nothing but the fields that are given."""
    blank: dict[str, Any] = {
        "record_key": None, "reader": "html", "page": False, "raw_sha256": "0" * 64,
        "fetched_at": None, "repairs": (), "url": None, "title": None, "subtitle": None,
        "publisher": None, "language": None, "published_at": None, "updated_at": None,
        "authors": (), "text": "",
    }  # fmt: skip
    return RawRecord(**{**blank, **fields})


def html(body: str | None = None, head: str = "", **ld: Any) -> str:
    """A page of a head, JSON-LD of a news article where fields are given, and a body."""
    if ld:
        data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **ld})
        head += f'<script type="application/ld+json">{data}</script>'
    if body is None:
        body = "<article>" + "".join(f"<p>{text}</p>" for text in PROSE) + "</article>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


@pytest.fixture
def read() -> Callable[..., RawRecord]:
    """Reads a page that must have an article; keywords are of `Page` or of its record."""

    def reading(
        page: str | bytes, *, charset: str | None = None, whole: bool = True, **fields: Any
    ) -> RawRecord:
        data = page.encode() if isinstance(page, str) else page
        found = read_web_page(Page(record(**fields), data, charset, whole))
        assert isinstance(found, RawRecord), found
        return found

    return reading


@pytest.fixture
def refused() -> Callable[..., Failure]:
    """Reads a page that must have no article."""

    def reading(page: str | bytes, **fields: Any) -> Failure:
        data = page.encode() if isinstance(page, str) else page
        found = read_web_page(Page(record(**fields), data))
        assert isinstance(found, Failure), found
        return found

    return reading
