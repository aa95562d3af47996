"""The files in an archive are read like files of their own; bad ones cost themselves alone."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

import pytest
import zstandard

from transforms.read import Failure, Page, RawRecord, ReadLimits, read, tar_file
from transforms.read.archives import Member, member_name
from transforms.read.identity import article_id
from transforms.read.zip_file import PACKAGES

LIMITS = ReadLimits()
MEBIBYTE = 1024 * 1024
Files = Iterable[tuple[str, bytes]]
Pack = Callable[[Files], bytes]
TEXT = b"Talks open\n\nThe two sides met in Oslo.\n"
LINES = b'{"id": 7, "text": "One."}\n{"id": 8, "te\n{"id": 9, "text": "Two."}\n'


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return packed.getvalue()


def tarred(files: Files, form: int = tarfile.PAX_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, data in files:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


PACKS: dict[str, Pack] = {
    "zip": zipped,
    "zip stored": lambda files: zipped(files, zipfile.ZIP_STORED),
    "zip bzip2": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "zip lzma": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "tar pax": tarred,
    "tar gnu": lambda files: tarred(files, tarfile.GNU_FORMAT),
    "tar ustar": lambda files: tarred(files, tarfile.USTAR_FORMAT),
    "tar gzip": lambda files: gzip.compress(tarred(files)),
    "tar bzip2": lambda files: bz2.compress(tarred(files)),
    "tar xz": lambda files: lzma.compress(tarred(files)),
    "tar zstd": lambda files: zstandard.compress(tarred(files)),
    "zip gzip": lambda files: gzip.compress(zipped(files)),
}
ALL = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
BOTH = pytest.mark.parametrize("pack", [zipped, tarred])


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., list[RawRecord | Failure]]:
    def call(data: bytes, limits: ReadLimits = LIMITS) -> list[RawRecord | Failure]:
        path = tmp_path / "a.bin"
        path.write_bytes(data)
        return [one for one in read(path, None, limits) if not isinstance(one, Page)]

    return call


Reading = Callable[..., list[RawRecord | Failure]]


def keys(found: list[RawRecord | Failure]) -> list[tuple[str | None, str]]:
    """The key of each record with its text, of each failure with its reason."""
    return [(one.record_key, one.reason if isinstance(one, Failure) else one.text) for one in found]


@ALL
def test_members_are_read_by_the_format_of_each(reading: Reading, pack: Pack) -> None:
    files = [
        ("news/a.txt", TEXT),
        ("news/b.jsonl", LINES),
        ("c.csv", b"id,text\n3,Three.\n"),
        ("news/d.txt.gz", gzip.compress(b"Four.")),
        ("e.txt", b""),
        ("f.jpg", b"\xff\xd8\xff\xe0" + bytes(99)),
    ]
    found = reading(pack(files))
    assert keys(found) == [
        ("news/a.txt", TEXT.decode()),
        ("news/b.jsonl#7", "One."),
        ("news/b.jsonl#line 2", "bad_json"),
        ("news/b.jsonl#9", "Two."),
        ("c.csv#3", "Three."),
        ("news/d.txt.gz", "Four."),
        ("e.txt", "empty"),
        ("f.jpg", "unsupported"),
    ]
    assert isinstance(found[1], RawRecord)
    assert (found[1].fragment, found[1].reader, found[1].end) == (
        "news/b.jsonl",
        "json_lines",
        None,
    )
    assert found[0].raw_sha256 == (  # type: ignore[union-attr]
        "a92352418d7b0bb9a5ef2d7e987527503090d534824af54257444cd126b7c08a"
    )


@BOTH
def test_a_member_has_the_identity_of_its_name_in_any_archive(reading: Reading, pack: Pack) -> None:
    one, other = reading(pack([("a.txt", TEXT), ("b.txt", TEXT)]))
    (moved,) = reading(tarred([("./b.txt", TEXT)]))
    ids = [article_id("s", "k", found) for found in (one, other, moved)]  # type: ignore[arg-type]
    assert ids[0] != ids[1] == ids[2]


@BOTH
def test_hidden_files_folders_and_links_are_no_members(reading: Reading, pack: Pack) -> None:
    names = ["a.txt", ".b.txt", "x/.git/c.txt", "__MACOSX/._a.txt", "x/.DS_Store"]
    assert keys(reading(pack((name, TEXT) for name in names))) == [("a.txt", TEXT.decode())]


def test_links_folders_and_devices_of_a_tar_are_no_members(reading: Reading) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        kinds = (
            tarfile.DIRTYPE,
            tarfile.SYMTYPE,
            tarfile.LNKTYPE,
            tarfile.CHRTYPE,
            tarfile.FIFOTYPE,
        )
        for kind in kinds:
            member = tarfile.TarInfo(f"kind{kind.decode()}")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT))
    assert keys(reading(packed.getvalue())) == [("a.txt", TEXT.decode())]


def test_links_and_folders_of_a_zip_are_no_members(reading: Reading) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/", b"")
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("folder/a.txt", TEXT)
    assert keys(reading(packed.getvalue())) == [("folder/a.txt", TEXT.decode())]


OUT = [
    "../a.txt",
    "x/../../a.txt",
    "/etc/a.txt",
    "..\\a.txt",
    "C:\\a.txt",
    "\\\\host\\a.txt",
    "x/..",
]


@BOTH
@pytest.mark.parametrize("name", OUT)
def test_a_name_that_leads_out_costs_its_file_alone(
    reading: Reading, pack: Pack, name: str, tmp_path: Path
) -> None:
    before, failure, behind = reading(pack([("1.txt", TEXT), (name, TEXT), ("2.txt", TEXT)]))
    assert (before.record_key, behind.record_key) == ("1.txt", "2.txt")
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == (
        "unsupported",
        "its name leads out of the archive; it is not read",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("a/b.txt", "a/b.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a\\b.txt", "a/b.txt"),
        ("a\0b\x1b.txt", "a\\x00b\\x1b.txt"),
        ("caf\udce9.txt", "caf\\udce9.txt"),
        ("a#1.txt", "a%231.txt"),
        ("..a.txt", "..a.txt"),
        ("a/..", None),
        ("", None),
        (".", None),
    ],
)
def test_names_are_spelt_in_one_way_and_never_break_a_table(name: str, spelt: str | None) -> None:
    assert member_name(name) == spelt


def test_names_in_code_pages_are_read(reading: Reading) -> None:
    data = bytearray(zipped([("caf0.txt", TEXT), ("caf11.txt", TEXT)]))
    for at in range(len(data) - 9):
        if data[at : at + 8] == b"caf0.txt":
            data[at + 3] = 0x82
        if data[at : at + 9] == b"caf11.txt":
            data[at + 3 : at + 5] = "é".encode()
    assert [one.record_key for one in reading(bytes(data))] == ["café.txt", "café.txt#2"]


@BOTH
def test_members_of_one_name_are_told_apart(reading: Reading, pack: Pack) -> None:
    is_zip = pack is zipped
    with pytest.warns(UserWarning, match="Duplicate") if is_zip else nullcontext():
        data = pack([("a.txt", b"One."), ("b.txt", b"Two."), ("a.txt", b"Three.")])
    assert keys(reading(data)) == [("a.txt", "One."), ("b.txt", "Two."), ("a.txt#2", "Three.")]


def test_long_names_are_read_whole(reading: Reading) -> None:
    name = "é" * 150 + "/" + "b" * 200 + ".txt"
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert [one.record_key for one in reading(tarred([(name, TEXT)], form))] == [name]


@BOTH
def test_archives_in_archives_are_read_up_to_the_limit(reading: Reading, pack: Pack) -> None:
    data = pack([("d.txt", TEXT)])
    for name in ("c", "b"):
        data = pack([(name, data), (f"beside {name}.txt", TEXT)])
    assert keys(reading(data)) == [
        ("b#c#d.txt", TEXT.decode()),
        ("b#beside c.txt", TEXT.decode()),
        ("beside b.txt", TEXT.decode()),
    ]
    data = pack([("a", data), ("beside a.txt", TEXT)])
    found = reading(data)
    assert keys(found) == [
        ("a#b#c", "archive_bomb"),
        ("a#b#beside c.txt", TEXT.decode()),
        ("a#beside b.txt", TEXT.decode()),
        ("beside a.txt", TEXT.decode()),
    ]
    assert isinstance(found[0], Failure)
    assert found[0].message == "more than 3 archives lie in each other"
    nested = found[1]
    assert isinstance(nested, RawRecord)
    assert nested.fragment == "a#b#beside c.txt"


@BOTH
def test_an_archive_that_holds_itself_ends(reading: Reading, pack: Pack) -> None:
    data = pack([("a.txt", TEXT)])
    for _ in range(6):
        data = pack([("r", data), ("s", data)])
    found = reading(data)
    assert {reason for _, reason in keys(found)} == {"archive_bomb"}
    assert len(found) == 8


def test_a_member_that_unpacks_without_end_costs_itself_alone(reading: Reading) -> None:
    bomb = bytes(24 * MEBIBYTE)
    packed = gzip.compress(b"x" * (24 * MEBIBYTE))
    found = reading(zipped([("1.txt", TEXT), ("2.txt", bomb), ("3.gz", packed), ("4.txt", TEXT)]))
    assert [(key, reason if "bomb" in reason else "") for key, reason in keys(found)] == [
        ("1.txt", ""),
        ("2.txt", "archive_bomb"),
        ("3.gz", "archive_bomb"),
        ("4.txt", ""),
    ]


@pytest.mark.parametrize("name", ["zip", "zip stored", "tar gzip", "tar zstd"])
def test_an_archive_that_unpacks_to_more_than_the_limit_is_read_up_to_it(
    reading: Reading, name: str
) -> None:
    files = [(f"{n}.txt", b"word " * 400_000) for n in range(5)]
    found = reading(PACKS[name](files), ReadLimits(unpacked_bytes=7_500_000))
    assert [isinstance(one, Failure) for one in found] == [False, False, False, True]
    assert (found[3].record_key, found[3].reason) == ("3.txt", "archive_bomb")  # type: ignore[union-attr]


def test_files_that_share_their_bytes_in_a_zip_are_counted_each(reading: Reading) -> None:
    """David Fifield's bomb: many entries of a directory lead to the same packed bytes."""
    one = zipped([("0.txt", b"word " * 200_000)])
    end = one.rindex(b"PK\5\6")
    start = one.index(b"PK\1\2")
    entry, count = one[start:end], 30
    directory = b"".join(entry.replace(b"0.txt", b"%c.txt" % (65 + n)) for n in range(count))
    tail = struct.pack("<4s4xHHIIH", b"PK\5\6", count, count, len(directory), start, 0)
    found = reading(one[:start] + directory + tail, ReadLimits(unpacked_bytes=4_500_000))
    assert [key for key, _ in keys(found)] == ["A.txt", "B.txt", "C.txt", "D.txt", "E.txt"]
    assert keys(found)[-1] == ("E.txt", "archive_bomb")


@pytest.mark.parametrize("end", [None, b"PK\1\2"], ids=["directory", "cut off"])
def test_a_packed_size_that_lies_hides_no_bomb(reading: Reading, end: bytes | None) -> None:
    data = bytearray(zipped([("1.txt", bytes(24 * MEBIBYTE)), ("2.txt", TEXT)]))
    central = data.index(b"PK\1\2")
    for place in (18, central + 20):
        data[place : place + 4] = (1 << 30).to_bytes(4, "little")
    first = reading(bytes(data[: data.index(end)] if end else data))[0]
    assert isinstance(first, Failure)
    assert (first.record_key, first.reason) == ("1.txt", "archive_bomb")
    assert "unpacks to more than 200 times its " in first.message


def test_a_packed_size_is_reckoned_up_to_the_next_file(reading: Reading) -> None:
    noise = random.Random(7).randbytes(200_000)
    data = bytearray(zipped([("1.txt", bytes(24 * MEBIBYTE)), ("2.bin", noise), ("3.txt", TEXT)]))
    central = data.index(b"PK\1\2")
    data[central + 20 : central + 24] = (1 << 30).to_bytes(4, "little")
    assert next(reason for _, reason in keys(reading(bytes(data)))) == "archive_bomb"


@BOTH
def test_a_limit_for_records_holds_in_archives(reading: Reading, pack: Pack) -> None:
    found = reading(pack([("a.txt", b"x" * 5000), ("b.txt", TEXT)]), ReadLimits(record_bytes=1000))
    assert keys(found) == [("a.txt", "too_large"), ("b.txt", TEXT.decode())]


def test_encrypted_files_cost_themselves_alone(reading: Reading) -> None:
    data = bytearray(zipped([("1.txt", TEXT), ("2.txt", TEXT), ("3.txt", TEXT)]))
    local, central = data.index(b"PK\3\4", 10), data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    data[local + 6] |= 1
    data[central + 8] |= 1
    found = reading(bytes(data))
    assert [key for key, _ in keys(found)] == ["1.txt", "2.txt", "3.txt"]
    assert (found[1].reason, found[1].message) == (  # type: ignore[union-attr]
        "unsupported",
        "encrypted: it is not read without its password",
    )


@pytest.mark.parametrize("method", [0, 8, 12, 14])
def test_a_damaged_file_of_a_zip_costs_itself_alone(reading: Reading, method: int) -> None:
    files = [(f"{n}.txt", b"%d. " % n + TEXT * 20) for n in range(3)]
    data = bytearray(zipped(files, method))
    second = data.index(b"PK\3\4", 10)
    data[second + 50 : second + 58] = b"\xfe" * 8
    found = reading(bytes(data))
    assert [isinstance(one, Failure) for one in found] == [False, True, False]
    assert (found[1].record_key, found[1].reason) == ("1.txt", "unreadable")  # type: ignore[union-attr]
    assert found[1].message.startswith("broken zip: ")  # type: ignore[union-attr]


@pytest.mark.parametrize("method", [0, 8, 12, 14])
def test_a_zip_that_is_cut_off_gives_the_files_before(reading: Reading, method: int) -> None:
    files = [(f"{n}.txt", b"%d. " % n + TEXT * 20) for n in range(3)]
    data = zipped(files, method)
    third = data.rindex(b"PK\3\4")
    texts = [data.decode() for _, data in files]
    expected = [("0.txt", texts[0]), ("1.txt", texts[1])]
    assert keys(reading(data[: third + 60])) == [*expected, ("2.txt", "unreadable")]
    assert keys(reading(data[: third + 20])) == [*expected, (None, "unreadable")]
    whole = [*expected, ("2.txt", texts[2]), (None, "unreadable")]
    assert keys(reading(data[: data.index(b"PK\1\2") + 9])) == whole
    assert keys(reading(data[: data.index(b"PK\5\6") + 9])) == whole


@pytest.mark.parametrize("method", [8, 12, 14])
def test_a_zip_written_as_a_stream_is_read_with_and_without_its_directory(
    reading: Reading, method: int
) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            added = bytes(data)  # type: ignore[call-overload]
            self.data += added
            return len(added)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", method) as archive:
        for n in range(3):
            archive.writestr(zipfile.ZipInfo(f"{n}.txt"), TEXT, method)
    expected = [(f"{n}.txt", TEXT.decode()) for n in range(3)]
    assert keys(reading(pipe.data)) == expected
    cut = pipe.data[: pipe.data.index(b"PK\1\2")]
    assert keys(reading(cut)) == [*expected, (None, "unreadable")]


def test_a_zip_of_64_bits_and_one_behind_other_bytes_are_read(reading: Reading) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        with archive.open(zipfile.ZipInfo("a.txt"), "w", force_zip64=True) as member:
            member.write(TEXT)
        archive.writestr("b.txt", TEXT)
    data = packed.getvalue()
    expected = [("a.txt", TEXT.decode()), ("b.txt", TEXT.decode())]
    assert keys(reading(data)) == expected
    end = data.rindex(b"PK\5\6")
    start = data.index(b"PK\1\2")
    wide = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, end - start, start)
    wide += struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    tail = struct.pack("<4s4xHHIIH", b"PK\5\6", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert keys(reading(data[:end] + wide + tail)) == expected
    assert keys(reading(b"PK\3\4 in front" + data)) == expected


def test_a_damaged_header_of_a_tar_costs_its_file_alone(reading: Reading) -> None:
    data = bytearray(tarred([(f"{n}.txt", TEXT) for n in range(4)], tarfile.USTAR_FORMAT))
    data[1024:1030] = b"broken"
    found = reading(bytes(data))
    assert keys(found) == [
        ("0.txt", TEXT.decode()),
        ("offset 1024", "unreadable"),
        ("2.txt", TEXT.decode()),
        ("3.txt", TEXT.decode()),
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, zstandard.compress])
def test_a_tar_that_is_cut_off_gives_the_files_before(
    reading: Reading, pack: Callable[[bytes], bytes]
) -> None:
    data = tarred([(f"{n}.txt", TEXT * 30) for n in range(3)])
    text = (TEXT * 30).decode()
    in_file, in_header, between = (data[:end] for end in (2 * 2048 + 900, 2 * 2048 + 9, 2 * 2048))
    expected = [("0.txt", text), ("1.txt", text)]
    assert keys(reading(pack(in_file))) == [*expected, ("2.txt", "unreadable")]
    assert keys(reading(pack(in_header))) == [*expected, (None, "unreadable")]
    assert keys(reading(pack(between))) == [*expected, (None, "unreadable")]


def test_a_packed_tar_that_is_cut_off_gives_the_files_before(reading: Reading) -> None:
    files = [(f"{n}.txt", json.dumps(list(range(n, n + 20_000))).encode()) for n in range(9)]
    packed = gzip.compress(tarred(files))
    *found, last = reading(packed[: len(packed) * 2 // 3])
    assert [one.record_key for one in found] == [f"{n}.txt" for n in range(len(found))]
    assert len(found) > 3
    assert isinstance(last, Failure)
    assert (last.record_key, last.reason) == (f"{len(found)}.txt", "unreadable")
    assert last.message.startswith("broken gzip: ")


def test_tars_one_behind_the_other_are_read(reading: Reading) -> None:
    data = tarred([("a.txt", TEXT)]) + tarred([("b.txt", TEXT)])
    assert [one.record_key for one in reading(data)] == ["a.txt", "b.txt"]


def test_a_file_with_holes_costs_itself_alone(reading: Reading) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, headers in (("a.txt", {"GNU.sparse.major": "1"}), ("b.txt", {})):
            member = tarfile.TarInfo(name)
            member.size, member.pax_headers = len(TEXT), headers
            archive.addfile(member, io.BytesIO(TEXT))
    assert keys(reading(packed.getvalue())) == [("a.txt", "unsupported"), ("b.txt", TEXT.decode())]


@pytest.mark.parametrize("scope", [tarfile.XGLTYPE, tarfile.XHDTYPE])
@pytest.mark.parametrize("kind", ["any.", "GNU.sparse."])
def test_keys_of_pax_headers_are_not_held(scope: bytes, kind: str) -> None:
    packed = io.BytesIO()
    for n in range(200):
        said = {f"{kind}{n}.{key}": "x" for key in range(500)}
        packed.write(tarfile.TarInfo._create_pax_generic_header(said, scope, "utf-8"))  # type: ignore[attr-defined]
    member = tarfile.TarInfo("a.txt")
    member.size = 0
    packed.write(member.tobuf(tarfile.USTAR_FORMAT) + bytes(1024))
    packed.seek(0)
    tracemalloc.start()
    found = list(tar_file.members(packed))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(one) for one in found] == [Failure if kind == "GNU.sparse." else Member]
    assert peak < MEBIBYTE


@pytest.mark.parametrize("data", [zipped([]), zipped([(".a", TEXT)]), tarred([(".a", TEXT)])])
def test_an_archive_without_files_says_so(reading: Reading, data: bytes) -> None:
    (failure,) = reading(data)
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, "empty")


@pytest.mark.parametrize(("member", "name"), PACKAGES)
def test_documents_that_are_zip_archives_inside_are_told(
    reading: Reading, member: bytes, name: str
) -> None:
    (failure,) = reading(zipped([("x/y.txt", TEXT), (member.decode(), b"<x/>")]))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message) == ("unsupported", f"{name}, which no reader knows")
    found = reading(zipped([("x/y.txt", TEXT), (f"x/{member.decode()}", b"<x/>")]))
    assert found[0].record_key == "x/y.txt"


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.html", "a.warc.gz"])
def test_an_archive_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(zipped([("b.txt", TEXT)]))
    (one,) = read(path, None, LIMITS)
    assert isinstance(one, RawRecord)
    assert one.record_key == "b.txt"


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.warc", "a.warc.gz", "a.gz"])
@pytest.mark.parametrize(
    ("data", "reason"), [(b"\x89PNG\r\n\x1a\n" + bytes(99), "unsupported"), (b"", "empty")]
)
def test_a_suffix_of_an_archive_that_lies_is_not_believed(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (failure,) = read(path, None, LIMITS)
    assert isinstance(failure, Failure)
    assert (failure.record_key, failure.reason) == (None, reason)
    path.write_bytes(TEXT)
    (record,) = read(path, None, LIMITS)
    assert isinstance(record, RawRecord)
    assert record.text == TEXT.decode()


def test_damage_anywhere_is_told_and_crashes_nothing(reading: Reading) -> None:
    files = [(f"{n}.txt", b"%d. " % n + TEXT * 9) for n in range(3)] + [("b.jsonl", LINES)]
    seeds = [pack(files) for pack in PACKS.values()]
    seeds.append(zipped([("a.tar", tarred(files)), ("b.zip", zipped(files))]))
    chance = random.Random(7)
    for _ in range(400):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.choice((1, 3))):
            at, size = chance.randrange(len(data)), chance.randrange(1, 40)
            data[at : at + size] = chance.choice((b"", b"\xff" * size, chance.randbytes(size)))
        found = reading(bytes(data))
        assert found
        assert [one for one in found if isinstance(one, Failure) and one.reason == "crashed"] == []
        assert all(str(one).encode() for one in found)
