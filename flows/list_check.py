"""Whether a folder of downloaded files is the list that it should be, read to its end."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from flows.list_files import HEAD, Publication
from schemas.errors import ListFormatError
from transforms.watchlists.csv_rows import END_OF_FILE
from transforms.watchlists.entries import ListFormat, Opener, Tally
from transforms.watchlists.formats import FORMATS, recognised, why_not
from transforms.watchlists.rows import entry_batches


@dataclass(frozen=True, slots=True)
class CheckedList:
    """What a list says of itself: its day, if it gives one, its entries; the hash of its files."""

    published_on: date | None
    entries: int
    sha256: str


def checked(folder: Path, key: str) -> CheckedList:
    """Read the files of a list, every entry of it.

    Raises `ListFormatError` where they are not the list `key`, broken, or without an entry.
    """
    publication = publication_of(folder, key)
    tally = Tally()
    read = publication.format.read(publication.files, tally)
    entries = sum(batch.num_rows for batch in entry_batches(read))
    if not entries:
        raise ListFormatError(f"{', '.join(publication.files)}: holds no entries")
    return CheckedList(tally.published_on, entries, publication.sha256())


def publication_of(folder: Path, key: str) -> Publication:
    """The files of a folder as one publication of the list `key`.

    Raises `ListFormatError` where a file is of no format, of another list or format than the
    others, or where its format has one file a list and these are more.
    """
    files: dict[str, Opener] = {}
    formats: set[ListFormat] = set()
    for path in sorted(folder.iterdir()):
        name, opener = _unpacked(path)
        with opener() as stream:
            head = stream.read(HEAD)
        found = recognised(name, head) or _empty_table(name, head)
        if found is None:
            raise ListFormatError(why_not(name, head))
        if found[1] != key:
            raise ListFormatError(f"{name}: is of the list {found[1]}, not of {key}")
        files[name] = opener
        formats.add(found[0])
    return Publication(_one_of(formats, files), key, folder, files)


def _empty_table(name: str, head: bytes) -> tuple[ListFormat, str] | None:
    """A table without a row that a list has beside others: its mark of the end stands there."""
    if head.strip() != END_OF_FILE.encode():
        return None
    beside = ((known, known.recognises(name, b"")) for known in FORMATS if known.together)
    return next(((known, key) for known, key in beside if key), None)


def _one_of(formats: set[ListFormat], files: Mapping[str, Opener]) -> ListFormat:
    names = ", ".join(files) or "no file"
    if len(formats) != 1:
        raise ListFormatError(f"{names}: they are not of one format")
    (one,) = formats
    if len(files) > 1 and not one.together:
        raise ListFormatError(f"{names}: a list of this format ({one.name}) is one file")
    return one


def _unpacked(path: Path) -> tuple[str, Opener]:
    if path.suffix == ".gz":
        return path.stem, lambda: cast(BinaryIO, gzip.open(path, "rb"))
    return path.name, lambda: path.open("rb")
