"""Fields are found under their usual names, in any case, and by path."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from schemas.errors import BadInput
from transforms.read import Page, RawRecord, ReadLimits, columns, read
from transforms.read.columns import Columns
from transforms.read.field_values import as_time
from transforms.read.registry import UNSUPPORTED

DATA = Path(columns.__file__).parent


def _record(tmp_path: Path, record: object, **mapping: str) -> RawRecord:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (got,) = read(path, mapping or None, ReadLimits())
    assert isinstance(got, RawRecord), got
    return got


def test_example_of_every_field_holds() -> None:
    entries = tomllib.loads((DATA / "columns.toml").read_text(encoding="utf-8"))
    for field, entry in entries.items():
        record = json.loads(entry["example"])
        assert Columns().values(record)[field] in record.values()


def test_example_of_every_refused_kind_holds() -> None:
    entries = tomllib.loads((DATA / "kinds.toml").read_text(encoding="utf-8"))["kind"]
    for entry in entries:
        start = entry["example"].encode("latin-1").lower()
        assert next(name for magic, name in UNSUPPORTED if start.startswith(magic)) == entry["name"]


def test_first_name_that_holds_something_wins(tmp_path: Path) -> None:
    got = _record(tmp_path, {"text": "", "Content": None, "article_body": "Ministers met."})
    assert got.text == "Ministers met."


def test_objects_and_lists_are_read(tmp_path: Path) -> None:
    got = _record(
        tmp_path,
        {
            "@type": "NewsArticle",
            "articleBody": ["Ministers met.", "They left."],
            "author": [{"name": "Ann Lee"}, {"name": "Max Moe"}],
            "publisher": {"name": "The Example"},
            "datePublished": 1681560000000,
            "scraped_at": "2023-04-16T02:00:00+02:00",
        },
    )
    assert got.text == "Ministers met.\n\nThey left."
    assert got.authors == ("Ann Lee", "Max Moe")
    assert got.publisher == "The Example"
    assert got.published_at == "2023-04-15T12:00:00+00:00"
    assert got.fetched_at == datetime(2023, 4, 16)


def test_mapped_paths_reach_into_objects(tmp_path: Path) -> None:
    record = {"doc": {"parts": [{"p": "One."}, {"p": "Two."}]}, "meta": {"who": ["Ann Lee"]}}
    got = _record(tmp_path, record, text="doc.parts.p", authors="meta.who.0")
    assert got.text == "One.\n\nTwo."
    assert got.authors == ("Ann Lee",)


def test_mapping_to_no_field_is_the_users_mistake() -> None:
    with pytest.raises(BadInput, match="no field 'body'"):
        Columns({"body": "x"})


def test_description_is_no_subtitle(tmp_path: Path) -> None:
    assert _record(tmp_path, {"text": "A.", "description": "Teaser"}).subtitle is None


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (1681560000, "2023-04-15T12:00:00+00:00"),
        ("1681560000", "2023-04-15T12:00:00+00:00"),
        (20230415, "20230415"),
        (True, None),
        (" 15 April\n2023 ", "15 April 2023"),
    ],
)
def test_times_are_kept_as_given_and_epochs_are_spelt_out(value: object, time: str | None) -> None:
    assert as_time(value) == time


def test_record_key_is_id_else_address_else_line(tmp_path: Path) -> None:
    assert _record(tmp_path, {"id": 7, "url": "https://a.example", "text": "A."}).record_key == "7"
    assert _record(tmp_path, {"url": "https://a.example", "text": "A."}).record_key == (
        "https://a.example"
    )
    assert _record(tmp_path, {"text": "A."}).record_key == "1"


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1" + "0" * 400, "tomorrow"]
)
def test_time_that_no_clock_shows_leaves_the_time_of_the_file(tmp_path: Path, value: str) -> None:
    before = datetime(2020, 1, 1)
    fetched = _record(tmp_path, {"text": "A.", "fetched_at": value}).fetched_at
    assert fetched is not None
    assert fetched > before


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-1" + "0" * 400, "1e999", "NaN"])
def test_number_that_is_no_time_is_none(tmp_path: Path, number: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "A.", "date": {number}, "fetched_at": {number}}}\n')
    (got,) = read(path, None, ReadLimits())
    assert isinstance(got, RawRecord), got
    assert got.published_at is None


def test_half_a_character_in_a_time_is_mended_and_told(tmp_path: Path) -> None:
    got = _record(tmp_path, {"text": "A.", "date": "May \ud800", "authors": ["Ann\u200b Lee"]})
    assert got.published_at == "May \ufffd"
    assert got.authors == ("Ann Lee",)
    assert got.repairs == ("surrogates", "zero_width")


@pytest.mark.parametrize(
    ("record", "html", "whole"),
    [
        ({"text": "<p>One.</p><p>Two.</p>"}, b"<p>One.</p><p>Two.</p>", False),
        ({"body": "<!DOCTYPE html><body>One."}, b"<!DOCTYPE html><body>One.", True),
        ({"content_html": "One &lt;b&gt; <i>x</i>"}, b"One &lt;b&gt; <i>x</i>", False),
        ({"content": {"rendered": "<p>One.</p>"}}, b"<p>One.</p>", False),
        ({"text": "<p>One.</p>", "html": "<html><p>One.</p>"}, b"<html><p>One.</p>", True),
        ({"html": "<p>bad \ud800 half"}, b"<p>bad ? half", False),
    ],
)
def test_html_in_a_record_is_a_page(
    tmp_path: Path, record: dict[str, object], html: bytes, whole: bool
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 7, "title": "T", **record}), encoding="utf-8")
    (page,) = read(path, None, ReadLimits())
    assert isinstance(page, Page), page
    assert (page.html, page.charset, page.whole) == (html, "utf-8", whole)
    assert (page.record.record_key, page.record.title, page.record.text) == ("7", "T", "")


def test_text_beside_html_is_taken_and_tags_in_it_are_words(tmp_path: Path) -> None:
    got = _record(tmp_path, {"text": "One <b>two</b>.", "html": "<p>Other</p>"})
    assert got.text == "One <b>two</b>."


def test_not_a_number_says_nothing(tmp_path: Path) -> None:
    nan = float("nan")
    got = _record(tmp_path, {"text": nan, "body": "One.", "title": nan, "id": nan, "authors": nan})
    assert (got.text, got.title, got.record_key, got.authors) == ("One.", None, "1", ())


def test_number_is_nobodys_name(tmp_path: Path) -> None:
    assert _record(tmp_path, {"text": "One.", "author": 12}).authors == ()
    assert _record(tmp_path, {"text": "One.", "author": [12, "Ann Lee"]}).authors == ("Ann Lee",)
