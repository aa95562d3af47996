"""The characters of a page are read right, whatever server and page say of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transforms.articles.web.charset import decode_html
from transforms.read.records import RawRecord

SENTENCES = {
    "cp1251": "Президент подписал указ о введении санкций против банков",
    "koi8_r": "Президент подписал указ о введении санкций против банков",
    "cp1252": "L’été dernier, le président a répété qu’il n’était pas pressé",
    "iso8859_2": "Żółć i gęś: prezydent podpisał ustawę o sankcjach wobec spółek",
    "cp1253": "Ο πρόεδρος ανακοίνωσε νέες κυρώσεις κατά της τράπεζας",
    "cp1254": "Cumhurbaşkanı yaptırım kararını imzaladı, görüşmeler sürüyor",
    "cp1255": "הממשלה הודיעה על סנקציות חדשות נגד הבנק",
    "cp1256": "أعلنت الحكومة عن عقوبات جديدة ضد البنك",
    "gb18030": "外交部发言人表示，反对单边制裁措施",
    "big5": "外交部發言人表示，反對單邊制裁措施",
    "shift_jis": "日本政府は銀行に対する追加制裁を発表した",
    "euc_jp": "日本政府は銀行に対する追加制裁を発表した",
    "cp874": "รัฐบาลประกาศมาตรการคว่ำบาตรธนาคาร",
}


def page_of(sentence: str, meta: str = "") -> str:
    paragraphs = f"<p>{sentence}</p>" * 4
    return f"<html><head>{meta}<title>x</title></head><body>{paragraphs}</body></html>"


@pytest.mark.parametrize("encoding", SENTENCES)
@pytest.mark.parametrize("header", [None, "utf-8", "iso-8859-1", "windows-1251"])
def test_wrong_charset_header_gives_no_mojibake(encoding: str, header: str | None) -> None:
    page = page_of(SENTENCES[encoding], f'<meta charset="{encoding}">')
    text, _ = decode_html(page.encode(encoding), header)
    assert text == page


@pytest.mark.parametrize("encoding", SENTENCES)
def test_utf_8_is_read_as_that_under_another_header(encoding: str) -> None:
    page = page_of(SENTENCES[encoding], '<meta charset="iso-8859-1">')
    assert decode_html(page.encode(), encoding) == (page, ())


def test_charset_of_server_is_taken_where_it_reads() -> None:
    page = page_of(SENTENCES["cp1251"])
    assert decode_html(page.encode("cp1251"), "windows-1251") == (page, ("encoding:windows-1251",))


def test_label_of_iso_8859_1_means_windows_1252_as_in_browsers() -> None:
    page = page_of("The “new” mint – worth €5bn – opens at the café.")
    text, _ = decode_html(page.encode("cp1252"), "ISO-8859-1")
    assert text == page


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_mark_or_width_tells_the_encoding(encoding: str) -> None:
    page = page_of(SENTENCES["cp1251"])
    text, _ = decode_html(page.encode(encoding), "windows-1252")
    assert text == page


def test_japanese_of_seven_bits_is_read_without_a_word_of_it() -> None:
    page = page_of(SENTENCES["shift_jis"])
    assert decode_html(page.encode("iso2022_jp"), None)[0] == page


def test_bytes_that_are_no_utf_8_in_a_page_of_it_are_mended_alone() -> None:
    page = page_of("Пять тонн меди ушли из порта").encode().replace(b"<p>", b"<p>caf\xe9 ")
    text, repairs = decode_html(page, "utf-8")
    assert "<p>café Пять тонн меди ушли из порта</p>" in text
    assert repairs == ("encoding:windows-1252",)


def test_unknown_labels_are_passed_over() -> None:
    page = page_of(SENTENCES["cp1251"], '<meta charset="no-such-thing">')
    assert decode_html(page.encode("cp1251"), "neither")[0] == page


def test_nul_and_surrogates_are_gone_from_the_article(read: Callable[..., RawRecord]) -> None:
    page = (
        b"<html><head><title>Ta\0lks open</title></head><body><article>"
        b"<p>The ta\0lks &#xD800; open in Oslo on Monday, said the minister.</p></article></body>"
    )
    found = read(page)
    assert found.title == "Talks open"
    assert found.parts[0].text.startswith("The talks ")
    assert "\0" not in found.text
    assert found.text.encode()
    assert "control_chars" in found.repairs


def test_letters_in_pieces_are_put_together(read: Callable[..., RawRecord]) -> None:
    page = "<article><p>The cafe\u0301 in Zu\u0308rich stays open, said the owner.</p></article>"
    found = read(page)
    assert found.text == "The café in Zürich stays open, said the owner."
    assert "nfc" in found.repairs


def test_mojibake_in_the_page_itself_is_mended(read: Callable[..., RawRecord]) -> None:
    page = (
        "<article><p>The mint isnâ€™t open, and that wonâ€™t change, said the owner.</p></article>"
    )
    found = read(page)
    assert found.text == "The mint isn’t open, and that won’t change, said the owner."
    assert "mojibake" in found.repairs
