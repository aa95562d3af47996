"""The engine of a run that Prefect watches: a subflow a source, a task a batch.

The batches are made in a pool of ours, and the tasks look on in threads. So the workers need no
Prefect, and what its server fails to do keeps nothing from being made and loaded. (Prefect's own
pool of processes was tried: when the server died in a run, its tasks never came back.)
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.states import Completed
from prefect.tasks import Task

from flows import surroundings
from flows.artifacts import Bar, SourceBars
from flows.local import Pool
from flows.progress import DONE, PUBLISHING, RESOLVING, Progress, SourceProgress
from flows.reach import is_trouble, remedy
from flows.steps import Pending
from flows.surroundings import Part, Witness
from flows.worker import Order, Staged
from schemas.errors import StoreLocked

RETRIES = 2
RETRY_SECONDS = 2.0
PASSING = (OSError, StoreLocked)
"""Faults that may be gone at the next try: of a disk or a lock, never of the data."""


class Making:
    """A batch being made in the pool; made again each time that it is waited for after a fault."""

    def __init__(self, pool: Pool, order: Order) -> None:
        self._pool = pool
        self._order = order
        self.first = pool.submit(order)
        self._next: Future[Staged] | None = self.first

    def wait(self) -> Staged:
        """Wait until it is made; raises what making it raised."""
        future = self._next or self._pool.submit(self._order)
        self._next = None
        return future.result()


def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), PASSING)


@task(
    name="make batch",
    task_run_name="{name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=_may_pass,
)
def make_batch_task(making: Making, name: str) -> State[Staged]:  # noqa: ARG001  (Prefect reads it)
    """See a batch being made; its counts are the message of the task's state."""
    staged = making.wait()
    return Completed(data=staged, message=staged.told())


@dataclass(slots=True)
class PrefectEngine:
    """Runs the steps as subflows and tasks; what the server fails to do is done without it.

    `part_flow` is the flow of one source: it is called with its name and number of files, and
    runs `surroundings.part()`.
    """

    pool: Pool
    part_flow: Callable[[str, int], object]
    witness: Witness
    source_bars: SourceBars | None = None
    bars: dict[str, Bar] = field(default_factory=dict)
    step: str = ""

    def submit(self, order: Order) -> Pending:
        """Have a batch made in the pool, and a task look on."""
        source = surroundings.part().source
        making = Making(self.pool, order)
        try:
            name = f"{source.name} batch {source.batches_made + 1}"
            return _Watched(making, make_batch_task.submit(making, name))
        except Exception as error:  # noqa: BLE001  (sorted by what it tells of)
            bear(error, self.witness)
            return making.first

    def within(self, source: SourceProgress, body: Callable[[], None]) -> None:
        """Run the part of a source as a subflow; without one, if the server fails."""
        part = Part(source, body)
        self.source_bars = SourceBars(source)
        with surroundings.inside(part):
            try:
                self.part_flow(source.name, source.files)
            except Exception as error:
                if part.started and not part.ended:
                    raise
                bear(error, self.witness)
            if not part.started:
                part.run()
        self.source_bars = None

    def watch(self, progress: Progress) -> None:
        """Show how far the run is, to who started it and in Prefect's pages."""
        self.witness(progress)
        if progress.step != self.step:
            self.step = progress.step
            get_run_logger().info(progress.step)
        if self.source_bars:
            self.source_bars.show()
            return
        for stage, begins, ends in (
            ("resolve", RESOLVING, PUBLISHING),
            ("publish", PUBLISHING, DONE),
        ):
            if progress.step in (begins, ends):
                ended = progress.step == ends
                bar = self.bars.setdefault(stage, Bar(stage))
                bar.show(float(ended), f"{stage}: {DONE if ended else 'under way'}")


@dataclass(frozen=True, slots=True)
class _Watched:
    """A batch in the pool, and the task that looks on and tries again."""

    making: Making
    future: PrefectFuture[Any]

    def result(self) -> Staged:
        """Wait for it; raises what making it raised at last."""
        try:
            return self.making.first.result()
        except PASSING as fault:
            try:
                staged: Staged = self.future.result()
            except Exception as error:  # noqa: BLE001  (sorted by what it tells of)
                raise (fault if is_trouble(error) else error) from None
            return staged


def bear(error: Exception, witness: Witness) -> None:
    """Take note of an error that tells of the server; raises any other."""
    if not is_trouble(error):
        raise error
    witness.troubles.append(remedy(error))
