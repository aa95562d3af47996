"""The state of a file: what changes when its content does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class FileState(NamedTuple):
    """What changes when a file's content does; bytes, and nanoseconds since 1970.

    `mtime_ns` alone can be set back by anyone (`cp -p`, `tar`, `os.utime`); `ctime_ns` cannot, and
    `inode` and `device` tell a file from another that was renamed to its place. Of a file in a
    store of objects, `inode` is a hash of the marks by which the store tells its versions apart.
    """

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int


MOST_NS = 2**63 - 1


def state_of(path: Path) -> FileState | None:
    """The state of a file, or of what a link leads to; None where it cannot be told.

    It cannot for a file that is not there, nor for one whose times are beyond the year 2262.
    """
    try:
        found = os.stat(path)  # noqa: PTH116  (Path.stat is the same, and slower)
    except OSError:
        return None
    if max(abs(found.st_mtime_ns), abs(found.st_ctime_ns)) > MOST_NS:
        return None
    return FileState(
        found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev
    )
