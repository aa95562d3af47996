"""Which of the listed files have to be opened, and which may be left out the next time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import pyarrow as pa

from flows.file_state import FileState
from flows.listing import SourceFile
from transforms.read import Failure
from warehouse.scan import LISTED, POSITIONS, READ, compare_files
from warehouse.store import Store

AT_ONCE = 50_000
"""Files compared with the store at once: few enough to hold, enough to pay for the query."""

SETTLED_NS = 3_000_000_000
"""How old the last change of a file must be when it is opened, in nanoseconds: a later change
within the same tick would leave no trace in its state (git's "racily clean" entries,
https://git-scm.com/docs/racy-git). FAT has the coarsest tick, of two seconds."""

OUTSIDE = frozenset({"missing", "unreadable", "crashed", "timeout"})
"""Reasons that need not lie in a file's content: rights, disks, networks, memory."""

BROKEN = "broken "
"""How the message of an `unreadable` file begins where its bytes are at fault after all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file, its state when it was listed, and how many articles are known of that state.

    `articles` is None for a file that has to be opened; `before` then says how far it was read.
    """

    file: SourceFile
    state: FileState | None
    articles: int | None
    before: Before


@dataclass(frozen=True, slots=True)
class Before:
    """How far a file was read by a run that was killed: its offset, the articles up to there.

    `is_final` says whether all up to there would be read the same again, `began_at` (naive UTC)
    when that run began; null where the file has not been read yet.
    """

    position: int = 0
    articles: int = 0
    is_final: bool = True
    began_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file was read, in one state, by some versions (as text): see `Before`.

    `failures` is how many rejects the run had met up to there.
    """

    file: SourceFile
    state: FileState
    versions: str
    position: int
    articles: int
    is_final: bool
    failures: int


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file that was read to its end, in one state, by some versions (as text)."""

    file: SourceFile
    state: FileState
    versions: str
    articles: int


_BEFORE = ("position", "articles_before", "is_final", "began_at")


def listed(
    files: Iterable[SourceFile], store: Store, versions: Mapping[str, str]
) -> Iterator[Listed]:
    """Every file of `files`, in their order, compared with what `store` remembers."""
    rest = iter(files)
    while chunk := list(islice(rest, AT_ONCE)):
        states = [file.state for file in chunk]
        rows = pa.table(_columns(chunk, states), schema=LISTED)
        known = compare_files(store, rows, versions).to_pylist()
        for file, state, row in zip(chunk, states, known, strict=True):
            is_begun = row["began_at"] is not None
            before = Before(*(row[name] for name in _BEFORE)) if is_begun else Before()
            yield Listed(file, state, row["articles"], before)


def lasting_state(found: Listed, opened_ns: int) -> FileState | None:
    """The state in which a file was read that was opened at `opened_ns` and is closed again.

    None where its content may not be what that state stands for: it changed between listing and
    now, or so shortly before it was opened that a change since might not show. The clock is the
    file system's own for a local disk; a server whose clock is slower by more than `SETTLED_NS`
    can deceive this.
    """
    state = found.state
    if state is None or max(state.mtime_ns, state.ctime_ns) > opened_ns - SETTLED_NS:
        return None
    return state if found.file.state_now == state else None


def may_pass(failure: Failure) -> bool:
    """Whether the same bytes may be read well another time."""
    return failure.reason in OUTSIDE and not failure.message.startswith(BROKEN)


def now_ns() -> int:
    """Nanoseconds since 1970, as file systems count them."""
    return time.time_ns()


def whole_files(whole: Iterable[WholeFile]) -> pa.Table:
    """What to remember (schema `READ`); of files whose names are escaped alike, the last."""
    rows = list({(one.file.source.name, one.file.uri): one for one in whole}.values())
    columns = _columns([one.file for one in rows], [one.state for one in rows])
    columns["versions"] = [one.versions for one in rows]
    columns["articles"] = [one.articles for one in rows]
    return pa.table(columns, schema=READ)


def marked(marks: Sequence[Mark], began_at: datetime) -> pa.Table:
    """How far files were read (schema `POSITIONS`), by a run that began at `began_at`."""
    columns = _columns([one.file for one in marks], [one.state for one in marks])
    for name in ("versions", "position", "articles", "is_final"):
        columns[name] = [getattr(one, name) for one in marks]
    columns["began_at"] = [began_at] * len(marks)
    return pa.table(columns, schema=POSITIONS)


def _columns(
    files: Sequence[SourceFile], states: Sequence[FileState | None]
) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {
        "source": [file.source.name for file in files],
        "uri": [file.uri for file in files],
        "key": [file.escaped_key for file in files],
    }
    for name in FileState._fields:
        columns[name] = [state and getattr(state, name) for state in states]
    return columns
