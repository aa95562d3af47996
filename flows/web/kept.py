"""What is kept of a source of the web in the home, `raw/<source>/`:

`feed/` its documents, `pages/` the pages they link to as WARC files, `files/` what a path names,
and `fetched.json`, which says what to ask for next time and what is still to be had.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from flows.settings import Home, Source
from flows.web.fetch import Fetched
from warehouse.staging import sync

STATE = "fetched.json"
UNFINISHED = ".unfinished"
FEED, PAGES, FILES = "feed", "pages", "files"
STAMP = "%Y%m%dT%H%M%S%fZ"
_OBJECT = (b"{", b"[")
_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class KnownPage:
    """A page that a feed links to, under the address that it is asked for by.

    `updated` is what its entry said of its last change when it was fetched; `fetched` is null
    where it has not been had yet (its hash is not kept), `failing_since` a day where that was
    tried.
    """

    url: str
    updated: str | None = None
    fetched: Fetched | None = None
    fetched_on: date | None = None
    failing_since: date | None = None


@dataclass(slots=True)
class KnownFile:
    """A file that a path names: how it came, and in which files below the folder it is kept."""

    fetched: Fetched
    names: list[str]


@dataclass(slots=True)
class Kept:
    """What is known of a source: its newest feed document, its pages by canonical address, its
    files by address."""

    folder: Path
    feed: Fetched | None = None
    document: str | None = None
    pages: dict[str, KnownPage] = field(default_factory=dict)
    files: dict[str, KnownFile] = field(default_factory=dict)

    def save(self) -> None:
        """Write it down, in one step, on the disk."""
        told = {
            "feed": self.feed and asdict(self.feed),
            "document": self.document,
            "pages": {key: _told(key, page) for key, page in self.pages.items()},
            "files": {url: asdict(file) for url, file in self.files.items()},
        }
        place(self.folder / STATE, json.dumps(told).encode())

    def feed_bytes(self) -> bytes | None:
        """The newest document of the feed, unpacked; null where there is none whole."""
        if self.document is None:
            return None
        try:
            return gzip.decompress((self.folder / FEED / self.document).read_bytes())
        except (OSError, EOFError, ValueError):
            return None

    def keep_document(self, content: bytes, fetched: Fetched, now: datetime) -> None:
        """Keep a document of the feed, unless it is the newest again; `now` is UTC."""
        if self.document is None or self.feed is None or self.feed.sha256 != fetched.sha256:
            kind = "json" if content.removeprefix(_MARK).lstrip().startswith(_OBJECT) else "xml"
            name = f"{now:{STAMP}}-{fetched.sha256[:16]}.{kind}.gz"
            place(self.folder / FEED / name, gzip.compress(content, mtime=0))
            self.document = name
        self.feed = fetched


def known(home: Home, source: Source) -> Kept:
    """What is known of a source; nothing where that cannot be read, so that all is asked anew."""
    folder = home.raw / source.name
    try:
        told = json.loads((folder / STATE).read_text(encoding="utf-8"))
        kept = Kept(
            folder,
            Fetched(**told["feed"]) if told["feed"] else None,
            told["document"],
            {key: _page(key, page) for key, page in told["pages"].items()},
            {
                url: KnownFile(Fetched(**file["fetched"]), list(map(str, file["names"])))
                for url, file in told["files"].items()
            },
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        kept = Kept(folder)
    if kept.feed and (kept.feed.url != source.feed or kept.feed_bytes() is None):
        kept.feed = kept.document = None
    whole = kept.files.items()
    kept.files = {url: f for url, f in whole if all((folder / name).is_file() for name in f.names)}
    return kept


def make_folders(folder: Path) -> None:
    """Make the folders of a source, and remove what a killed run has left unfinished."""
    for name in (FEED, PAGES, FILES):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for left in (folder / name).glob(f"*{UNFINISHED}"):
            left.unlink(missing_ok=True)


def place(target: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, on the disk."""
    fresh = target.with_name(target.name + UNFINISHED)
    fresh.write_bytes(content)
    sync(fresh)
    finish(fresh, target)


def finish(unfinished: Path, target: Path) -> None:
    """Give a file that is on the disk its name."""
    unfinished.replace(target)
    sync(target.parent)


def sha256_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return sha256(content).hexdigest()


def _told(key: str, page: KnownPage) -> dict[str, str]:
    """A page as it is written down: what is null, or known from its key, is left out."""
    had = page.fetched
    told = {
        "url": None if page.url == key else page.url,
        "updated": page.updated,
        "fetched_on": page.fetched_on.isoformat() if page.fetched_on else None,
        "failing_since": page.failing_since.isoformat() if page.failing_since else None,
        "etag": had.etag if had else None,
        "last_modified": had.last_modified if had else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _page(key: str, told: Mapping[str, str]) -> KnownPage:
    url = told.get("url", key)
    had, failing = told.get("fetched_on"), told.get("failing_since")
    return KnownPage(
        url,
        told.get("updated"),
        Fetched(url, "", told.get("etag"), told.get("last_modified")) if had else None,
        date.fromisoformat(had) if had else None,
        date.fromisoformat(failing) if failing else None,
    )
