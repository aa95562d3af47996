"""Speed and memory of reading a crawl: pages a second from a WARC file to article rows.

    python -m bench.warc                     the ratio to bare fastwarc and trafilatura
    python -m bench.warc --gigabyte          memory over a file of 1 GiB, read by two processes

The file is made of the pages in ../shared/html, repeated under addresses of their own. `bare` is
fastwarc's iterator and `trafilatura.extract(…, fast=True)` on every page, in this same process.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import psutil
import pyarrow as pa
import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType

from bench.web_pages import PAGES
from flows.pages import PageReaders
from flows.scan import record_row
from schemas.records import RECORDS
from transforms.articles.build import build
from transforms.articles.web import read_web_page
from transforms.read import Page, RawRecord, ReadLimits, read

ADDRESSES = re.compile(rb"<link[^>]+canonical[^>]*>|<meta[^>]+og:url[^>]*>", re.IGNORECASE)
"""What would make one article of all repeats of a page."""
ROUNDS, CHUNK = 5, 500
GIBIBYTE = 1024**3


def pages() -> list[bytes]:
    """The pages of both benchmarks, unpacked."""
    return [
        ADDRESSES.sub(b"", gzip.decompress(p.read_bytes())) for p in sorted(PAGES.rglob("*.gz"))
    ]


def write_warc(path: Path, bodies: Iterable[bytes], level: int = 6) -> None:
    """A WARC file of response records, each a gzip member; with level 0 a plain one."""
    with path.open("wb") as out:
        for number, body in enumerate(bodies):
            http = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode() + body
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
                f"WARC-Target-URI: https://news.example.org/{number}\r\n"
                "WARC-Date: 2024-05-03T10:00:00Z\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            record = head + http + b"\r\n\r\n"
            out.write(gzip.compress(record, level) if level else record)


def bare(path: Path) -> int:
    """How many pages give a text, read with the libraries alone."""
    with path.open("rb") as file:
        records = ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True)
        return sum(trafilatura.extract(r.reader.read(), fast=True) is not None for r in records)


def ours(path: Path) -> int:
    """How many article rows the same file gives."""
    found = read(path, None, ReadLimits())
    return _rows(read_web_page(one) if isinstance(one, Page) else one for one in found)


def _rows(items: Iterable[object]) -> int:
    rows, articles = [], 0
    for item in items:
        if isinstance(item, RawRecord):
            rows.append(record_row("bench", "bench", str(item.url), item))
        if len(rows) >= CHUNK:
            articles += _built(rows)
            rows = []
    return articles + _built(rows)


def _built(rows: list[dict[str, object]]) -> int:
    made = [row | {"revision": 1} for row in rows]
    tables, _ = build(pa.Table.from_pylist(made, schema=RECORDS))
    return int(tables["articles"].num_rows)


def compare(folder: Path) -> None:
    """Print pages a second of both, and their ratio, round by round."""
    bodies = pages()
    path = folder / "pages.warc.gz"
    write_warc(path, bodies * 3)
    count, ratios = len(bodies) * 3, []
    for number in range(ROUNDS + 1):
        times = []
        for way in (bare, ours):
            started = time.process_time()
            articles = way(path)
            times.append(time.process_time() - started)
        if number:  # the first round fills caches and imports
            ratios.append(times[0] / times[1])
            print(
                f"bare {count / times[0]:.1f} pages/s, ours {count / times[1]:.1f} pages/s"
                f" ({articles} articles of {count} pages), ratio {ratios[-1]:.3f}",
                flush=True,
            )
    print(f"median ratio {statistics.median(ratios):.3f} (asked: at least 0.85)")


class Peak:
    """The most memory (PSS, bytes) of this process and its children while it watches."""

    def __init__(self) -> None:
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        here = psutil.Process()
        while not self._ended.wait(0.25):
            now = 0
            for process in (here, *here.children(recursive=True)):
                try:
                    now += process.memory_full_info().pss
                except psutil.Error:
                    continue
            self.most = max(self.most, now)


def gigabyte(folder: Path) -> None:
    """Print the peak memory over a file of 1 GiB, and the pages a second of two processes."""
    bodies, path = pages(), folder / "large.warc"
    times = GIBIBYTE // sum(map(len, bodies)) + 1
    write_warc(path, (body for _ in range(times) for body in bodies), level=0)
    print(f"{path.stat().st_size / GIBIBYTE:.2f} GiB, {times * len(bodies)} pages", flush=True)
    started = time.perf_counter()
    with Peak() as peak, PageReaders(2, 30.0) as readers:
        articles = _rows(readers.read(read(path, None, ReadLimits())))
    seconds = time.perf_counter() - started
    print(
        f"{articles} article rows in {seconds:.0f} s, {articles / seconds:.1f} a second;"
        f" peak {peak.most / 1024**2:.0f} MiB in all processes (asked: under 600)"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabyte", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        (gigabyte if chosen.gigabyte else compare)(Path(temporary))
