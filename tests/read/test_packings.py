"""What is packed reads like what is not, and cannot unpack without end."""

from __future__ import annotations

import bz2
import dataclasses
import gzip
import hashlib
import io
import lzma
import random
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from transforms.read import Failure, RawRecord, ReadLimits, read
from transforms.read.allowance import Allowance
from transforms.read.packings import PACKINGS, Member, Packing
from transforms.read.unpack import Unpacking

LIMITS = ReadLimits()
MEBIBYTE = 1024 * 1024
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "bzip2": bz2.compress,
    "xz": lambda data: lzma.compress(data, preset=0),
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
}
NAMES = pytest.mark.parametrize("name", PACK)


def _lines(count: int) -> bytes:
    """JSON Lines that pack badly, so that a packed file is longer than what is read at once."""
    words = random.Random(7)
    return b"".join(
        b'{"id": %d, "text": "%s"}\n' % (n, words.randbytes(300).hex().encode())
        for n in range(count)
    )


def _read(path: Path, data: bytes, limits: ReadLimits = LIMITS) -> list[RawRecord | Failure]:
    path.write_bytes(data)
    return [one for one in read(path, None, limits) if isinstance(one, RawRecord | Failure)]


@NAMES
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".txt", ".zst", ""])
def test_a_packed_file_is_known_by_its_bytes_whatever_it_is_called(
    tmp_path: Path, name: str, suffix: str
) -> None:
    lines = _lines(600)
    packed = PACK[name](lines)
    found = _read(tmp_path / f"a{suffix}", packed)
    assert len(packed) > 150_000
    assert [one.record_key for one in found] == [str(n) for n in range(600)]
    (digest,) = {one.raw_sha256 for one in found if isinstance(one, RawRecord)}
    assert digest == hashlib.sha256(packed).hexdigest()


@NAMES
def test_a_packed_text_is_that_of_its_members(tmp_path: Path, name: str) -> None:
    packed = PACK[name](b"Ministers met") + PACK[name](b" in Oslo.")
    (found,) = _read(tmp_path / "a.txt", packed)
    assert isinstance(found, RawRecord)
    assert found.text == "Ministers met in Oslo."


@NAMES
def test_what_stands_behind_the_last_member_is_left_out_and_told(tmp_path: Path, name: str) -> None:
    packed = PACK[name](b"Ministers met.")
    (padded,) = _read(tmp_path / "a.txt", packed + bytes(700))
    (followed,) = _read(tmp_path / "b.txt", packed + b"junk")
    assert isinstance(padded, RawRecord)
    assert isinstance(followed, RawRecord)
    assert (padded.text, padded.repairs) == ("Ministers met.", ())
    assert (followed.text, followed.repairs) == ("Ministers met.", (f"{name}_garbage",))


@NAMES
def test_a_file_that_is_cut_off_or_damaged_cannot_be_read(tmp_path: Path, name: str) -> None:
    packed = PACK[name](_lines(500))
    damaged = packed[:300] + bytes(8) + packed[308:]
    for data in (packed[:-1], packed[: len(packed) // 2], packed[:12], damaged):
        (failure,) = _read(tmp_path / "a.jsonl", data)
        assert isinstance(failure, Failure)
        assert (failure.record_key, failure.reason) == (None, "unreadable")
        assert failure.message.startswith(f"broken {name}: ")


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
def test_a_suffix_of_a_packing_that_lies_is_not_believed(tmp_path: Path, suffix: str) -> None:
    (one,) = _read(tmp_path / f"a.csv{suffix}", b"id,text\n7,Ministers met.\n")
    assert one.record_key == "7"


@NAMES
def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path, name: str) -> None:
    (failure,) = _read(tmp_path / "a.txt", PACK[name](b"x" * (24 * MEBIBYTE)))
    assert isinstance(failure, Failure)
    assert failure.reason == "archive_bomb"
    assert "unpacks to more than 200 times its " in failure.message


@NAMES
def test_a_bomb_is_refused_by_its_size(tmp_path: Path, name: str) -> None:
    packed = PACK[name](_lines(100))
    (failure,) = _read(tmp_path / "a.txt", packed, ReadLimits(unpacked_bytes=50_000))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == (
        "archive_bomb",
        "unpacks to more than the limit of 50000 bytes",
    )


def test_packings_in_each_other_are_undone_up_to_the_limit(tmp_path: Path) -> None:
    packed = b"Ministers met."
    for name in ("gzip", "xz", "zstd"):
        packed = PACK[name](packed)
    (found,) = _read(tmp_path / "a.txt", packed)
    assert isinstance(found, RawRecord)
    assert found.text == "Ministers met."
    (failure,) = _read(tmp_path / "b.txt", PACK["bzip2"](packed))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == (
        "archive_bomb",
        "packed more than 3 times over: gzip in xz in zstd in bzip2",
    )


def test_a_bomb_in_a_bomb_is_refused_by_the_ratio_of_both(tmp_path: Path) -> None:
    packed = gzip.compress(gzip.compress(b"x" * (32 * MEBIBYTE)))
    assert len(packed) < 1000
    (failure,) = _read(tmp_path / "a.txt", packed)
    assert isinstance(failure, Failure)
    assert failure.reason == "archive_bomb"


def test_zstd_that_needs_more_memory_than_it_may_take_is_refused(tmp_path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=28, enable_ldm=False)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    packed = packer.compress(b"Ministers met.") + packer.flush()
    (failure,) = _read(tmp_path / "a.txt", packed)
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"
    assert "memory" in failure.message


def test_xz_that_needs_more_memory_than_it_may_take_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 512 * MEBIBYTE}]
    (failure,) = _read(tmp_path / "a.txt", lzma.compress(b"Ministers met.", filters=filters))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == (
        "unreadable",
        "broken xz: Memory usage limit exceeded",
    )


@pytest.mark.parametrize("packing", PACKINGS, ids=lambda packing: packing.name)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_unpacked_bytes_are_those_that_were_packed(
    packing: Packing, parts: list[bytes], size: int
) -> None:
    packed = b"".join(PACK[packing.name](part * 50) for part in parts)
    stream = Unpacking(io.BytesIO(packed), packing, Allowance(len(packed), ReadLimits()))
    whole = b"".join(iter(lambda: stream.read(size), b""))
    assert whole == b"".join(part * 50 for part in parts)
    stream.seek(7)
    rest = b"".join(iter(lambda: stream.read(size), b""))
    assert rest == whole[7:]


@pytest.mark.parametrize(
    "member", [gzip.compress(b"", mtime=0), b"\x50\x2a\x4d\x18\0\0\0\0"], ids=["gzip", "zstd"]
)
def test_empty_members_without_end_are_a_bomb(tmp_path: Path, member: bytes) -> None:
    last = (gzip.compress if member[0] == 0x1F else zstandard.compress)(b"Ministers met.")
    (found,) = _read(tmp_path / "a.txt", member * 9_000 + bytes(9) + last + member * 9_000)
    assert isinstance(found, RawRecord)
    assert (found.text, found.repairs) == ("Ministers met.", ())
    (failure,) = _read(tmp_path / "b.txt", member * 11_000 + last)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == (
        "archive_bomb",
        "more than 10000 empty members in a row",
    )


@NAMES
def test_members_are_given_no_more_than_they_need(name: str) -> None:
    """Each copies what it was given and does not need: with whole chunks that is quadratic."""
    given = 0
    packing = next(packing for packing in PACKINGS if packing.name == name)

    class Counted:
        def __init__(self) -> None:
            self._member = packing.member()

        def __getattr__(self, name: str) -> object:
            return getattr(self._member, name)

        def decompress(self, data: bytes, size: int, /) -> bytes:
            nonlocal given
            given += len(data)
            return self._member.decompress(data, size)

    packed = PACK[name](b"One.") * 2_000
    counted = dataclasses.replace(packing, member=lambda: cast(Member, Counted()))
    stream = Unpacking(io.BytesIO(packed), counted, Allowance(len(packed), LIMITS))
    assert stream.read() == b"One." * 2_000
    assert given <= 1024 * 2_000
