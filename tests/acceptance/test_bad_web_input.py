"""Files from the web that are broken, hostile or not what they say: each is told, none costs more
than itself."""

from __future__ import annotations

import gzip
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

WORDS = "Norway froze the assets of three shipping companies on Tuesday, the ministry said. " * 3
MEBIBYTE = 1024 * 1024


def page(title: str, words: str = WORDS) -> bytes:
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><p>{words}</p></body></html>".encode()


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def nested(depth: int, data: bytes) -> bytes:
    for level in range(depth):
        data = zipped(**{f"level{level}.zip" if level else "deep.html": data})
    return data


def warc(title: str, kind: str = "text/html", body: bytes | None = None) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + (body or page(title))
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{title}>\r\n"
        "WARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"WARC-Target-URI: https://news.example/{title}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def damaged(member: bytes) -> bytes:
    half = len(member) // 2
    return member[:half] + b"\xff\x00\xff\x00" + member[half + 4 :]


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>"
)
ATTRIBUTES = b"".join(b"a%d=1 " % number for number in range(300_000))
"""Of one tag: libxml2 compares each with all before it, for minutes."""

FILES: dict[str, bytes] = {
    "torn.html.gz": gzip.compress(page("Torn"), mtime=0)[:150],
    "bomb.zip": zipped(**{"zeros.txt": bytes(64 * MEBIBYTE), "good.html": page("In a bomb")}),
    "climbs.zip": zipped(**{"../evil.html": page("Evil"), "good.html": page("Beside evil")}),
    "deep.zip": nested(5, page("Too deep")),
    "long.jsonl": b'{"text": "' + b"x" * 20 * MEBIBYTE + b'"}\n'
    + json.dumps({"title": "After the long line", "text": WORDS}).encode() + b"\n",
    "huge.html": page("Huge", WORDS + "More. " * 9 * MEBIBYTE),
    "hangs.html": b"<html><body><p " + ATTRIBUTES + b">" + WORDS.encode(),
    "entities.xml": ENTITIES.encode(),
    "broken.warc.gz": warc("first") + damaged(warc("second")) + warc("third"),
    "charset.warc.gz": warc(
        "charset", "text/html; charset=iso-8859-1", page("Zürich friert Gelder ein", WORDS)
    ),
    "nul.html": page("A title with a\0 NUL", (WORDS * 20).replace("Norway", "Nor\0way", 1)),
    "half.jsonl": b'{"title": "Half a character \\ud83d", "text": "They met \\ud83d in Oslo."}\n',
    "lies.zip": page("A page called zip"),
    "lies.html": zipped(**{"inner.html": page("A zip called html")}),
    "lies.jsonl": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
}  # fmt: skip
REJECTED = {
    ("torn.html.gz", None, "unreadable"),
    ("bomb.zip", "zeros.txt", "archive_bomb"),
    ("climbs.zip", "../evil.html", "unsupported"),
    ("deep.zip", "level4.zip#level3.zip#level2.zip", "archive_bomb"),
    ("long.jsonl", "line 1", "too_large"),
    ("huge.html", None, "too_large"),
    ("hangs.html", None, "timeout"),
    ("entities.xml", None, "xml_entity"),
    ("broken.warc.gz", "offset 319", "unreadable"),
    ("lies.jsonl", None, "unsupported"),
}
READ = {
    "In a bomb",
    "Beside evil",
    "After the long line",
    "first",
    "third",
    "Zürich friert Gelder ein",
    "A title with a NUL",
    "Half a character \ufffd",
    "A page called zip",
    "A zip called html",
}


@pytest.fixture
def web_home(tmp_path: Path) -> Path:
    """A home whose inbox holds all of it."""
    home = tmp_path / "home"
    (home / "inbox").mkdir(parents=True)
    for name, data in FILES.items():
        (home / "inbox" / name).write_bytes(data)
    (home / "sources.toml").write_text(
        '[[source]]\nname = "inbox"\npath = "inbox"\n[limits]\nreading_seconds = 2.0\n'
    )
    return home


def test_each_bad_file_is_a_reject_and_all_beside_it_is_read(web_home, sanctograph, ask):
    done = sanctograph("run", "--home", web_home, "--local")
    assert done.returncode == 3, done.stderr
    told = ask(web_home, "SELECT uri, record_key, reason FROM rejects")
    assert {(Path(str(uri)).name, key, reason) for uri, key, reason in told} == REJECTED
    assert {title for (title,) in ask(web_home, "SELECT title FROM articles")} == READ
    assert not (web_home.parent / "evil.html").exists()


@pytest.fixture
def redirecting_site() -> Iterator[str]:
    """A server whose feed leads to a loopback address by another name than its own."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/feed.xml")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()


def test_a_feed_of_the_own_network_is_refused_and_other_sources_are_read(
    tmp_path, redirecting_site, sanctograph, ask
):
    home = tmp_path / "home"
    home.mkdir()
    (home / "page.html").write_bytes(page("A page on disk"))
    (home / "sources.toml").write_text(
        f'[[source]]\nname = "feed"\nfeed = "{redirecting_site}"\n'
        '[[source]]\nname = "page"\npath = "page.html"\n'
    )
    done = sanctograph("run", "--home", home, "--local")
    assert done.returncode == 3, done.stderr
    assert ask(home, "SELECT uri, stage, reason FROM rejects") == [
        (redirecting_site, "fetch", "refused")
    ]
    assert ask(home, "SELECT title FROM articles") == [("A page on disk",)]
