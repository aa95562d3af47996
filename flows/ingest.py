"""The `ingest` flow of Prefect: the steps of a run, one task a batch on a process pool."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner

from flows import watchers
from flows.listing import list_files
from flows.settings import Home, load_settings
from flows.steps import Job, Progress, Watch, run_job
from flows.worker import Order, Staged, ignore_interrupts, make_batch
from schemas.errors import SanctographError


class NoServer(SanctographError):
    """The server that `PREFECT_API_URL` names does not answer; exit status 1."""


RECORDED_SECONDS = 30.0
"""The server writes task runs down some time after they end; a run waits so long for that."""

PAGE = 200
ENDED = (StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED)


@task(name="make batch", cache_policy=NO_CACHE, persist_result=False)
def make_batch_task(order: Order) -> Staged:
    """Make and stage one batch, in a worker process."""
    return make_batch(order)


@flow(name="ingest", validate_parameters=False, persist_result=False)
def ingest(
    *,
    home: str,
    paths: list[str],
    source: str | None = None,
    workers: int = 2,
    batch_size: int = 1_000,
    wait: float = 60.0,
) -> Progress:
    """Read, transform and load articles, resolve and publish; gives what was done."""
    place = Home(Path(home))
    settings = load_settings(place)
    files = tuple(list_files(place, settings, paths, source))
    job = Job(place, settings, files, workers, batch_size, wait)
    return run_job(job, _submit, watchers.current(), flow_run_id=str(flow_run.id))


def run_flow(parameters: dict[str, Any], watch: Watch) -> Progress:
    """Run the flow in this process, against the server of `PREFECT_API_URL`.

    `parameters` are those of `ingest`. Raises what the steps raise.
    """
    runner: TaskRunner[Any] = ProcessPoolTaskRunner(
        max_workers=parameters["workers"], initializer=ignore_interrupts
    )
    try:
        with watchers.watched_by(watch):
            state = ingest.with_options(task_runner=runner)(**parameters, return_state=True)
    except RuntimeError as error:
        if "Failed to reach API" not in str(error):
            raise
        raise NoServer(
            f"no Prefect server answers at {os.environ.get('PREFECT_API_URL')}: start it, unset"
            " PREFECT_API_URL for a server of the home's own, or do without with --local"
        ) from error
    progress: Progress = state.result()
    _await_record(state.state_details.flow_run_id, progress.batches_made)
    return progress


def _submit(order: Order) -> PrefectFuture[Staged]:
    return make_batch_task.submit(order)


def _await_record(flow_run_id: UUID | None, expected: int) -> None:
    """Wait until the server has written down that the run's tasks have ended."""
    if flow_run_id is None or not expected:
        return
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run_id]))
    ended = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=list(ENDED))))
    deadline = time.monotonic() + RECORDED_SECONDS
    with get_client(sync_client=True) as client:
        while time.monotonic() < deadline:
            seen = 0
            while page := client.read_task_runs(
                flow_run_filter=of_run, task_run_filter=ended, limit=PAGE, offset=seen
            ):
                seen += len(page)
            if seen >= expected:
                return
            time.sleep(0.2)
