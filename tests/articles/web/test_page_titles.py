"""The title of a page is its article's, without the site's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.articles.web.conftest import PROSE, html
from transforms.articles.web.titles import article_title, without_site
from transforms.read.records import RawRecord

Read = Callable[..., RawRecord]
LONG = "Talks open in Oslo as bank takes fight over sanctions to court"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Talks open in Oslo | The Daily News", "The Daily News"),
        ("Talks open in Oslo - Daily News", "The Daily News"),
        ("Talks open in Oslo – The Daily News", "Daily News"),
        ("Talks open in Oslo — daily.example", "daily.example"),
        ("Talks open in Oslo | World | News | Daily.example", "daily.example"),
        ("The Daily News | Talks open in Oslo", "The Daily News"),
        ("Talks open in Oslo｜毎日", "毎日"),
    ],
)
def test_site_is_cut_from_the_window_title(read: Read, title: str, site: str) -> None:
    page = html(None, f"<title>{title}</title><meta property='og:site_name' content='{site}'>")
    found = read(page.replace("<article>", "<article><h1>Talks open in Oslo</h1>"))
    assert found.title == "Talks open in Oslo"


def test_site_is_cut_where_no_heading_tells_the_title() -> None:
    assert without_site("Talks open - Times of Oslo", ["the times of oslo"]) == "Talks open"
    assert without_site("Talks open | CBX News", ["cbx"]) == "Talks open"
    assert without_site("Bank sues - and wins", ["the daily"]) == "Bank sues - and wins"
    assert without_site("Daily", ["daily"]) == "Daily"


def test_title_for_sharing_wins_over_a_longer_heading() -> None:
    shared = "Talks open in Oslo as bank takes fight to court"
    assert article_title([shared], LONG, [LONG], f"{LONG} | Daily", ["Daily"]) == shared


@pytest.mark.parametrize(
    "shared",
    [
        ["Talks open in Oslo as bank…"],
        ["Norway hosts envoys again"],
        ["Talks open in Oslo"],
        ["Talks open as bank takes fight to the highest court | Daily"],
        ["Talks open in Oslo as bank takes sanctions fight to court", LONG],
    ],
    ids=["cut off", "other words", "much shorter", "with the site", "one of two is the headline"],
)
def test_headline_wins_over_what_is_for_sharing_alone(shared: list[str]) -> None:
    assert article_title(shared, LONG, [LONG], f"{LONG} | Daily", ["Daily"]) == LONG


def test_heading_of_another_story_is_no_title() -> None:
    shared = "Talks open in Oslo - Daily"
    found = article_title([shared], None, ["Why reindeer fight"], shared, ["daily"])
    assert found == "Talks open in Oslo"


def test_headline_that_json_ld_cuts_off_is_taken_whole_from_the_page() -> None:
    cut = "Talks open in Oslo as bank takes fight over…"
    assert article_title([], cut, [LONG], "", []) == LONG


def test_headings_that_are_the_sites_name_are_no_titles(read: Read) -> None:
    page = html(
        "<h1>The Daily</h1><article><h1>Talks open</h1>" + "".join(f"<p>{p}</p>" for p in PROSE),
        "<meta property='og:site_name' content='The Daily'>",
    )
    assert read(page).title == "Talks open"


def test_escapes_and_markup_are_not_in_the_title(read: Read) -> None:
    found = read(html(headline="&#039;We meet&#039;: <i>Oslo</i> &amp; the bank"))
    assert found.title == "'We meet': Oslo & the bank"


def test_page_without_any_title_has_none(read: Read) -> None:
    assert read(html()).title is None


def test_subtitle_under_the_headline_is_told_apart(read: Read) -> None:
    page = html(
        "<article><header><h1>Talks open</h1><p class='article__subHeadline'>"
        "The bank goes to court over the sanctions</p></header>"
        + "".join(f"<p>{p}</p>" for p in PROSE)
        + "</article>"
    )
    found = read(page)
    assert found.subtitle == "The bank goes to court over the sanctions"
    assert [part.text for part in found.parts] == list(PROSE)
