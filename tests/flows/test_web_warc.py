"""Pages in WARC files: as they were answered, for any reader of such files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from flows.web.fetch import Fetched
from flows.web.page import PageAnswer
from flows.web.warc_file import WarcFile
from transforms.read import Page, read
from transforms.read.records import ReadLimits

NOW = datetime(2026, 8, 1, 12, 30, 5, 250, tzinfo=UTC)
HEADERS = (
    (b"Date", b"Sat, 01 Aug 2026 12:30:00 GMT"),
    (b"Content-Type", b"text/html; charset=windows-1251"),
    (b"Content-Encoding", b"gzip"),
    (b"Transfer-Encoding", b"chunked"),
    (b"Set-Cookie", b"id=7"),
)
HTML = "<!DOCTYPE html><title>Санкции</title>\r\n\r\nWARC/1.1\r\n".encode("cp1251")


def page(url: str, content: bytes = HTML) -> PageAnswer:
    return PageAnswer(url, HEADERS, content, NOW, Fetched(url, ""))


@pytest.fixture
def written(tmp_path):
    file = WarcFile(tmp_path, "sanctograph/1 (test)", NOW)
    for n in range(3):
        file.add(page(f"https://news.example/{n}?a=%D1%81"))
    assert [path.name for path in tmp_path.iterdir()] == [f"{file.name}.unfinished"]
    file.close()
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.name == "20260801T123005000250Z.warc.gz"
    return tmp_path / file.name


def test_a_page_has_its_address_time_and_head(written):
    with written.open("rb") as stream:
        info, first, *others = ArchiveIterator(stream, parse_http=False, strict_mode=True)
        assert (info.record_type, len(others)) == (WarcRecordType.warcinfo, 2)
    with written.open("rb") as stream:
        first = next(ArchiveIterator(stream, record_types=WarcRecordType.response))
        assert first.headers["WARC-Target-URI"] == "https://news.example/0?a=%D1%81"
        assert first.record_date == datetime(2026, 8, 1, 12, 30, 5, tzinfo=UTC)
        assert first.http_headers.status_code == 200
        assert dict(first.http_headers.astuples()) == {
            "Date": "Sat, 01 Aug 2026 12:30:00 GMT",
            "Content-Type": "text/html; charset=windows-1251",
            "Content-Length": str(len(HTML)),
        }
        assert first.reader.read() == HTML


def test_our_reader_gives_its_pages(written):
    found = list(read(written, None, ReadLimits()))
    assert [one.record.url for one in found if isinstance(one, Page)] == [
        f"https://news.example/{n}?a=%D1%81" for n in range(3)
    ]
    first = found[0]
    assert isinstance(first, Page)
    assert (first.html, first.charset) == (HTML, "windows-1251")
    assert first.record.fetched_at == datetime(2026, 8, 1, 12, 30, 5)


def test_without_a_page_there_is_no_file(tmp_path):
    WarcFile(tmp_path, "test", NOW).close()
    assert list(tmp_path.iterdir()) == []
