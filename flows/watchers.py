"""Who watches the run of this process; a flow's parameters hold data alone.

In a module of its own: Prefect pickles a flow's globals, and a context variable cannot be pickled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.steps import Progress, Watch


def _unwatched(_progress: Progress) -> None:
    """Nobody watches: what a scheduled run does."""


_WATCH: ContextVar[Watch] = ContextVar("watch", default=_unwatched)


def current() -> Watch:
    """Who watches now."""
    return _WATCH.get()


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """Let `watch` see the runs of a `with` block."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)
