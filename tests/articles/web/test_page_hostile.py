"""No page breaks its reader, or keeps it long where it can be helped."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.articles.web.conftest import PROSE, html, record
from transforms.articles.web import read_web_page
from transforms.read.records import Failure, Page, RawRecord

LINES = "".join(f"<p>{text}</p>" for text in PROSE)
PAGES: dict[str, str] = {
    "deep": "<div>" * 200_000 + LINES,
    "deep links": ("<ul><li><a href=x>" + "word " * 20) * 2_000,
    "deep boxes": "<article>" + ("<div class='share'>" + LINES) * 1_000,
    "never closed": "<article>" + "<p><b>The talks failed in Oslo on Monday, he said." * 2_000,
    "no end of brackets": "<" * 500_000,
    "no tag": "The talks failed. " * 100_000,
    "one word": "a" * 1_000_000,
    "long class": f"<article class='{'aB-' * 100_000}'>{LINES}",
    "long title": f"<title>{'a - ' * 50_000}</title><article>{LINES}",
    "long byline": f"<meta name='author' content='{'a, ' * 50_000}'><article>{LINES}",
    "many bylines": "<meta name='author' content='Jane Roe'>" * 20_000 + f"<article>{LINES}",
    "many scripts": "<script type='application/ld+json'>[[{}]]</script>" * 5_000 + LINES,
    "many times": "<time datetime='2024-05-03'>x</time>" * 20_000 + f"<article>{LINES}",
    "references": "<article><p>&#x0b;&#xD800;&#55296;&#xFFFE;&#x100000;&#99999999; They failed."
    + "<p class='ad'>x</p>&#2;" * 20,
    "odd bytes": "<article><p>\x00\x01\x1b\ufffe\ufffd\U0010fffc\U00100000 The talks failed.</p>",
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_page_is_read_or_refused_soon(name: str) -> None:
    started = time.process_time()
    found = read_web_page(Page(record(), PAGES[name].encode()))
    assert isinstance(found, RawRecord | Failure)
    assert time.process_time() - started < 20  # seconds; one or two on a machine at rest


@pytest.mark.parametrize("cut", range(0, 1200, 97))
def test_page_cut_anywhere_is_read_or_refused(cut: int) -> None:
    page = html(headline="Talks open", author=[{"name": "Jane Roe"}]).encode()
    found = read_web_page(Page(record(), page[:cut]))
    assert isinstance(found, RawRecord | Failure)


def test_private_characters_of_the_page_are_no_notes(read: Callable[..., RawRecord]) -> None:
    page = html(f"<article>{LINES}<p>The \U00100000 talks \U0010fffc failed.</p></article>")
    assert read(page).parts[-1].text == "The talks failed."
