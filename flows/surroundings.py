"""What a flow finds in its process beside its parameters, which hold plain data alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from flows.progress import Progress, SourceProgress, Watch


@dataclass(slots=True)
class Witness:
    """Sees the run of this process, so that its outcome is known without asking a server."""

    watch: Watch = lambda _: None
    latest: Progress | None = None
    begun: bool = False
    ended: bool = False
    troubles: list[str] = field(default_factory=list)
    """What Prefect's server failed to do for the run, in words for the user."""

    def __call__(self, progress: Progress) -> None:
        """Take note of how far the run is."""
        self.latest = progress
        self.watch(progress)


@dataclass(slots=True)
class Part:
    """The part of one source in a run, to be run by its subflow; `started` and `ended` say how far
    it came, whatever Prefect says."""

    source: SourceProgress
    body: Callable[[], None]
    started: bool = False
    ended: bool = False

    def run(self) -> None:
        """Run it; raises what it raises."""
        self.started = True
        self.body()
        self.ended = True


_WITNESS: ContextVar[Witness | None] = ContextVar("witness", default=None)
_PART: ContextVar[Part | None] = ContextVar("part", default=None)


def witness() -> Witness:
    """Who sees the run of this process; a scheduled run has nobody but the server's pages."""
    return _WITNESS.get() or Witness()


def part() -> Part:
    """The part that the subflow called now has to run."""
    found = _PART.get()
    if found is None:
        raise RuntimeError("the flow of one source runs inside `ingest` only: run that")
    return found


@contextmanager
def seen_by(one: Witness) -> Iterator[None]:
    """Let `one` see the run of a `with` block."""
    token = _WITNESS.set(one)
    try:
        yield
    finally:
        _WITNESS.reset(token)


@contextmanager
def inside(one: Part) -> Iterator[None]:
    """Let a subflow called in a `with` block find its part."""
    token = _PART.set(one)
    try:
        yield
    finally:
        _PART.reset(token)
