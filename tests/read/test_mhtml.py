"""The page of a saved web archive is found, with its address and the day it was saved on."""

from __future__ import annotations

import base64
from datetime import datetime
from pathlib import Path

import pytest

from transforms.read import Failure, Found, Page, ReadLimits, read

TOP = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/news/oslo?id=7
Subject: =?utf-8?Q?Ministers=20met?=
Date: Tue, 16 May 2023 08:30:00 +0200
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"

"""
PART = """------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/news/oslo?id=7

<html><body><p>Ministers met in =C3=98stfold, a town whose name is =
long.</p></body></html>
"""
PICTURE = """------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: binary
Content-Location: https://example.org/a.png

"""
END = "------MultipartBoundary--x------\n"
HTML = "<html><body><p>Ministers met in Østfold, a town whose name is long.</p></body></html>"


def _all(path: Path, data: str | bytes, limits: ReadLimits | None = None) -> list[Found]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, None, limits or ReadLimits()))


def _crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.eml", "a.txt", "page"])
def test_page_that_a_browser_saved_is_read(tmp_path: Path, name: str) -> None:
    data = _crlf(TOP + PART + PICTURE) + bytes(range(256)) * 9 + _crlf("\n" + END)
    (page,) = _all(tmp_path / name, data)
    assert isinstance(page, Page), page
    assert page.html.decode() == HTML
    assert (page.charset, page.whole) == (None, True)
    assert page.record.url == "https://example.org/news/oslo?id=7"
    assert page.record.fetched_at == datetime(2023, 5, 16, 6, 30)
    assert (page.record.reader, page.record.record_key, page.record.title) == ("mhtml", None, None)


def test_page_is_the_part_that_start_names(tmp_path: Path) -> None:
    advert = PART.replace("frame-1", "ad").replace("Ministers met", "Buy now")
    named = TOP.replace('type="text/html"', 'start="<frame-1@mhtml.blink>"')
    (page,) = _all(tmp_path / "a.mht", named + advert + PART + END)
    assert isinstance(page, Page)
    assert page.html.decode() == HTML
    (first,) = _all(tmp_path / "b.mht", TOP + advert + PART + END)
    assert isinstance(first, Page)
    assert b"Buy now" in first.html


def test_encodings_of_the_part_are_undone_and_its_charset_told(tmp_path: Path) -> None:
    html = "<html><p>Министры</p></html>".encode("cp1251")
    part = (
        "------MultipartBoundary--x----\nContent-Type: text/html; charset=windows-1251\n"
        "Content-Transfer-Encoding: base64\nContent-Location: file:///C:/a.htm\n\n"
        + base64.encodebytes(html).decode()
    )
    top = TOP.replace("Snapshot-Content-Location: https://example.org/news/oslo?id=7\n", "")
    (page,) = _all(tmp_path / "a.mht", top + part + END)
    assert isinstance(page, Page)
    assert (page.html, page.charset) == (html, "windows-1251")
    assert page.record.url is None


def test_page_in_a_nested_part_is_found(tmp_path: Path) -> None:
    inner = (
        '------MultipartBoundary--x----\nContent-Type: multipart/alternative; boundary="in"\n\n'
        "--in\nContent-Type: text/plain\n\nplain\n--in\nContent-Type: text/html\n\n"
        "<html>inner</html>\n--in--\n"
    )
    (page,) = _all(tmp_path / "a.mht", TOP + inner + END)
    assert isinstance(page, Page)
    assert page.html == b"<html>inner</html>"


def test_page_alone_without_other_parts_is_read(tmp_path: Path) -> None:
    text = (
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
        "Content-Location: http://example.org/\n a\n\n<html>One</html>"
    )
    (page,) = _all(tmp_path / "a.mht", text)
    assert isinstance(page, Page)
    assert (page.html, page.record.url) == (b"<html>One</html>", "http://example.org/a")
    assert page.record.fetched_at is not None


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_mail_with_pictures_is_no_saved_page(tmp_path: Path, name: str) -> None:
    mail = (
        "Received: from a.example\nFrom: Ann <ann@example.org>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        '<html><img src="cid:1"></html>\n--b\nContent-Type: image/png\nContent-ID: <1>\n\n\n--b--'
    )
    (failure,) = _all(tmp_path / name, mail)
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "unsupported")
    assert "e-mail" in failure.message


def test_plain_mail_is_unsupported(tmp_path: Path) -> None:
    (failure,) = _all(tmp_path / "a.eml", "From: a@b.example\nMIME-Version: 1.0\n\nHello\n")
    assert isinstance(failure, Failure)
    assert failure.reason == "unsupported"


def test_archive_that_ends_inside_its_page_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    page, failure = _all(tmp_path / "a.mht", (TOP + PART)[:-30])
    assert isinstance(page, Page)
    assert page.html.startswith(b"<html><body><p>Ministers met")
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"


def test_archive_whose_pictures_are_cut_off_is_whole_enough(tmp_path: Path) -> None:
    (page,) = _all(tmp_path / "a.mht", TOP + PART + PICTURE + "x" * 100)
    assert isinstance(page, Page)
    assert page.html.decode() == HTML


def test_page_over_the_limit_is_refused_and_large_pictures_are_not(tmp_path: Path) -> None:
    limits = ReadLimits(record_bytes=1000)
    (page,) = _all(tmp_path / "a.mht", TOP + PART + PICTURE + "x" * 50_000 + "\n" + END, limits)
    assert isinstance(page, Page)
    long = PART.replace("long.", "long." * 1000)
    (failure,) = _all(tmp_path / "b.mht", TOP + long + END, limits)
    assert isinstance(failure, Failure)
    assert failure.reason == "too_large"


def test_text_that_begins_like_a_header_is_text(tmp_path: Path) -> None:
    (record,) = _all(tmp_path / "a.txt", "OSLO: Ministers met.\n\nThey left.\n")
    assert getattr(record, "reader", None) == "text"
