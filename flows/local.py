"""Running the steps without Prefect: the same functions on a plain process pool."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from flows.steps import Job, Progress, Watch, run_job
from flows.worker import Order, Staged, ignore_interrupts, make_batch


def run_local(job: Job, watch: Watch) -> Progress:
    """Run a job in this process and `job.workers` others; see `flows.steps.run_job`."""
    # Spawned, not forked: a forked worker would inherit the open store and its lock.
    with ProcessPoolExecutor(
        job.workers, mp_context=get_context("spawn"), initializer=ignore_interrupts
    ) as pool:

        def submit(order: Order) -> Future[Staged]:
            with _uninterrupted():
                return pool.submit(make_batch, order)

        return run_job(job, submit, watch)


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
