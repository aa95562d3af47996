"""A feed and its pages, from the server to the rows, by the command line."""

from __future__ import annotations

import pytest

from tests.flows.conftest import Answer

HTML = {"Content-Type": "text/html; charset=windows-1251"}
SUMMARY = "The European Union imposed sanctions on Iran, its foreign ministers said."
ROWS = """
SELECT title, reader, revision, text LIKE '%twelve people%'
FROM articles
WHERE source = 'wire'
ORDER BY url
"""
OPEN = "SELECT uri, stage, reason FROM rejects WHERE resolved_at IS NULL"


def page(title: str) -> Answer:
    body = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        "<p>The European Union imposed sanctions on Iran on Monday, officials said in Brussels.</p>"
        "<p>The measures are asset freezes and travel bans on twelve people, they said, and more"
        " may follow before the end of the year.</p></article></body></html>"
    )
    return Answer(body.encode("cp1251"), headers=HTML)


@pytest.mark.slow
def test_pages_of_a_feed_become_articles_and_what_fails_is_read_from_the_feed_until_it_comes(
    tmp_path, publisher, sanctograph, ask
):
    items = "".join(
        f"<item><title>Title {n}</title><link>{publisher.url(f'/{n}')}</link>"
        f"<description>{SUMMARY}</description></item>"
        for n in range(3)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    publisher.says("/feed", Answer(feed.encode(), etag='"one"'))
    publisher.says("/0", page("Санкции"))
    publisher.says("/1", page("Sanctions 1"))
    (tmp_path / "sources.toml").write_text(
        "[fetch]\nper_host_seconds = 0\ntries = 1\n"
        f'[[source]]\nname = "wire"\nfeed = "{publisher.url("/feed")}"\nfetch_pages = true\n'
        "allow_private = true\n"
        f'[[source]]\nname = "gone"\nfeed = "{publisher.url("/gone")}"\nallow_private = true\n'
    )
    run = ("run", "--local", "--workers", "1", "--home", tmp_path)
    first = sanctograph(*run)
    assert first.returncode == 3, first.stderr
    assert "Traceback" not in first.stderr
    assert ask(tmp_path, ROWS) == [
        ("Санкции", "warc", 1, True),
        ("Sanctions 1", "warc", 1, True),
        ("Title 2", "feed", 1, False),
    ]
    gone, failing = publisher.url("/gone"), publisher.url("/2")
    assert sorted(ask(tmp_path, OPEN)) == [
        (failing, "fetch", "http_error"),
        (gone, "fetch", "http_error"),
    ]

    publisher.says("/2", page("Sanctions 2"))
    second = sanctograph(*run)
    assert second.returncode == 3, second.stderr
    assert ask(tmp_path, ROWS)[2] == ("Sanctions 2", "warc", 2, True)
    assert ask(tmp_path, OPEN) == [(gone, "fetch", "http_error")]
    paths = [path for path, _ in publisher.requests]
    assert (paths.count("/0"), paths.count("/2")) == (1, 2)
