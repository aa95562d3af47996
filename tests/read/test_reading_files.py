"""Every kind of file becomes records, or failures that say why not."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from transforms.read import Failure, RawRecord, ReadLimits, read

LIMITS = ReadLimits()


def _all(path: Path, limits: ReadLimits = LIMITS, **mapping: str) -> list[RawRecord | Failure]:
    return list(read(path, mapping or None, limits))


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
    assert "keys: id" in failures[2].message


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
    assert 'mapping = { text = "COLUMN" }' in failure.message


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
        ("a.txt", b"PK\x03\x04\x14\x00", "unsupported"),
        ("a.html", b"<!DOCTYPE html><p>Hi", "unsupported"),
        ("a.json", b'[{"text": "a"}]', "unsupported"),
        ("a.txt.gz", gzip.compress(b"Ministers met. " * 999)[:40], "unreadable"),
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
