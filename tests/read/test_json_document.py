"""Articles are found in JSON documents of any shape and size; a broken one costs itself alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.read import Failure, Found, Page, RawRecord, ReadLimits, read
from transforms.read.json_cursor import BrokenJson, JsonCursor, keys, members

ONE = {"id": 1, "title": "First", "text": "One."}
TWO = {"id": 2, "title": "Second", "text": "Two."}


def _all(
    path: Path, data: str | bytes, limits: ReadLimits | None = None, **mapping: str
) -> list[Found]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, mapping or None, limits or ReadLimits()))


def _told(found: list[Found]) -> list[tuple[str | None, str]]:
    """Key and text of records, key and reason of failures."""
    told = []
    for one in found:
        if isinstance(one, Page):
            told.append((one.record.record_key, one.html.decode()))
        else:
            told.append((one.record_key, one.reason if isinstance(one, Failure) else one.text))
    return told


BOTH = [("1", "One."), ("2", "Two.")]


@pytest.mark.parametrize(
    "document",
    [
        [ONE, TWO],
        {"status": "ok", "totalResults": 2, "articles": [ONE, TWO]},
        {"response": {"docs": [ONE, TWO], "facets": [{"x": 1}] * 9}},
        {"tags": [{"text": "a tag"}] * 9, "data": {"items": [ONE, TWO]}},
        {"content": [ONE, TWO], "totalPages": 1},
        {"first": ONE, "second": TWO},
        {"data": {"first": ONE, "second": TWO}},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", ["a.json", "dump", "a.txt"])
def test_list_of_articles_is_found(
    tmp_path: Path, document: object, indent: int | None, name: str
) -> None:
    found = _all(tmp_path / name, json.dumps(document, indent=indent))
    assert _told(found) == BOTH
    assert {one.reader for one in found if isinstance(one, RawRecord)} == {"json"}


@pytest.mark.parametrize(
    "document",
    [
        ONE,
        {**ONE, "authors": [{"name": "Ann", "text": "About Ann."}], "related": [TWO, TWO]},
        {"article": ONE},
        {"data": {"article": ONE}, "meta": {"took": 3}},
        {"id": 1, "title": "First", "body": [{"text": "One."}]},
        {"id": 1, "title": "First", "content": {"rendered": "One."}},
    ],
)
def test_document_that_is_one_article_is_read_as_one(tmp_path: Path, document: object) -> None:
    (record,) = _all(tmp_path / "a.json", json.dumps(document, indent=1))
    assert isinstance(record, RawRecord), record
    assert (record.record_key, record.title, record.text) == ("1", "First", "One.")


def test_articles_without_ids_get_the_keys_of_their_map(tmp_path: Path) -> None:
    document = {"a17": {"title": "A", "text": "One."}, "a18": {"title": "B", "text": "Two."}}
    found = _all(tmp_path / "a.json", json.dumps(document))
    assert _told(found) == [("a17", "One."), ("a18", "Two.")]


@pytest.mark.parametrize("between", ["\n", "", "\n\n"])
def test_objects_one_after_the_other_are_read(tmp_path: Path, between: str) -> None:
    data = between.join(json.dumps(one, indent=1) for one in (ONE, TWO))
    assert _told(_all(tmp_path / "a.json", data)) == BOTH


def test_objects_behind_record_separators_are_read(tmp_path: Path) -> None:
    long = [{**one, "title": "T" * 200} for one in (ONE, TWO)]
    data = "".join(f"\x1e{json.dumps(one, indent=1)}\n" for one in long)
    assert _told(_all(tmp_path / "a.json", data)) == BOTH


def test_lists_one_after_the_other_are_read(tmp_path: Path) -> None:
    assert _told(_all(tmp_path / "a.json", f"{json.dumps([ONE])}\n{json.dumps([TWO])}\n")) == BOTH


def test_list_and_columns_are_named_by_the_source(tmp_path: Path) -> None:
    deep = {"a": {"b": {"hits": [{"_id": "q", "_source": {"paragraphs": ["One.", "Two."]}}]}}}
    data = json.dumps(deep)
    found = _all(
        tmp_path / "a.json",
        data,
        records="a.b.hits",
        text="_source.paragraphs",
        record_key="_id",
    )
    assert _told(found) == [("q", "One.\n\nTwo.")]
    (failure,) = _all(tmp_path / "a.json", data, records="a.c")
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "empty")
    assert failure.message == "nothing at a.c, which sources.toml names"


def test_html_of_a_blog_is_a_page_and_a_number_no_author(tmp_path: Path) -> None:
    post = {
        "id": 7,
        "link": "https://example.org/7",
        "title": {"rendered": "Ministers &amp; banks"},
        "content": {"rendered": "<p>One &lt;b&gt;.</p>", "protected": False},
        "author": 5,
    }
    (page,) = _all(tmp_path / "a.json", json.dumps([post]))
    assert isinstance(page, Page), page
    assert (page.html, page.charset, page.whole) == (b"<p>One &lt;b&gt;.</p>", "utf-8", False)
    assert (page.record.title, page.record.authors) == ("Ministers & banks", ())
    assert page.record.url == "https://example.org/7"


def test_item_that_is_no_json_costs_itself_alone(tmp_path: Path) -> None:
    data = '[{"text": "One."}, {"text": "T" "wo."}, {"text": "Three."}, {"id": 4}]'
    found = _all(tmp_path / "a.json", data)
    assert _told(found) == [
        ("1", "One."),
        ("item 2", "bad_json"),
        ("3", "Three."),
        ("item 4", "no_text"),
    ]
    assert isinstance(found[1], Failure)
    assert "at byte 19" in found[1].message


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ('[{"text": "One."}, {"text": "cut', 19),
        ('[{"text": "One."}, {"text": "a"], {"text": "b"}]', 31),
        ('{"articles": [{"text": "One."}, ', 32),
        ('{"articles": [{"text": "One."}, {"text": "b"', 32),
    ],
)
def test_break_costs_what_follows_and_says_where_it_is(
    tmp_path: Path, data: str, offset: int
) -> None:
    found = _all(tmp_path / "a.json", data)
    assert _told(found) == [("1", "One."), ("item 2", "bad_json")]
    assert isinstance(found[1], Failure)
    assert found[1].message.startswith("not JSON, and no more is read")
    assert found[1].message.endswith(f"at byte {offset}")


def test_values_that_strict_parsers_refuse_are_read(tmp_path: Path) -> None:
    digits = "9" * 5000
    data = (
        '[{"id": NaN, "text": NaN, "body": "One.", "n": Infinity},'
        f'{{"id": 2, "views": {digits}, "text": "Two."}},'
        '{"id": 3, "text": "a", "text": "Last\tof two."},'
        '{"id": 4, "text": "bad \\ud800 half, \\u0000nul"}]'
    )
    found = _all(tmp_path / "a.json", data)
    assert _told(found) == [
        ("1", "One."),
        ("2", "Two."),
        ("3", "Last\tof two."),
        ("4", "bad \ufffd half, nul"),
    ]


def test_nesting_without_end_costs_its_item_alone(tmp_path: Path) -> None:
    deep = "[" * 100_000
    data = f'[{{"text": {deep}{"]" * 100_000}}}, {json.dumps(ONE)}]'
    assert _told(_all(tmp_path / "a.json", data)) == [("item 1", "bad_json"), ("1", "One.")]
    (failure,) = _all(tmp_path / "a.json", f'{{"text": {deep}')
    assert isinstance(failure, Failure)
    assert failure.reason == "bad_json"


def test_item_over_the_limit_costs_itself_alone(tmp_path: Path) -> None:
    data = json.dumps({"articles": [ONE, {"text": "x" * 3_000_000}, TWO]})
    found = _all(tmp_path / "a.json", data, ReadLimits(record_bytes=1000))
    assert _told(found) == [("1", "One."), ("item 2", "too_large"), ("2", "Two.")]


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        ("[]", "empty", "nothing in the list of articles"),
        ('{"status": "ok", "articles": []}', "empty", "nothing in the list of articles"),
        ('[1, "a", null]', "bad_json", "3 of 3 members of the list are no objects"),
        ('{"id": 1, "name": "x"}', "no_text", "there are: id, name."),
    ],
)
def test_document_without_articles_is_one_failure(
    tmp_path: Path, data: str, reason: str, message: str
) -> None:
    (failure,) = _all(tmp_path / "a.json", data)
    assert isinstance(failure, Failure)
    assert failure.reason == reason
    assert message in failure.message


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("utf-8-sig", ("bom",)),
        ("utf-16", ("bom", "encoding:utf-16-le")),
        ("utf-16-be", ("encoding:utf-16-be",)),
        ("cp1252", ("encoding:windows-1252",)),
    ],
)
def test_encoding_is_found(tmp_path: Path, encoding: str, codes: tuple[str, ...]) -> None:
    data = json.dumps([{"text": "Étienne met the café’s owner."}] * 3, ensure_ascii=False)
    found = _all(tmp_path / "a.json", data.encode(encoding))
    assert [text for _, text in _told(found)] == ["Étienne met the café’s owner."] * 3
    assert {one.repairs for one in found if isinstance(one, RawRecord)} == {codes}


def test_lines_stay_lines_and_words_in_brackets_stay_text(tmp_path: Path) -> None:
    lines = f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n"
    for name in ("a.json", "a.txt", "a.jsonl"):
        found = _all(tmp_path / name, lines)
        assert {one.reader for one in found if isinstance(one, RawRecord)} == {"json_lines"}
    (text,) = _all(tmp_path / "b.txt", "[Updated] Ministers met.")
    assert isinstance(text, RawRecord)
    assert text.reader == "text"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[i : i + size] for i in range(0, len(data), size))


@settings(max_examples=50)
@given(st.lists(VALUES, max_size=5), st.integers(1, 9), st.sampled_from([None, 1]))
def test_members_are_those_of_the_list_however_the_bytes_are_cut(
    values: list[Any], size: int, indent: int | None
) -> None:
    data = json.dumps(values, ensure_ascii=False, indent=indent).encode("utf-8", "replace")
    cursor = JsonCursor(_cut(data, size))
    found = [json.loads(cursor.value(1 << 20) or b"") for _ in members(cursor)]
    assert found == json.loads(data)
    assert cursor.peek() == b""


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=5), VALUES, max_size=5), st.integers(1, 9))
def test_keys_are_those_of_the_object_however_the_bytes_are_cut(
    values: dict[str, Any], size: int
) -> None:
    data = json.dumps(values).encode()
    cursor = JsonCursor(_cut(data, size))
    found = {key: json.loads(cursor.value(1 << 20) or b"") for key in keys(cursor)}
    assert found == values


@given(st.text(alphabet='{}[]":,\\ a1', max_size=30), st.integers(1, 9))
def test_any_text_is_gone_through_or_said_to_be_broken(text: str, size: int) -> None:
    cursor = JsonCursor(_cut(text.encode(), size))
    places = [-1]
    with suppress(BrokenJson):
        while cursor.peek():
            cursor.value(5)
            places.append(cursor.offset)
    assert places == sorted(set(places))
    assert places[-1] <= len(text)
