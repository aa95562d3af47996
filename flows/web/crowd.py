"""Many requests at once: of several hosts beside each other, those of one host in turn."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from flows.web.hosts import Stopped

THREADS = 16
"""They wait for servers most of the time."""
AHEAD = 4
"""Results that may wait to be taken: each may be a page of some MiB."""
LOOK = 0.2
"""Seconds after which a thread that cannot hand over looks whether the run has ended."""

Job = TypeVar("Job")
Result = TypeVar("Result")


def by_host(
    jobs: Iterable[tuple[str, Job]],
    do: Callable[[Job], Result],
    stop: threading.Event,
    seconds: float,
) -> Iterator[tuple[Job, Result]]:
    """Each job, of some address, with what `do` makes of it, in the order in which they end.

    The jobs of a host are done in their order, one after the other. After `seconds` no more are
    begun: those do not come. `stop` is set where the iteration is left before its end. What `do`
    raises is raised here.
    """
    waiting: dict[str, deque[Job]] = {}
    for url, job in jobs:
        waiting.setdefault(urlsplit(url).hostname or "", deque()).append(job)
    crowd = _Crowd(deque(waiting.values()), do, stop, time.monotonic() + seconds)
    threads = [
        threading.Thread(target=crowd.work, daemon=True) for _ in range(min(THREADS, len(waiting)))
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in threads:
            yield from iter(crowd.take, None)
    except BaseException:
        stop.set()
        raise


class _Crowd(Generic[Job, Result]):
    """Threads that take a host each, and hand over what was done; `None` when one has ended.

    They are daemons: a run that ends by Ctrl-C does not wait for a server.
    """

    def __init__(
        self,
        hosts: deque[deque[Job]],
        do: Callable[[Job], Result],
        stop: threading.Event,
        until: float,
    ) -> None:
        self._hosts = hosts
        self._do = do
        self._stop = stop
        self._until = until
        self._done: queue.Queue[tuple[Job, Result] | BaseException | None] = queue.Queue(AHEAD)

    def work(self) -> None:
        """Do the jobs of host after host."""
        try:
            while (jobs := self._next_host()) is not None:
                for job in jobs:
                    if self._stop.is_set() or time.monotonic() >= self._until:
                        return
                    self._hand_over((job, self._do(job)))
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            self._hand_over(error)
        finally:
            self._hand_over(None)

    def take(self) -> tuple[Job, Result] | None:
        """What was done next; null when a thread has ended. Raises what ended it."""
        item = self._done.get()
        if isinstance(item, BaseException):
            raise item
        return item

    def _next_host(self) -> deque[Job] | None:
        try:
            return self._hosts.popleft()
        except IndexError:
            return None

    def _hand_over(self, item: tuple[Job, Result] | BaseException | None) -> None:
        while not self._stop.is_set():
            try:
                return self._done.put(item, timeout=LOOK)
            except queue.Full:
                continue
        return None
