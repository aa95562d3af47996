"""The processes of a run: how they begin, and how they end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess


def begin_worker() -> None:
    """What a worker does first, before it has an order.

    Ctrl-C, which reaches the whole process group, is left to the run that started it; and when
    that run is killed, it ends too: it would wait for orders for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_await_end, args=(parent,), daemon=True).start()


def end_workers() -> None:
    """End the workers of this process at once: a failed run would wait for their batches."""
    for worker in multiprocessing.active_children():
        worker.terminate()


def _await_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
