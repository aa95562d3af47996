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

import pyarrow as pa

from flows.listing import SourceFile
from flows.settings import Settings
from flows.unread import Listed, WholeFile, lasting_state, listed, may_pass, now_ns, whole_files
from flows.versions import versions
from schemas.records import RECORDS
from transforms.articles.web import read_web_page
from transforms.read import Failure, Page, RawRecord, read
from transforms.read.identity import article_id, content_hash
from transforms.rejects import Reject
from warehouse.scan import SEEN, compare, remember_files
from warehouse.store import Store
from warehouse.versions import versions_text

NEVER = datetime.min

CHUNK = 2_000
"""Records compared with the store at once: few enough to hold, enough to pay for the query."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Up to `--batch-size` records (schema `RECORDS`) of one source, each of another article."""

    batch_id: str
    records: pa.Table
    versions: dict[str, str]


@dataclass(slots=True)
class Tally:
    """What a scan has met so far.

    `files` were listed, `files_read` of them opened. `read` counts the records that all of them
    hold, whether opened or not; `new` and `changed` of them went into batches, `unchanged` did
    not. `uris` are the files that were opened, `whole` those that `remember` will write.
    """

    files: int = 0
    files_read: int = 0
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    uris: set[str] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)
    whole: list[WholeFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scan:
    """One source being scanned; `whole` are its files that were read to the end so far."""

    store: Store
    settings: Settings
    made_by: dict[str, str]
    tally: Tally
    whole: list[WholeFile] = field(default_factory=list)


def batches(
    files: Iterable[SourceFile], store: Store, settings: Settings, size: int, tally: Tally
) -> Iterator[Batch]:
    """Read `files` and yield what is new or changed, `size` records a batch, in order of reading.

    A file is opened unless it is in the state in which `remember` has noted it, for the same
    versions.
    A record whose text comes twice in a run counts once, unless the later one was fetched later: it
    may bring back a text that another record in between has replaced. Another text of the same
    article waits for the next batch, since a batch holds an article only once. `tally` is kept up
    to date.
    """
    for source, of_source in groupby(files, key=lambda file: file.source):
        made_by = versions(settings, source)
        scan = _Scan(store, settings, made_by, tally)
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
    One transaction; `now` is naive UTC. A second call has nothing left to note.
    """
    if tally.whole:
        remember_files(store, whole_files(tally.whole), run_id, now)
        tally.whole.clear()


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
    return Batch(batch_id(records, made_by), records, made_by), later


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
    file, tally = found.file, scan.tally
    uri, opened, articles, is_final = file.uri, now_ns(), 0, True
    for item in read(file.path, file.source.columns or None, scan.settings.limits.for_reader()):
        record = read_web_page(item) if isinstance(item, Page) else item
        if isinstance(record, Failure):
            reject = Reject(uri, record.record_key, "read", record.reason, record.message)
            tally.rejects.append(reject)
            is_final = is_final and not may_pass(record)
        else:
            articles += 1
            tally.read += 1
            yield _row(file, uri, record)
    tally.uris.add(uri)
    state = lasting_state(found, opened)
    if state and is_final:
        scan.whole.append(WholeFile(file, state, versions_text(scan.made_by), articles))


def _row(file: SourceFile, uri: str, record: RawRecord) -> dict[str, object]:
    return {
        "article_id": article_id(file.source.name, file.key, record),
        "source": file.source.name,
        "uri": uri,
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
