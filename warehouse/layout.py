"""Where a home keeps what the store is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below a home that belong to the store."""

    home: Path

    @property
    def working(self) -> Path:
        """The DuckDB file that the loader writes; private to it."""
        return self.home / "working" / "store.duckdb"

    @property
    def lock(self) -> Path:
        """The file whose OS lock a run holds while it has the store open."""
        return self.home / "working" / "store.lock"

    @property
    def owner(self) -> Path:
        """Says which process holds the lock."""
        return self.home / "working" / "store.owner"

    @property
    def staging(self) -> Path:
        """One folder a batch that waits to be loaded."""
        return self.home / "staging"

    @property
    def published(self) -> Path:
        """The published files; the newest is what `link` points at."""
        return self.home / "published"

    @property
    def link(self) -> Path:
        """The symlink that analysts open."""
        return self.home / "store.duckdb"
