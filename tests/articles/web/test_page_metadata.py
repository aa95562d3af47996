"""Address, publisher, language and flags of a page, and what its broken JSON still says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.articles.web.conftest import PROSE, html
from transforms.articles.web.json_ld import read_linked_data
from transforms.read.records import RawRecord

Read = Callable[..., RawRecord]
LINES = "".join(f"<p>{text}</p>" for text in PROSE)


def test_canonical_address_is_made_absolute(read: Read) -> None:
    head = (
        "<link rel='canonical' href='https://daily.example/world/talks'>"
        "<meta property='og:url' content='https://daily.example/other'>"
    )
    assert read(html(None, head)).url == "https://daily.example/world/talks"


@pytest.mark.parametrize(
    "home",
    ["https://daily.example/", "https://daily.example", "https://daily.example/de/", "/talks", "x"],
)
def test_home_page_and_half_an_address_are_no_articles_address(read: Read, home: str) -> None:
    head = f"<link rel='canonical' href='{home}'>"
    assert read(html(None, head)).url is None
    told = "<meta property='og:url' content='https://daily.example/talks'>"
    assert read(html(None, head + told)).url == "https://daily.example/talks"


def test_publisher_is_json_lds_then_the_sites(read: Read) -> None:
    head = "<meta property='og:site_name' content='thedaily'>"
    publisher = {"@type": "Organization", "name": "The Daily"}
    assert read(html(None, head, publisher=publisher)).publisher == "The Daily"
    assert read(html(None, head)).publisher == "thedaily"
    head = "<meta property='article:publisher' content='https://facebook.example/daily'>"
    assert read(html(None, head)).publisher is None


def test_language_is_the_pages_unless_its_text_is_in_another(read: Read) -> None:
    english = html().replace("<html>", "<html lang='en-GB'>")
    assert read(english).language == "en-GB"
    german = (
        "<p>Die Minister trafen sich am Montag in Oslo, um über die Sanktionen gegen die Bank zu "
        "sprechen. Sie waren sich einig, dass die Maßnahmen bis zum Jahresende gelten sollen.</p>"
    )
    assert read(f"<html lang='en'><body><article>{german}</article></body></html>").language is None
    assert read(html(inLanguage="en")).language == "en"


def test_fields_of_the_record_win_over_the_page(read: Read) -> None:
    page = html(
        None, "<link rel='canonical' href='https://daily.example/a'>",
        headline="Talks open", author="Jane Roe", datePublished="2024-05-03",
        dateModified="2024-05-04", publisher={"name": "Daily"}, inLanguage="en",
    )  # fmt: skip
    given: dict[str, Any] = {
        "url": "https://feed.example/1", "title": "Talks", "subtitle": "In Oslo",
        "publisher": "Feed", "language": "no", "published_at": "2020-01-01",
        "updated_at": "2020-01-02", "authors": ("By Max Moe",),
    }  # fmt: skip
    found = read(page, **given)
    assert found.url == "https://feed.example/1"
    assert (found.title, found.subtitle, found.publisher) == ("Talks", "In Oslo", "Feed")
    assert (found.published_at, found.updated_at) == ("2020-01-01", "2020-01-02")
    assert found.authors == ("Max Moe",)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Talks\nopen", "author": {"name": "Jane Roe"},}',
        '<!-- {"@type": "NewsArticle", "headline": "Talks open", "author": "Jane Roe"} -->',
        '[{"@type": "WebSite"}]{"@type": "Report", "headline": "Talks open", "author": "Jane Roe"}',
        '{"@type": "Article", "headline": "Talks open", "author": "Jane Roe"}'.replace(
            '"', "&quot;"
        ),
        '{"@type": "NewsArticle", "headline": "Talks open", "author": [{"name": "Jane Roe"}], "x":',
    ],
    ids=["comma left", "in a comment", "two values", "escaped", "cut off"],
)
def test_broken_json_is_read_as_far_as_it_can_be(script: str) -> None:
    article = read_linked_data([script]).article
    author = article["author"]
    author = author[0] if isinstance(author, list) else author
    name = author["name"] if isinstance(author, dict) else author
    assert (" ".join(article["headline"].split()), name) == ("Talks open", "Jane Roe")


def test_nonsense_in_a_script_costs_nothing_else(read: Read) -> None:
    scripts = "".join(
        f'<script type="application/ld+json">{text}</script>'
        for text in (
            "[" * 100_000,
            "null",
            "7",
            '"x"',
            "{}",
            "[[], {}]",
            '{"@type": 3}',
            '{"@type": "\\ud83d"}',
        )
    )
    assert read(html(None, scripts, headline="Talks open")).title == "Talks open"


def test_node_of_the_page_itself_wins_over_those_it_lists(read: Read) -> None:
    listed = [
        {"@type": "NewsArticle", "headline": "The mint opens", "author": "Max Moe",
         "datePublished": "2024-01-01", "publisher": {"name": "X"},
         "url": "https://daily.example/mint"},
        {"@type": "NewsArticle", "headline": "Talks open", "author": "Jane Roe",
         "mainEntityOfPage": {"@id": "https://daily.example/talks/"}},
    ]  # fmt: skip
    page = html(
        None,
        "<link rel='canonical' href='https://daily.example/talks'>"
        f'<script type="application/ld+json">{json.dumps(listed)}</script>',
    )
    assert read(page).authors == ("Jane Roe",)


def test_live_blog_is_told_by_its_type_or_its_entries(read: Read) -> None:
    assert read(html(**{"@type": "LiveBlogPosting"})).flags == ("live_blog",)
    entry = "<div class='live-blog__entry'><time>10:00</time><p>They are sitting down.</p></div>"
    assert read(html(f"<article>{LINES}{entry * 3}</article>")).flags == ("live_blog",)
    assert read(html(f"<article>{LINES}</article>")).flags == ()


@pytest.mark.parametrize("free", [False, "False", "false"])
def test_short_body_of_a_paid_article_is_a_stub(read: Read, free: object) -> None:
    assert read(html(isAccessibleForFree=free)).flags == ("paywall",)
    parts = [{"@type": "WebPageElement", "isAccessibleForFree": free, "cssSelector": ".x"}]
    assert read(html(hasPart=parts)).flags == ("paywall",)


def test_whole_text_of_a_paid_article_is_no_stub(read: Read) -> None:
    long = f"<article>{LINES * 8}</article>".replace("Monday", "{}").format(*range(8))
    assert read(html(long, isAccessibleForFree=False)).flags == ()
    assert read(html(isAccessibleForFree=False, wordCount=60)).flags == ()
    assert read(html(isAccessibleForFree=True)).flags == ()


def test_short_body_at_a_barrier_is_a_stub(read: Read) -> None:
    barrier = "<div class='paywall-prompt'>Subscribe to continue reading</div>"
    assert read(html(f"<article>{LINES}</article>{barrier}")).flags == ("paywall",)
    login = "<div class='paywall-header'>Log out</div>"
    assert read(html(f"<article>{LINES}</article>{login}")).flags == ()
