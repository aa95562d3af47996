"""Which reader reads a file: by what its bytes look like, then by its suffix."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from schemas.errors import BadInput, Unreadable
from transforms.read import (
    arrow_ipc,
    csv_file,
    feed,
    html,
    json_document,
    json_lines,
    mhtml,
    parquet,
    tar_file,
    text,
    zip_file,
)
from transforms.read.allowance import Allowance
from transforms.read.archives import Inside, Member, read_members
from transforms.read.byte_text import LOOKED_AT, few_controls
from transforms.read.format import Format
from transforms.read.packings import LONGEST_START, ZSTD
from transforms.read.place import Place, copied, local
from transforms.read.records import Failure, Found, ReadLimits
from transforms.read.source import Source, open_source
from transforms.read.unpack import Layers, unpacked
from transforms.read.warc import read_warc
from transforms.read.warc_bytes import BEGINS as WARC_BEGINS
from transforms.read.warc_members import DICTIONARY
from transforms.read.warc_records import begun_later

FORMATS: tuple[Format, ...] = (
    parquet.FORMAT,
    arrow_ipc.FORMAT,
    mhtml.FORMAT,
    html.FORMAT,
    feed.FORMAT,
    json_document.FORMAT,
    json_lines.FORMAT,
    csv_file.FORMAT,
    text.FORMAT,
)
"""All formats that can be read; where the bytes decide for several, the first is taken."""

UNSUPPORTED: tuple[tuple[bytes, str], ...] = tuple(
    (kind["start"].encode("latin-1").lower(), kind["name"])
    for kind in tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))[
        "kind"
    ]
)
Members = Callable[[IO[bytes]], Iterator[Member | Failure]]
_LONGEST = 2000
"""Characters of a failure's message."""


def read(
    place: Place | Path, mapping: Mapping[str, str] | None, limits: ReadLimits, start: int = 0
) -> Iterator[Found]:
    """Every record of a file, or the failure in its place; never raises for what is in the file.

    Record keys are unique in the file save for repeats (`transforms.read.keys`); keys and messages
    of failures have no halves of characters (surrogates are escaped). `mapping` gives fields their
    columns (see `transforms.read.columns.Columns`). A file that cannot be read at all is one
    `Failure` whose `record_key` is null. `start` is the `end` of a record that was read before, of
    the same bytes: reading goes on behind it. Raises `BadInput` for a mapping to a field that does
    not exist.
    """
    place = local(place) if isinstance(place, Path) else place
    for found in _guarded(_read(place, _Reading(mapping, limits, start))):
        yield _tellable(found) if isinstance(found, Failure) else found


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a file is read; `depth` is how many archives it lies in."""

    mapping: Mapping[str, str] | None
    limits: ReadLimits
    start: int = 0
    depth: int = 0


def _guarded(all_found: Iterator[Found]) -> Iterator[Found]:
    """What is found, and a failure for the rest where it cannot be read."""
    try:
        yield from all_found
    except BadInput:
        raise
    except FileNotFoundError:
        yield Failure(None, "missing", "the file is not there any more")
    except Unreadable as error:
        yield Failure(None, error.reason, str(error))
    except OSError as error:
        yield Failure(None, "unreadable", f"cannot be read: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  the edge: what follows in the file is lost, no more
        yield Failure(None, "crashed", f"{type(error).__name__}: {error}")


def _read(place: Place, reading: _Reading) -> Iterator[Found]:
    opened, limits = place.open(), reading.limits
    with opened.stream:
        if opened.size > limits.file_bytes:
            raise Unreadable(
                "too_large", f"{opened.size} bytes; the limit for a file is {limits.file_bytes}"
            )
        yield from _read_opened(Inside(place.name, opened, Allowance(opened.size, limits)), reading)


def _read_opened(inside: Inside, reading: _Reading) -> Iterator[Found]:
    """The records of a file, be it an archive, or a member of one."""
    opened = inside.opened
    layers, head = _peel(inside, reading.limits)
    if head.startswith(WARC_BEGINS):
        size, changed_at = opened.size, opened.changed_at
        yield from read_warc(layers, size, changed_at, reading.limits, reading.start)
    elif members := _members(head):
        yield from _read_archive(members, layers, inside, reading)
    elif not opened.near:
        with copied(opened.stream) as copy:
            near = opened._replace(stream=copy, near=True)
            yield from _read_opened(inside._replace(opened=near), reading)
    else:
        source = open_source(inside.name, layers, opened.changed_at)
        yield from choose(source).read(source, reading.mapping, reading.limits)


def _peel(inside: Inside, limits: ReadLimits) -> tuple[Layers, bytes]:
    """The bytes with their packings undone, and the first of them."""
    raw = inside.opened.stream
    head = raw.read(LONGEST_START)
    raw.seek(0)
    if head.startswith(DICTIONARY):  # without it, its records cannot be unpacked
        return Layers(raw, raw, (ZSTD,)), WARC_BEGINS
    broken, head = None, b""
    try:
        layers = unpacked(raw, inside.allowance, max(limits.nesting, 1))
        head = layers.stream.read(tar_file.BLOCK)
        layers.stream.seek(0)
    except Unreadable as error:
        broken = error
    is_warc = ".warc" in PurePosixPath(inside.name).suffixes
    if is_warc and not head.startswith(WARC_BEGINS) and (later := begun_later(raw)):
        return later, WARC_BEGINS
    if broken:
        raise broken
    return layers, head


def _read_archive(
    members: Members, layers: Layers, inside: Inside, reading: _Reading
) -> Iterator[Found]:
    depth, nesting = reading.depth + 1, reading.limits.nesting
    if depth > nesting:
        raise Unreadable("archive_bomb", f"more than {nesting} archives lie in each other")
    within = replace(reading, start=0, depth=depth)
    stream = layers.stream
    # A zip archive is read from its end, where nothing that is packed can begin.
    needs_copy = layers.packings and members is zip_file.members
    with copied(stream) if needs_copy else nullcontext(stream) as whole:
        yield from read_members(
            members(whole),
            inside.opened.changed_at,
            inside.allowance,
            lambda member: _guarded(_read_opened(member, within)),
        )


def _members(head: bytes) -> Members | None:
    """What lists the files of an archive that begins so; null for what is no archive."""
    if head.startswith(zip_file.STARTS):
        return zip_file.members
    return tar_file.members if tar_file.begins(head) else None


def _tellable(failure: Failure) -> Failure:
    key = failure.record_key
    message = _escaped(failure.message[:_LONGEST])
    return replace(failure, record_key=key and _escaped(key), message=message)


def _escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def choose(source: Source) -> Format:
    """The format of a source.

    Raises `Unreadable`: empty, binary, encoding, or unsupported with the name of the kind.
    """
    _refuse_empty(source)
    for form in FORMATS:
        if form.binary and form.likeness(source) == 2:
            return form
    is_binary = _is_binary(source)
    texts = [form for form in FORMATS if not form.binary]
    alike = [] if is_binary else [(form.likeness(source), form) for form in texts]
    for likeness, form in alike:
        if likeness == 2:
            return form
    _refuse_kind(source, is_binary=is_binary)
    for likeness, form in alike:
        if likeness and source.suffix in form.suffixes:
            return form
    if source.suffix in (".json", ".xml", ".html", ".htm"):
        raise Unreadable("unsupported", f"a {source.suffix} file that does not begin like one")
    return text.FORMAT


def _refuse_empty(source: Source) -> None:
    if not source.head.strip():
        if source.size <= len(source.head):
            raise Unreadable("empty", "white space alone" if source.size else "no bytes")
        raise Unreadable("unsupported", "64 KiB of white space before anything else")


def _refuse_kind(source: Source, *, is_binary: bool) -> None:
    """Raise `Unreadable` for what no reader can take."""
    for magic, name in UNSUPPORTED:
        if _start(source).startswith(magic):
            raise Unreadable("unsupported", f"{name}, which no reader knows")
    if is_binary:
        raise Unreadable("binary", "not text: the file holds bytes that no text has")
    if source.encoding is None:
        raise Unreadable("encoding", "no encoding could be found that reads the file")


def _start(source: Source) -> bytes:
    return source.head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _is_binary(source: Source) -> bool:
    """Control bytes in a text: more than one in a hundred, or a NUL outside UTF-16 and UTF-32."""
    head = source.head[:LOOKED_AT]
    if source.encoding and source.encoding.startswith(("utf-16", "utf-32")):
        if source.bom:
            return False
        characters = head[: len(head) // 2 * 2].decode(source.encoding, "replace")
        odd = sum(not (c.isprintable() or c in "\t\r\n") for c in characters)
        return odd * 100 > len(characters)
    return head.count(0) * 1000 > len(head) or not few_controls(head)
