"""A run that was killed in the middle of a crawl goes on where it was."""

from __future__ import annotations

import gzip
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.listing import list_files
from flows.pages import PageReaders
from flows.scan import Tally, batches, keep_mark, remember
from flows.settings import Home, Settings
from tests.flows.page_readings import read_slowly
from warehouse.layout import Layout
from warehouse.rejects import settle_rejects
from warehouse.store import Store, open_store


def _record(number: int, words: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{words}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


class Crawl:
    """A file of pages, and what scans of it find."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.path, self.home, self.store = folder / "c.warc.gz", Home(folder / "home"), store
        self.began = datetime(2026, 1, 1)
        self.write("one", "raise", "three", "four", "five", "six")

    def write(self, *pages: str) -> None:
        self.path.write_bytes(b"".join(_record(n, words) for n, words in enumerate(pages)))

    def scan(self, tally: Tally, kept: int | None = None) -> list[list[str]]:
        """The words of each batch of two; after the first `kept` batches the run is killed."""
        self.began += timedelta(hours=2)
        later = self.began + timedelta(hours=1)
        files, found = list_files(self.home, Settings(), [str(self.path)], None), []
        with PageReaders(1, 30.0, read_slowly) as pages:
            for batch in batches(files, self.store, Settings(), 2, tally, pages=pages):
                found.append(batch.records["text"].to_pylist())
                keep_mark(self.store, batch, tally, "r", began=self.began, now=self.began)
                if len(found) == kept:
                    return found
        remember(self.store, tally, "r", later)
        settle_rejects(self.store, "r", tally.uris, tally.rejects, later)
        return found

    def ask(self, question: str) -> list[tuple[object, ...]]:
        return self.store.connection.execute(question).fetchall()

    def open_rejects(self) -> list[tuple[object, ...]]:
        return self.ask("SELECT record_key, reason FROM rejects WHERE resolved_at IS NULL")


@pytest.fixture
def crawl(tmp_path, monkeypatch):
    # The file is opened some seconds after its last change.
    monkeypatch.setattr("flows.scan.now_ns", lambda: time.time_ns() + 4_000_000_000)
    with open_store(Layout(tmp_path / "home"), wait=0) as store:
        yield Crawl(tmp_path, store)


def test_reading_goes_on_behind_the_last_batch_that_was_loaded(crawl):
    assert crawl.scan(Tally(), kept=1) == [["one", "three"]]
    tally = Tally()
    assert crawl.scan(tally) == [["four", "five"], ["six"]]
    assert (tally.read, tally.unchanged, tally.new) == (5, 2, 3)
    assert crawl.ask("SELECT COUNT(*) FROM ops.positions") == [(0,)]


def test_what_failed_before_the_kill_still_stands(crawl):
    crawl.scan(Tally(), kept=1)
    assert crawl.open_rejects() == [("urn:uuid:1", "crashed")]
    crawl.scan(Tally())
    assert crawl.open_rejects() == [("urn:uuid:1", "crashed")]
    crawl.write("one", "two", "three", "four", "five", "six", "seven")
    crawl.scan(Tally(), kept=1)
    crawl.scan(Tally())
    assert crawl.open_rejects() == []


def test_a_file_with_a_page_that_may_pass_is_read_again_from_its_beginning(crawl):
    crawl.scan(Tally(), kept=1)
    crawl.scan(Tally())
    assert crawl.scan(Tally(), kept=1) == [["one", "three"]]


def test_a_file_without_such_a_page_is_not_opened_again(crawl):
    crawl.write("one", "two", "three")
    crawl.scan(Tally(), kept=1)
    crawl.scan(Tally())
    tally = Tally()
    assert crawl.scan(tally) == []
    assert (tally.files_read, tally.read) == (0, 3)


def test_a_file_that_has_changed_is_read_from_its_beginning(crawl):
    crawl.scan(Tally(), kept=1)
    crawl.write("other", "three", "four")
    assert crawl.scan(Tally()) == [["other", "three"], ["four"]]


def test_other_settings_read_it_from_the_beginning(crawl, monkeypatch):
    crawl.scan(Tally(), kept=1)
    made_by = {"extractor": "x", "model": "m", "configuration": "c"}
    monkeypatch.setattr("flows.scan.versions", lambda *_: made_by)
    assert crawl.scan(Tally())[0] == ["one", "three"]


def test_no_place_is_kept_where_a_batch_leaves_records_for_the_next(crawl):
    twice = b"".join(_record(0, words) for words in ("one", "two", "three"))
    crawl.path.write_bytes(twice)
    assert crawl.scan(Tally(), kept=1) == [["one"]]
    assert crawl.ask("SELECT COUNT(*) FROM ops.positions") == [(0,)]
