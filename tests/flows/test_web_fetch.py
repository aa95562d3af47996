"""Asking for one address: time, packing and pauses, whatever a server does."""

from __future__ import annotations

import gzip
import random
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from flows.web.body import NotUnpacked, TooLarge, body
from flows.web.fetch import Fetched, FetchFailed, FetchLimits, Manner, Passage, ask
from tests.flows.conftest import Answer

QUICK = FetchLimits(file_bytes=100_000, connect=5, read=5, tries=1, pause=0.01)
MANNER = Manner("test", QUICK, own=True, inside="allow it", enlarge="allow more")


def whole(_: httpx.Response, pieces: Iterator[bytes]) -> bytes:
    return b"".join(pieces)


def failure(url: str, manner: Manner = MANNER) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        ask(url, whole, manner)
    return raised.value


@contextmanager
def raw_server(answer: bytes, again: bytes, seconds: float) -> Iterator[str]:
    """Answers with some bytes, then sends `again` every 20 ms until nobody listens."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(4096)
            deadline = time.monotonic() + seconds
            try:
                connection.sendall(answer)
                while time.monotonic() < deadline:
                    connection.sendall(again)
                    time.sleep(0.02)
            except OSError:
                pass

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        thread.join()
        listening.close()


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"\r\n"),
    ],
    ids=["head", "body", "chunks", "nothing"],
)
def test_a_server_that_sends_a_byte_now_and_then_has_its_time_and_no_more(answer, again):
    manner = replace(MANNER, limits=replace(QUICK, whole=0.3, read=5, tries=3))
    with raw_server(answer, again, seconds=4) as url:
        began = time.monotonic()
        fault = failure(url, manner)
        assert time.monotonic() - began < 2
    assert (fault.reason, str(fault)) == ("timeout", f"{url}: not all of it came in 0.3 s")


def test_a_redirect_with_a_body_without_end_is_followed_at_once(publisher):
    publisher.says("/page", b"the page")
    head = f"HTTP/1.1 302 Found\r\nLocation: {publisher.url('/page')}\r\n"
    answer = head.encode() + b"Content-Length: 99999999999\r\n\r\n"
    with raw_server(answer, b"x" * 1000, seconds=4) as url:
        began = time.monotonic()
        assert ask(url, whole, MANNER) == b"the page"
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("told", "least", "most"),
    [
        ("7", 7, 7),
        (timedelta(seconds=55), 1, 55),
        (timedelta(days=-1), 0, 0),
        ("soon", 0, 0),
        ("-5", 0, 0),
    ],
)
def test_the_pause_that_a_server_asks_for_is_kept(publisher, told, least, most):
    class Waiting(Passage):
        waited: list[float] = []  # noqa: RUF012
        rested: list[float] = []  # noqa: RUF012

        def wait(self, seconds: float) -> None:
            self.waited.append(seconds)

        def rest(self, url: str, seconds: float) -> None:
            assert url == publisher.url("/page")
            self.rested.append(seconds)

    if isinstance(told, timedelta):
        told = format_datetime(datetime.now(UTC) + told, usegmt=True)
    passage = Waiting()
    passage.waited, passage.rested = [], []
    publisher.says("/page", Answer(status=429, headers={"Retry-After": told}), b"the page")
    manner = replace(MANNER, passage=passage, limits=replace(QUICK, tries=2))
    assert ask(publisher.url("/page"), whole, manner) == b"the page"
    (waited,) = passage.waited
    assert max(least, 0.01) <= waited <= max(most, 0.01)
    assert len(passage.rested) == (most > 0)


def test_a_mark_that_no_header_can_hold_is_not_sent_back():
    known = Fetched("http://a.example/", "", etag='"caf\xe9"', last_modified="today")
    assert known.conditions() == {"If-Modified-Since": "today"}


def answer(content: bytes, *codings: str, piece: int = 1_000) -> httpx.Response:
    pieces = (content[n : n + piece] for n in range(0, len(content), piece))
    headers = [("Content-Encoding", coding) for coding in codings]
    return httpx.Response(200, headers=headers, content=pieces)


TEXT = random.Random(7).randbytes(150_000) + b"x" * 400_000


@pytest.mark.parametrize("piece", [1, 999, 65_536, 10**7])
@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TEXT),
        gzip.compress(TEXT[:7]) + gzip.compress(TEXT[7:]),
        gzip.compress(TEXT) + b"\0" * 9,
    ],
    ids=["one", "members", "padding"],
)
def test_what_is_packed_is_unpacked_in_small_pieces(packed, piece):
    pieces = list(body(answer(packed, "gzip", piece=piece), len(TEXT)))
    assert b"".join(pieces) == TEXT
    assert max(map(len, pieces)) <= 65_536


def test_a_bomb_is_left_as_soon_as_it_is_over_the_limit():
    taken = 0

    def pieces() -> Iterator[bytes]:
        nonlocal taken
        for n in range(0, len(bomb), 100):
            taken += 100
            yield bomb[n : n + 100]

    bomb = gzip.compress(b"\0" * 50_000_000)
    response = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=pieces())
    with pytest.raises(TooLarge):
        for _ in body(response, 1_000_000):
            pass
    assert taken < len(bomb) // 10


@pytest.mark.parametrize(
    ("content", "codings", "words"),
    [
        (gzip.compress(TEXT)[:-1], ["gzip"], "ends before what is packed in it does"),
        (b"no gzip", ["gzip"], "has broken gzip in it"),
        (zlib.compress(TEXT), ["deflate"], "is packed as 'deflate', which was not asked for"),
        (TEXT, ["zstd"], "is packed as 'zstd'"),
        (gzip.compress(gzip.compress(TEXT)), ["gzip, gzip"], "is packed as 'gzip, gzip'"),
        (gzip.compress(gzip.compress(TEXT)), ["gzip", "gzip"], "is packed as 'gzip, gzip'"),
    ],
)
def test_what_is_packed_otherwise_or_broken_is_told(content, codings, words):
    with pytest.raises(NotUnpacked, match=words):
        list(body(answer(content, *codings), 10**9))


def test_an_empty_body_is_one_however_it_is_packed():
    assert list(body(answer(b"", "gzip"), 10)) == []
