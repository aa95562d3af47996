"""Running the flow from the command line, against the server of `PREFECT_API_URL`."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterParentFlowRunId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import StateType

from flows import upkeep
from flows.ingest import ingest
from flows.local import run_local
from flows.progress import Progress, Watch
from flows.reach import is_trouble, remedy, unreached
from flows.remote import is_remote, local_path
from flows.settings import Home
from flows.steps import Request, plan
from flows.surroundings import Witness, seen_by

RECORDED_SECONDS = 30.0
"""The server writes task runs down some time after they end; a run waits so long for that."""

ENDED = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED]


def run_flow(request: Request, watch: Watch) -> tuple[Progress, list[str]]:
    """Run the flow in this process; gives what was done, and what the server failed to do.

    Where no server answers, the steps are run without Prefect. Raises what the steps raise.
    """
    witness = Witness(watch)
    try:
        with seen_by(witness):
            state = ingest(**_parameters(request), return_state=True)
        state.result()
    except Exception as error:
        if not is_trouble(error):
            raise
        if not witness.begun:
            return run_local(plan(request), watch), [unreached(error)]
        if not witness.ended:
            raise
        witness.troubles.append(remedy(error))
    else:
        _await_record(state.state_details.flow_run_id, request.home, witness)
    if witness.latest is None:
        raise RuntimeError("the flow ended without a word of progress")
    return witness.latest, witness.troubles


def _parameters(request: Request) -> dict[str, Any]:
    """A request as the parameters of `ingest`, which are plain data."""
    return {
        "home": str(request.home.root),
        "source": request.source,
        "paths": [
            path if is_remote(path) else str(local_path(path).resolve()) for path in request.paths
        ],
        **asdict(request.pace),
    }


def _await_record(flow_run_id: UUID | None, home: Home, witness: Witness) -> None:
    """Wait until the server has written down that the run's tasks have ended."""
    expected = witness.latest.batches_made if witness.latest else 0
    if flow_run_id is None or witness.troubles:
        return
    parts = FlowRunFilter(parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[flow_run_id]))
    ended = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=ENDED)))
    deadline = time.monotonic() + RECORDED_SECONDS
    try:
        with get_client(sync_client=True) as client:
            while time.monotonic() < deadline:
                seen = upkeep.every_page(
                    client.read_task_runs, flow_run_filter=parts, task_run_filter=ended
                )
                if len(seen) >= expected:
                    upkeep.forget(home, flow_run_id)
                    return
                time.sleep(0.2)
    except Exception as error:
        if not is_trouble(error):
            raise
        witness.troubles.append(remedy(error))
