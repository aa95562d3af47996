"""What is kept of the web: whole or not at all, and for as long as it is wanted."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from flows.file_state import state_of
from flows.settings import Home, load_settings
from flows.unread import WholeFile, whole_files
from flows.versions import versions
from flows.web.entries import Entry
from flows.web.fetch import Fetched
from flows.web.kept import Kept, KnownFile, KnownPage, known, make_folders
from flows.web.shelf import feed_files
from flows.web.step import fetch_sources
from flows.web.wanted import wanted_pages
from tests.flows.conftest import Answer, Publisher, rss
from warehouse.layout import Layout
from warehouse.scan import remember_files
from warehouse.store import Store, open_store
from warehouse.versions import versions_text

ROOT = Path(__file__).parents[2]
HTML = {"Content-Type": "text/html"}
PAGE = b"<!DOCTYPE html><html><title>Iran</title></html>"
RUN = """
import sys
from pathlib import Path
from typing import cast
from flows.settings import Home, load_settings
from flows.web.step import fetch_sources
home = Home(Path(sys.argv[1]))
settings = load_settings(home)
fetch_sources(None, home, settings, settings.source, (), say=lambda words: print(words, flush=True))
"""


def configure(home: Home, server: Publisher, more: str = "") -> None:
    home.sources.write_text(
        "[fetch]\nper_host_seconds = 0\ntries = 1\n"
        f'[[source]]\nname = "wire"\nfeed = "{server.url("/feed")}"\n'
        f"allow_private = true\nfetch_pages = true\nrobots = false\n{more}"
    )


def kept_of(home: Home) -> Kept:
    return known(home, load_settings(home).source[0])


def test_what_is_known_is_found_again(tmp_path):
    home = Home(tmp_path)
    home.sources.write_text('[[source]]\nname = "wire"\nfeed = "https://news.example/rss"\n')
    folder = home.raw / "wire"
    make_folders(folder)
    (folder / "files" / "a.csv").write_text("x")
    feed = Fetched("https://news.example/rss", "ab", '"one"')
    page = Fetched("https://news.example/1?a=é", "", None, "yesterday")
    had = KnownPage(page.url, "today", page, date(2026, 8, 1))
    failing = KnownPage("https://news.example/2", failing_since=date(2026, 8, 2))
    kept = Kept(folder, pages={"1": had, failing.url: failing})
    kept.files = {"u": KnownFile(feed, ["files/a.csv"]), "v": KnownFile(feed, ["files/gone"])}
    kept.keep_document(b"<rss/>", feed, datetime(2026, 8, 1, tzinfo=UTC))
    kept.save()

    found = kept_of(home)
    assert found.pages == kept.pages
    assert found.files == {"u": KnownFile(feed, ["files/a.csv"])}, "what is gone is asked anew"
    assert (found.feed, found.feed_bytes()) == (feed, b"<rss/>")
    assert found.document == "20260801T000000000000Z-ab.xml.gz"

    (folder / "feed" / found.document).write_bytes(b"broken")
    assert (kept_of(home).feed, kept_of(home).document) == (None, None)
    text = home.sources.read_text().replace("/rss", "/atom")
    home.sources.write_text(text)
    assert kept_of(home).feed is None, "another feed is asked without the conditions of this one"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"<rss/>", "xml"), (b"\xef\xbb\xbf {}", "json"), (b"\xef\xbb\xbf<a/>", "xml")],
)
def test_a_document_has_the_suffix_of_its_kind(tmp_path, content, kind):
    kept = Kept(tmp_path)
    make_folders(tmp_path)
    kept.keep_document(content, Fetched("", "ab"), datetime(2026, 8, 1, tzinfo=UTC))
    assert [path.suffixes for path in (tmp_path / "feed").iterdir()] == [[f".{kind}", ".gz"]]


def test_a_run_killed_while_it_fetches_leaves_nothing_half_done(tmp_path, publisher):
    home = Home(tmp_path)
    configure(home, publisher)
    publisher.says("/feed", rss(*(publisher.url(f"/{n}") for n in range(3))))
    for n in range(3):
        publisher.says(f"/{n}", Answer(PAGE, headers=HTML, taken=0.0 if n == 0 else 30.0))
    run = subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path)], cwd=ROOT)
    pages = home.raw / "wire" / "pages"
    deadline = time.monotonic() + 60
    while not list(pages.glob("*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    run.kill()
    run.wait()
    (left,) = pages.iterdir()
    assert left.name.endswith(".warc.gz.unfinished")
    assert feed_files(load_settings(home).source[0], kept_of(home))[1:] == []

    for n in range(3):
        publisher.says(f"/{n}", Answer(PAGE, headers=HTML))
    settings, no_store = load_settings(home), cast("Store", None)
    arrived = fetch_sources(no_store, home, settings, settings.source, (), say=lambda _: None)[
        "wire"
    ]
    assert (arrived.fetched, arrived.rejects) == (4, []), "the feed and all pages, once more"
    assert [path.suffix for path in pages.iterdir()] == [".gz"]
    assert len(arrived.files) == 3, "two documents: the state of the killed run was not written"


def test_a_run_told_to_end_keeps_what_it_has(tmp_path, publisher):
    home = Home(tmp_path)
    configure(home, publisher)
    publisher.says("/feed", rss(*(publisher.url(f"/{n}") for n in range(2))))
    publisher.says("/0", Answer(PAGE, headers=HTML))
    publisher.says("/1", Answer(PAGE, headers=HTML, taken=30.0))
    script = "import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n" + RUN
    run = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT)
    pages = home.raw / "wire" / "pages"
    deadline = time.monotonic() + 60
    while not publisher.asked("/1") and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)  # the first page, which has come, is being written
    run.send_signal(signal.SIGTERM)
    began = time.monotonic()
    assert run.wait(20) == 143
    assert time.monotonic() - began < 10, "it does not wait for the server"
    assert [path.suffix for path in pages.iterdir()] == [".gz"]
    assert [page.url for page in kept_of(home).pages.values() if page.fetched] == [
        publisher.url("/0")
    ]


def test_only_what_was_read_and_is_old_goes(tmp_path, publisher):
    home = Home(tmp_path)
    configure(home, publisher, "keep_days = 30\n")
    folder = home.raw / "wire"
    make_folders(folder)
    today = datetime.now(UTC)
    kept = Kept(folder)
    for days, content in ((90, b"<a/>"), (80, b"<b/>"), (40, b"<c/>"), (0, b"<d/>")):
        fetched = Fetched(publisher.url("/feed"), f"{days}")
        kept.keep_document(content, fetched, today - timedelta(days=days))
    old = (today - timedelta(days=50)).date()
    kept.pages = {
        "https://news.example/old": KnownPage("https://news.example/old", None, kept.feed, old),
        "https://news.example/new": KnownPage("", None, kept.feed, today.date()),
    }
    kept.save()
    settings = load_settings(home)
    (source,) = settings.source
    made_by = versions(settings, source)
    publisher.says("/feed", rss())
    with open_store(Layout(tmp_path), wait=0) as store:
        first, second, third, newest = feed_files(source, kept)
        states = [(file, state_of(file.path)) for file in (first, third, newest)]
        read = [
            WholeFile(file, state, versions_text(made_by), 1) for file, state in states if state
        ]
        remember_files(store, whole_files(read), "run", datetime(2026, 8, 1))
        arrived = fetch_sources(store, home, settings, settings.source, (), say=lambda _: None)[
            "wire"
        ]
    left = [file.path for file in arrived.files]
    assert left[:2] == [second.path, newest.path]
    assert len(left) == 3
    assert list(kept_of(home).pages) == ["https://news.example/new"]


def test_new_pages_are_asked_for_before_those_that_fail():
    kept = Kept(Path())
    kept.pages = {
        "failing": KnownPage("failing", failing_since=date(2026, 8, 1)),
        "dropped": KnownPage("dropped", failing_since=date(2026, 8, 1)),
        "left": KnownPage("left"),
        "had": KnownPage("had", "1", Fetched("had", "")),
        "changed": KnownPage("changed", "1", Fetched("changed", "")),
        "old": KnownPage("old", failing_since=date(2026, 7, 1)),
    }
    found = [Entry(key, key, "2") for key in ("failing", "changed", "new")]
    found += [Entry("had", "had", "1")]
    keys = [one.key for one in wanted_pages(kept, found, date(2026, 8, 3))]
    assert keys == ["new", "left", "failing", "changed", "dropped"]
