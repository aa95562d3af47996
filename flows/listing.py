"""Which files a run looks at, under which source and key, and in which state they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.settings import Home, Settings, Source
from schemas.errors import BadInput

ADHOC = Source(name="adhoc", path=".")
"""What is named on the command line: one source, so that its files share batches."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source.

    `key` is its path relative to the source's root, or its absolute path when it was named on the
    command line: part of the identity of an article without a URL.
    """

    source: Source
    path: Path
    key: str

    @property
    def uri(self) -> str:
        """The path as text: bytes that are no UTF-8 stand escaped in it."""
        return _escaped(str(self.path))

    @property
    def escaped_key(self) -> str:
        """The key as text, in the same way."""
        return _escaped(self.key)


class FileState(NamedTuple):
    """What changes when a file's content does; bytes, and nanoseconds since 1970.

    `mtime_ns` alone can be set back by anyone (`cp -p`, `tar`, `os.utime`); `ctime_ns` cannot, and
    `inode` and `device` tell a file from another that was renamed to its place.
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


def list_files(
    home: Home, settings: Settings, paths: Iterable[str], source: str | None
) -> list[SourceFile]:
    """The files to read, in a fixed order; `BadInput` for a path or source that is not there."""
    named = list(paths)
    if named and not source:
        found = {file.path: file for path in named for file in _adhoc(home, path)}
        return [found[path] for path in sorted(found)]
    return [file for s in chosen(home, settings, named, source) for file in _configured(home, s)]


def chosen(
    home: Home, settings: Settings, paths: Sequence[str], source: str | None
) -> list[Source]:
    """The sources to read. Raises `BadInput` where there are none, or one that is not known."""
    if paths and source:
        raise BadInput("give either PATHs or --source, not both")
    if paths:
        return [ADHOC]
    found = [s for s in settings.source if source in (None, s.name)]
    if not found:
        known = ", ".join(s.name for s in settings.source) or "none"
        wanted = f"no source is called {source!r}" if source else "nothing to read"
        raise BadInput(
            f"{wanted} (sources in {home.sources}: {known}); name a PATH, or write sources there"
            " (`sanctograph init` makes an example)"
        )
    return found


def check(home: Home, sources: Iterable[Source], paths: Iterable[str]) -> None:
    """Raise `BadInput` for a source or path that is not there; nothing is listed."""
    for source in sources:
        if source is not ADHOC:
            _root_of(home, source)
    for path in paths:
        _named(path)


def _adhoc(home: Home, name: str) -> Iterator[SourceFile]:
    for file in _files(_named(name), ADHOC.glob, home):
        yield SourceFile(ADHOC, file, str(file))


def _named(name: str) -> Path:
    if "://" in name:
        raise BadInput(f"{name}: addresses are not read yet; save the page and name the file")
    return _root(name, Path(name))


def _root_of(home: Home, source: Source) -> Path:
    path = home.root / source.path
    return _root(f"source {source.name!r} ({home.sources}): {path}", path)


def _configured(home: Home, source: Source) -> Iterator[SourceFile]:
    root = _root_of(home, source)
    base = root if root.is_dir() else root.parent
    for file in _files(root, source.glob, home):
        yield SourceFile(source, file, file.relative_to(base).as_posix())


def _root(told: str, path: Path) -> Path:
    try:
        root = path.resolve()
        if root.is_file() or root.is_dir():
            return root
        there = root.exists()
    except (OSError, ValueError) as error:
        raise BadInput(f"{told[:200]}: cannot be opened: {error}") from error
    why = "neither a file nor a folder; name one" if there else "no such file or folder"
    raise BadInput(f"{told}: {why}")


def _files(root: Path, pattern: str, home: Home) -> list[Path]:
    """Files under `root`, sorted, without hidden ones and what sanctograph itself has written.

    Links that lead nowhere are among them (they become rejects); pipes and devices are not.
    """
    if not root.is_dir():
        return [root]
    depth = len(root.parts)
    holds_home = home.root.is_relative_to(root) or root.is_relative_to(home.root)
    return sorted(
        path
        for path in root.glob(pattern)
        if (path.is_file() or (path.is_symlink() and not path.exists()))
        and not any(part.startswith(".") for part in path.parts[depth:])
        and not (holds_home and home.wrote(path))
    )


def _escaped(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")
