"""The files of a source of the web that are there to be read, and those old enough to go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from flows.listing import SourceFile
from flows.settings import Source
from flows.unread import listed
from flows.web.addresses import told
from flows.web.kept import FEED, PAGES, STAMP, Kept
from warehouse.store import Store


def feed_files(source: Source, kept: Kept) -> list[SourceFile]:
    """The documents of a feed, oldest first, then its pages.

    All documents have one key: an entry without an address is the same article in each. An entry
    whose page was had is left out, as the page says more.
    """
    had = frozenset(key for key, page in kept.pages.items() if page.fetched)
    documents = sorted((kept.folder / FEED).glob("*.gz"))
    pages = sorted((kept.folder / PAGES).glob("*.warc.gz"))
    return [
        *(SourceFile(source, path, FEED, had) for path in documents),
        *(SourceFile(source, path, PAGES) for path in pages),
    ]


def named_files(source: Source, kept: Kept, urls: Iterable[str]) -> list[SourceFile]:
    """What was had of some addresses, oldest first, a file once.

    All files of an address have one key, and so have all pages.
    """
    keys = {
        name: PAGES if name.startswith(f"{PAGES}/") else told(url)
        for url in urls
        if url in kept.files
        for name in kept.files[url].names
    }
    return [SourceFile(source, kept.folder / name, key) for name, key in keys.items()]


def clear_old(
    store: Store, source: Source, kept: Kept, versions: Mapping[str, str], before: datetime
) -> None:
    """Remove files that came before a time and were read whole by these `versions`.

    What is the newest of its kind stays, for the next request is made with it. `kept` is changed
    accordingly, and is to be saved.
    """
    files = feed_files(source, kept) if source.feed else named_files(source, kept, kept.files)
    newest = {kept.folder / FEED / (kept.document or "")}
    newest |= {kept.folder / file.names[-1] for file in kept.files.values()}
    old = [one for one in files if one.path not in newest and _came(one.path) < before]
    for one in _read(old, store, versions):
        one.path.unlink(missing_ok=True)
    for file in kept.files.values():
        file.names = [name for name in file.names if (kept.folder / name).is_file()]


def forget_old(kept: Kept, listed_keys: Iterable[str], before: date) -> None:
    """Forget pages that were had, or failed, before a day, and that the feed lists no more."""
    still = set(listed_keys)
    for key, page in list(kept.pages.items()):
        day = page.fetched_on or page.failing_since
        if key not in still and day is not None and day < before:
            del kept.pages[key]


def _read(
    files: Iterable[SourceFile], store: Store, versions: Mapping[str, str]
) -> Iterator[SourceFile]:
    return (one.file for one in listed(files, store, versions) if one.articles is not None)


def _came(path: Path) -> datetime:
    """When a file came, by its name; files of other names never did."""
    try:
        stamp = path.name.split("-", 1)[0].split(".", 1)[0]
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
