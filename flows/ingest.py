"""The flows of Prefect: `ingest`, in it one subflow a source, in that one task a batch."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.runtime import deployment, flow_run
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import surroundings, upkeep
from flows.artifacts import counts_table, key, languages_table, rejects_table, seconds_table
from flows.artifacts import newest_sanctions as newest_sanctions_page
from flows.local import worker_pool
from flows.progress import Progress, told
from flows.reach import TROUBLE
from flows.settings import Home, Pace, load_settings
from flows.steps import Request, plan, run_job
from flows.surroundings import Witness
from flows.watched import PrefectEngine, bear
from schemas.errors import BadInput
from warehouse.highlights import highlights
from warehouse.layout import Layout

TAG = "sanctograph"
"""Every run of ours has it, and its source's name as another."""
SCHEDULED_WAIT = 3_600.0
"""Seconds that a scheduled run waits for another to let go of the store, before it says so."""


def _name() -> str:
    """What the run reads, and the minute it was due, such as `inbox 2026-11-24 14:00` (UTC)."""
    what = flow_run.parameters.get("source")
    if not what:
        what = "named files" if flow_run.parameters.get("paths") else "all sources"
    return f"{what} {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


def _source_name() -> str:
    return f"{flow_run.parameters['source']} {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


@flow(name="ingest source", flow_run_name=_source_name, persist_result=False)
def ingest_source(source: str, files: int) -> State[None]:
    """The part of one source: its batches are the tasks."""
    part = surroundings.part()
    with suppress(*TROUBLE):
        _tag([source])
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
    if not place.root.is_absolute():
        raise BadInput(f"the home {home} of this run is no absolute path: give it from the root")
    witness = surroundings.witness()
    witness.begun = True
    with upkeep.noted(place, str(flow_run.id)) as closing:
        with suppress(*TROUBLE):
            _tidy(place)  # before the listing: what is skipped is read by it
        pace = Pace(workers, batch_size, wait)
        job = plan(Request(place, load_settings(place), tuple(paths or ()), source, pace))
        with suppress(*TROUBLE):
            _tag(job.sources)
        with worker_pool(workers) as pool:
            onlookers: Any = ThreadPoolTaskRunner(workers)
            part_flow = ingest_source.with_options(task_runner=onlookers)
            engine = PrefectEngine(pool, part_flow, witness)
            progress = run_job(job, engine, engine.watch, flow_run_id=str(flow_run.id))
        closing["message"] = told(progress.counts())
        witness.ended = True
        _show(place, progress, witness)
    return Completed(message=closing["message"])


def _tag(sources: Iterable[str]) -> None:
    """Tag the run with its sources; not its tasks, whose tags would cost calls to the server."""
    wanted = {*flow_run.tags, TAG, *sources}
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(str(flow_run.id)), tags=sorted(wanted))


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
        counts_table("counts", list(progress.sources.values()), "What came of this run.")
        seconds_table(progress)
        if progress.languages:
            languages_table(progress)
        # Where nothing new was published, the pages of the run before are true.
        shown = highlights(Layout(home.root)) if progress.published else None
        if shown is not None:
            rejects_table(shown.rejects)
            newest_sanctions_page(shown.sanctions)
    except Exception as error:  # noqa: BLE001  (sorted by what it tells of)
        bear(error, witness)
