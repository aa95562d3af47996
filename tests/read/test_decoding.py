"""Encodings are found and damage is mended; what was done is told."""

from __future__ import annotations

import codecs
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.read import RawRecord, ReadLimits, read
from transforms.read.decode import repair
from transforms.read.utf8 import Utf8Count, count, mended

WESTERN = "The Côte d’Ivoire government said “no” to sanctions — Président Ouattara’s word.\n"
RUSSIAN = "Министерство иностранных дел России осудило новые санкции против банков.\n" * 5


@pytest.mark.parametrize(
    ("data", "text", "repairs"),
    [
        (WESTERN.encode(), WESTERN, ()),
        (WESTERN.encode("cp1252"), WESTERN, ("encoding:windows-1252",)),
        ("Joly met Étienne.\n".encode("cp1252"), "Joly met Étienne.\n", ("encoding:windows-1252",)),
        (codecs.BOM_UTF8 + WESTERN.encode(), WESTERN, ("bom",)),
        (WESTERN.encode("utf-16"), WESTERN, ("bom", "encoding:utf-16-le")),
        (WESTERN.encode("utf-16-be"), WESTERN, ("encoding:utf-16-be",)),
        (RUSSIAN.encode("cp1251"), RUSSIAN, ("encoding:windows-1251",)),
        (b"One.\r\nTwo.\r\n", "One.\nTwo.\n", ("line_endings",)),
    ],
)
def test_page_is_decoded(tmp_path: Path, data: bytes, text: str, repairs: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (record,) = read(path, None, ReadLimits())
    assert isinstance(record, RawRecord)
    assert record.text == text
    assert record.repairs == repairs


@pytest.mark.parametrize(
    ("text", "mended", "repairs"),
    [
        ("Chinaâ€™s defence", "China’s defence", ("mojibake",)),
        ("talks \x96 and more", "talks – and more", ("mojibake",)),
        ("Wikinews\u200d's own\ufeff", "Wikinews's own", ("zero_width",)),
        ("می\u200cخواهد", "می\u200cخواهد", ()),
        ("a\x00b\x07c", "abc", ("control_chars",)),
        ("Marks &amp; Spencer&nbsp;&#8217;s", "Marks & Spencer\xa0’s", ("html_entities",)),
        ("AT&T and R&D;", "AT&T and R&D;", ()),
        ("Cafe\u0301", "Café", ("nfc",)),
        ("bad \ud800 half", "bad \ufffd half", ("surrogates",)),
        ("“curly” ‘quotes’ ﬁne … — déjà", "“curly” ‘quotes’ ﬁne … — déjà", ()),
    ],
)
def test_text_is_mended(text: str, mended: str, repairs: tuple[str, ...]) -> None:
    assert repair(text) == (mended, repairs)


def test_lines_in_a_mixed_encoding_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"text": t}, ensure_ascii=False) for t in ("Plain.", "Étienne’s", "End.")]
    path.write_bytes("\n".join(lines).encode("cp1252"))
    got = list(read(path, None, ReadLimits()))
    assert [r.text for r in got if isinstance(r, RawRecord)] == ["Plain.", "Étienne’s", "End."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wide_encoding_is_read_line_by_line(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(["id,text", "1,Étienne’s", "2,End.", ""]).encode("utf-16"))
    got = list(read(path, None, ReadLimits()))
    assert [r.text for r in got if isinstance(r, RawRecord)] == ["Étienne’s", "End."]


ROWS = ["Élodie met the “envoy”.", "Россия и банки", "The firm — ‘listed’."]


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_one_bad_byte_costs_itself_alone(tmp_path: Path, row: str, name: str) -> None:
    path = tmp_path / name
    head, line = {
        "a.csv": ("id,text\n", '%d,"%s"\n'),
        "a.jsonl": ("", '{"id": %d, "text": "%s"}\n'),
        "a.txt": ("", "%d %s\n"),
    }[name]
    lines = [(line % (n, row)).encode() for n in range(199)]
    lines.insert(100, (line % (200, "caf\xe9")).encode("latin-1"))
    path.write_bytes(head.encode() + b"".join(lines))
    got = [r for r in read(path, None, ReadLimits()) if isinstance(r, RawRecord)]
    text = "\n".join(r.text for r in got)
    assert text.count(row) == 199
    assert text.count("café") == 1
    repaired = [r for r in got if r.repairs]
    assert [r.repairs for r in repaired] == [("encoding:windows-1252",)]
    assert "café" in repaired[0].text


def test_line_in_an_encoding_of_its_own_is_read_as_that(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = '{"text": "Министерство иностранных дел России осудило новые санкции"}\n'
    path.write_bytes(row.encode() * 5 + row.encode("cp1251"))
    got = [r for r in read(path, None, ReadLimits()) if isinstance(r, RawRecord)]
    assert len({r.text for r in got}) == 1
    assert got[5].repairs == ("encoding:windows-1251",)


@pytest.mark.parametrize("cut", [1, 2])
def test_page_cut_inside_its_last_character_is_read(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The “envoy” left — he said ‘so’".encode()[:-cut])
    (record,) = read(path, None, ReadLimits())
    assert isinstance(record, RawRecord)
    assert record.text == "The “envoy” left — he said ‘so\ufffd"
    assert record.repairs == ("undecodable",)


@pytest.mark.parametrize(
    "data", [b"Plain words in caf\xe9", b"LIBERT\xc9\x94 \x93caf\xe9\x94 \xe0 P"]
)
def test_windows_1252_is_not_taken_for_damaged_utf_8(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (record,) = read(path, None, ReadLimits())
    assert isinstance(record, RawRecord)
    assert record.text == data.decode("cp1252")
    assert record.repairs == ("encoding:windows-1252",)


@given(st.lists(st.sampled_from([b"a", "é".encode(), "“".encode(), "🚢".encode(), b"\xe9"])))
def test_count_is_the_same_however_the_bytes_are_cut(parts: list[bytes]) -> None:
    data = b"".join(parts) + b"."
    whole, cut = count(data), Utf8Count()
    for byte in data:
        cut.add(bytes([byte]))
    cut.end()
    assert (cut.good, cut.bad >= whole.bad) == (whole.good, True)


@given(st.binary(max_size=60))
def test_any_bytes_are_mended_and_good_ones_kept(data: bytes) -> None:
    text, codes = mended("“".encode() * 9 + b" " + data)
    assert text.startswith("“" * 9)
    assert bool(codes) or max(text) >= "\ud800" or text[10:].encode() == data


@pytest.mark.parametrize("tail", [b"garbage", b"\n", b"\0\0\0tail", b"\x1f"])
def test_bytes_behind_what_is_packed_are_left_out_and_told(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "a.jsonl.gz"
    members = gzip.compress(b'{"text": "One."}\n') + gzip.compress(b'{"text": "Two."}\n')
    path.write_bytes(members + tail)
    got = [r for r in read(path, None, ReadLimits()) if isinstance(r, RawRecord)]
    assert [(r.text, r.repairs) for r in got] == [
        ("One.", ("gzip_garbage",)),
        ("Two.", ("gzip_garbage",)),
    ]


def test_padding_behind_what_is_packed_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(codecs.BOM_UTF8 + b"Ministers met.") + bytes(500))
    (record,) = read(path, None, ReadLimits())
    assert isinstance(record, RawRecord)
    assert (record.text, record.repairs) == ("Ministers met.", ("bom",))
