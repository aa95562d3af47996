"""A publisher's web server on this machine, and small lists of our own."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


def rss(*links: str) -> bytes:
    """A feed whose entries have a link each."""
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


@dataclass
class Answer:
    """What the server says; with `etag`, 304 to who has it already; `length` is told if given."""

    body: bytes = b""
    status: int = 200
    etag: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    held: threading.Event | None = None
    """Half of the body is sent, then waited for this."""
    taken: float = 0.0
    """Seconds that the server takes for it."""


@dataclass
class Publisher:
    """A server: `answers` by path, one after the other, the last one again and again."""

    port: int
    scheme: str = "http"
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    spans: list[tuple[float, float, str]] = field(default_factory=list)
    """Of each request, in the order in which they end: when it came, when it was answered, path."""

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def says(self, path: str, *answers: Answer | bytes) -> None:
        self.answers[path] = [a if isinstance(a, Answer) else Answer(a) for a in answers]

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of all requests for a path."""
        return [headers for one, headers in self.requests if one == path]

    def next_answer(self, path: str) -> Answer:
        waiting = self.answers.get(path) or [Answer(status=404)]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


Serve = Callable[..., Publisher]


def sdn(*names: str) -> bytes:
    """OFAC's main table, with persons of these names; numbers from 100."""
    rest = ',"individual","IRAN",' + ",".join(["-0- "] * 8)
    rows = [f'{100 + n},"{name}"{rest}' for n, name in enumerate(names)]
    return "\r\n".join([*rows, "\x1a"]).encode()


def un(*names: str) -> bytes:
    """The UN's list of 2026-02-27, with persons of these names."""
    rows = [
        f"<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>{name}</FIRST_NAME>"
        f"<REFERENCE_NUMBER>QDi.{n:03}</REFERENCE_NUMBER></INDIVIDUAL>"
        for n, name in enumerate(names, 1)
    ]
    head = '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00Z">'
    told = f"{head}<INDIVIDUALS>{''.join(rows)}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>"
    return told.encode()


class Handler(BaseHTTPRequestHandler):
    """Answers for the `Publisher` that its server belongs to."""

    def do_GET(self) -> None:
        known: Publisher = self.server.publisher  # type: ignore[attr-defined]
        known.requests.append((self.path, dict(self.headers)))
        came = time.monotonic()
        self.answer(known.next_answer(self.path))
        known.spans.append((came, time.monotonic(), self.path))

    def answer(self, answer: Answer) -> None:
        time.sleep(answer.taken)
        same = bool(answer.etag) and self.headers.get("If-None-Match") == answer.etag
        told = dict(answer.headers)
        if answer.etag:
            told["ETag"] = answer.etag
        if not same:
            told["Content-Length"] = str(answer.length or len(answer.body))
        self.send_response(304 if same else answer.status)
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        if not same:
            self.write(answer)

    def write(self, answer: Answer) -> None:
        half = len(answer.body) // 2
        self.wfile.write(answer.body[:half])
        if answer.held:
            answer.held.wait(60)
        self.wfile.write(answer.body[half:])

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    publisher: Publisher

    def handle_error(self, *_: object) -> None:
        """Clients that are killed or refuse a certificate hang up."""


@contextmanager
def serving(tls: ssl.SSLContext | None) -> Iterator[Publisher]:
    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    known = server.publisher = Publisher(server.server_port, "https" if tls else "http")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield known
    finally:
        for answer in (one for several in known.answers.values() for one in several):
            if answer.held:
                answer.held.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Start a server, as many as are asked for; nothing goes through a proxy."""
    for name in ("http", "https", "all"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)
    with ExitStack() as servers:
        yield lambda tls=None: servers.enter_context(serving(tls))


@pytest.fixture
def publisher(serve: Serve) -> Publisher:
    return serve()
