"""Pages as they were answered, written into a WARC file: whole, or not there at all.

The format is WARC 1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/
warc-1.1/), each record packed by itself (annex D), so that a reader can begin at any.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from flows.web.kept import STAMP, UNFINISHED, finish
from flows.web.page import PageAnswer
from warehouse.staging import sync

DROPPED = frozenset(
    {b"content-encoding", b"content-length", b"transfer-encoding", b"set-cookie", b"connection"}
)
"""Headers that are not true of the body as it is kept, unpacked; and what is for one visitor."""


class WarcFile:
    """A file that pages are added to, and that `close` gives its name `<time>.warc.gz`.

    Nothing is written where no page was added.
    """

    def __init__(self, folder: Path, agent: str, now: datetime) -> None:
        self._target = folder / f"{now:{STAMP}}.warc.gz"
        self._unfinished = self._target.with_name(self._target.name + UNFINISHED)
        self._agent = agent
        self.pages = 0

    @property
    def name(self) -> str:
        """The name that it gets."""
        return self._target.name

    def add(self, page: PageAnswer) -> None:
        """Append a page."""
        if not self.pages:
            told = f"software: sanctograph\r\nhttp-header-user-agent: {self._agent}\r\n"
            fields = {"Content-Type": "application/warc-fields"}
            self._append("warcinfo", page.at, fields, told.encode())
        fields = {
            "WARC-Target-URI": page.url,
            "Content-Type": "application/http; msgtype=response",
        }
        self._append("response", page.at, fields, _http(page))
        self.pages += 1

    def close(self) -> None:
        """Have all of it on the disk, under its name."""
        if self.pages:
            sync(self._unfinished)
            finish(self._unfinished, self._target)

    def _append(self, kind: str, at: datetime, fields: Mapping[str, str], block: bytes) -> None:
        head = {
            "WARC-Type": kind,
            "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
            "WARC-Date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            **fields,
            "Content-Length": str(len(block)),
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        record = b"".join([b"WARC/1.1\r\n", lines.encode(), b"\r\n", block, b"\r\n\r\n"])
        with self._unfinished.open("ab") as file:
            file.write(gzip.compress(record, mtime=0))


def _http(page: PageAnswer) -> bytes:
    """The answer as a server would have sent it, its body neither packed nor in chunks."""
    kept: Iterable[tuple[bytes, bytes]] = (
        (name, value) for name, value in page.headers if name.lower() not in DROPPED
    )
    head = b"".join(name + b": " + value + b"\r\n" for name, value in kept)
    length = b"Content-Length: %d\r\n\r\n" % len(page.content)
    return b"HTTP/1.1 200 OK\r\n" + head + length + page.content
