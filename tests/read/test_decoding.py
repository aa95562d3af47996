"""Encodings are found and damage is mended; what was done is told."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from transforms.read import RawRecord, ReadLimits, read
from transforms.read.decode import repair

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


def test_wide_encoding_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\n1,Étienne’s\n2,End.\n".encode("utf-16"))
    got = list(read(path, None, ReadLimits()))
    assert [r.text for r in got if isinstance(r, RawRecord)] == ["Étienne’s", "End."]
