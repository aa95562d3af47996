"""Running the steps without Prefect: the same functions on a plain process pool."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from flows.steps import Job, Progress, Watch, run_job
from flows.worker import Order, Staged, make_batch


def run_local(job: Job, watch: Watch) -> Progress:
    """Run a job in this process and `job.workers` others; see `flows.steps.run_job`."""
    # Spawned, not forked: a forked worker would inherit the open store and its lock.
    with ProcessPoolExecutor(job.workers, mp_context=get_context("spawn")) as pool:

        def submit(order: Order) -> Future[Staged]:
            return pool.submit(make_batch, order)

        try:
            return run_job(job, submit, watch)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
