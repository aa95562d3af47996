"""Feeds and the pages that they link to: what is asked, kept, left to read, and told."""

from __future__ import annotations

import gzip
import json
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from fastwarc.warc import ArchiveIterator

from flows.settings import Home, load_settings
from flows.web.outcome import Arrived
from flows.web.step import fetch_sources
from tests.flows.conftest import Answer, Publisher
from warehouse.store import Store

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = "<!DOCTYPE html><html><title>{0}</title><p>{0} was sanctioned.</p></html>"
QUICK = "[fetch]\nper_host_seconds = 0\nretry_seconds = 0.01\ntries = 2\n"


def rss(*links: str, updated: str = "") -> bytes:
    items = "".join(
        f"<item><title>{link}</title><link>{link}</link><pubDate>{updated}</pubDate></item>"
        for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def page(words: str, **known: object) -> Answer:
    return Answer(PAGE.format(words).encode(), headers=HTML, **known)  # type: ignore[arg-type]


@dataclass
class Reader:
    """A home with one feed of a server's."""

    home: Home
    server: Publisher
    fetch: str = QUICK
    said: list[str] = field(default_factory=list)

    def configure(self, *keys: str, feed: str = "/feed.xml", name: str = "wire") -> None:
        lines = [f'name = "{name}"', f'feed = "{self.server.url(feed)}"', *keys]
        before = self.home.sources.read_text() if self.home.sources.exists() else self.fetch
        text = before + "\n[[source]]\n" + "\n".join(lines) + "\n"
        self.home.sources.write_text(text)

    def all(self) -> dict[str, Arrived]:
        settings = load_settings(self.home)
        no_store = cast("Store", None)  # it is asked only for what may go
        return fetch_sources(
            no_store, self.home, settings, settings.source, (), say=self.said.append
        )

    def run(self) -> Arrived:
        return self.all()["wire"]

    def state(self) -> dict[str, object]:
        told: dict[str, object] = json.loads((self.home.raw / "wire" / "fetched.json").read_text())
        return told


@pytest.fixture
def reader(tmp_path, publisher) -> Reader:
    return Reader(Home(tmp_path), publisher)


def names(arrived: Arrived) -> list[str]:
    return [file.path.parent.name for file in arrived.files]


def faults(arrived: Arrived) -> list[tuple[str, str]]:
    """Where and why, of each reject."""
    assert {(reject.stage, reject.record_key) for reject in arrived.rejects} <= {("fetch", None)}
    return [(reject.uri, reject.reason) for reject in arrived.rejects]


def kept_pages(arrived: Arrived) -> list[tuple[str, bytes]]:
    """Address and body of each page, as a reader of WARC files finds them."""
    found = []
    for file in arrived.files:
        if file.path.name.endswith(".warc.gz"):
            with file.path.open("rb") as stream:
                for record in ArchiveIterator(stream, parse_http=True):
                    if uri := record.headers.get("WARC-Target-URI"):
                        assert record.http_content_type == "text/html"
                        found.append((uri, record.reader.read()))
    return found


def paths(server: Publisher) -> list[str]:
    return [path for path, _ in server.requests]


def test_a_feed_is_kept_once_and_asked_for_with_what_it_came_with(reader):
    reader.configure("allow_private = true")
    document = rss("https://news.example/1")
    reader.server.says("/feed.xml", Answer(document, etag='"one"'))
    first = reader.run()
    (file,) = first.files
    assert gzip.decompress(file.path.read_bytes()) == document
    assert (file.key, file.path.suffixes[-2:], first.fetched) == ("feed", [".xml", ".gz"], 1)
    assert file.source.name == "wire"

    second = reader.run()
    assert (second.files, second.fetched, second.rejects) == (first.files, 0, [])
    assert reader.server.asked("/feed.xml")[1]["If-None-Match"] == '"one"'
    assert second.asked == {reader.server.url("/feed.xml")}

    newer = rss("https://news.example/2", "https://news.example/1")
    reader.server.says("/feed.xml", Answer(newer, etag='"two"'))
    third = reader.run()
    assert [gzip.decompress(f.path.read_bytes()) for f in third.files] == [document, newer]
    assert {file.key for file in third.files} == {"feed"}


def test_the_same_document_of_a_server_without_conditions_is_kept_once(reader):
    reader.configure("allow_private = true")
    reader.server.says("/feed.xml", rss("https://news.example/1"))
    assert len(reader.run().files) == len(reader.run().files) == 1


def test_pages_are_asked_for_once_and_kept_with_their_heads(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    one, two = reader.server.url("/1?id=7"), reader.server.url("/2")
    reader.server.says("/feed.xml", rss(one + "#comments", two, one))
    reader.server.says("/1?id=7", page("Iran"))
    reader.server.says("/2", page("Syria"))
    arrived = reader.run()
    assert names(arrived) == ["feed", "pages"]
    assert kept_pages(arrived) == [
        (one, PAGE.format("Iran").encode()),
        (two, PAGE.format("Syria").encode()),
    ]
    feed, pages = arrived.files
    assert feed.leaves_out(one + "&utm_source=rss")
    assert not feed.leaves_out(reader.server.url("/3"))
    assert not pages.leaves_out(one)
    assert arrived.asked == {reader.server.url("/feed.xml"), one, two}

    again = reader.run()
    assert again.files == arrived.files
    assert paths(reader.server) == ["/feed.xml", "/robots.txt", "/1?id=7", "/2", "/feed.xml"]


def test_a_page_is_asked_for_again_when_its_entry_tells_another_change(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    link = reader.server.url("/1")
    for day, answer in (("1", page("A", etag='"a"')), ("1", None), ("2", None), ("3", page("B"))):
        reader.server.says("/feed.xml", rss(link, updated=f"0{day} May 2024 10:00:00 GMT"))
        if answer:
            reader.server.says("/1", answer)
        reader.run()
    asked = reader.server.asked("/1")
    assert [one.get("If-None-Match") for one in asked] == [None, '"a"', '"a"']
    assert [body for _, body in kept_pages(reader.run())] == [
        PAGE.format("A").encode(),
        PAGE.format("B").encode(),
    ]


def test_a_page_that_fails_is_told_and_had_by_a_later_run(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    gone, fine = reader.server.url("/gone?id=1"), reader.server.url("/fine")
    reader.server.says("/feed.xml", rss(gone, fine))
    reader.server.says("/fine", page("Iran"))
    first = reader.run()
    assert faults(first) == [(gone, "http_error")]
    assert first.rejects[0].message == f"{reader.server.url('/gone')}: answers 404 Not Found"
    assert [url for url, _ in kept_pages(first)] == [fine]
    assert not first.files[0].leaves_out(gone), "its entry is all there is of it"

    reader.server.says("/feed.xml", rss(fine))  # no room for it any more
    reader.server.says("/gone?id=1", page("Syria"))
    second = reader.run()
    assert (second.rejects, gone in second.asked) == ([], True)
    assert [url for url, _ in kept_pages(second)] == [fine, gone]
    assert second.files[0].leaves_out(gone)


def test_a_failing_page_that_the_feed_has_dropped_is_given_up_after_a_week(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    reader.server.says("/feed.xml", rss(reader.server.url("/gone")))
    reader.run()
    reader.server.says("/feed.xml", rss())
    reader.run()
    state = reader.home.raw / "wire" / "fetched.json"
    told = json.loads(state.read_text())
    (known,) = told["pages"].values()
    known["failing_since"] = "2020-01-01"
    state.write_text(json.dumps(told))
    assert reader.run().rejects == []
    assert paths(reader.server).count("/gone") == 2


@pytest.mark.parametrize(
    ("answer", "reason", "words"),
    [
        (Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "unsupported", "is app"),
        (Answer(b"<html>", headers={"Content-Type": "text/plain"}), "unsupported", "is text/pl"),
        (Answer(b'{"a": 1}'), "unsupported", "is no page of HTML"),
        (Answer(status=500), "http_error", "answers 500 Internal Server Error (tried 2 times)"),
        (Answer(b"x", headers=HTML, length=9_000_000), "too_large", "set page_bytes in [fetch]"),
        (
            Answer(b"x", headers=HTML | {"Content-Encoding": "br"}),
            "unreadable",
            "is packed as 'br', which was not asked for",
        ),
        (
            Answer(gzip.compress(b"x" * 90_000), headers=HTML | {"Content-Encoding": "gzip"}),
            "too_large",
            "is larger than 80,000 bytes",
        ),
        (
            Answer(gzip.compress(b"x" * 900)[:-9], headers=HTML | {"Content-Encoding": "gzip"}),
            "unreadable",
            "ends before what is packed in it does",
        ),
        (
            Answer(status=302, headers={"Location": "/page"}),
            "http_error",
            "leads through more than 5 redirects",
        ),
        (
            Answer(status=302, headers={"Location": "ftp://127.0.0.1/page"}),
            "refused",
            "it leads to a ftp: address",
        ),
        (
            Answer(status=302, headers={"Location": "http://me:pass@127.0.0.1/page"}),
            "refused",
            "under a name or password of its own",
        ),
    ],
)
def test_what_is_no_page_is_told_and_the_next_is_had(reader, answer, reason, words):
    reader.fetch += "page_bytes = 80000\n"
    reader.configure("allow_private = true", "fetch_pages = true")
    bad, fine = reader.server.url("/page"), reader.server.url("/fine")
    reader.server.says("/feed.xml", rss(bad, fine))
    reader.server.says("/page", answer)
    reader.server.says("/fine", page("Iran"))
    arrived = reader.run()
    assert faults(arrived) == [(bad, reason)]
    assert words in arrived.rejects[0].message
    assert "pass@" not in arrived.rejects[0].message
    assert [url for url, _ in kept_pages(arrived)] == [fine]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("http://me:pass@127.0.0.1/page", "has a name or password in it"),
        ("http://169.254.169.254/latest/meta-data/", "a link-local address (169.254.169.254)"),
    ],
)
def test_a_link_that_leads_elsewhere_is_refused_though_private_ones_are_not(reader, link, words):
    reader.configure("allow_private = true", "fetch_pages = true")
    reader.server.says("/feed.xml", rss(link))
    arrived = reader.run()
    assert [reject.reason for reject in arrived.rejects] == ["refused"]
    assert words in arrived.rejects[0].message
    assert "pass" not in arrived.rejects[0].uri
    assert paths(reader.server) == ["/feed.xml"]


def test_without_leave_no_private_address_is_asked_at_all(reader):
    reader.configure("fetch_pages = true")
    reader.server.says("/feed.xml", rss(reader.server.url("/1")))
    arrived = reader.run()
    assert faults(arrived) == [(reader.server.url("/feed.xml"), "refused")]
    assert arrived.rejects[0].message.endswith(
        "it leads to 127.0.0.1, a loopback address (127.0.0.1): if it is meant, set"
        " allow_private = true for the source wire"
    )
    assert (arrived.files, reader.server.requests) == ([], [])


def test_one_feed_that_fails_leaves_the_others_alone(reader):
    reader.configure("allow_private = true")
    reader.configure("allow_private = true", feed="/gone.xml", name="gone")
    reader.configure("allow_private = true", feed="/page.xml", name="page")
    reader.server.says("/feed.xml", rss("https://news.example/1"))
    reader.server.says("/gone.xml", Answer(status=410))
    reader.server.says("/page.xml", page("Please log in"))
    arrived = reader.all()
    assert len(arrived["wire"].files) == 1
    assert arrived["wire"].rejects == []
    assert faults(arrived["gone"]) == [(reader.server.url("/gone.xml"), "http_error")]
    assert (
        arrived["gone"]
        .rejects[0]
        .message.endswith(
            "answers 410 Gone: it has been ended; remove the source from sources.toml"
        )
    )
    assert faults(arrived["page"]) == [(reader.server.url("/page.xml"), "unsupported")]
    assert "is a web page: give the address of its feed" in arrived["page"].rejects[0].message


def test_while_a_feed_fails_the_pages_of_its_last_document_are_still_had(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    link = reader.server.url("/1")
    reader.server.says("/feed.xml", rss(link))
    reader.run()
    reader.server.says("/feed.xml", Answer(status=404))
    reader.server.says("/1", page("Iran"))
    arrived = reader.run()
    assert faults(arrived) == [(reader.server.url("/feed.xml"), "http_error")]
    assert [url for url, _ in kept_pages(arrived)] == [link]


def test_robots_txt_is_kept_to_and_read_once(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    closed, open_ = reader.server.url("/private/1"), reader.server.url("/open")
    reader.server.says("/robots.txt", b"User-agent: sanctograph\nDisallow: /private/\n")
    reader.server.says("/feed.xml", rss(closed, open_))
    reader.server.says("/open", page("Iran"))
    arrived = reader.run()
    assert faults(arrived) == [(closed, "robots")]
    assert paths(reader.server) == ["/feed.xml", "/robots.txt", "/open"]
    assert reader.server.requests[1][1]["User-Agent"].startswith("sanctograph/")


def test_robots_txt_has_no_say_where_the_source_says_so(reader):
    reader.configure("allow_private = true", "fetch_pages = true", "robots = false")
    reader.server.says("/robots.txt", b"User-agent: *\nDisallow: /\n")
    reader.server.says("/feed.xml", rss(reader.server.url("/1")))
    reader.server.says("/1", page("Iran"))
    assert reader.run().rejects == []
    assert paths(reader.server) == ["/feed.xml", "/1"]


def test_a_redirect_is_asked_of_the_robots_txt_of_where_it_leads(reader, serve):
    other = serve()
    reader.configure("allow_private = true", "fetch_pages = true")
    reader.server.says("/feed.xml", rss(reader.server.url("/1")))
    there = {"Location": other.url("/closed")}
    reader.server.says("/1", Answer(status=302, headers=there))
    other.says("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
    arrived = reader.run()
    assert [reject.reason for reject in arrived.rejects] == ["robots"]
    assert arrived.rejects[0].message.startswith(other.url("/closed"))
    assert paths(other) == ["/robots.txt"]


def test_a_host_that_wants_to_be_left_alone_is_asked_no_more(reader):
    reader.configure("allow_private = true", "fetch_pages = true", "robots = false")
    links = [reader.server.url(f"/{n}") for n in range(3)]
    reader.server.says("/feed.xml", rss(*links))
    reader.server.says("/0", Answer(status=429, headers={"Retry-After": "3600"}))
    arrived = reader.run()
    assert faults(arrived) == [(link, "http_error") for link in links]
    assert "its host wants to be left alone for 3600 s" in arrived.rejects[1].message
    assert paths(reader.server) == ["/feed.xml", "/0"]


def test_pages_for_which_time_is_too_short_wait_for_the_next_run(reader):
    reader.configure("allow_private = true", "fetch_pages = true", "robots = false")
    reader.fetch = QUICK
    text = reader.home.sources.read_text()
    reader.home.sources.write_text(text.replace("[fetch]\n", "[fetch]\nrun_seconds = 0.05\n"))
    links = [reader.server.url(f"/{n}") for n in range(3)]
    reader.server.says("/feed.xml", rss(*links))
    for n in range(3):
        reader.server.says(f"/{n}", page(str(n), taken=0.1))
    first = reader.run()
    assert (first.left, first.rejects) == (2, [])
    assert [url for url, _ in kept_pages(first)] == links[:1]
    reader.server.says("/feed.xml", rss())
    assert reader.run().left == 1
    assert [url for url, _ in kept_pages(reader.run())] == links


def test_state_that_cannot_be_read_has_all_asked_anew(reader):
    reader.configure("allow_private = true", "fetch_pages = true")
    reader.server.says("/feed.xml", Answer(rss(reader.server.url("/1")), etag='"one"'))
    reader.server.says("/1", page("Iran"))
    reader.run()
    Path(reader.home.raw / "wire" / "fetched.json").write_text('{"feed": ')
    arrived = reader.run()
    assert "If-None-Match" not in reader.server.asked("/feed.xml")[1]
    assert len(kept_pages(arrived)) == 2


@pytest.fixture
def outside(monkeypatch):
    """Names of the outer world are asked for through the server, which plays them all."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)

    def play(server: Publisher) -> None:
        monkeypatch.setenv("http_proxy", server.url("").removeprefix("http://"))

    return play


def test_a_feed_or_page_that_redirects_to_this_machine_is_refused_and_others_go_on(reader, outside):
    server = reader.server
    inside = {"Location": server.url("/secret")}
    reader.home.sources.write_text(
        QUICK + '[[source]]\nname = "wire"\nfeed = "http://news.example/feed"\nfetch_pages = true\n'
        '[[source]]\nname = "trap"\nfeed = "http://trap.example/feed"\n'
    )
    outside(server)
    bad, fine = "http://news.example/1", "http://news.example/2"
    server.says("http://news.example/feed", rss(bad, fine))
    server.says(bad, Answer(status=301, headers=inside))
    server.says(fine, page("Iran"))
    server.says("http://trap.example/feed", Answer(status=302, headers=inside))
    arrived = reader.all()
    assert faults(arrived["trap"]) == [("http://trap.example/feed", "refused")]
    assert faults(arrived["wire"]) == [(bad, "refused")]
    assert "it leads to 127.0.0.1, a loopback address" in arrived["wire"].rejects[0].message
    assert [url for url, _ in kept_pages(arrived["wire"])] == [fine]
    assert not any("secret" in path for path in paths(server))
    assert not any("127.0.0.1" in path for path in paths(server)), "nor its robots.txt"


def test_one_host_is_asked_in_turn_with_pauses(reader):
    reader.fetch = "[fetch]\nper_host_seconds = 0.05\ntries = 1\n"
    reader.configure("allow_private = true", "fetch_pages = true", "robots = false")
    reader.server.says("/feed.xml", rss(*(reader.server.url(f"/{n}") for n in range(4))))
    for n in range(4):
        reader.server.says(f"/{n}", page(str(n), taken=0.1))
    assert reader.run().fetched == 5
    came = [(began, path) for began, _, path in sorted(reader.server.spans)]
    assert [path for _, path in came] == ["/feed.xml", "/0", "/1", "/2", "/3"]
    assert all(after - before >= 0.15 for (before, _), (after, _) in pairwise(came[1:]))


def test_hosts_are_asked_beside_each_other(reader):
    reader.configure("allow_private = true", "fetch_pages = true", "robots = false")
    here, there = reader.server.url("/a"), reader.server.url("/b", host="localhost")
    reader.server.says("/feed.xml", rss(here, there))
    both = threading.Event()
    for path in ("/a", "/b"):
        reader.server.says(path, page(path, held=both))

    def await_both() -> None:
        deadline = time.monotonic() + 20
        while not {"/a", "/b"} <= set(paths(reader.server)) and time.monotonic() < deadline:
            time.sleep(0.01)
        is_beside.append({"/a", "/b"} <= set(paths(reader.server)))
        both.set()

    is_beside: list[bool] = []
    waiting = threading.Thread(target=await_both)
    waiting.start()
    assert reader.run().fetched == 3
    waiting.join()
    assert is_beside == [True]
