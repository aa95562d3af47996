"""What sources.toml says of the web."""

from __future__ import annotations

import re

import pytest

from flows.listing import check, list_files
from flows.settings import EXAMPLE, Home, Settings, load_settings, write_example
from flows.web.settings import Fetch
from schemas.errors import BadInput

FEED = 'feed = "https://news.example/rss"\n'


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def read(home, text: str) -> Settings:
    home.sources.write_text(text)
    return load_settings(home)


def fault(home, text: str) -> str:
    with pytest.raises(BadInput) as raised:
        read(home, f'[[source]]\nname = "wire"\n{text}')
    words = str(raised.value)
    assert "\n" not in words
    return words.removeprefix(f"{home.sources}: ")


def test_a_feed_is_polite_and_kept_for_ever_unless_told(home):
    settings = read(home, f'[[source]]\nname = "wire"\n{FEED}')
    (source,) = settings.source
    told = source.manner(settings.fetch)
    assert source.is_of_the_web
    assert (source.fetch_pages, source.allow_private, told.robots) == (False, False, True)
    assert (told.per_host_seconds, told.page_seconds, told.keep_days) == (1.0, 30.0, None)
    assert told.user_agent.startswith("sanctograph/")


def test_a_source_wins_over_what_is_said_for_all(home):
    settings = read(
        home,
        "[fetch]\nper_host_seconds = 5\nrobots = false\nkeep_days = 90\n"
        'user_agent = "AcmeNews/2 (desk@acme.example)"\n'
        f'[[source]]\nname = "wire"\n{FEED}per_host_seconds = 2\nrobots = true\n'
        f'[[source]]\nname = "other"\n{FEED}page_bytes = 1000\n',
    )
    wire, other = (source.manner(settings.fetch) for source in settings.source)
    assert (wire.per_host_seconds, wire.robots, wire.keep_days) == (2.0, True, 90)
    assert (other.per_host_seconds, other.robots, other.page_bytes) == (5.0, False, 1000)
    assert other.user_agent == "AcmeNews/2 (desk@acme.example)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "source.0: give either path or feed"),
        (FEED + 'path = "inbox"', "source.0: give either path or feed"),
        ('feed = "news.example/rss"', "source.0.feed: 'news.example/rss' is no add"),
        ('feed = "file:///etc/passwd"', "source.0.feed: 'file:///etc/passwd' is no"),
        (
            'feed = "https://me:secret@news.example/rss"',
            "source.0.feed: https://news.example/rss has a name or password in it",
        ),
        (
            'path = "https://me:secret@news.example/a.gz"',
            "source.0: path https://news.example/a.gz has a name or password in it",
        ),
        (FEED + 'glob = "*"', "source.0: glob is for a folder"),
        ('path = "inbox"\nfetch_pages = true', "source.0: fetch_pages is for a sou"),
        (
            'path = "https://news.example/a.gz"\nrobots = false',
            "source.0: robots is for a source with a feed",
        ),
        (
            'path = "inbox"\nallow_private = true',
            "source.0: allow_private is for what is fetched: give a feed, or an",
        ),
        (FEED + "per_host_seconds = -1", "source.0.per_host_seconds: "),
        (FEED + "per_host_seconds = inf", "source.0.per_host_seconds: "),
        (FEED + "page_bytes = 0", "source.0.page_bytes: "),
        (FEED + 'user_agent = "a\\r\\nCookie: b"', "source.0.user_agent: "),
        (FEED + 'user_agent = "(me)"', "source.0.user_agent: "),
        (FEED + "keep_days = 0", "source.0.keep_days: "),
        (FEED + "fetch_page = true", "source.0.fetch_page: Extra inputs are not permitted"),
        (FEED + "[fetch]\nallow_private = true", "fetch.allow_private: Extra inputs are not"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_line(home, text, words):
    assert fault(home, text).startswith(words)


def test_what_lies_on_the_web_is_not_looked_for_on_the_disk(home):
    settings = read(
        home,
        f'[[source]]\nname = "wire"\n{FEED}'
        '[[source]]\nname = "crawl"\npath = "https://news.example/crawl.warc.gz"\n',
    )
    check(home, settings.source, ["https://news.example/a.html"])
    assert list_files(home, settings, [], None) == []
    assert list_files(home, settings, ["https://news.example/a.html"], None) == []
    feed, crawl = settings.source
    assert (feed.address, crawl.address) == (None, "https://news.example/crawl.warc.gz")
    assert feed.place == "https://news.example/rss"
    with pytest.raises(BadInput, match=r"news\.example/a has a name or password in it"):
        check(home, settings.source, ["https://me:secret@news.example/a"])


def test_what_was_fetched_is_no_folder_to_read(home):
    page = home.raw / "wire" / "pages" / "a.txt"
    page.parent.mkdir(parents=True)
    page.write_text("x")
    assert list_files(home, Settings(), [str(home.root)], None) == []


def test_the_commented_example_is_a_feed_that_works(home):
    write_example(home)
    block = EXAMPLE.read_text().partition("# Feeds:")[2].partition("\n\n")[0]
    lines = [line.removeprefix("# ") for line in block.splitlines()]
    lines = lines[lines.index("[[source]]") :]
    settings = read(home, "\n".join(x for x in lines if re.match(r"\[|[a-z_]+ = |$", x)))
    (source,) = settings.source
    assert (source.feed, source.fetch_pages) == ("https://news.example/world/rss.xml", True)
    assert source.schedule is not None
    told = settings.fetch.model_dump(exclude={"user_agent", "keep_days"})
    assert told == Fetch().model_dump(exclude={"user_agent", "keep_days"})
    assert settings.fetch.user_agent == "sanctograph (desk@news.example)"
