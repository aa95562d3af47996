"""Every kind of file becomes records, or failures that say why not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from schemas.errors import BadInput
from transforms.read import Failure, Page, RawRecord, ReadLimits, read

LIMITS = ReadLimits()


def _all(path: Path, limits: ReadLimits = LIMITS, **mapping: str) -> list[RawRecord | Failure]:
    return [one for one in read(path, mapping or None, limits) if not isinstance(one, Page)]


def _only(path: Path, limits: ReadLimits = LIMITS) -> RawRecord:
    (record,) = _all(path, limits)
    assert isinstance(record, RawRecord), record
    return record


def _write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_text_file_is_a_page(tmp_path: Path) -> None:
    record = _only(_write(tmp_path / "a.txt", "Title\n\nMinisters met.\n"))
    assert (record.reader, record.page, record.record_key) == ("text", True, None)
    assert record.text == "Title\n\nMinisters met.\n"
    assert record.fetched_at is not None
    assert record.raw_sha256 == ("c6dded98f4c74452443a55934dcd926f6fcfceb40246a979c9579f20113e83c9")


def test_packed_file_reads_like_the_plain_one(tmp_path: Path) -> None:
    plain = _only(_write(tmp_path / "a.txt", "Ministers met."))
    packed = _only(_write(tmp_path / "a.txt.gz", gzip.compress(b"Ministers met.")))
    assert packed.text == plain.text
    assert packed.raw_sha256 != plain.raw_sha256


def test_broken_lines_cost_themselves_alone(tmp_path: Path) -> None:
    lines = ['{"id": 1, "text": "One."}', '{"id": 2, "te', "[1]", "", '{"id": 4}', '{"text": "5"}']
    got = _all(_write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [(type(r).__name__, r.record_key) for r in got] == [
        ("RawRecord", "1"),
        ("Failure", "line 2"),
        ("Failure", "line 3"),
        ("Failure", "line 5"),
        ("RawRecord", "6"),
    ]
    failures = [r for r in got if isinstance(r, Failure)]
    assert [f.reason for f in failures] == ["bad_json", "bad_json", "no_text"]
    assert "there are: id." in failures[2].message


def test_line_over_the_limit_is_skipped_without_being_held(tmp_path: Path) -> None:
    long = json.dumps({"id": 2, "text": "x" * 5000})
    path = _write(tmp_path / "a.jsonl", '{"id": 1, "text": "a"}\n' + long + '\n{"text": "c"}\n')
    got = _all(path, ReadLimits(record_bytes=1000))
    assert [(r.record_key, getattr(r, "reason", None)) for r in got] == [
        ("1", None),
        ("line 2", "too_large"),
        ("3", None),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_split_by_what_its_header_shows(tmp_path: Path, delimiter: str) -> None:
    rows = [["Title", "Date", "Text"], ["A, B; C", "2023-04-15", '"One.\nTwo, ""three""."']]
    rows[1][0] = f'"{rows[1][0]}"'
    path = _write(tmp_path / "a.csv", "\r\n".join(delimiter.join(r) for r in rows) + "\r\n")
    record = _only(path)
    assert (record.title, record.published_at) == ("A, B; C", "2023-04-15")
    assert record.text == 'One.\nTwo, "three".'
    assert record.record_key == "1"


def test_ragged_rows_cost_themselves_alone(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "id,text\n1,One.\n2\n3,Three.,x\n4,Four.,\n5,\n6,Six.\n")
    got = _all(path)
    assert [(r.record_key, getattr(r, "reason", None)) for r in got] == [
        ("1", None),
        ("line 3", "bad_csv"),
        ("line 4", "bad_csv"),
        ("4", None),
        ("line 6", "no_text"),
        ("6", None),
    ]


def test_huge_csv_field_is_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", f'id,text\n1,"{"word " * 60000}"\n')
    assert len(_only(path).text) == 299999


def test_csv_without_a_text_column_says_which_columns_it_has(tmp_path: Path) -> None:
    (failure,) = _all(_write(tmp_path / "a.csv", "id,name,price\n1,a,2\n"))
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "no_text")
    assert "id, name, price" in failure.message
    assert 'columns = { text = "NAME" }' in failure.message


def test_mapping_of_a_source_overrides_the_usual_names(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "key;name;story text\n1;A;Ministers met.\n")
    (record,) = _all(path, text="story text", title="name", record_key="key")
    assert isinstance(record, RawRecord)
    assert (record.record_key, record.title, record.text) == ("1", "A", "Ministers met.")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.csv", b"\x00\x01\x02\x03" * 100, "binary"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3\n", "unsupported"),
        ("a.txt", b"PK\x03\x04\x14\x00", "unreadable"),
        ("a.xml", b'<?xml version="1.0"?><book/>', "unsupported"),
        ("a.json", b"Ministers met.", "unsupported"),
        ("a.txt.gz", gzip.compress(b"Ministers met. " * 999, mtime=0)[:40], "unreadable"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00garbage", "unreadable"),
    ],
)
def test_files_that_are_no_text_say_so(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (failure,) = _all(_write(tmp_path / name, data))
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, reason)


def test_file_that_vanished_is_missing(tmp_path: Path) -> None:
    (failure,) = _all(tmp_path / "gone.txt")
    assert isinstance(failure, Failure)
    assert failure.reason == "missing"


def test_folder_is_unreadable(tmp_path: Path) -> None:
    (failure,) = _all(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"


def test_limits_of_file_and_unpacked_size(tmp_path: Path) -> None:
    plain = _write(tmp_path / "a.txt", "x" * 2000)
    bomb = _write(tmp_path / "b.txt.gz", gzip.compress(b"x" * 2_000_000))
    got = [
        _all(plain, ReadLimits(file_bytes=1000)),
        _all(plain, ReadLimits(record_bytes=1000)),
        _all(bomb, ReadLimits(unpacked_bytes=1_000_000)),
    ]
    assert [getattr(g[0], "reason", None) for g in got] == [
        "too_large",
        "too_large",
        "archive_bomb",
    ]


def test_suffix_that_lies_is_not_believed(tmp_path: Path) -> None:
    lines = '{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n'
    assert [r.record_key for r in _all(_write(tmp_path / "a.txt", lines))] == ["1", "2"]
    table = "id,title,text\n7,A,One.\n"
    assert [r.record_key for r in _all(_write(tmp_path / "b.txt", table))] == ["7"]


def test_same_bytes_give_the_same_records_under_any_name(tmp_path: Path) -> None:
    one = _only(_write(tmp_path / "a.jsonl", '{"id": 1, "text": "One."}\n'))
    two = _only(_write(tmp_path / "b.ndjson", '{"id": 1, "text": "One."}\n'))
    assert (one.text, one.record_key, one.raw_sha256) == (two.text, two.record_key, two.raw_sha256)


def _texts(got: list[RawRecord | Failure]) -> list[str]:
    return [r.text for r in got if isinstance(r, RawRecord)]


def _failures(got: list[RawRecord | Failure]) -> list[tuple[str | None, str]]:
    return [(r.record_key, r.reason) for r in got if isinstance(r, Failure)]


def test_quote_that_nothing_closes_costs_its_line_alone(tmp_path: Path) -> None:
    rows = [f"{n},Text {n}." for n in range(1, 1001)]
    rows[2] = '3,"Text 3.'
    rows[500] = '501,"Two\nlines."'
    got = _all(_write(tmp_path / "a.csv", "id,text\n" + "\n".join(rows) + "\n"))
    assert _failures(got) == [("line 4", "bad_csv")]
    assert len(_texts(got)) == 999
    assert [r.record_key for r in got[:4]] == ["1", "2", "line 4", "4"]
    assert "Two\nlines." in _texts(got)


def test_quote_closed_by_a_later_row_costs_its_line_alone(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", 'id,text\n1,"One.\n2,"Two."\n3,"Three."\n')
    got = _all(path)
    assert _failures(got) == [("line 2", "bad_csv")]
    assert _texts(got) == ["Two.", "Three."]


def test_row_over_the_limit_is_not_looked_through_to_the_end(tmp_path: Path) -> None:
    rows = "".join(f"{n},Text {n}.\n" for n in range(500))
    got = _all(_write(tmp_path / "a.csv", f'id,text\n7,"x\n{rows}'), ReadLimits(record_bytes=200))
    assert _failures(got) == [("line 2", "bad_csv")]
    assert len(_texts(got)) == 500


@pytest.mark.timeout(30)
@pytest.mark.parametrize("row", ['a",""",x', '"', 'a,"""', 'a,"b'])
def test_rows_of_stray_quotes_are_read_in_linear_time(tmp_path: Path, row: str) -> None:
    got = _all(_write(tmp_path / "a.csv", "id,text\n" + f"{row}\n" * 50_000))
    assert 0 < len(got) <= 50_000


def test_csv_of_the_classic_mac_is_read(tmp_path: Path) -> None:
    rows = "".join(f'\r{n},"Text\r{n}."' for n in range(9000))
    got = _all(_write(tmp_path / "a.csv", f"id,text{rows}\r"))
    assert (len(got), _texts(got)[8999]) == (9000, "Text\n8999.")
    lines = "\r".join(f'{{"text": "Text {n}."}}' for n in range(3))
    assert _texts(_all(_write(tmp_path / "a.jsonl", lines))) == ["Text 0.", "Text 1.", "Text 2."]


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
@pytest.mark.parametrize(
    "head",
    [
        'id,"Article\nText"\n',
        "sep=,\nid,text\n",
        '"sep=,"\r\nid,text\r\n',
        '\ufeffsep=,\n"id","Full\r\ntext"\n',
    ],
)
def test_headers_as_spreadsheets_write_them_are_read(tmp_path: Path, head: str, name: str) -> None:
    (record,) = _all(_write(tmp_path / name, head + "7,Ministers met; they left.\n"))
    assert isinstance(record, RawRecord), record
    assert (record.record_key, record.text) == ("7", "Ministers met; they left.")


def test_separator_told_by_excel_is_used(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "sep=;\nid;text;a,b,c,d,e\n7;One, two.;x\n")
    assert _only(path).text == "One, two."


def test_stray_quote_in_the_header_costs_no_row(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", 'id,size 5",text\n1,a,"One."\n2,b,T"wo.\n')
    assert _texts(_all(path)) == ["One.", 'T"wo.']


def test_records_that_share_an_id_are_told_apart(tmp_path: Path) -> None:
    rows = ["1,aaa bbb", "1,ccc ddd", "2,eee", "1,aaa bbb", "1,ccc ddd", "1#3,fff", "1,ggg"]
    got = _all(_write(tmp_path / "a.csv", "id,text\n" + "\n".join(rows)))
    assert [r.record_key for r in got] == ["1", "1#3", "2", "1", "1#3", "1#3#7", "1#8"]
    lines = [{"id": 2, "text": "a"}, {"text": "b"}, {"id": 2, "text": "c", "url": "tag:7"}]
    got = _all(_write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines))))
    assert [r.record_key for r in got] == ["2", "2#2", "2#3"]


def test_records_that_share_an_address_stay_one_article(tmp_path: Path) -> None:
    line = '{"id": 1, "url": "https://example.org/a", "text": "%s"}\n'
    got = _all(_write(tmp_path / "a.jsonl", line % "One." + line % "Two."))
    assert [r.record_key for r in got] == ["1", "1"]


def test_nesting_without_end_costs_its_line_alone(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 100_000
    closed = '{"text": ' + "[" * 900 + '"x"' + "]" * 900 + "}"
    got = _all(_write(tmp_path / "a.jsonl", f'{deep}\n{{"text": "One."}}\n{closed}\n'))
    assert got[0].record_key == "line 1"
    assert _texts(got)[0] == "One."
    assert {reason for _, reason in _failures(got)} == {"bad_json"}


def test_halves_of_characters_are_escaped_in_failures(tmp_path: Path) -> None:
    (failure,) = _all(_write(tmp_path / "a.jsonl", '{"\\ud800k": 1}\n'))
    assert isinstance(failure, Failure)
    assert "\\ud800k" in failure.message
    assert failure.message.isascii()


def test_record_whose_text_is_empty_is_told_no_mapping(tmp_path: Path) -> None:
    (failure,) = _all(_write(tmp_path / "a.jsonl", '{"id": 1, "Text": " "}\n'))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == ("no_text", "no text: nothing in Text")


def test_mapping_to_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "id,story\n1,One.\n")
    (failure,) = _all(path, text="body")
    assert isinstance(failure, Failure)
    assert failure.message == (
        "no text: nothing in body, which sources.toml names; there are: id, story"
    )


def test_reader_that_crashes_keeps_what_it_read_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(line: str) -> object:
        if "boom" in line:
            raise ZeroDivisionError("by \ud800")
        return {"text": line}

    path = _write(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": "boom"}\n')
    monkeypatch.setattr("transforms.read.json_lines.json.loads", crash)
    record, failure = _all(path)
    assert isinstance(record, RawRecord)
    assert failure == Failure(None, "crashed", "ZeroDivisionError: by \\ud800")


def test_mapping_to_no_field_is_raised(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        _all(_write(tmp_path / "a.csv", "id,text\n1,One.\n"), body="text")


def test_table_separated_by_tabs_may_hold_pages(tmp_path: Path) -> None:
    rows = "url\thtml\ttitle\nhttps://example.org/1\t<html><p>One, two.</p></html>\tFirst\n"
    (page,) = read(_write(tmp_path / "a.tsv", rows), None, LIMITS)
    assert isinstance(page, Page), page
    assert (page.html, page.whole) == (b"<html><p>One, two.</p></html>", True)
    assert (page.record.reader, page.record.title) == ("csv", "First")
    assert page.record.record_key == "https://example.org/1"


def test_lines_of_odd_characters_become_well_formed_text_or_rejects(tmp_path: Path) -> None:
    lines = [
        b'{"id": "\\ud800", "text": "half \\udc00 of one", "title": "a\\u0000b"}',
        b'{"id": 2, "text": "nul \x00 in it"}',
        b'{"id": 3, "text": "\xed\xa0\x80 as bytes"}',
        b'{"id": 4, "text": "Four."}',
    ]
    got = _all(_write(tmp_path / "a.jsonl", b"\n".join(lines + lines[3:] * 60)))
    assert len(got) == 64
    for one in got:
        if isinstance(one, RawRecord):
            (one.text + (one.title or "") + (one.record_key or "")).encode()
            assert "\0" not in one.text
    texts = [one.text for one in got[:4] if isinstance(one, RawRecord)]
    assert texts[0] == "half \ufffd of one"
    assert texts[-1] == "Four."
    assert _failures(got[:4]) == [("line 2", "bad_json")]
