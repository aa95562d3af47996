"""Every example of docs/inputs.md is a source that is read, in one run over all of them."""

from __future__ import annotations

import gzip
import io
import json
import re
import threading
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")
EXAMPLES = [
    found[1] for found in re.finditer(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
]
WORDS = (
    "Norway froze the assets of three shipping companies on Tuesday, the foreign ministry said.",
    "The companies had carried oil for a state under an embargo, according to the ministry.",
    "Two of them said that they would go to court, and the third did not answer questions.",
)


def html(title: str) -> str:
    body = "".join(f"<p>{words}</p>" for words in WORDS)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def mhtml(title: str) -> str:
    return (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n'
        "--edge\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Location: https://news.example/{title.replace(' ', '-')}\r\n\r\n"
        f"{html(title)}\r\n--edge--\r\n"
    )


def rss(title: str, link: str = "https://news.example/feed-file") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title>'
        f"<item><title>{title}</title><link>{link}</link>"
        f"<description>{' '.join(WORDS)}</description></item></channel></rss>"
    )


def warc(title: str) -> bytes:
    page = html(title).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Target-URI: https://news.example/crawled\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def archive(title: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr("pages/one.html", html(title))
    return packed.getvalue()


def parquet(title: str) -> bytes:
    written = io.BytesIO()
    article = {"body": " ".join(WORDS), "link": "https://news.example/lake"}
    pq.write_table(pa.table({"title": [title], "article": [article]}), written)
    return written.getvalue()


def arrow(title: str) -> bytes:
    written, rows = io.BytesIO(), pa.table({"title": [title], "text": [" ".join(WORDS)]})
    with pa.ipc.new_file(written, rows.schema) as out:
        out.write_table(rows)
    return written.getvalue()


def nested(title: str) -> str:
    meta = {"released": "2024-05-03", "people": [{"name": "Ann Lee"}]}
    return json.dumps({"title": title, "story": {"paragraphs": list(WORDS)}, "meta": meta})


Content = Callable[[str], str | bytes]
FILES: dict[str, tuple[str, Content]] = {
    "saved-pages": ("pages/one.html", html),
    "clippings": ("clippings/one.mhtml", mhtml),
    "texts": ("texts/one.txt", lambda title: "\n\n".join((title, *WORDS))),
    "dump": ("dump.jsonl", nested),
    "export": (
        "export.json",
        lambda title: json.dumps({"response": {"docs": [{"title": title, "text": WORDS[0]}]}}),
    ),
    "table": ("table.tsv", lambda title: f"kop\tinhoud\n{title}\t{' '.join(WORDS)}\n"),
    "lake": ("lake/2024/part.parquet", parquet),
    "arrow": ("wire.arrow", arrow),
    "feed-file": ("world.xml", rss),
    "crawl": ("crawl/one.warc.gz", warc),
    "bundles": ("bundles/one.zip", archive),
    "bucket": (
        "store/newsroom/wire/one.jsonl",
        lambda title: json.dumps({"title": title, "text": WORDS[0]}) + "\n",
    ),
}
"""The file that each example's source reads, in the home, and what is in it."""


def title_of(source: str) -> str:
    return f"Norway freezes assets of companies named in {source}"


@pytest.fixture
def news_site() -> Iterator[str]:
    """A local server in place of news.example: a feed, and the page that it links to."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answers = {
                "/world/rss.xml": ("application/rss+xml", rss("No title of a page", f"{url}/page")),
                "/page": ("text/html; charset=utf-8", html(title_of("world"))),
            }
            kind, body = answers.get(self.path, ("", ""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()
    server.server_close()


def test_every_example_is_read(tmp_path, news_site, sanctograph, ask):
    home = tmp_path / "home"
    for source, (name, content) in FILES.items():
        path, made = home / name, content(title_of(source))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made if isinstance(made, bytes) else made.encode())
    written = "\n".join(EXAMPLES)
    for example, here in (
        ("https://news.example/world/rss.xml", f"{news_site}/world/rss.xml"),
        ("fetch_pages = true", "fetch_pages = true\nallow_private = true\nper_host_seconds = 0.0"),
        ("s3://newsroom", f"file://{home}/store/newsroom"),
    ):
        assert example in written
        written = written.replace(example, here)
    (home / "sources.toml").write_text(written)
    sources = [source["name"] for source in tomllib.loads(written)["source"]]
    assert sorted(sources) == sorted([*FILES, "world"])

    done = sanctograph("run", "--home", home, "--local")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = ask(home, "SELECT source, title, POSITION('froze the assets' IN text) > 0 FROM articles")
    assert sorted(rows) == sorted((source, title_of(source), True) for source in sources)
    assert ask(
        home, "SELECT authors, published_date::VARCHAR FROM articles WHERE source = 'dump'"
    ) == [(["Ann Lee"], "2024-05-03")]
