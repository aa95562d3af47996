"""From files to batches of new and changed records; what the store has already is left out.

A file that has not changed since it was read is not opened; of one that is opened, the hashes of
its records decide what is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import cast

import pyarrow as pa

from flows.listing import SourceFile
from flows.pages import PageReaders
from flows.settings import Settings
from flows.unread import (
    Listed,
    Mark,
    WholeFile,
    lasting_state,
    listed,
    marked,
    may_pass,
    now_ns,
    whole_files,
)
from flows.versions import versions
from schemas.records import RECORDS
from transforms.read import Failure, RawRecord, read
from transforms.read.identity import article_id, content_hash
from transforms.rejects import Reject
from warehouse.scan import SEEN, compare, keep_positions, remember_files
from warehouse.store import Store
from warehouse.versions import versions_text

NEVER = datetime.min

CHUNK = 2_000
"""Records compared with the store at once: few enough to hold, enough to pay for the query."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Up to `--batch-size` records (schema `RECORDS`) of one source, each of another article.

    `mark` is how far the last file has been read when the batch and all before it are loaded; null
    where its format knows no places to go on from, or where records are left for the next batch.
    """

    batch_id: str
    records: pa.Table
    versions: dict[str, str]
    mark: Mark | None = None


@dataclass(slots=True)
class Tally:
    """What a scan has met so far.

    `files` were listed, `files_read` of them opened. `read` counts the records that all of them
    hold, whether opened or not; `new` and `changed` of them went into batches, `unchanged` did
    not. `uris` are the files that were opened, each with the time since when it is being read: by
    a run before this one, where that was killed in its middle, else null. `whole` are those that
    `remember` will write; `begun` are sources and uris of files of which a place in their middle is
    kept.
    """

    files: int = 0
    files_read: int = 0
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    uris: dict[str, datetime | None] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    whole: list[WholeFile] = field(default_factory=list)
    begun: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Scan:
    """One source being scanned; `whole` are its files that were read to the end so far."""

    store: Store
    settings: Settings
    pages: PageReaders
    made_by: dict[str, str]
    tally: Tally
    whole: list[WholeFile] = field(default_factory=list)


def batches(
    files: Iterable[SourceFile],
    store: Store,
    settings: Settings,
    size: int,
    tally: Tally,
    *,
    pages: PageReaders,
) -> Iterator[Batch]:
    """Read `files` and yield what is new or changed, `size` records a batch, in order of reading.

    A file is opened unless it is in the state in which `remember` has noted it, for the same
    versions; where `keep_mark` has noted how far it was read, it is read from there.
    A record whose text comes twice in a run counts once, unless the later one was fetched later: it
    may bring back a text that another record in between has replaced. Another text of the same
    article waits for the next batch, since a batch holds an article only once. `tally` is kept up
    to date.
    """
    for source, of_source in groupby(files, key=lambda file: file.source):
        made_by = versions(settings, source)
        scan = _Scan(store, settings, pages, made_by, tally)
        waiting: list[dict[str, object]] = []
        for row in _changed(of_source, scan):
            waiting.append(row)
            if len(waiting) >= size:
                batch, waiting = _cut(waiting, made_by)
                yield batch
        while waiting:
            batch, waiting = _cut(waiting, made_by)
            yield batch
        tally.whole += scan.whole  # only here are all their records handed over


def remember(store: Store, tally: Tally, run_id: str, now: datetime) -> None:
    """Note the files of `tally`, so that they are not opened again until they change.

    To be called when every batch that `batches` gave has been loaded and `tally.rejects` have
    been settled: what is noted here is not read again, so its articles and rejects would be lost.
    The places in their middles are forgotten: of a file that is not noted as whole, a record may be
    read better the next time. One transaction; `now` is naive UTC. A second call has nothing left
    to note.
    """
    if tally.whole or tally.begun:
        remember_files(store, whole_files(tally.whole), run_id, now, begun=tally.begun)
        tally.whole.clear()
        tally.begun.clear()


def keep_mark(
    store: Store, batch: Batch, tally: Tally, run_id: str, *, began: datetime, now: datetime
) -> None:
    """Note how far a file was read, so that a run that is killed later goes on from there.

    To be called when `batch` and all before it have been loaded. The file's rejects up to there
    are noted with it. `began` is when this run did, in naive UTC as `now`.
    """
    if batch.mark:
        uri = batch.mark.file.uri
        before = tally.rejects[: batch.mark.failures]  # those behind it are met again
        rejects = [reject for reject in before if reject.uri == uri]
        since = tally.uris.get(uri) or began
        tally.begun.add((batch.mark.file.source.name, uri))
        keep_positions(store, marked([batch.mark], since), rejects, run_id, now)


def _cut(
    rows: list[dict[str, object]], made_by: dict[str, str]
) -> tuple[Batch, list[dict[str, object]]]:
    """A batch of the first row of every article, and the rows left over."""
    first: dict[object, dict[str, object]] = {}
    later: list[dict[str, object]] = []
    for row in rows:
        if row["article_id"] in first:
            later.append(row)
        else:
            first[row["article_id"]] = row
    records = pa.Table.from_pylist(list(first.values()), schema=RECORDS)
    mark = None if later else cast("Mark | None", rows[-1]["mark"])
    return Batch(batch_id(records, made_by), records, made_by, mark), later


def batch_id(records: pa.Table, made_by: dict[str, str]) -> str:
    """Hash of what goes into a batch: its articles, their texts now and before, the versions.

    The revision and the time of fetching are hashed too: a text that goes A, B, A, B, A has the
    same pair of texts twice.
    """
    columns = ("article_id", "content_hash", "previous_hash", "revision", "fetched_at")
    keys = sorted(map(repr, records.select(columns).to_pylist()))
    return hashlib.sha256("\n".join([versions_text(made_by), *keys]).encode()).hexdigest()[:32]


def _changed(files: Iterable[SourceFile], scan: _Scan) -> Iterator[dict[str, object]]:
    met: dict[tuple[object, object], datetime] = {}
    chunk: list[dict[str, object]] = []
    for row in _rows(files, scan):
        key = (row["article_id"], row["content_hash"])
        fetched = _fetched(row)
        if fetched <= met.get(key, NEVER):
            scan.tally.unchanged += 1
            continue
        met[key] = fetched
        chunk.append(row)
        if len(chunk) >= CHUNK:
            yield from _unknown(chunk, scan)
            chunk = []
    yield from _unknown(chunk, scan)


def _fetched(row: dict[str, object]) -> datetime:
    fetched = row["fetched_at"]
    return fetched if isinstance(fetched, datetime) else datetime.min.replace(microsecond=1)


def _unknown(chunk: list[dict[str, object]], scan: _Scan) -> Iterator[dict[str, object]]:
    tally = scan.tally
    found = compare(scan.store, pa.Table.from_pylist(chunk, schema=SEEN), scan.made_by)
    for row, known in zip(chunk, found.to_pylist(), strict=True):
        if known["is_known"]:
            tally.unchanged += 1
            continue
        if known["previous_hash"] is None:
            tally.new += 1
        else:
            tally.changed += 1
        yield row | {key: known[key] for key in ("revision", "previous_hash")}


def _rows(files: Iterable[SourceFile], scan: _Scan) -> Iterator[dict[str, object]]:
    tally = scan.tally
    for found in listed(files, scan.store, scan.made_by):
        tally.files += 1
        if found.articles is None:
            tally.files_read += 1
            yield from _rows_of(found, scan)
        else:
            tally.read += found.articles
            tally.unchanged += found.articles


def _rows_of(found: Listed, scan: _Scan) -> Iterator[dict[str, object]]:
    """The records of one file, which is noted as whole if reading it again would give the same."""
    file, tally, before = found.file, scan.tally, found.before
    uri, opened, articles, is_final = file.uri, now_ns(), before.articles, before.is_final
    tally.read += before.articles
    tally.unchanged += before.articles
    tally.uris[uri] = before.began_at
    if before.began_at:
        tally.begun.add((file.source.name, uri))
    columns, limits = file.source.columns or None, scan.settings.limits.for_reader()
    made_by = versions_text(scan.made_by)
    found_in_it = file.wanted(read(file.place, columns, limits, before.position))
    for record in scan.pages.read(found_in_it):
        if isinstance(record, Failure):
            reject = Reject(uri, record.record_key, "read", record.reason, record.message)
            tally.rejects.append(reject)
            is_final = is_final and not may_pass(record)
            continue
        articles += 1
        tally.read += 1
        mark = None
        if record.end is not None and (state := lasting_state(found, opened)):
            failures = len(tally.rejects)
            mark = Mark(file, state, made_by, record.end, articles, is_final, failures)
        yield record_row(file.source.name, file.key, uri, record) | {"mark": mark}
    state = lasting_state(found, opened)
    if state and is_final:
        scan.whole.append(WholeFile(file, state, made_by, articles))


def record_row(source: str, key: str, uri: str, record: RawRecord) -> dict[str, object]:
    """A record of a file as a row of `RECORDS`, without what the store knows of its article."""
    return {
        "article_id": article_id(source, key, record),
        "source": source,
        "uri": f"{uri}#{record.fragment}" if record.fragment else uri,
        "record_key": record.record_key,
        "reader": record.reader,
        "page": record.page,
        "raw_sha256": record.raw_sha256,
        "content_hash": content_hash(record),
        "fetched_at": record.fetched_at,
        "repairs": record.repairs,
        "url": record.url,
        "title": record.title,
        "subtitle": record.subtitle,
        "authors": record.authors,
        "publisher": record.publisher,
        "language": record.language,
        "published_at": record.published_at,
        "updated_at": record.updated_at,
        "text": record.text,
        "parts": [part._asdict() for part in record.parts],
        "flags": record.flags,
    }
