"""Pages are read out of WARC files, and what is broken in one costs itself alone."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import random
import time
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import zstandard
from fastwarc.stream_io import BrotliWriter

from transforms.read import Failure, Page, RawRecord, ReadLimits, read
from transforms.read.identity import article_id

LIMITS = ReadLimits()
WORDS = " ".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(16)).encode()
"""A text that packs badly, so that there is much of a page to be damaged."""
HTML = b"<!DOCTYPE html><title>Talks</title><p>" + WORDS


def http(
    body: bytes, media_type: str | None = "text/html", status: str = "200 OK", **headers: str
) -> bytes:
    """An HTTP response; `media_type` may carry a charset."""
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"Content-Type: {media_type}"] if media_type else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(
    block: bytes,
    number: int = 1,
    *,
    kind: str = "response",
    content: str = "application/http; msgtype=response",
    length: int | None = None,
    url: str | None = None,
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Date: 2024-05-06T07:08:09Z",
        f"WARC-Target-URI: {url or f'https://news.example/{number}'}",
        f"Content-Type: {content}",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def page(number: int) -> bytes:
    return record(http(HTML + f"<p>{number}.</p>".encode()), number)


INFO = record(b"software: none\r\n", 0, kind="warcinfo", content="application/warc-fields")


def plain(*records: bytes) -> bytes:
    return b"".join(records)


def gzipped(*records: bytes) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zstd(*records: bytes) -> bytes:
    return b"".join(map(zstandard.compress, records))


Pack = Callable[..., bytes]
PACKS = pytest.mark.parametrize("pack", [plain, gzipped, zstd])


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., list[Page | Failure]]:
    def call(data: bytes, start: int = 0, limits: ReadLimits = LIMITS) -> list[Page | Failure]:
        path = tmp_path / "a.warc.gz"
        path.write_bytes(data)
        found = list(read(path, None, limits, start))
        return [one for one in found if not isinstance(one, RawRecord)]

    return call


Reading = Callable[..., list[Page | Failure]]


def numbers(found: list[Page | Failure]) -> list[str]:
    """The number of each page, the reason of each failure."""
    return [
        one.reason if isinstance(one, Failure) else (one.record.url or "").rpartition("/")[2]
        for one in found
    ]


@PACKS
def test_pages_are_read_with_what_the_crawler_says_of_them(reading: Reading, pack: Pack) -> None:
    _, found, _ = reading(pack(INFO, page(1), page(2), page(3)))
    assert isinstance(found, Page)
    assert found.html == HTML + b"<p>2.</p>"
    assert (found.charset, found.whole) == (None, True)
    begins = len(pack(INFO, page(1)))
    assert (found.record.fragment, found.record.end) == (str(begins), begins + len(pack(page(2))))
    assert found.record.record_key == "urn:uuid:00000000-0000-0000-0000-000000000002"
    assert found.record.url == "https://news.example/2"
    assert found.record.fetched_at == datetime(2024, 5, 6, 7, 8, 9)
    assert (found.record.reader, found.record.text) == ("warc", "")


@pytest.mark.parametrize(
    ("kept", "is_page"),
    [
        (record(http(HTML)), True),
        (record(http(HTML, "Text/HTML;charset=utf-8")), True),
        (record(http(HTML, "application/xhtml+xml")), True),
        (record(http(HTML, None)), True),
        (record(http(HTML, "application/octet-stream")), True),
        (record(http(b"\n<!-- x --><HTML><p>Talks.", None)), True),
        (record(HTML, kind="resource", content="text/html"), True),
        (record(http(HTML).replace(b"\r\n", b"\n")), True),
        (record(http(b'{"html": "<html>"}', None)), False),
        (record(http(b"\x89PNG\r\n", "application/octet-stream")), False),
        (record(http(HTML, "text/plain")), False),
        (record(http(HTML, "application/json")), False),
        (record(http(HTML, "application/rss+xml")), False),
        (record(http(HTML, status="404 Not Found")), False),
        (record(http(HTML, status="301 Moved Permanently")), False),
        (record(http(HTML), kind="revisit"), False),
        (record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), False),
        (record(b"a: b\r\n", kind="metadata", content="application/warc-fields"), False),
        (record(HTML, kind="conversion", content="text/html"), False),
        (record(b"20240506\nexample.org. 1 IN A\n", content="text/dns"), False),
        (record(b"", content="application/http"), False),
    ],
)
def test_only_html_that_was_found_is_a_page(reading: Reading, kept: bytes, is_page: bool) -> None:
    found = reading(gzipped(INFO, kept, page(7)))
    assert numbers(found) == (["1", "7"] if is_page else ["7"])


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def brotli(data: bytes) -> bytes:
    packed = io.BytesIO()
    with BrotliWriter(packed) as writer:
        writer.write(data)
    return packed.getvalue()


@pytest.mark.parametrize(
    "message",
    [
        http(chunked(HTML), Transfer_Encoding="chunked"),
        http(HTML, Transfer_Encoding="chunked"),
        http(gzip.compress(HTML), Content_Encoding="gzip"),
        http(gzip.compress(HTML), Content_Encoding="x-gzip"),
        http(HTML, Content_Encoding="gzip"),
        http(zlib.compress(HTML), Content_Encoding="deflate"),
        http(deflated(HTML), Content_Encoding="deflate"),
        http(HTML, Content_Encoding="deflate"),
        http(brotli(HTML), Content_Encoding="br"),
        http(HTML, Content_Encoding="br"),
        http(zstandard.compress(HTML), Content_Encoding="zstd"),
        http(gzip.compress(brotli(HTML)), Content_Encoding="br, gzip"),
        http(chunked(gzip.compress(HTML)), Content_Encoding="gzip", Transfer_Encoding="chunked"),
        http(HTML, Content_Encoding="utf-8"),
    ],
)
def test_encodings_are_undone_unless_the_crawler_did_so(reading: Reading, message: bytes) -> None:
    (found,) = reading(gzipped(record(message)))
    assert isinstance(found, Page)
    assert found.html == HTML


@pytest.mark.parametrize(
    "message",
    [
        http(chunked(HTML)[:500], Transfer_Encoding="chunked"),
        http(gzip.compress(HTML)[:-9], Content_Encoding="gzip"),
    ],
)
def test_of_a_body_that_was_cut_off_what_came_is_read(reading: Reading, message: bytes) -> None:
    (found,) = reading(gzipped(record(message)))
    assert isinstance(found, Page)
    assert found.html == HTML[: len(found.html)]
    assert len(found.html) > 400


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        ("text/html; charset=windows-1251", "windows-1251"),
        ('text/html;Charset="ISO-8859-1"', "ISO-8859-1"),
        ("text/html; a=b; charset = 'utf8';c=d", "utf8"),
        ("text/html; charset=", None),
    ],
)
def test_the_charset_is_what_the_server_said(
    reading: Reading, media_type: str, charset: str | None
) -> None:
    (found,) = reading(plain(record(http(HTML, media_type))))
    assert isinstance(found, Page)
    assert found.charset == charset


def test_a_page_without_an_address_is_known_by_its_record_wherever_it_lies(
    reading: Reading,
) -> None:
    bad = record(http(HTML), 5, url="urn:pageinfo:x")
    (one,) = reading(plain(bad))
    _, other = reading(gzipped(page(1), bad))
    assert isinstance(one, Page)
    assert isinstance(other, Page)
    assert one.record.fragment != other.record.fragment
    ids = {article_id("s", "k", found.record) for found in (one, other)}
    assert len(ids) == 1


@PACKS
def test_reading_goes_on_from_any_page_as_if_it_had_not_stopped(
    reading: Reading, pack: Pack
) -> None:
    junk = b"no record\n" * 9
    broken = record(http(HTML), 3, length=200)
    data = pack(INFO, page(1), page(2), broken, page(4)) + junk + pack(page(5), INFO, page(6))
    data += pack(page(7))[:-40]
    whole = reading(data)
    expected = ["1", "2", "unreadable", "4", "unreadable", "5", "6", "unreadable"]
    assert numbers(whole) == expected
    for at, one in enumerate(whole[:-1], start=1):
        end = one.end if isinstance(one, Failure) else one.record.end
        assert end is not None
        assert reading(data, end) == whole[at:]


@PACKS
@pytest.mark.parametrize("length", [0, 20, 1000, 1060, 1061, 1200, 2400, 10**9, 10**15])
def test_a_wrong_length_costs_its_record_alone(reading: Reading, pack: Pack, length: int) -> None:
    data = pack(page(1), record(http(HTML), 2, length=length), page(3), page(4), page(5))
    assert len(http(HTML)) not in (1060, 1061)
    assert numbers(reading(data)) == ["1", "unreadable", "3", "4", "5"]


@PACKS
@pytest.mark.parametrize(
    "broken",
    [
        page(2).replace(b"Content-Length: ", b"Length: "),
        page(2).replace(b"Content-Length: ", b"Content-Length: -"),
        page(2).replace(b"Content-Length: ", b"Content-Length: 1,"),
        page(2).replace(b"WARC/1.0", b"WRAC/1.0"),
        page(2).replace(b"\r\n\r\n", b"\r\n"),
        b"WARC/1.0\r\n\r\n",
        b"\xff\x00" * 300,
    ],
)
def test_a_record_that_is_none_costs_itself_alone(
    reading: Reading, pack: Pack, broken: bytes
) -> None:
    assert numbers(reading(pack(page(1), broken, page(3)))) == ["1", "unreadable", "3"]


@pytest.mark.parametrize("place", [4, 12, 60, 200])
def test_a_damaged_member_costs_itself_alone(reading: Reading, place: int) -> None:
    damaged = bytearray(gzipped(page(2)))
    damaged[place : place + 8] = b"\xfe" * 8
    found = reading(gzipped(page(1)) + bytes(damaged) + gzipped(page(3)))
    assert numbers(found) == ["1", "unreadable", "3"]


@pytest.mark.parametrize("pack", [gzipped, zstd])
def test_a_damaged_first_member_costs_itself_alone(reading: Reading, pack: Pack) -> None:
    damaged = bytearray(pack(page(1)))
    damaged[4:20] = b"\xfe" * 16
    assert numbers(reading(bytes(damaged) + pack(page(2)))) == ["unreadable", "2"]


@PACKS
def test_zero_bytes_between_records_are_padding(reading: Reading, pack: Pack) -> None:
    if pack is zstd:
        pytest.skip("zstd has frames of its own for padding")
    data = pack(page(1)) + bytes(512) + pack(page(2)) + bytes(512)
    assert numbers(reading(data)) == ["1", "2"]


@PACKS
@pytest.mark.parametrize("cut", [1, 30, 150, 300, 600])
def test_a_file_that_is_cut_off_gives_what_came_before(
    reading: Reading, pack: Pack, cut: int
) -> None:
    data = pack(page(1), page(2)) + pack(page(3))[:cut]
    *found, last = reading(data)
    assert numbers(found) == ["1", "2"]
    assert isinstance(last, Failure)
    assert (last.reason, last.record_key) == ("unreadable", f"offset {len(pack(page(1), page(2)))}")
    assert last.message.startswith("broken WARC: ")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.compress])
def test_a_file_packed_as_a_whole_is_read_like_a_plain_one(
    reading: Reading, pack: Callable[[bytes], bytes]
) -> None:
    inside = plain(page(1), record(http(HTML), 2, length=90), page(3), page(4))
    expected = reading(inside)
    assert numbers(expected) == ["1", "unreadable", "3", "4"]
    assert reading(pack(inside)) == expected
    (last,) = reading(pack(inside), len(inside) - len(page(4)))
    assert last == expected[-1]


def test_a_large_file_packed_as_a_whole_is_read_to_its_end(reading: Reading) -> None:
    found = reading(gzip.compress(plain(*map(page, range(3000))), 1))
    assert numbers(found) == [str(number) for number in range(3000)]


def test_several_records_in_one_member_are_read(reading: Reading) -> None:
    data = gzipped(page(1), page(2) + page(3), page(4))
    found = reading(data)
    assert numbers(found) == ["1", "2", "3", "4"]
    ends = [one.record.end for one in found if isinstance(one, Page)]
    assert ends == [len(gzipped(page(1))), None, len(data) - len(gzipped(page(4))), len(data)]


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_dictionary_of_a_zstd_file_is_used(reading: Reading, is_packed: bool) -> None:
    pages = [page(n) for n in range(1, 200)]
    dictionary = zstandard.train_dictionary(4096, [*pages])
    kept = zstandard.compress(dictionary.as_bytes()) if is_packed else dictionary.as_bytes()
    frame = b"\x5d\x2a\x4d\x18" + len(kept).to_bytes(4, "little") + kept
    packer = zstandard.ZstdCompressor(dict_data=dictionary)
    records = [packer.compress(one) for one in (INFO, page(1), page(2), page(3))]
    data = frame + b"".join(records)
    found = reading(data)
    assert numbers(found) == ["1", "2", "3"]
    assert reading(data, len(data) - len(records[-1])) == found[2:]


def test_a_page_over_the_limit_is_told_and_passed_over(reading: Reading) -> None:
    large = record(http(b"<html>" + b"x" * 500_000), 2)
    packed = record(http(gzip.compress(b"<html>" + b"x" * 500_000), Content_Encoding="gzip"), 3)
    found = reading(
        gzipped(page(1), large, packed, page(4)), limits=ReadLimits(record_bytes=90_000)
    )
    assert numbers(found) == ["1", "too_large", "too_large", "4"]
    assert [one.record_key for one in found if isinstance(one, Failure)] == [
        "urn:uuid:00000000-0000-0000-0000-000000000002",
        "urn:uuid:00000000-0000-0000-0000-000000000003",
    ]


def test_a_record_that_unpacks_without_end_costs_itself_alone(reading: Reading) -> None:
    bomb = record(http(bytes(24 * 1024 * 1024), "video/mp4"), 2)
    data = gzipped(page(1), bomb, page(3))
    assert numbers(reading(data)) == ["1", "archive_bomb", "3"]


def test_a_large_record_that_is_no_page_is_passed_over(reading: Reading) -> None:
    video = record(http(b"\x01\x02" * 100_000, "video/mp4"), 2)
    found = reading(gzipped(page(1), video, page(3)), limits=ReadLimits(record_bytes=50_000))
    assert numbers(found) == ["1", "3"]


def test_a_file_without_a_page_says_so(reading: Reading) -> None:
    (failure,) = reading(gzipped(INFO))
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "no_text")


def test_headers_of_any_bytes_and_order_are_read(reading: Reading) -> None:
    odd = page(2).replace(
        b"WARC-Type",
        b"Content-Length: %d\r\nX: \xff\xfe\r\nwarc-type" % len(http(HTML + b"<p>2.</p>")),
        1,
    )
    odd = odd.replace(b"https://news.example/2", b"<https://news.example/2>")
    assert numbers(reading(gzipped(page(1), odd, page(3)))) == ["1", "2", "3"]
    assert numbers(reading(plain(page(1), odd, page(3)))) == ["1", "2", "3"]


@PACKS
def test_damage_anywhere_costs_at_most_the_records_that_it_touches(
    reading: Reading, pack: Pack
) -> None:
    records = [pack(page(number)) for number in range(1, 7)]
    starts = [sum(map(len, records[:at])) for at in range(6)]
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(b"".join(records))
        at, size = chance.randrange(len(data)), chance.randrange(1, 30)
        data[at : at + size] = chance.randbytes(size)
        found = reading(bytes(data[: len(b"".join(records))]))
        hit = {n + 1 for n, start in enumerate(starts) if at < start + len(records[n])}
        hit &= {n + 1 for n, start in enumerate(starts) if at + size > start}
        pages = {
            one.record.url: one.html for one in found if isinstance(one, Page) and one.record.url
        }
        for number in {1, 2, 3, 4, 5, 6} - hit:
            assert pages[f"https://news.example/{number}"] == HTML + b"<p>%d.</p>" % number
        assert [one for one in found if isinstance(one, Failure) and one.reason == "crashed"] == []


STORED = b"\x1f\x8b\x08\0\0\0\0\0\0\3\x00\xff\xff\x00\x00WARC/1.0\r\nA:"
"""A member of gzip that holds those behind it, as they are, in its headers."""


@pytest.mark.parametrize(
    ("first", "spam"),
    [
        (b"", b"WARC/1.0\r\nA:\r\n"),
        (b"", b"xWARC/1.0\r\nA:"),
        (b"", b"WARC/1.0\r\nA:\r\n\r\n"),
        (gzipped(INFO), b"\x1f\x8b\x08"),
        (gzipped(INFO), b"\x1f\x8b\x08\x08"),
        (gzipped(INFO), STORED),
    ],
)
def test_false_starts_are_told_as_one_and_cost_no_more_than_their_size(
    reading: Reading, first: bytes, spam: bytes
) -> None:
    packed = gzipped if first else plain

    def seconds(size: int) -> float:
        data = first + packed(page(1)) + spam * (size // len(spam)) + packed(page(2))
        begun = time.process_time()
        found = numbers(reading(data))
        took = time.process_time() - begun
        assert found[:2] == ["1", "unreadable"]
        assert found[2:] == ["2"] or (spam == STORED and not found[2:])
        return took

    small = min(seconds(25_000) for _ in range(2))
    large = min(seconds(100_000) for _ in range(2))
    assert large < 8 * small + 0.5
