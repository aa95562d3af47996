"""Parquet and Arrow files are read by row, whatever their columns hold; damage costs its part."""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.read import Failure, Found, Page, RawRecord, ReadLimits, read
from transforms.read.arrow_values import plain_values
from transforms.read.table_rows import TableRows

Write = Callable[[pa.Table], bytes]


def _parquet(table: pa.Table, **how: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()


def _arrow(table: pa.Table, rows: int | None = None, **how: Any) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, table.schema, **how) as writer:
        writer.write_table(table, rows)
    return out.getvalue()


def _stream(table: pa.Table, rows: int | None = None) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table, rows)
    return out.getvalue()


def _feather(table: pa.Table) -> bytes:
    return _arrow(table, options=pa.ipc.IpcWriteOptions(compression="zstd"))


WRITERS = {"parquet": _parquet, "arrow": _arrow, "stream": _stream, "feather": _feather}


@pytest.fixture(params=WRITERS)
def write(request: pytest.FixtureRequest) -> Write:
    return WRITERS[request.param]


def _all(path: Path, data: bytes, limits: ReadLimits | None = None, **mapping: str) -> list[Found]:
    path.write_bytes(data)
    return list(read(path, mapping or None, limits or ReadLimits()))


def _records(found: list[Found]) -> list[RawRecord]:
    records = [one for one in found if isinstance(one, RawRecord)]
    assert len(records) == len(found), found
    return records


def test_rows_are_records_under_any_name(tmp_path: Path, write: Write) -> None:
    table = pa.table(
        {
            "Record-ID": [7, 8],
            "headline": ["First", None],
            "byline": [["Ann Lee", "Max Moe"], []],
            "pub_date": pa.array([datetime(2023, 5, 16, 6, 30)] * 2, pa.timestamp("ns", "UTC")),
            "body": ["One.", "Two."],
            "site_name": pa.array(["The Example"] * 2).dictionary_encode(),
        }
    )
    for name in ("a.parquet", "a.arrow", "table", "a.txt"):
        one, two = _records(_all(tmp_path / name, write(table)))
        assert (one.record_key, one.title, one.text) == ("7", "First", "One.")
        assert one.authors == ("Ann Lee", "Max Moe")
        assert (one.publisher, one.published_at) == ("The Example", "2023-05-16T06:30:00+00:00")
        assert (two.record_key, two.title, two.authors) == ("8", None, ())


def test_nested_fields_are_reached_by_path(tmp_path: Path, write: Write) -> None:
    rows = [
        {"doc": {"parts": [{"p": "One."}, {"p": "Two."}], "by": [{"name": "Ann Lee"}]}, "n": 1},
        {"doc": None, "n": 2},
    ]
    found = _all(
        tmp_path / "a", write(pa.Table.from_pylist(rows)), text="doc.parts.p", authors="doc.by.name"
    )
    assert isinstance(found[0], RawRecord)
    assert (found[0].text, found[0].authors) == ("One.\n\nTwo.", ("Ann Lee",))
    assert isinstance(found[1], Failure)
    assert (found[1].record_key, found[1].reason) == ("row 2", "no_text")
    assert "nothing in doc.parts.p, which sources.toml names; there are: doc, n" in found[1].message


def test_bytes_of_pages_keep_their_unknown_charset(tmp_path: Path, write: Write) -> None:
    page = "<html><body><p>Café</p></body></html>".encode("latin-1")
    table = pa.table({"url": ["https://example.org/1"], "html": pa.array([page], pa.binary())})
    (found,) = _all(tmp_path / "a", write(table))
    assert isinstance(found, Page), found
    assert (found.html, found.charset, found.whole) == (page, None, True)
    assert found.record.url == "https://example.org/1"


def test_bytes_where_a_text_should_be_are_decoded_or_refused(tmp_path: Path, write: Write) -> None:
    values = [
        b"\x00\x01\x02" * 20,
        "Café Étienne met the men of the town".encode("cp1252"),
        b"\n<html><body>One.</body></html>",
        "Café".encode("utf-16"),
        "Café".encode(),
        gzip.compress(b"One."),
    ]
    found = _all(tmp_path / "a", write(pa.table({"content": pa.array(values, pa.binary())})))
    assert [type(one).__name__ for one in found] == [
        "Failure", "RawRecord", "Page", "RawRecord", "RawRecord", "Failure",
    ]  # fmt: skip
    failures = [one for one in found if isinstance(one, Failure)]
    assert [(f.record_key, f.reason) for f in failures] == [
        ("row 1", "binary"),
        ("row 6", "binary"),
    ]
    texts = [(one.text, one.repairs) for one in found if isinstance(one, RawRecord)]
    assert texts == [
        ("Café Étienne met the men of the town", ("encoding:windows-1252",)),
        ("Café", ("bom", "encoding:utf-16-le")),
        ("Café", ()),
    ]


def test_strings_that_are_no_utf_8_cost_nothing_beside_them(tmp_path: Path, write: Write) -> None:
    bad = pa.array([b"Caf\xe9 in the old town", "Café".encode()], pa.binary()).view(pa.string())
    one, two = _records(_all(tmp_path / "a", write(pa.table({"text": bad}))))
    assert (one.text, one.repairs) == ("Café in the old town", ("encoding:windows-1252",))
    assert (two.text, two.repairs) == ("Café", ())


@pytest.mark.parametrize(
    ("array", "values"),
    [
        (pa.array([1681560000, None], pa.timestamp("s")), ["2023-04-15T12:00:00", None]),
        (
            pa.array([datetime(2023, 4, 15, 12, tzinfo=UTC)], pa.timestamp("us", "Europe/Paris")),
            ["2023-04-15T14:00:00+02:00"],
        ),
        (
            pa.array([1681560000123], pa.timestamp("ms", "-03:30")),
            ["2023-04-15T08:30:00.123000-03:30"],
        ),
        (pa.array([0], pa.timestamp("s", "Mars/Olympus")), ["1970-01-01T00:00:00+00:00"]),
        (pa.array([2**62, -(2**62)], pa.timestamp("s")), [None, None]),
        (pa.array([date(2023, 4, 15), None]), ["2023-04-15", None]),
        (pa.array([2**31 - 1], pa.int32()).view(pa.date32()), [None]),
        (pa.array([date(2023, 4, 15)], pa.date64()), ["2023-04-15"]),
        (pa.array([Decimal("17.50"), None]), ["17.50", None]),
        (pa.array([1.5, None]), [1.5, None]),
        (pa.array([True, None]), [True, None]),
        (pa.array([3], pa.uint8()), [3]),
        (pa.array([None, None]), [None, None]),
        (pa.array([5], pa.duration("s")), [None]),
        (pa.array(["a", None, "a"]).dictionary_encode(), ["a", None, "a"]),
        (pa.array(["a", "b"], pa.large_string()), ["a", "b"]),
        (pa.array(["a", "b"], pa.string_view()), ["a", "b"]),
        (pa.array([b"abc"], pa.binary(3)), [b"abc"]),
        (pa.array([["a"], None, [], ["b", None]]), [["a"], None, [], ["b", None]]),
        (pa.array([["a"], ["b"], ["c"]]).slice(1, 2), [["b"], ["c"]]),
        (pa.array([["a", "b"], None], pa.list_(pa.string(), 2)), [["a", "b"], None]),
        (pa.array([["a"], None], pa.large_list(pa.string())), [["a"], None]),
        (pa.array([["a"], None], pa.list_view(pa.string())), [["a"], None]),
        (
            pa.array([{"a": [{"b": "c"}]}, None, {"a": None}]),
            [{"a": [{"b": "c"}]}, None, {"a": None}],
        ),
        (pa.array([{}, None], pa.struct([])), [{}, None]),
        (
            pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int8())),
            [{"k": 1}, None, {}],
        ),
    ],
)
def test_values_of_every_type_are_told(array: pa.Array, values: list[object]) -> None:
    assert plain_values(array) == values


@pytest.mark.parametrize("how", ["parquet", "feather"])
def test_columns_that_no_field_is_in_are_not_read(tmp_path: Path, how: str) -> None:
    junk = " ".join(str(random.Random(n).random()) for n in range(9000))
    table = pa.table({"text": ["One."], "junk": [junk]})
    data = bytearray(
        _parquet(table, write_page_checksum=True) if how == "parquet" else _feather(table)
    )
    middle = len(data) // 2
    data[middle : middle + 5000] = bytes(5000)
    path = tmp_path / "a"
    (record,) = _records(_all(path, bytes(data)))
    assert record.text == "One."
    (failure,) = _all(path, bytes(data), title="junk")
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"


def test_row_over_the_limit_costs_itself_alone(tmp_path: Path, write: Write) -> None:
    table = pa.table({"text": ["One.", "x" * 3000, "Three."]})
    found = _all(tmp_path / "a", write(table), ReadLimits(record_bytes=1000))
    assert [getattr(one, "reason", None) for one in found] == [None, "too_large", None]
    assert isinstance(found[1], Failure)
    assert found[1].record_key == "row 2"


@pytest.mark.parametrize("pages", ["1.0", "2.0"])
@pytest.mark.parametrize("repeated", [True, False])
def test_long_values_that_rows_repeat_are_read_few_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: str, repeated: bool
) -> None:
    """A dictionary of one value makes a small file of what fills the memory."""
    sizes, read_rows = [], TableRows.records

    def records(self: TableRows, batch: pa.RecordBatch) -> Iterator[Found]:
        sizes.append(len(batch))
        yield from read_rows(self, batch)

    monkeypatch.setattr(TableRows, "records", records)
    text = "word " * 4_000_000 if repeated else "word"
    table = pa.table({"text": [text] * 64, "id": range(64)})
    data = _parquet(table, compression="zstd", data_page_version=pages)
    found = _all(tmp_path / "a", data, ReadLimits(record_bytes=1 << 20))
    assert len(data) < 10_000
    assert len(found) == 64
    assert {type(one) for one in found} == {Failure if repeated else RawRecord}
    assert max(sizes) == (3 if repeated else 64)


def test_table_without_a_text_says_which_columns_it_has(tmp_path: Path, write: Write) -> None:
    (failure,) = _all(tmp_path / "a", write(pa.table({"name": ["a"], "price": [2]})))
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "no_text")
    assert "there are: name, price." in failure.message


def test_rows_that_share_an_id_are_told_apart(tmp_path: Path, write: Write) -> None:
    table = pa.table({"id": [1, 1, 1], "text": ["a", "b", "a"]})
    found = _records(_all(tmp_path / "a", write(table)))
    assert [one.record_key for one in found] == ["1", "1#2", "1"]


def test_packed_table_is_read(tmp_path: Path, write: Write) -> None:
    data = gzip.compress(write(pa.table({"text": ["One."]})))
    (record,) = _records(_all(tmp_path / "a.gz", data))
    assert record.text == "One."


def _texts(count: int = 1000) -> pa.Table:
    words = random.Random(7)
    texts = [f"{n} " + " ".join(str(words.random()) for _ in range(20)) for n in range(count)]
    return pa.table({"text": texts})


def test_damaged_page_costs_the_rest_of_its_row_group(tmp_path: Path) -> None:
    data = bytearray(
        _parquet(_texts(), row_group_size=250, use_dictionary=False, write_page_checksum=True)
    )
    told = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(0)
    middle = told.data_page_offset + told.total_compressed_size // 2
    data[middle : middle + 100] = bytes(100)
    found = _all(tmp_path / "a.parquet", bytes(data))
    failures = [one for one in found if isinstance(one, Failure)]
    assert [(f.record_key, f.reason) for f in failures] == [("rows 251 to 500", "unreadable")]
    assert found.index(failures[0]) == 250
    assert len(found) == 751


def test_damaged_batch_costs_itself_alone(tmp_path: Path) -> None:
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    data = bytearray(_arrow(_texts(), 100, options=options))
    middle = len(data) // 2
    data[middle : middle + 2000] = bytes(2000)
    found = _all(tmp_path / "a.arrow", bytes(data))
    failures = [one for one in found if isinstance(one, Failure)]
    assert [f.reason for f in failures] == ["unreadable"]
    assert len(found) == 901


@pytest.mark.parametrize("write", [_arrow, _stream])
def test_arrow_file_that_was_cut_off_gives_the_batches_before(
    tmp_path: Path, write: Callable[..., bytes]
) -> None:
    data = write(_texts(), 100)
    found = _all(tmp_path / "a.arrow", data[: len(data) // 2])
    assert isinstance(found[-1], Failure)
    assert (found[-1].record_key, found[-1].reason) == (
        f"batch {len(found) // 100 + 1}",
        "unreadable",
    )
    assert len(found) in (401, 501)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_parquet(_texts(10))[:-50], "unreadable"),
        (b"PAR1" + bytes(100), "unreadable"),
        (b"PARE" + bytes(100), "unsupported"),
        (b"ARROW1\0\0" + bytes(100), "unreadable"),
        (b"FEA1" + bytes(100), "unsupported"),
        (b"\xff\xff\xff\xff" + bytes(100), "binary"),
    ],
)
def test_file_that_cannot_be_opened_is_one_failure(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    (failure,) = _all(tmp_path / "a.parquet", data)
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, reason)


def test_random_damage_never_crashes_a_reader(tmp_path: Path) -> None:
    chance = random.Random(11)
    table = pa.table({"id": list(range(40)), "text": [f"Text {n}." for n in range(40)]})
    whole = [_parquet(table), _arrow(table, 10), _feather(table), _stream(table, 10)]
    for _ in range(120):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.choice([1, 4])):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        found = _all(tmp_path / "a", bytes(data))
        assert [one for one in found if getattr(one, "reason", "") == "crashed"] == []
