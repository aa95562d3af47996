"""The files in an archive, each read like a file of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, NamedTuple

from schemas.errors import Unreadable
from transforms.read.allowance import Allowance
from transforms.read.place import Opened, spool
from transforms.read.records import Failure, Found, Page, RawRecord

HIDDEN = frozenset({"__MACOSX"})
"""Folders that hold what a file system knows of files, besides all that begin with a dot."""
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x80-\x9f]")


class ArchiveEnds(Unreadable):
    """The archive is cut off or damaged so that nothing behind can be read."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `name` is as given, and may be anything; `packed` its bytes in there.

    `copy` writes what it unpacks to, and has to be called before the next member is asked for;
    raises `Unreadable`, and `OSError` where the archive itself cannot be read on.
    """

    name: str
    packed: int
    copy: Callable[[IO[bytes], Allowance], None]


class Inside(NamedTuple):
    """A member's bytes, to be read like those of a file; `allowance` is for what they hold."""

    name: str
    opened: Opened
    allowance: Allowance


def read_members(
    members: Iterable[Member | Failure],
    changed_at: datetime,
    allowance: Allowance,
    read: Callable[[Inside], Iterator[Found]],
) -> Iterator[Found]:
    """What `read` finds in every member, under the member's name; folders are not members.

    `allowance` is the archive's: where it is spent, nothing behind is read. Hidden members are
    left out; one whose name leads out of the archive is a failure (its name never gets to the
    disk). A copy in memory, or on disk where it is large, holds one member at a time. Raises
    `OSError`, and what listing the members raises.
    """
    for member in _visible(members):
        if isinstance(member, Failure):
            yield member
            continue
        try:
            yield from _read_member(member, changed_at, allowance, read)
        except ArchiveEnds as error:
            yield Failure(member.key, error.reason, str(error))
            return
        except Unreadable as error:
            yield Failure(member.key, error.reason, str(error))
        if allowance.is_spent:
            return


class _Visible(NamedTuple):
    """A member that is read, its name in one spelling, and the key that no other member has."""

    member: Member
    name: str
    key: str


def _visible(members: Iterable[Member | Failure]) -> Iterator[_Visible | Failure]:
    names, is_empty = _Names(), True
    for member in members:
        if isinstance(member, Failure):
            found: _Visible | Failure = member
        elif (name := member_name(member.name)) is None:
            key = names.told_apart(_text(member.name))
            message = "its name leads out of the archive; it is not read"
            found = Failure(key, "unsupported", message)
        elif any(part.startswith(".") or part in HIDDEN for part in name.split("/")):
            continue
        else:
            found = _Visible(member, name, names.told_apart(name))
        is_empty = False
        yield found
    if is_empty:
        yield Failure(None, "empty", "an archive without a file in it")


def _read_member(
    visible: _Visible,
    changed_at: datetime,
    allowance: Allowance,
    read: Callable[[Inside], Iterator[Found]],
) -> Iterator[Found]:
    member, name, key = visible
    inner = allowance.inner(member.packed)
    with spool() as copy:
        member.copy(copy, inner)
        size = copy.tell()
        copy.seek(0)
        for found in read(Inside(name, Opened(copy, size, changed_at), inner)):
            yield _of_member(found, key)


def member_name(name: str) -> str | None:
    """The name of a member in one spelling: `.\\\\a//b` is `a/b`; null where it leads out.

    Control characters and bytes that are no text stand escaped in it, "#" as in addresses.
    """
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts or not parts:
        return None
    return _text("/".join(parts))


def _text(name: str) -> str:
    plain = name.encode("utf-8", "backslashreplace").decode()
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", plain).replace("#", "%23")


class _Names:
    """Tells apart members that have the same name; holds a hash of each."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def told_apart(self, name: str) -> str:
        """The name; "#2" and so on behind one that was met before."""
        own, count = name, 1
        while hash(own) in self._met:
            count += 1
            own = f"{name}#{count}"
        self._met.add(hash(own))
        return own


def _of_member(found: Found, member: str) -> Found:
    """What was found in a member, under its name; places inside of it are none of the archive's."""
    if isinstance(found, Failure):
        return replace(found, record_key=_under(member, found.record_key), end=None)
    if isinstance(found, Page):
        return replace(found, record=_record_of(found.record, member))
    return _record_of(found, member)


def _record_of(record: RawRecord, member: str) -> RawRecord:
    return replace(
        record,
        record_key=_under(member, record.record_key),
        fragment=_under(member, record.fragment),
        end=None,
    )


def _under(member: str, inside: str | None) -> str:
    return member if inside is None else f"{member}#{inside}"
