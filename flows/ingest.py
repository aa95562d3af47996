"""The flows of Prefect: `ingest`, in it one subflow a source, in that one task a batch."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.runtime import deployment, flow_run
from prefect.states import Completed
from prefect.task_runners import ProcessPoolTaskRunner
from prefect.tasks import Task

from flows import surroundings, upkeep
from flows.artifacts import Bar, SourceBars, counts_table, key, rejects_table, seconds_table
from flows.artifacts import newest_sanctions as newest_sanctions_page
from flows.progress import DONE, PUBLISHING, RESOLVING, Progress, SourceProgress, told
from flows.reach import TROUBLE, answers, is_trouble, remedy
from flows.settings import Home, Pace, load_settings
from flows.steps import Job, Pending, Request, plan, run_job
from flows.surroundings import Part, Witness
from flows.worker import Order, Staged, ignore_interrupts, make_batch
from schemas.errors import StoreLocked
from warehouse.highlights import highlights
from warehouse.layout import Layout

TAG = "sanctograph"
"""Every run of ours has it, and its source's name as another."""
RETRIES = 2
RETRY_SECONDS = (1.0, 5.0)
SCHEDULED_WAIT = 3_600.0
"""Seconds that a scheduled run waits for another to let go of the store, before it says so."""


def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a fault may be gone at the next try: the disk's or a lock's, never the data's."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError | StoreLocked)


@task(
    name="make batch",
    task_run_name="{name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=RETRIES,
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=_may_pass,
)
def make_batch_task(order: Order, name: str) -> State[Staged]:  # noqa: ARG001  (Prefect reads it)
    """Make and stage one batch, in a worker process; its counts are the message of its state."""
    staged = make_batch(order)
    return Completed(data=staged, message=staged.told())


def _name() -> str:
    """What the run reads, and the minute it was due, such as `inbox 2026-11-24 14:00` (UTC)."""
    what = flow_run.parameters.get("source")
    if not what:
        what = "named files" if flow_run.parameters.get("paths") else "all sources"
    return f"{what} {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


def _source_name() -> str:
    return f"{flow_run.parameters['source']} {flow_run.scheduled_start_time:%Y-%m-%d}"


@flow(name="ingest source", flow_run_name=_source_name, persist_result=False)
def ingest_source(source: str, files: int) -> State[None]:
    """The part of one source: its batches are the tasks."""
    part = surroundings.part()
    get_run_logger().info("%s: %d files listed", source, files)
    part.run()
    with suppress(*TROUBLE):
        counts_table(key(source, "counts"), [part.source], f"What came of the source {source}.")
    return Completed(message=told(part.source.counts()))


@flow(name="ingest", flow_run_name=_name, validate_parameters=False, persist_result=False)
def ingest(
    *,
    home: str,
    source: str | None = None,
    paths: list[str] | None = None,
    workers: int = 2,
    batch_size: int = 1_000,
    wait: float = SCHEDULED_WAIT,
) -> State[None]:
    """Read, transform and load articles, resolve and publish.

    home: the folder that holds sources.toml and the store.
    source: the source to read; without one, all.
    paths: files and folders to read instead of sources.
    workers: worker processes.
    batch_size: articles a batch.
    wait: seconds to wait for another run of the home to end.
    """
    place = Home(Path(home))
    witness = surroundings.witness()
    witness.begun = True
    with upkeep.noted(place, str(flow_run.id)) as closing:
        with suppress(*TROUBLE):
            _tidy(place)
        pace = Pace(workers, batch_size, wait)
        job = plan(Request(place, load_settings(place), tuple(paths or ()), source, pace))
        engine = PrefectEngine(job, witness)
        progress = run_job(job, engine, engine.watch, flow_run_id=str(flow_run.id))
        closing["message"] = told(progress.counts())
        witness.ended = True
        _show(place, progress, witness)
    return Completed(message=closing["message"])


@dataclass(slots=True)
class PrefectEngine:
    """Runs the steps as subflows and tasks; what the server fails to do is done without it."""

    job: Job
    witness: Witness
    source_bars: SourceBars | None = None
    bars: dict[str, Bar] = field(default_factory=dict)

    def submit(self, order: Order) -> Pending:
        """Have a batch made by a task, in a worker process."""
        part = surroundings.part()
        name = f"{part.source.name} batch {part.source.batches_made + 1}"
        try:
            return _Guarded(order, make_batch_task.submit(order, name), self.witness)
        except Exception as error:  # noqa: BLE001  (sorted by what it tells of)
            _bear(error, self.witness)
            return _Here(order)

    def within(self, source: SourceProgress, body: Callable[[], None]) -> None:
        """Run the part of a source as a subflow with a process pool of its own."""
        part = Part(source, body)
        pool: Any = ProcessPoolTaskRunner(self.job.pace.workers, initializer=ignore_interrupts)
        self.source_bars = SourceBars(source)
        with surroundings.inside(part), tags(TAG, source.name):
            try:
                ingest_source.with_options(task_runner=pool)(source.name, source.files)
            except Exception as error:
                if part.started and not part.ended:
                    raise
                _bear(error, self.witness)
            if not part.started:
                part.run()
        self.source_bars = None

    def watch(self, progress: Progress) -> None:
        """Show how far the run is, to who started it and in Prefect's pages."""
        self.witness(progress)
        if self.source_bars:
            self.source_bars.show()
            return
        for stage, begins, ends in (
            ("resolve", RESOLVING, PUBLISHING),
            ("publish", PUBLISHING, DONE),
        ):
            if progress.step in (begins, ends):
                bar = self.bars.setdefault(stage, Bar(stage))
                bar.show(float(progress.step == ends), f"{stage}: {progress.step}")


@dataclass(slots=True)
class _Guarded:
    """A batch that a task makes; made here, if Prefect's server keeps the task from it."""

    order: Order
    future: PrefectFuture[Any]
    witness: Witness

    def result(self) -> Staged:
        """Wait for it; raises what making it raised."""
        try:
            staged: Staged = self.future.result()
        except Exception as error:  # noqa: BLE001  (sorted by what it tells of)
            _bear(error, self.witness)
            return _Here(self.order).result()
        return staged


@dataclass(frozen=True, slots=True)
class _Here:
    """A batch to be made in this process."""

    order: Order

    def result(self) -> Staged:
        """Make it."""
        return make_batch(self.order)


def _bear(error: Exception, witness: Witness) -> None:
    """Take note of an error that tells of the server; raises any other."""
    if not is_trouble(error):
        raise error
    witness.troubles.append(remedy(error))


def _tidy(home: Home) -> None:
    """At the start of a run: mend the records of killed ones, skip those that this one covers."""
    logger = get_run_logger()
    if mended := upkeep.mend(home):
        logger.info("%d earlier runs had ended without a word; they are marked now", mended)
    if deployment.id and (
        skipped := upkeep.skip_missed(UUID(deployment.id), UUID(str(flow_run.id)))
    ):
        logger.info("%d scheduled runs that are due too are skipped: this one reads it", skipped)


def _show(home: Home, progress: Progress, witness: Witness) -> None:
    """Write the run's tables and its page of sanctions."""
    try:
        if not answers():
            return
        counts_table("counts", list(progress.sources.values()), "What came of this run.")
        seconds_table(progress)
        shown = highlights(Layout(home.root))
        if shown is not None:
            rejects_table(shown.rejects)
            newest_sanctions_page(shown.sanctions)
    except Exception as error:  # noqa: BLE001  (sorted by what it tells of)
        _bear(error, witness)
