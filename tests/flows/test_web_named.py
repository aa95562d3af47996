"""Files and pages of the web that a source's path or the command line names."""

from __future__ import annotations

import gzip
from typing import cast

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from flows.listing import ADHOC
from flows.settings import Home, Source, load_settings
from flows.web.outcome import Arrived
from flows.web.step import fetch_sources
from tests.flows.conftest import Answer
from warehouse.store import Store

QUICK = "[fetch]\nper_host_seconds = 0\nretry_seconds = 0.01\ntries = 2\npage_bytes = 50000\n"
HTML = b"<!DOCTYPE html><html><title>Iran</title></html>"
ROWS = b'{"title": "Iran", "text": "The EU sanctioned Iran."}\n'


@pytest.fixture
def ask(tmp_path):
    """Ask for what a source or the command line names."""
    home = Home(tmp_path)

    def call(*paths: str, source: str = "") -> Arrived:
        home.sources.write_text(QUICK + source)
        settings = load_settings(home)
        sources: tuple[Source, ...] = (ADHOC,) if paths else settings.source
        no_store = cast("Store", None)
        (arrived,) = fetch_sources(
            no_store, home, settings, sources, paths, say=lambda _: None
        ).values()
        return arrived

    return call


def source(url: str) -> str:
    return f'[[source]]\nname = "dump"\npath = "{url}"\nallow_private = true\n'


def test_a_file_is_kept_under_its_name_and_asked_for_conditionally(publisher, ask):
    url = publisher.url("/dumps/may.jsonl?token=abc")
    publisher.says("/dumps/may.jsonl?token=abc", Answer(ROWS, etag='"one"'))
    (file,) = ask(source=source(url)).files
    assert file.path.read_bytes() == ROWS
    assert file.path.name.endswith("-may.jsonl")
    assert (file.key, file.source.name) == (publisher.url("/dumps/may.jsonl"), "dump")

    again = ask(source=source(url))
    assert ([one.path for one in again.files], again.fetched) == ([file.path], 0)
    assert again.asked == {file.key}
    assert publisher.requests[1][1]["If-None-Match"] == '"one"'

    publisher.says("/dumps/may.jsonl?token=abc", ROWS * 2)
    changed = ask(source=source(url)).files
    assert [one.path.read_bytes() for one in changed] == [ROWS, ROWS * 2]
    assert {one.key for one in changed} == {file.key}
    assert len(ask(source=source(url)).files) == 2, "the same bytes are kept once"


def test_a_page_named_on_the_command_line_is_kept_with_its_address(publisher, ask):
    page, rows = publisher.url("/a"), publisher.url("/rows.csv")
    publisher.says("/a", Answer(HTML, headers={"Content-Type": "text/html"}))
    publisher.says("/rows.csv", b"title,text\nIran,x\n")
    arrived = ask(page, "inbox", rows, page)
    assert {file.path.parent.name for file in arrived.files} == {"pages", "files"}
    warc, csv = arrived.files
    with warc.path.open("rb") as stream:
        (record,) = ArchiveIterator(stream, record_types=WarcRecordType.response)
        assert record.headers["WARC-Target-URI"] == page
    assert csv.path.read_bytes() == b"title,text\nIran,x\n"
    assert {file.source.name for file in arrived.files} == {"adhoc"}
    assert [path for path, _ in publisher.requests] == ["/a", "/rows.csv"]
    assert [file.path for file in ask(rows).files] == [csv.path], "only what is named"


def test_what_cannot_be_had_is_a_reject_and_the_rest_is_read(publisher, ask):
    gone, fine = publisher.url("/gone.csv"), publisher.url("/fine.csv")
    publisher.says("/fine.csv", b"title,text\nIran,x\n")
    arrived = ask(gone, fine)
    assert [(one.uri, one.stage, one.reason) for one in arrived.rejects] == [
        (gone, "fetch", "http_error")
    ]
    assert [file.key for file in arrived.files] == [fine]


def test_an_address_inside_is_asked_where_the_user_names_it_and_leads_no_further(publisher, ask):
    url = publisher.url("/a.csv")
    refused = ask(source=source(url).replace("true", "false"))
    assert [reject.reason for reject in refused.rejects] == ["refused"]
    assert publisher.requests == []
    inside = {"Location": "http://169.254.169.254/a.csv"}
    publisher.says("/a.csv", Answer(status=302, headers=inside))
    assert [reject.reason for reject in ask(url).rejects] == ["refused"]


def test_a_page_has_the_limit_of_pages_and_a_file_that_of_files(publisher, ask):
    page, rows = publisher.url("/a"), publisher.url("/a.jsonl.gz")
    publisher.says("/a", Answer(HTML + b" " * 60_000))
    packed = gzip.compress(ROWS)
    publisher.says("/a.jsonl.gz", Answer(packed + b"\0" * 60_000))
    arrived = ask(page, rows)
    assert [(one.uri, one.reason) for one in arrived.rejects] == [(page, "too_large")]
    assert arrived.rejects[0].message.endswith(
        "is a page of more than 50,000 bytes: if that is right, set page_bytes in [fetch]"
    )
    assert [file.path.stat().st_size for file in arrived.files] == [len(packed) + 60_000]


@pytest.mark.parametrize(
    ("path", "media", "name"),
    [
        ("/", "text/csv", "file.csv"),
        ("/export", "application/jsonl", "export.jsonl"),
        ("/export", "application/x-unheard", "export"),
        ("/a%2F..%2F..%2Fetc/pass%20wd.txt", "text/plain", "pass-wd.txt"),
        ("/..%00.csv", "text/csv", "csv"),
        ("/" + "a" * 300 + ".warc.gz", "", "a" * 92 + ".warc.gz"),
    ],
)
def test_the_name_of_a_file_keeps_its_suffix_and_leads_nowhere(publisher, ask, path, media, name):
    publisher.says(path, Answer(b"x", headers={"Content-Type": media}))
    (file,) = ask(publisher.url(path)).files
    assert file.path.name.split("-", 2)[2] == name
    assert file.path.parent.name == "files"
