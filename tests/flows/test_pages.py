"""Pages are read in processes: in order, and one that hangs or kills its process is lost alone."""

from __future__ import annotations

import os
from dataclasses import replace

import psutil
import pytest

from flows.pages import AHEAD, PageReaders
from tests.flows.page_readings import read_slowly
from transforms.read import Failure, Page, RawRecord

RECORD = RawRecord(
    record_key="k", reader="html", page=False, raw_sha256="", fetched_at=None, repairs=(), url=None,
    title=None, subtitle=None, publisher=None, language=None, published_at=None, updated_at=None,
    authors=(), text="", end=7,
)  # fmt: skip


def _page(words: str) -> Page:
    return Page(replace(RECORD, record_key=words), words.encode())


def _read(items, processes=2, seconds=30.0):
    with PageReaders(processes, seconds, read_slowly) as pages:
        return [
            (f.record_key, f.reason if isinstance(f, Failure) else f.text, f.end)
            for f in pages.read(items)
        ]


def test_what_comes_out_is_in_the_order_of_what_went_in():
    given = replace(RECORD, record_key="given", text="as it came")
    failure = Failure("line 3", "bad_json", "not JSON")
    found = _read([_page("late"), given, _page("b"), failure, _page("c")])
    assert found == [
        ("late", "late", 7),
        ("given", "as it came", 7),
        ("b", "b", 7),
        ("line 3", "bad_json", None),
        ("c", "c", 7),
    ]


@pytest.mark.parametrize(
    ("words", "reason", "seconds"),
    [("die", "crashed", 30.0), ("raise", "crashed", 30.0), ("hang", "timeout", 0.5)],
)
def test_a_page_that_cannot_be_read_costs_itself_alone(words, reason, seconds):
    found = _read([_page("a"), _page(words), _page("b"), _page("c")], 1, seconds)
    assert [one[:2] for one in found] == [("a", "a"), (words, reason), ("b", "b"), ("c", "c")]


def test_a_page_cannot_take_all_memory():
    found = _read([_page("fill the memory"), _page("b")], 1)
    assert [one[:2] for one in found] == [("fill the memory", "crashed"), ("b", "b")]


def test_no_process_is_started_without_a_page_and_none_is_left():
    def children() -> int:
        return len(psutil.Process(os.getpid()).children())

    before = children()
    with PageReaders(2, 30.0, read_slowly) as pages:
        assert list(pages.read([RECORD])) == [RECORD]
        assert children() == before
        assert [one.record_key for one in pages.read([_page("a"), _page("b")])] == ["a", "b"]
        assert children() > before
    assert children() == before


def test_pages_are_taken_some_ahead_and_no_more():
    taken = []

    def pages():
        for number in range(100):
            taken.append(number)
            yield _page(str(number))

    with PageReaders(2, 30.0, read_slowly) as readers:
        assert next(readers.read(pages())).record_key == "0"
    assert len(taken) <= 2 * AHEAD + 1
