"""Bytes are read alike wherever they lie, and what fails on the way is told."""

from __future__ import annotations

import errno
import gzip
import io
import json
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from transforms.read import Failure, RawRecord, ReadLimits, read
from transforms.read.place import Opened, Place, local

LIMITS = ReadLimits()
DAY = datetime(2024, 5, 6)
MEBIBYTE = 1024 * 1024


class Failing(io.BytesIO):
    """Bytes that fail when so many of them have been read, as disks and networks do."""

    def __init__(self, data: bytes, allowed: int, error: OSError) -> None:
        super().__init__(data)
        self._left = allowed
        self._error = error

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._left -= len(data)
        if self._left < 0:
            raise self._error
        return data


def place(name: str, stream: io.BytesIO, *, near: bool) -> Place:
    return Place(name, lambda: Opened(stream, len(stream.getvalue()), DAY, near))


def zipped(count: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(count):
            archive.writestr(f"{n}.txt", f"Ministers met in room {n}.\n" * 40_000)
    return packed.getvalue()


def tarred(count: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for n in range(count):
            data = f"Ministers met in room {n}.\n".encode() * 40_000
            member = tarfile.TarInfo(f"{n}.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


@pytest.mark.parametrize("near", [True, False])
def test_a_place_gives_the_name_the_bytes_and_the_time(near: bool) -> None:
    stream = io.BytesIO(b"id,text\n7,Ministers met.\n")
    (found,) = read(place("a.csv", stream, near=near), None, LIMITS)
    assert isinstance(found, RawRecord)
    assert (found.record_key, found.reader, found.fetched_at) == ("7", "csv", DAY)
    assert stream.closed


def test_a_file_on_disk_is_a_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n7,Ministers met.\n")
    assert list(read(local(path), None, LIMITS)) == list(read(path, None, LIMITS))


@pytest.mark.parametrize("near", [True, False])
@pytest.mark.parametrize(
    ("error", "reason", "message"),
    [
        (
            OSError(errno.EIO, "Input/output error"),
            "unreadable",
            "cannot be read: Input/output error",
        ),
        (FileNotFoundError(errno.ENOENT, "gone"), "missing", "the file is not there any more"),
    ],
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_that_vanishes_while_it_is_read_gives_what_came_before(
    pack: Callable[[int], bytes], error: OSError, reason: str, message: str, near: bool
) -> None:
    data = pack(3)
    stream = Failing(data, len(data) // 2, error)
    *found, failure = read(place("a", stream, near=near), None, LIMITS)
    assert [one.record_key for one in found if isinstance(one, RawRecord)] == ["0.txt"]
    assert failure == Failure(None, reason, message)


@pytest.mark.parametrize("near", [True, False])
def test_a_file_that_vanishes_while_it_is_read_is_missing(near: bool) -> None:
    lines = b"".join(json.dumps({"id": n, "text": "x" * 99}).encode() + b"\n" for n in range(9999))
    gone = FileNotFoundError(errno.ENOENT, "gone")
    for data in (lines, gzip.compress(lines)):
        stream = Failing(data, 2048, gone)
        (failure,) = read(place("a.jsonl", stream, near=near), None, LIMITS)
        assert failure == Failure(None, "missing", "the file is not there any more")


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n')
    found = read(path, None, LIMITS)
    first = next(found)
    path.unlink()
    path.write_bytes(b"other")
    keys = [one.record_key for one in (first, *found) if isinstance(one, RawRecord)]
    assert keys == ["1", "2"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.csv"])
def test_a_line_without_end_is_not_held_in_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as out:
        out.write(b'{"id": 1, "text": "' if name == "a.jsonl" else b"id,text\n1,")
        for _ in range(40):
            out.write(b"x" * MEBIBYTE)
    tracemalloc.start()
    try:
        found = list(read(path, None, ReadLimits(record_bytes=MEBIBYTE)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [one.reason for one in found if isinstance(one, Failure)] == ["too_large"]
    assert peak < 12 * MEBIBYTE


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_memory_does_not_grow_with_an_archive(tmp_path: Path, pack: Callable[[int], bytes]) -> None:
    path = tmp_path / "a"
    path.write_bytes(pack(30))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read(path, None, LIMITS))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 30
    assert peak < 12 * MEBIBYTE
