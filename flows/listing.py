"""Which files a run reads, and under which source and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

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


def list_files(
    home: Home, settings: Settings, paths: Iterable[str], source: str | None
) -> list[SourceFile]:
    """The files to read, in a fixed order; `BadInput` for a path or source that is not there."""
    named = list(paths)
    if named and source:
        raise BadInput("give either PATHs or --source, not both")
    if named:
        found = {file.path: file for path in named for file in _adhoc(home, path)}
        return [found[path] for path in sorted(found)]
    chosen = [s for s in settings.source if source in (None, s.name)]
    if not chosen:
        known = ", ".join(s.name for s in settings.source) or "none"
        wanted = f"no source is called {source!r}" if source else "nothing to read"
        raise BadInput(
            f"{wanted} (sources in {home.sources}: {known}); name a PATH, or write sources there"
            " (`sanctograph init` makes an example)"
        )
    return [file for s in chosen for file in _configured(home, s)]


def _adhoc(home: Home, name: str) -> Iterator[SourceFile]:
    if "://" in name:
        raise BadInput(f"{name}: addresses are not read yet; save the page and name the file")
    root = _root(name, Path(name))
    for file in _files(root, ADHOC.glob, home):
        yield SourceFile(ADHOC, file, str(file))


def _configured(home: Home, source: Source) -> Iterator[SourceFile]:
    root = _root(f"source {source.name!r}: {source.path}", home.root / source.path)
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
    return sorted(
        path
        for path in root.glob(pattern)
        if (path.is_file() or (path.is_symlink() and not path.exists()))
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and not home.wrote(path)
    )
