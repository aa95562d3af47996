"""The steps of an ingest run, plain functions that a flow, `--local` and tests call alike."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from flows.children import end_workers
from flows.clock import now_utc
from flows.listing import SourceFile, check, chosen, list_files
from flows.pages import PageReaders
from flows.progress import DONE, PUBLISHING, RESOLVING, Progress, SourceProgress, Watch
from flows.scan import Batch, batches, keep_mark, remember
from flows.settings import Home, Pace, Settings, Source
from flows.versions import extractor_version, model_version
from flows.web.outcome import Arrived
from flows.web.step import fetch_sources
from flows.worker import Order, Staged, write_order
from schemas.errors import SanctographError
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.rejects import settle_rejects
from warehouse.resolve import RESOLVE_VERSION, resolve
from warehouse.runs import RunCounts, finish_run, start_run
from warehouse.staging import clear, discard
from warehouse.store import Store, open_store

AHEAD = 2
"""Batches a worker that may wait: enough to keep it busy, few enough to hold on the disk."""


class WorkerLost(SanctographError):
    """A worker process ended without an answer; exit status 1."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do: read `paths`, or `source`, or else every source of `settings`."""

    home: Home
    settings: Settings
    paths: tuple[str, ...]
    source: str | None
    pace: Pace

    def sources(self) -> list[Source]:
        """The sources that it covers. Raises `BadInput` where one is not known or not there."""
        found = chosen(self.home, self.settings, self.paths, self.source)
        check(self.home, found, self.paths)
        return found


@dataclass(frozen=True, slots=True)
class Job:
    """What a run has to do: the files of each source, in the order of reading.

    Those that lie on the web are asked for first: of the sources `asked`, and of the `paths` that
    are addresses.
    """

    home: Home
    settings: Settings
    sources: Mapping[str, Sequence[SourceFile]]
    pace: Pace
    asked: Sequence[Source] = ()
    paths: Sequence[str] = ()


def plan(request: Request) -> Job:
    """List what is to be read. Raises `BadInput` for a path or source that is not there."""
    asked = request.sources()
    listed: dict[str, list[SourceFile]] = {one.name: [] for one in asked}
    home, settings = request.home, request.settings
    for file in list_files(home, settings, request.paths, request.source):
        listed[file.source.name].append(file)
    return Job(home, settings, listed, request.pace, asked, request.paths)


class Pending(Protocol):
    """A batch under way in some worker."""

    def result(self) -> Staged:
        """Wait for it; raises what the worker raised."""


class Engine(Protocol):
    """Who runs the steps: Prefect, or a plain process pool."""

    def submit(self, order: Order) -> Pending:
        """Have a batch made in a worker."""

    def within(self, source: SourceProgress, body: Callable[[], None]) -> None:
        """Run the part of one source; raises what `body` raises."""


def run_job(job: Job, engine: Engine, watch: Watch, flow_run_id: str | None = None) -> Progress:
    """Ingest: read, transform in workers, load batch by batch, resolve, publish.

    Raises `StoreLocked` when another run holds the store for longer than the job's `wait`; any
    other error leaves the run as `failed`, with everything loaded so far in place.
    """
    progress = Progress(annotated=frozenset(job.settings.pipelines))

    def wait_for(who: str) -> None:
        progress.step = f"waiting for {who}, which holds the store, for up to {job.pace.wait:g} s"
        watch(progress)

    watch(progress)
    with open_store(Layout(job.home.root), wait=job.pace.wait, waiting_for=wait_for) as store:
        run_id = str(uuid4())
        start_run(
            store,
            run_id,
            "ingest",
            _run_versions(job.settings),
            now=now_utc(),
            flow_run_id=flow_run_id,
        )
        pages = PageReaders(job.pace.workers, job.settings.limits.reading_seconds)
        run = _Run(job, store, run_id, engine, watch, progress, pages)
        try:
            with pages:
                run.ingest()
        except BaseException:
            end_workers()
            run.finish("failed")
            raise
        run.finish("done")
        run.publish()
    return progress


@dataclass(slots=True)
class _Run:
    """One run under way."""

    job: Job
    store: Store
    run_id: str
    engine: Engine
    watch: Watch
    progress: Progress
    pages: PageReaders
    began: datetime = field(default_factory=now_utc)
    waiting: deque[tuple[Pending, Batch]] = field(default_factory=deque)

    def ingest(self) -> None:
        """Everything between the first file and the conclusions."""
        arrived = self._fetch()
        for name, files in self.job.sources.items():
            came = arrived.get(name, Arrived())
            self._ingest_source(name, [*files, *came.files], came)
        self._settle()
        self.say(RESOLVING)
        with self.progress.timed("resolve"):
            resolve(self.store)
        clear(self.store.layout)

    def publish(self) -> None:
        """Give analysts the new state, if it is new."""
        self.say(PUBLISHING)
        with self.progress.timed("publish"):
            self.progress.published = publish(self.store.layout, self.store)
        self.say(DONE)

    def say(self, step: str) -> None:
        """Tell the watcher what comes next."""
        self.progress.step = step
        self.watch(self.progress)

    def finish(self, status: str) -> None:
        """Note in `runs` how it ended."""
        counts = self.progress.counts()
        finish_run(
            self.store,
            self.run_id,
            status,
            now=now_utc(),
            counts=RunCounts(
                counts["in"], counts["loaded"], counts["unchanged"], counts["rejected"]
            ),
            seconds=self.progress.seconds,
        )

    def _fetch(self) -> dict[str, Arrived]:
        """What came of the web, by source."""
        job = self.job
        with self.progress.timed("fetch"):
            return fetch_sources(
                self.store, job.home, job.settings, job.asked, job.paths, say=self.say
            )

    def _ingest_source(self, name: str, files: Sequence[SourceFile], came: Arrived) -> None:
        source = self.progress.sources[name] = SourceProgress(name, len(files))
        source.tally.rejects += came.rejects
        source.tally.uris |= dict.fromkeys(came.asked)
        self.engine.within(source, lambda: self._read_and_load(source, files))

    def _read_and_load(self, source: SourceProgress, files: Sequence[SourceFile]) -> None:
        job = self.job
        names = job.settings.pipelines
        found = batches(
            files, self.store, job.settings, job.pace.batch_size, source.tally, pages=self.pages
        )
        self.say(f"reading {source.name}")
        while (batch := self._next(found)) is not None:
            order = write_order(self.store.layout, batch, names)
            with _losses():
                self.waiting.append((self.engine.submit(order), batch))
            source.batches_made += 1
            self.watch(self.progress)
            if len(self.waiting) >= AHEAD * job.pace.workers:
                self._load_oldest(source)
        source.all_read = True
        self.say(f"making and loading batches of {source.name}")
        while self.waiting:
            self._load_oldest(source)

    def _next(self, found: Iterator[Batch]) -> Batch | None:
        with self.progress.timed("read"):
            return next(found, None)

    def _load_oldest(self, source: SourceProgress) -> None:
        """Wait for the oldest batch and load it: in order, so that a killed run leaves a prefix."""
        with _losses():
            pending, batch = self.waiting.popleft()
            staged = pending.result()
        source.batches_transformed += 1
        progress = self.progress
        for stage, seconds in staged.seconds.items():
            progress.add(stage, seconds)
        progress.add("transform", sum(staged.seconds.values()))
        with progress.timed("load"):
            counts = load_batch(self.store, staged.folder, self.run_id, now_utc())
            discard(staged.folder)
            keep_mark(self.store, batch, source.tally, self.run_id, began=self.began, now=now_utc())
        source.batches_loaded += 1
        source.loaded += counts.loaded
        source.languages.update(counts.languages)
        source.known += counts.superseded + counts.already
        source.staged_rejects += staged.rejects
        for name, rows in staged.rows.items():
            progress.rows[name] = progress.rows.get(name, 0) + rows
        self.watch(progress)

    def _settle(self) -> None:
        """Once everything read is loaded: note what failed, then which files need no reading."""
        tallies = [source.tally for source in self.progress.sources.values()]
        uris = {uri: since for tally in tallies for uri, since in tally.uris.items()}
        rejects = [reject for tally in tallies for reject in tally.rejects]
        settle_rejects(self.store, self.run_id, uris, rejects, now_utc())
        for tally in tallies:
            remember(self.store, tally, self.run_id, now_utc())


@contextmanager
def _losses() -> Iterator[None]:
    """Say in our words that the pool has lost a worker."""
    try:
        yield
    except BrokenExecutor as error:
        raise WorkerLost(
            "a worker process was killed, perhaps for want of memory: run again with fewer"
            " --workers or a smaller --batch-size; what was loaded stays"
        ) from error


def _run_versions(settings: Settings) -> dict[str, str]:
    return {
        "extractor": extractor_version(),
        "model": model_version(settings.pipelines),
        "configuration": settings.fingerprint_of_all(),
        "resolve": RESOLVE_VERSION,
    }
