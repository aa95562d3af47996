"""From files to batches of what is new or changed."""

from __future__ import annotations

import json

import pytest

from flows.listing import list_files
from flows.pages import PageReaders
from flows.scan import Tally, batches
from flows.settings import Home, Settings
from warehouse.layout import Layout
from warehouse.store import open_store

PAGES = PageReaders(1, 5.0)
"""Starts no process before there is a page."""


@pytest.fixture
def scan(tmp_path):
    def call(records, size=2):
        path = tmp_path / "articles.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        home, settings, tally = Home(tmp_path / "home"), Settings(), Tally()
        files = list_files(home, settings, [str(path)], None)
        with open_store(Layout(home.root), wait=0) as store:
            return list(batches(files, store, settings, size, tally, pages=PAGES)), tally

    return call


URL = {"url": "https://news.example/a"}


def record(key, text="Chile lifted its embargo."):
    return {"id": key, "title": "T", "text": f"{text} {key}", "fetched_at": "2024-01-01"}


def test_records_go_in_batches_in_the_order_of_reading(scan):
    found, tally = scan([record(key) for key in "edcba"])
    assert [batch.records["record_key"].to_pylist() for batch in found] == [
        ["e", "d"],
        ["c", "b"],
        ["a"],
    ]
    assert (tally.read, tally.unchanged, tally.rejects) == (5, 0, [])


def test_files_named_on_the_command_line_share_batches(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Talks\n\nThe two sides met in Oslo, {name}.\n")
    home, settings = Home(tmp_path / "home"), Settings()
    paths = [str(tmp_path / f"{name}.txt") for name in ("a", "b", "c")]
    files = list_files(home, settings, paths, None)
    with open_store(Layout(home.root), wait=0) as store:
        found = list(batches(files, store, settings, 10, Tally(), pages=PAGES))
    assert [batch.records.num_rows for batch in found] == [3]


def test_the_id_of_a_batch_depends_on_its_content_alone(scan):
    (one,), _ = scan([record("a"), record("b")])
    (other,), _ = scan([record("b"), record("a")])
    (changed,), _ = scan([record("b"), record("a", "Chile kept it.")])
    assert one.batch_id == other.batch_id != changed.batch_id


def test_the_same_record_twice_counts_once(scan):
    found, tally = scan([record("a"), record("a")])
    assert [batch.records.num_rows for batch in found] == [1]
    assert (tally.read, tally.unchanged) == (2, 1)


def test_a_text_fetched_again_after_another_brings_it_back(scan):
    def at(day, text):
        return record("a", text) | {"fetched_at": f"2024-01-0{day}T00:00:00Z"} | URL

    found, _ = scan([at(1, "A."), at(2, "B."), at(3, "A."), at(3, "A.")], size=10)
    texts = [batch.records["text"].to_pylist() for batch in found]
    assert texts == [["A. a"], ["B. a"], ["A. a"]]
    assert len({batch.batch_id for batch in found}) == 3


def test_another_text_of_the_same_article_waits_for_the_next_batch(scan):
    found, _ = scan([record("a") | URL, record("a", "Chile kept it.") | URL, record("b")], size=10)
    assert [batch.records["record_key"].to_pylist() for batch in found] == [["a", "b"], ["a"]]


def test_a_record_is_new_or_changed_by_what_the_store_has_of_its_article(tmp_path):
    home, settings, path = Home(tmp_path / "home"), Settings(), tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(record(key)) + "\n" for key in "abc"))
    files = list_files(home, settings, [str(path)], None)
    with open_store(Layout(home.root), wait=0) as store:
        (batch,) = batches(files, store, settings, 10, Tally(), pages=PAGES)
        a = batch.records["article_id"][0].as_py()
        store.connection.execute(
            "INSERT INTO facts.articles (article_id, revision, source, uri, authors, contributors,"
            " text, word_count, content_hash, raw_sha256, reader, repairs, flags, batch_id)"
            " VALUES ($1, 4, '', '', [], [], '', 0, 'another', '', '', [], [], '')",
            [a],
        )
        tally = Tally()
        (batch,) = batches(files, store, settings, 10, tally, pages=PAGES)
    assert (tally.read, tally.new, tally.changed, tally.unchanged) == (3, 2, 1, 0)
    assert batch.records["previous_hash"].to_pylist() == ["another", None, None]
    assert batch.records["revision"].to_pylist() == [5, 1, 1]
