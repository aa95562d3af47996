"""How far a run is: counts a source, seconds a stage; handed to whoever watches."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flows.scan import Tally

STAGES = ("read", "transform", "load", "resolve")
"""Stages of every run, also of one that finds nothing to do; `transform` is summed over workers,
and its own stages (articles, language, sanctions, check) stand beside it."""

RESOLVING, PUBLISHING, DONE = "resolving", "publishing", "done"
"""The steps of a run after its sources."""

COUNTS = ("in", "new", "changed", "unchanged", "loaded", "rejected")
"""What is counted of a source, and of a run: `in` are the records that the files hold."""


@dataclass(slots=True)
class SourceProgress:
    """How far one source is."""

    name: str
    files: int
    tally: Tally = field(default_factory=Tally)
    batches_made: int = 0
    """Handed to workers."""
    batches_transformed: int = 0
    batches_loaded: int = 0
    loaded: int = 0
    known: int = 0
    """Records that the loader found superseded or loaded already."""
    staged_rejects: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    """Articles loaded, by language; `unknown` where none could be told."""
    all_read: bool = False

    @property
    def unchanged(self) -> int:
        """Records that changed nothing."""
        return self.tally.unchanged + self.known

    @property
    def rejects(self) -> int:
        """Records and files that could not be read."""
        return len(self.tally.rejects) + self.staged_rejects

    def counts(self) -> dict[str, int]:
        """The numbers of `COUNTS`."""
        tally = self.tally
        values = (tally.read, tally.new, tally.changed, self.unchanged, self.loaded, self.rejects)
        return dict(zip(COUNTS, values, strict=True))


@dataclass(slots=True)
class Progress:
    """How far a run is; handed to whoever watches after every step."""

    sources: dict[str, SourceProgress] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    published: Path | None = None
    step: str = "opening the store"
    annotated: frozenset[str] = frozenset()
    """Languages in which names are read; articles in others have their metadata alone."""

    @property
    def files(self) -> int:
        """Files that were listed."""
        return sum(source.files for source in self.sources.values())

    @property
    def batches_made(self) -> int:
        """Batches handed to workers."""
        return sum(source.batches_made for source in self.sources.values())

    @property
    def batches_loaded(self) -> int:
        """Batches that are in the store."""
        return sum(source.batches_loaded for source in self.sources.values())

    def counts(self) -> dict[str, int]:
        """The numbers of `COUNTS`, over all sources."""
        each = [source.counts() for source in self.sources.values()]
        return {name: sum(counts[name] for counts in each) for name in COUNTS}

    @property
    def languages(self) -> Counter[str]:
        """Articles loaded, by language, over all sources."""
        return sum((source.languages for source in self.sources.values()), Counter[str]())

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds of a `with` block to a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - started)

    def add(self, stage: str, seconds: float) -> None:
        """Add seconds to a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


Watch = Callable[[Progress], None]


def told(counts: dict[str, int]) -> str:
    """The counts as one line, such as `172 in, 3 new, 0 changed, …`."""
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())
