"""Where bytes lie: a file on disk, an object in a store, a member of an archive."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

from transforms.read.records import MEBIBYTE

IN_MEMORY = 16 * MEBIBYTE
"""Bytes of a copy that are held in memory; a larger one lies on the disk, without a name."""


class Opened(NamedTuple):
    """The bytes of a place, from their start: `stream` can be read and sought in, and is closed
    by who opened it.

    `size` is in bytes; `changed_at` naive UTC, when they were last changed. `near` says whether
    reading them a second time costs next to nothing; what is not near is copied first.
    """

    stream: IO[bytes]
    size: int
    changed_at: datetime
    near: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """What can be opened for reading; `open` raises `OSError` (`FileNotFoundError` where it has
    gone). `name` is its file's name alone: what the suffix is taken from.
    """

    name: str
    open: Callable[[], Opened]


def local(path: Path) -> Place:
    """A file on disk. The time of its last change is that of its state (ctime): nobody sets it."""

    def opened() -> Opened:
        stream = path.open("rb")
        status = os.fstat(stream.fileno())
        changed = datetime.fromtimestamp(status.st_ctime, UTC).replace(tzinfo=None)
        return Opened(stream, status.st_size, changed)

    return Place(path.name, opened)


def spool() -> IO[bytes]:
    """An empty file for a copy, gone when it is closed."""
    return SpooledTemporaryFile(IN_MEMORY)


def copied(stream: IO[bytes]) -> IO[bytes]:
    """A copy of all that `stream` still gives, at its start."""
    copy = spool()
    copyfileobj(stream, copy, MEBIBYTE)
    copy.seek(0)
    return copy
