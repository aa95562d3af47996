"""Finding official lists among files and folders: which format, which list, of which day."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from schemas.errors import BadInput, ListFormatError
from transforms.watchlists.entries import ListFormat, Opener
from transforms.watchlists.formats import TarLimits, recognised, tar_members, why_not

CHUNK = 1 << 20
HEAD = 4_096
"""Bytes of a file that its format is told by."""
_TAR = (".tar.gz", ".tgz", ".tar")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Publication:
    """The files of one list as published at one time; `files` by name in lower case, unpacked."""

    format: ListFormat
    key: str
    path: Path
    files: Mapping[str, Opener]

    def sha256(self) -> str:
        """Of all files with their names, unpacked."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0")
            with self.files[name]() as stream:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
        return digest.hexdigest()

    def day_in_path(self) -> date | None:
        """A day in the name of the file, or of the nearest folder that has one."""
        for part in reversed(self.path.parts):
            found = {_date(match) for match in _DAY.finditer(part)} - {None}
            if len(found) == 1:
                return found.pop()
        return None


def publications(paths: Sequence[Path], key: str | None) -> list[Publication]:
    """The lists in these files and folders, in the order of their paths.

    `key` takes the place of the list that a file would be taken for. Files in folders that are no
    list are passed over. Raises `BadInput` for a path that is not there, for one that is named
    and no list, and for a folder without any.
    """
    found: list[Publication] = []
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path} does not exist")
        if not (path.is_file() or path.is_dir()):
            raise BadInput(f"{path} is neither a file nor a folder")
        here = list(_grouped(_recognised(path)))
        if not here:
            raise BadInput(f"{path} {_why(path)}")
        found += here
    for one in found:
        if key is not None and not {one.key, key} <= _alike(one.key):
            raise BadInput(f"{one.path} is the list {one.key}, not {key}: load it without --list")
    return [Publication(p.format, key or p.key, p.path, p.files) for p in found]


def _alike(key: str) -> set[str]:
    """The lists that are published in the same form: OFAC's two."""
    return {"us_ofac_sdn", "us_ofac_cons"} if key.startswith("us_ofac") else {key}


def _recognised(path: Path) -> Iterator[Publication]:
    """One publication a file."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        try:
            members = _members(file)
            told = [(name, recognised(name, _head(opener))) for name, opener in members.items()]
        except (OSError, EOFError, ListFormatError) as error:
            if path == file:
                raise BadInput(f"{path} cannot be read: {error}") from error
            continue
        for name, what in told:
            if what is not None:
                yield Publication(what[0], what[1], file, {name: members[name]})


def _grouped(found: Iterator[Publication]) -> Iterator[Publication]:
    """Join the files that one format publishes together."""
    together: dict[tuple[Path, str, str], Publication] = {}
    for one in found:
        if not one.format.together:
            yield one
            continue
        where = one.path if one.path.name.lower().endswith(_TAR) else one.path.parent
        key = (where, one.format.name, one.key)
        before = together.get(key)
        files = {**before.files, **one.files} if before else one.files
        together[key] = Publication(one.format, one.key, where, files)
    yield from together.values()


def _members(file: Path) -> Mapping[str, Opener]:
    """The file itself, unpacked where it is packed with gzip, or the members of a tar file."""
    name = file.name.lower()
    if name.endswith(_TAR):
        with file.open("rb") as stream:
            return tar_members(stream, TarLimits())
    if name.endswith(".gz"):
        return {name.removesuffix(".gz"): lambda: cast(BinaryIO, gzip.open(file, "rb"))}
    return {name: lambda: file.open("rb")}


def _head(opener: Opener) -> bytes:
    with opener() as stream:
        return stream.read(HEAD)


def _why(path: Path) -> str:
    if path.is_dir():
        return "holds no list of a format that is read: see docs/watchlists.md"
    name, opener = next(iter(_members(path).items()), (path.name, None))
    return why_not(name, _head(opener)) if opener else "holds no files"


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
