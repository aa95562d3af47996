"""A web page is known by how it begins, as browsers do, and handed on as it came."""

from __future__ import annotations

import codecs
import gzip
from pathlib import Path

import pytest

from transforms.read import Failure, Found, Page, RawRecord, ReadLimits, read
from transforms.read.html_start import DOCUMENT, FRAGMENT, NEITHER, html_start, is_markup

PAGE = b"<!DOCTYPE html><html><body><p>Ministers met in Oslo.</p></body></html>"


def _only(path: Path, data: bytes, limits: ReadLimits | None = None) -> Found:
    path.write_bytes(data)
    (found,) = read(path, None, limits or ReadLimits())
    return found


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("<!DOCTYPE html>", DOCUMENT),
        ("\n\n <!doctype HTML PUBLIC>", DOCUMENT),
        ("\ufeff<HTML lang='en'>", DOCUMENT),
        ("<!-- saved from -->\n<!-- x --> <html>", DOCUMENT),
        ('<?xml version="1.0"?><!DOCTYPE html>', DOCUMENT),
        ('<?xml version="1.0"?>\n<html xmlns="x">', DOCUMENT),
        ("<head>", DOCUMENT),
        ("<title>News</title>", DOCUMENT),
        ("<p>Ministers met.", FRAGMENT),
        ("<div class='x'>", FRAGMENT),
        ("<br/>", FRAGMENT),
        ("<!-- never closed", FRAGMENT),
        ("<b>Ministers</b> met.", FRAGMENT),
        ("<blink>", NEITHER),
        ("<path d='x'>", NEITHER),
        ("<htmlx>", NEITHER),
        ("Ministers met <b>today</b>.", NEITHER),
        ("x <!DOCTYPE html>", NEITHER),
        ("", NEITHER),
    ],
)
def test_page_is_known_by_its_first_tag(text: str, start: int) -> None:
    assert html_start(text) == start


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        ("<p>One.</p><p>Two.</p>", True),
        ("\n<div class='x'>One.</div>", True),
        ("<h2>Head</h2>Text", True),
        ("<p>One.", False),
        ("One <p>two</p>", False),
        ("<b>Oslo</b> (AP)", False),
        ("<party> a</party>", False),
    ],
)
def test_text_that_begins_with_a_block_is_markup(value: str, markup: bool) -> None:
    assert is_markup(value) is markup


@pytest.mark.parametrize("name", ["a.html", "a.htm", "page", "a.txt", "a.jsonl", "a.csv", "a.xml"])
def test_page_is_read_as_one_under_any_name(tmp_path: Path, name: str) -> None:
    found = _only(tmp_path / name, PAGE)
    assert isinstance(found, Page), found
    assert (found.html, found.charset, found.whole) == (PAGE, None, True)
    assert (found.record.reader, found.record.record_key, found.record.url) == ("html", None, None)
    assert found.record.text == ""
    assert found.record.fetched_at is not None


@pytest.mark.parametrize("text", ["A <b>bold</b> word.", "<b>Bold</b> words.", "a < b <p> c"])
def test_text_with_tags_in_it_stays_text(tmp_path: Path, text: str) -> None:
    found = _only(tmp_path / "a.txt", text.encode())
    assert isinstance(found, RawRecord), found
    assert (found.reader, found.text) == ("text", text)


def test_fragment_is_a_page_unless_the_name_says_text(tmp_path: Path) -> None:
    found = _only(tmp_path / "page", b"<p>Ministers met.</p>")
    assert isinstance(found, Page)


def test_page_that_begins_with_words_is_believed_by_its_suffix(tmp_path: Path) -> None:
    found = _only(tmp_path / "a.html", b"Warning: x\n<html><p>Ministers met.</p>")
    assert isinstance(found, Page)
    other = _only(tmp_path / "b.html", b"Ministers met. No tag at all.")
    assert isinstance(other, Failure)
    assert other.reason == "unsupported"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + PAGE,
        PAGE.decode().encode("utf-16"),
        PAGE.decode().encode("utf-16-be"),
        b"<html><meta charset=windows-1251><p>\xcc\xe8\xed\xe8\xf1\xf2\xf0",
    ],
)
def test_bytes_are_handed_on_as_they_came(tmp_path: Path, data: bytes) -> None:
    found = _only(tmp_path / "page", data)
    assert isinstance(found, Page), found
    assert found.html == data
    assert found.record.repairs == ()


def test_packed_page_is_unpacked(tmp_path: Path) -> None:
    found = _only(tmp_path / "a.html.gz", gzip.compress(PAGE))
    assert isinstance(found, Page)
    assert found.html == PAGE


def test_page_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    found = _only(tmp_path / "a.html", PAGE + b" " * (50 << 20))
    assert isinstance(found, Failure)
    assert (found.record_key, found.reason) == (None, "too_large")
