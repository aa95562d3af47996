"""CSV of publishers is decoded, split and checked; what cannot be is told with its line."""

from __future__ import annotations

import io

import pytest

from schemas.errors import ListFormatError
from transforms.watchlists import csv_rows
from transforms.watchlists.csv_rows import columns, fold, opening, records, rows, values


def read(content: bytes, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    return list(rows("list.csv", lambda: io.BytesIO(content), delimiter))


def fault(content: bytes) -> str:
    with pytest.raises(ListFormatError) as raised:
        list(records("list.csv", read(content), ("A", "B"), "the list"))
    return str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        "a,é\r\nŽ,“b”\r\n".encode("utf-8-sig"),
        "a,é\nŽ,“b”".encode(),
        "a,é\r\nŽ,“b”\r\n\x1a".encode("cp1252"),
        "a,é\r\nŽ,“b”\r\n".encode("utf-16"),
    ],
)
def test_every_encoding_of_the_publishers_is_read(content: bytes) -> None:
    assert read(content) == [(1, ["a", "é"]), (2, ["Ž", "“b”"])]


def test_a_row_has_the_line_that_it_begins_in_and_empty_ones_are_left_out() -> None:
    assert read(b'a;"b\nc"\n;\n\n"d";e\n', ";") == [(1, ["a", "b\nc"]), (5, ["d", "e"])]


def test_columns_are_found_by_name_in_any_order_and_case() -> None:
    content = b" b ,\xef\xbb\xbfA,extra\n1,2,3,,\n"
    (row,) = records("list.csv", read(content), ("A", "B"), "the list")
    assert (row.line, row["a"], row["B"], row["extra"], row["none"]) == (2, "2", "1", "3", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"A,C\n1,2\n", 'line 1: lacks the column "B" of the list'),
        (b"C\n1\n", 'line 1: lacks the columns "A", "B" of the list'),
        (b"A,B,b\n1,2,3\n", 'line 1: has the column "B" twice'),
        (b"A,B\n1,2\n1,2,3\n", "line 3: 3 cells where the header has 2"),
        (b"A,B\n1\n", "line 2: 1 cells where the header has 2"),
        (b'A,B\n1,2\n"3,4\n5,6\n', "line 3: cannot be split into columns"),
        (b'A,B\n"1"x,2\n', "line 2: cannot be split into columns"),
        (b"A,B\n1,\x00\n", "line 2: holds zero bytes, so it is no text"),
        (b"A,B\n1,\x81\n", "line 2: is neither UTF-8 nor Windows-1252"),
        (b"\xff\xfeA\x00,", "list.csv: the file breaks off or is damaged behind it"),
        (b"<html>\n", "line 1: is a web page, not the list"),
        (b"\n \n", "list.csv: is empty, not the list"),
    ],
)
def test_what_is_broken_is_told_with_its_line(content: bytes, message: str) -> None:
    assert message in fault(content)
    assert "\n" not in fault(content)


def test_an_unclosed_quote_does_not_swallow_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "ROW_CHARS", 50)
    assert "line 13: belongs to a row longer than 50 characters" in fault(b'A,"B\n' + b"1,2\n" * 99)
    assert "line 1: belongs to a row longer than 50" in fault(b"A" * 10_000)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Foo; Bar;Foo", ["Foo", "Bar"]),
        ('"Foo; Bar"; Baz', ["Foo; Bar", "Baz"]),
        ('"He said ""no"""', ['He said "no"']),
        ('a "b; c', ['a "b', "c"]),
        ('"a" b; c', ['"a" b', "c"]),
        (" ", []),
        ('"";x', ["x"]),
    ],
)
def test_values_of_a_cell_are_parted(cell: str, expected: list[str]) -> None:
    assert values(cell) == expected


def test_marks_that_nobody_sees_are_left_out_but_joiners_stay() -> None:
    assert fold(" a\u00a0\u200e b\u00adc\n\ufeffd ") == "a bc d"
    assert fold("احمدی\u200cمقدم") == "احمدی\u200cمقدم"


def test_the_first_bytes_are_decoded_though_cut_in_a_character() -> None:
    assert opening("é“".encode()[:-1]) == "é"
    assert opening("“é".encode("cp1252")) == "“é"
    assert opening("é“".encode("utf-16")[:-1]) == "é"
    assert columns(b'Last Updated,x\r\n"Name 6", Group  ID\r\n') == (
        ["last updated", "x"],
        ["name 6", "group id"],
    )
