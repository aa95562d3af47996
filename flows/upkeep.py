"""Keeping Prefect's records true: no run that says `running` for ever, none that is made up twice.

A process that is killed tells nobody. So each run leaves a note of its process in the home, and
the next one, or `sanctograph up`, tells the server of those whose process is gone. There are no
concurrency limits on the server that a killed run could leave taken: what must not overlap waits
for the store's lock, which the system lets go with the process.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterParentFlowRunId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType, TaskRun
from prefect.exceptions import ObjectNotFound

from flows.server import is_alive, this_process
from flows.settings import Home

Row = TypeVar("Row")

UNDER_WAY = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
KILLED = "its process ended without a word (killed, or the machine went down); what it had loaded"
KILLED += " is in the store, and the next run goes on from there"
ENDED = "it was ended by Ctrl-C or SIGTERM; what it had loaded is in the store, and the next run"
ENDED += " goes on from there"
KEPT_SECONDS = 30 * 24 * 3_600
"""How long a note is kept whose run the server does not know: another server may."""
PAGE = 200


@dataclass(frozen=True, slots=True)
class Note:
    """What a run says of itself in `prefect/running/`: its process, and how it ended, if it has."""

    flow_run_id: str
    host: str
    pid: int
    started: float
    state: str | None = None
    message: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether its process has ended; of another machine's nothing is known."""
        return self.host == socket.gethostname() and not is_alive(self.pid, self.started)


@contextmanager
def noted(home: Home, flow_run_id: str) -> Iterator[dict[str, str]]:
    """Keep a note of this run for the length of a `with` block, and how it ended after it.

    The block puts its closing words into the dict, under `message`. The note stays: whether the
    server was told of the end is seen by the next `mend`, which removes it.
    """
    pid, started = this_process()
    note = Note(flow_run_id, socket.gethostname(), pid, started)
    path = _folder(home) / f"{UUID(flow_run_id)}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, note)
    closing: dict[str, str] = {}
    try:
        yield closing
    except Exception as error:
        _write(path, replace(note, state="FAILED", message=f"{type(error).__name__}: {error}"))
        raise
    except BaseException:
        _write(path, replace(note, state="CRASHED", message=ENDED))
        raise
    _write(path, replace(note, state="COMPLETED", message=closing.get("message")))


def mend(home: Home) -> int:
    """Tell the server how the runs of this home ended whose processes are gone.

    Gives how many it had to be told of. Raises what the client raises.
    """
    told = 0
    with get_client(sync_client=True) as client:
        for path, note in _notes(home):
            if not note.is_over:
                continue
            try:
                flow_run = client.read_flow_run(UUID(note.flow_run_id))
            except ObjectNotFound:  # another server's, or its history was removed
                if time.time() - path.stat().st_mtime < KEPT_SECONDS:
                    continue
            else:
                told += _close(client, flow_run, note)
            path.unlink(missing_ok=True)
    return told


def forget(home: Home, flow_run_id: UUID) -> None:
    """Remove the note of a run whose end the server has been told."""
    (_folder(home) / f"{flow_run_id}.json").unlink(missing_ok=True)


def crash_unborn(home: Home, deployment_ids: Iterable[UUID]) -> None:
    """Close the runs that were handed to a scheduler of this home which died before they began."""
    known = {note.flow_run_id for _, note in _notes(home)}
    served = DeploymentFilter(id=DeploymentFilterId(any_=list(deployment_ids)))
    under_way = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY)))
    with get_client(sync_client=True) as client:
        for flow_run in every_page(
            client.read_flow_runs, flow_run_filter=under_way, deployment_filter=served
        ):
            if str(flow_run.id) not in known:
                state = State(type=StateType.CRASHED, name="Crashed", message=KILLED)
                client.set_flow_run_state(flow_run.id, state, force=True)


def skip_missed(deployment_id: UUID, flow_run_id: UUID) -> int:
    """Cancel the scheduled runs of a deployment that are due already beside this one.

    They pile up while nobody runs them, or while one takes longer than the interval; this run
    reads what all of them would read. Gives how many. Raises what the client raises.
    """
    served = DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id]))
    waiting = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    )
    skipped = 0
    with get_client(sync_client=True) as client:
        for other in every_page(
            client.read_flow_runs, flow_run_filter=waiting, deployment_filter=served
        ):
            due = other.expected_start_time
            if not other.auto_scheduled or due is None or due > datetime.now(UTC):
                continue
            if other.id != flow_run_id:
                told = f"another run ({flow_run_id}) reads the source now, for this one too"
                state = State(type=StateType.CANCELLED, name="Skipped", message=told)
                client.set_flow_run_state(other.id, state, force=True)
                skipped += 1
    return skipped


def _close(client: SyncPrefectClient, flow_run: FlowRun, note: Note) -> int:
    """End a run, the runs of its sources, and their tasks, each as the note says.

    What has ended is left as it is: a run whose process was killed may be marked by who started
    it, and its parts be forgotten. Gives how many runs had to be ended.
    """
    state = note.state or "CRASHED"
    final = State(type=StateType(state), name=state.capitalize(), message=note.message or KILLED)
    parts = every_page(
        client.read_flow_runs,
        flow_run_filter=FlowRunFilter(
            parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[flow_run.id])
        ),
    )
    ended = 0
    for one in [*parts, flow_run]:
        for task in _tasks_under_way(client, one):
            client.set_task_run_state(task.id, final, force=True)
        if not _is_final(one.state):
            client.set_flow_run_state(one.id, final, force=True)
            ended += 1
    return ended


def _tasks_under_way(client: SyncPrefectClient, flow_run: FlowRun) -> list[TaskRun]:
    return every_page(
        client.read_task_runs,
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id])),
        task_run_filter=TaskRunFilter(
            state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNDER_WAY))
        ),
    )


def every_page(read: Callable[..., list[Row]], **filters: object) -> list[Row]:
    """Everything that a call of the client gives, page after page."""
    rows: list[Row] = []
    while page := read(**filters, limit=PAGE, offset=len(rows)):
        rows += page
    return rows


def _is_final(state: State | None) -> bool:
    return state is not None and state.is_final()


def _folder(home: Home) -> Path:
    return home.prefect / "running"


def _notes(home: Home) -> list[tuple[Path, Note]]:
    found = []
    for path in sorted(_folder(home).glob("*.json")):
        try:
            found.append((path, Note(**json.loads(path.read_text(encoding="utf-8")))))
        except (OSError, ValueError, TypeError):
            path.unlink(missing_ok=True)  # torn by a power cut: it says nothing
    return found


def _write(path: Path, note: Note) -> None:
    fresh = path.with_suffix(".tmp")
    fresh.write_text(json.dumps(asdict(note)), encoding="utf-8")
    fresh.replace(path)
