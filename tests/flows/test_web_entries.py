"""The pages that feeds link to."""

from __future__ import annotations

import pytest

from flows.web.entries import entries
from tests.flows.conftest import rss

FEED = "https://news.example/world/rss.xml"


@pytest.mark.parametrize(
    ("link", "url", "key"),
    [
        ("https://a.example/1#top", "https://a.example/1", "https://a.example/1"),
        (" https://a.example/1\n", "https://a.example/1", "https://a.example/1"),
        (
            "https://a.example/1?utm_source=rss&amp;id=2",
            "https://a.example/1?utm_source=rss&id=2",
            "https://a.example/1?id=2",
        ),
        ("/1", "https://news.example/1", "https://news.example/1"),
        ("https://a.example/a b", "https://a.example/a%20b", "https://a.example/a%20b"),
    ],
)
def test_a_link_is_asked_for_as_browsers_would_and_known_by_its_canonical_form(link, url, key):
    (entry,) = entries(rss(link), FEED)
    assert (entry.url, entry.key) == (url, key)


@pytest.mark.parametrize("link", ["ftp://a.example/1", "data:text/html,x", "https://[a.example/"])
def test_what_is_no_address_of_the_web_is_no_page(link):
    assert entries(rss(link), FEED) == []


def test_a_bomb_of_entities_is_left_to_who_reads_the_document():
    bomb = b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'
    assert entries(rss("https://a.example/1").replace(b"<rss", bomb + b"<rss", 1), FEED) == []


def test_a_page_is_listed_once_in_the_order_of_the_feed():
    found = entries(
        rss("https://a.example/2", "https://a.example/1", "https://a.example/2#b"), FEED
    )
    assert [entry.url for entry in found] == ["https://a.example/2", "https://a.example/1"]


def test_the_last_change_of_an_entry_is_as_told():
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.example/1"/>'
        b"<published>2026-08-01T10:00:00Z</published><updated>2026-08-02T10:00:00Z</updated>"
        b'</entry><entry><link href="https://a.example/2"/></entry></feed>'
    )
    assert [entry.updated for entry in entries(atom, FEED)] == ["2026-08-02T10:00:00Z", None]


@pytest.mark.parametrize("content", [b"", b"not XML", b"<rss", b"\xff\xfe\x00", rss()])
def test_what_is_no_feed_has_no_pages(content):
    assert entries(content, FEED) == []
