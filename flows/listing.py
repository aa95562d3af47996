"""Which files a run looks at, under which source and key, and in which state they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from flows.file_state import FileState, state_of
from flows.remote import Remote, check_driver, is_remote, list_remote, local_path, without_secrets
from flows.settings import Home, Settings, Source
from flows.web.addresses import is_of_the_web, shown, unfit
from schemas.errors import BadInput
from transforms.read import Failure, Page
from transforms.read.identity import canonical_url
from transforms.read.place import Place, local
from transforms.read.records import Found

ADHOC = Source(name="adhoc", path=".")
"""What is named on the command line: one source, so that its files share batches."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source.

    `key` is its path relative to the source's root, or its absolute path when it was named on the
    command line: part of the identity of an article without a URL. Of a file that is not on this
    machine `path` is the name alone, and `remote` tells where it is. `left_out` are the canonical
    addresses of articles that are not read from it, since they are read from elsewhere.
    """

    source: Source
    path: Path
    key: str
    left_out: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    remote: Remote | None = None

    def wanted(self, found: Iterable[Found]) -> Iterator[Found]:
        """What a reader found in it, without the articles that are left out."""
        for one in found:
            record = one.record if isinstance(one, Page) else one
            if isinstance(record, Failure) or not self.leaves_out(record.url):
                yield one

    def leaves_out(self, url: str | None) -> bool:
        """Whether an article of this address is read from elsewhere."""
        return bool(self.left_out) and canonical_url(url) in self.left_out

    @property
    def uri(self) -> str:
        """The path or address as text: bytes that are no UTF-8 stand escaped in it."""
        return _escaped(self.remote.shown if self.remote else str(self.path))

    @property
    def escaped_key(self) -> str:
        """The key as text, in the same way."""
        return _escaped(self.key)

    @property
    def place(self) -> Place:
        """Where its bytes are read."""
        return self.remote.place if self.remote else local(self.path)

    @property
    def state(self) -> FileState | None:
        """Its state: now, or when it was listed where each question is a request."""
        return self.remote.state if self.remote else state_of(self.path)

    @property
    def state_now(self) -> FileState | None:
        """Its state now, or some seconds ago where each question is a request."""
        return self.remote.state_now() if self.remote else state_of(self.path)


def list_files(
    home: Home, settings: Settings, paths: Iterable[str], source: str | None
) -> list[SourceFile]:
    """The files to read, in a fixed order; `BadInput` for a path or source that is not there.

    What lies on the web is not among them: `flows.web.step.fetch_sources` gives its files.
    """
    named = list(paths)
    if named and not source:
        found = {file.key: file for path in named for file in _adhoc(home, path)}
        return [found[key] for key in sorted(found, key=PurePath)]
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
        if source is ADHOC or source.is_of_the_web:
            continue
        if is_remote(source.path or ""):
            check_driver(source.path or "", _told(home, source))
        else:
            _root_of(home, source)
    for path in paths:
        _named(path)


def _adhoc(home: Home, name: str) -> Iterator[SourceFile]:
    path = _named(name)
    if path is None and not is_of_the_web(name):
        for one in list_remote(name, ADHOC.glob, name):
            yield SourceFile(ADHOC, Path(one.place.name), one.shown, remote=one)
    for file in _files(path, ADHOC.glob, home) if path else ():
        yield SourceFile(ADHOC, file, str(file))


def _named(name: str) -> Path | None:
    """The path of a name; null for an address."""
    if not name.strip():
        raise BadInput("an empty PATH: name a file, a folder or an address")
    if is_of_the_web(name):
        if why := unfit(name):
            raise BadInput(f"{shown(name)} {why}")
        return None
    if is_remote(name):
        if (place := without_secrets(name)) != name:
            # The server keeps what a run was asked for, and the shell does.
            raise BadInput(f"{place}: has a password in it; write it into sources.toml instead")
        check_driver(name, name)
        return None
    return _root(name, local_path(name))


def _root_of(home: Home, source: Source) -> Path:
    path = home.root / local_path(source.path or "")
    return _root(_told(home, source), path)


def _told(home: Home, source: Source) -> str:
    """What errors say of the place of a source."""
    path = source.path or ""
    place = without_secrets(path) if is_remote(path) else home.root / local_path(path)
    return f"source {source.name!r} ({home.sources}): {place}"


def _configured(home: Home, source: Source) -> Iterator[SourceFile]:
    if source.is_of_the_web:
        return
    if is_remote(source.path or ""):
        for one in list_remote(source.path or "", source.glob, _told(home, source)):
            yield SourceFile(source, Path(one.place.name), one.key, remote=one)
        return
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
