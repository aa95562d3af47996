"""Processes that read web pages, each page under a limit of time.

HTML is the one input whose reading may hang or bring its process down (parsers are C code), so it
is done where that can be ended: the page is lost, its process is started anew, the others go on.
"""

from __future__ import annotations

import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from flows.children import begin_worker
from schemas.errors import SanctographError
from transforms.read import Failure, Found, Page, RawRecord

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

AHEAD = 4
"""Pages a process that may wait for their turn: enough to keep it busy, few enough to hold."""
START_SECONDS = 120.0
"""How long a process may take to import what it needs, on a machine that is very busy."""
MEMORY_BYTES = 4 * 1024**3
"""Address space that a process may take: what no page needs, and no page shall get."""


Reading = Callable[[Page], RawRecord | Failure]

LONGEST_MESSAGE = 2_000
"""Characters of a failure's message."""


class ReaderLost(SanctographError):
    """No process that reads pages could be started; exit status 1."""


class PageReaders:
    """`processes` that read pages, `seconds` each; they start with the first page.

    A context manager: at its end they are ended. `reading` is what they do with a page, a function
    of a module; by default `transforms.articles.web.read_web_page`.
    """

    def __init__(self, processes: int, seconds: float, reading: Reading | None = None) -> None:
        self._processes = processes
        self._seconds = seconds
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        self._all = [_Reader(reading) for _ in range(processes)]
        for reader in self._all:
            self._idle.put(reader)
        # A thread waits for each process: sending and receiving a page blocks.
        self._threads = ThreadPoolExecutor(processes, "page-reader")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for reader in self._all:
            reader.end()

    def read(self, items: Iterable[Found]) -> Iterator[RawRecord | Failure]:
        """The items in their order, each page in them read; `items` are taken some ahead."""
        waiting: deque[Future[RawRecord | Failure] | RawRecord | Failure] = deque()
        try:
            for item in items:
                waiting.append(
                    self._threads.submit(self._read, item) if isinstance(item, Page) else item
                )
                while waiting and _is_ready(waiting[0], len(waiting) > AHEAD * self._processes):
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        finally:
            for one in waiting:
                if isinstance(one, Future):
                    one.cancel()

    def _read(self, page: Page) -> RawRecord | Failure:
        reader = self._idle.get()
        try:
            return reader.read(page, self._seconds)
        finally:
            self._idle.put(reader)


def _is_ready(one: Future[RawRecord | Failure] | RawRecord | Failure, must_be: bool) -> bool:
    return must_be or not isinstance(one, Future) or one.done()


def _done(one: Future[RawRecord | Failure] | RawRecord | Failure) -> RawRecord | Failure:
    return one.result() if isinstance(one, Future) else one


class _Reader:
    """One process, which is started when there is a page for it."""

    def __init__(self, reading: Reading | None) -> None:
        self._reading = reading
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def read(self, page: Page, seconds: float) -> RawRecord | Failure:
        """The record of a page; `timeout` or `crashed` where the process had to be given up."""
        record = page.record
        try:
            line = self._line or self._start()
            line.send(page)
            if line.poll(seconds):
                answer: RawRecord | Failure = line.recv()
                return answer
        except (EOFError, OSError):
            self.end()
            message = "the process that read the page died of it"
            return Failure(record.record_key, "crashed", message, record.end)
        except BaseException:
            self.end()
            raise
        self.end()
        message = f"the page took longer than {seconds:g} s"
        return Failure(record.record_key, "timeout", message, record.end)

    def end(self) -> None:
        """End the process at once, if there is one."""
        if self._line:
            self._line.close()
        if self._process:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._line = self._process = None

    def _start(self) -> Connection:
        # Spawned, not forked: a forked process would inherit the open store and its lock.
        context = get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, self._reading), daemon=True)
        self._line = here
        self._process.start()
        there.close()
        try:
            if here.poll(START_SECONDS):
                here.recv()
                return here
        except EOFError:
            pass
        self.end()
        raise ReaderLost("a process that reads pages could not be started; is there memory left?")


def _serve(line: Connection, reading: Reading | None) -> None:
    """What a process does: read one page after the other, until nobody asks any more."""
    begin_worker()
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    if reading is None:
        from transforms.articles.web import read_web_page  # noqa: PLC0415  (for these alone)

        reading = read_web_page
    line.send(None)
    with suppress(EOFError, BrokenPipeError):
        while True:
            line.send(_read(line.recv(), reading))


def _read(page: Page, reading: Reading) -> RawRecord | Failure:
    try:
        return reading(page)
    except Exception as error:  # noqa: BLE001  a page that breaks a rule costs itself alone
        record = page.record
        message = f"{type(error).__name__}: {error}"[:LONGEST_MESSAGE]
        return Failure(record.record_key, "crashed", message, record.end)
