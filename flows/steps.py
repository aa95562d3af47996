"""The steps of an ingest run, plain functions that a flow, `--local` and tests call alike."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from flows.listing import SourceFile
from flows.scan import Batch, Tally, batches
from flows.settings import Home, Settings
from flows.versions import SHIPPED, extractor_version, model_version
from flows.worker import Order, Staged, end_workers, write_order
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


STAGES = ("read", "transform", "load", "resolve")
"""Stages of every run, also of one that finds nothing to do; `transform` is summed over workers,
and its own stages (articles, language, sanctions, check) stand beside it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a run was asked to do."""

    home: Home
    settings: Settings
    files: tuple[SourceFile, ...]
    workers: int = 2
    batch_size: int = 1_000
    wait: float = 60.0


@dataclass(slots=True)
class Progress:
    """How far a run is; handed to whoever watches after every step."""

    tally: Tally = field(default_factory=Tally)
    files: int = 0
    batches_made: int = 0
    batches_loaded: int = 0
    loaded: int = 0
    unchanged: int = 0
    rejects: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    published: Path | None = None
    step: str = "opening the store"

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds of a `with` block to a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - started)

    def add(self, stage: str, seconds: float) -> None:
        """Add seconds to a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


class Pending(Protocol):
    """A batch under way in some worker."""

    def result(self) -> Staged:
        """Wait for it; raises what the worker raised."""


Submit = Callable[[Order], Pending]
Watch = Callable[[Progress], None]


def run_job(job: Job, submit: Submit, watch: Watch, flow_run_id: str | None = None) -> Progress:
    """Ingest: read, transform in workers, load batch by batch, resolve, publish.

    Raises `StoreLocked` when another run holds the store for longer than `job.wait` seconds; any
    other error leaves the run as `failed`, with everything loaded so far in place.
    """
    with open_store(Layout(job.home.root), wait=job.wait) as store:
        run_id = str(uuid4())
        start_run(
            store,
            run_id,
            "ingest",
            _run_versions(job.settings),
            now=now_utc(),
            flow_run_id=flow_run_id,
        )
        run = _Run(job, store, run_id, submit, watch)
        try:
            run.ingest()
        except BaseException:
            end_workers()
            run.finish("failed")
            raise
        run.finish("done")
        run.publish()
    return run.progress


def now_utc() -> datetime:
    """Now, as naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(slots=True)
class _Run:
    """One run under way."""

    job: Job
    store: Store
    run_id: str
    submit: Submit
    watch: Watch
    progress: Progress = field(default_factory=Progress)
    waiting: deque[Pending] = field(default_factory=deque)

    def ingest(self) -> None:
        """Everything between the first file and the conclusions."""
        job, progress = self.job, self.progress
        names = job.settings.models.get("en", SHIPPED)
        found = batches(job.files, self.store, job.settings, job.batch_size, progress.tally)
        progress.files = len(job.files)
        self.say("reading")
        while (batch := self._next(found)) is not None:
            self.waiting.append(self.submit(write_order(self.store.layout, batch, names)))
            progress.batches_made += 1
            self.watch(progress)
            if len(self.waiting) >= AHEAD * job.workers:
                self._load_oldest()
        self.say("making and loading batches")
        while self.waiting:
            self._load_oldest()
        self._settle()
        self.say("resolving")
        with progress.timed("resolve"):
            resolve(self.store)
        clear(self.store.layout)

    def publish(self) -> None:
        """Give analysts the new state, if it is new."""
        self.say("publishing")
        with self.progress.timed("publish"):
            self.progress.published = publish(self.store.layout, self.store)
        self.say("done")

    def say(self, step: str) -> None:
        """Tell the watcher what comes next."""
        self.progress.step = step
        self.watch(self.progress)

    def finish(self, status: str) -> None:
        """Note in `runs` how it ended."""
        progress = self.progress
        counts = RunCounts(
            progress.tally.read, progress.loaded, progress.unchanged, progress.rejects
        )
        finish_run(
            self.store, self.run_id, status, now=now_utc(), counts=counts, seconds=progress.seconds
        )

    def _next(self, found: Iterator[Batch]) -> Batch | None:
        with self.progress.timed("read"):
            return next(found, None)

    def _load_oldest(self) -> None:
        """Wait for the oldest batch and load it: in order, so that a killed run leaves a prefix."""
        try:
            staged = self.waiting.popleft().result()
        except BrokenExecutor as error:
            raise WorkerLost(
                "a worker process was killed, perhaps for want of memory: run again with fewer"
                " --workers or a smaller --batch-size; what was loaded stays"
            ) from error
        progress = self.progress
        for stage, seconds in staged.seconds.items():
            progress.add(stage, seconds)
        progress.add("transform", sum(staged.seconds.values()))
        with progress.timed("load"):
            counts = load_batch(self.store, staged.folder, self.run_id, now_utc())
            discard(staged.folder)
        progress.batches_loaded += 1
        progress.loaded += counts.loaded
        progress.unchanged += counts.superseded + counts.already
        progress.rejects += staged.rejects
        for name, rows in staged.rows.items():
            progress.rows[name] = progress.rows.get(name, 0) + rows
        self.watch(progress)

    def _settle(self) -> None:
        tally = self.progress.tally
        self.progress.unchanged += tally.unchanged
        self.progress.rejects += len(tally.rejects)
        settle_rejects(self.store, self.run_id, tally.uris, tally.rejects, now_utc())


def _run_versions(settings: Settings) -> dict[str, str]:
    return {
        "extractor": extractor_version(),
        "model": model_version(settings.models.get("en", SHIPPED)),
        "configuration": settings.fingerprint_of_all(),
        "resolve": RESOLVE_VERSION,
    }
