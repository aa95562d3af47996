"""An article is known by the address that its page gives itself, where that may be believed."""

from __future__ import annotations

import pytest

from transforms.articles.web.address import article_address

STORY = "https://www.news.example/world/2024/talks-open"


@pytest.mark.parametrize(
    "came_from",
    [
        f"{STORY}?fbclid=1",
        f"{STORY}/amp",
        f"{STORY}/amp.html/",
        f"{STORY}/2",
        "https://amp.news.example/world/talks-open",
        "http://news.example/a/1",
    ],
)
def test_a_page_is_known_by_its_own_word_for_its_address(came_from):
    assert article_address(came_from, STORY) == STORY


@pytest.mark.parametrize(
    "told",
    [
        "https://other.example/world/2024/talks-open",
        "https://othernews.example/world/2024/talks-open",
        "https://www.news.example/world/",
        "https://www.news.example/world/2024",
        "https://www.news.example",
        None,
    ],
)
def test_another_site_and_a_folder_are_not_believed(told):
    assert article_address(STORY, told) == STORY


def test_a_page_that_came_from_nowhere_has_its_own_word():
    assert article_address(None, STORY) == STORY
    assert article_address(None, None) is None
