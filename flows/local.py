"""Running the steps on a plain pool of processes; Prefect's engine watches over the same pool."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from flows.children import begin_worker
from flows.progress import Progress, SourceProgress, Watch
from flows.steps import Job, run_job
from flows.worker import Order, Staged, make_batch


def run_local(job: Job, watch: Watch) -> Progress:
    """Run a job in this process and its worker processes; see `flows.steps.run_job`."""
    with worker_pool(job.pace.workers) as pool:
        return run_job(job, pool, watch)


@dataclass(frozen=True, slots=True)
class Pool:
    """An engine of plain processes, which know nothing of Prefect."""

    processes: ProcessPoolExecutor

    def submit(self, order: Order) -> Future[Staged]:
        """Have a batch made in a worker."""
        with _uninterrupted():
            return self.processes.submit(make_batch, order)

    def within(self, source: SourceProgress, body: Callable[[], None]) -> None:  # noqa: ARG002
        """Run the part of one source."""
        body()


ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""What tells NumPy's libraries of linear algebra how many threads to start in a worker."""


@contextmanager
def worker_pool(workers: int) -> Iterator[Pool]:
    """Worker processes for the length of a `with` block; they start with the first batch."""
    # Workers share the cores among them: threads of each would wait for one another.
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    # Spawned, not forked: a forked worker would inherit the open store and its lock.
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=begin_worker
    ) as processes:
        yield Pool(processes)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ignore Ctrl-C for a moment: a worker that is born in it ignores it from its first breath."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
