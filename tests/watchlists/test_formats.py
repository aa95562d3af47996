"""Each file is recognised for what it is; what is no list is told in one line."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from schemas.errors import ListFormatError
from schemas.vocabularies import VOCABULARIES
from transforms.watchlists.formats import FORMATS, TarLimits, recognised, tar_members, why_not

LISTS = Path(__file__).parents[2] / "../shared/watchlists"
needs_lists = pytest.mark.skipif(
    not LISTS.exists(), reason="../shared/watchlists is not beside this checkout"
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
HTML = b"\xef\xbb\xbf<!-- x -->\r\n<!DOCTYPE HTML><html><title>404</title></html>"
GB_HMT = "Last Updated,10/04/2025\r\nName 6,Name 1,Group ID\r\nMITHU,Žid,1\r\n"


def told(name: str, head: bytes) -> tuple[str, str] | None:
    found = recognised(name, head)
    return (found[0].name, found[1]) if found else None


def head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        stream = gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file
        return stream.read(4096)


def archive(*members: tarfile.TarInfo | tuple[str, bytes], mode: str = "w:gz") -> io.BytesIO:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as tar:  # type: ignore[call-overload]
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                tar.addfile(member)
                continue
            name, content = member
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    packed.seek(0)
    return packed


def fault(packed: io.BytesIO, limits: TarLimits | None = None) -> str:
    with pytest.raises(ListFormatError) as raised:
        tar_members(packed, limits)
    return str(raised.value)


def test_tables_of_the_journal_are_one_publication_and_other_files_each_their_own() -> None:
    together = {known.name for known in FORMATS if known.together}
    assert "eu_journal" in together
    assert not together & {"gb_hmt", "gb_fcdo", "opensanctions_csv", "ftm_json"}


def test_every_format_has_a_name_of_its_own_and_gives_keys_of_lists() -> None:
    assert [known.name for known in FORMATS] == [
        "ofac_csv",
        "ofac_xml",
        "un_xml",
        "eu_fsf_xml",
        "eu_fsf_csv",
        "gb_hmt",
        "gb_fcdo",
        "opensanctions_csv",
        "ftm_json",
        "eu_journal",
    ]
    assert {"gb_hmt", "gb_fcdo", "opensanctions", "eu_journal"} <= VOCABULARIES["list_key"].keys()


@needs_lists
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("ofac/2022-01-31/sdn.csv", ("ofac_csv", "us_ofac_sdn")),
        ("ofac/2023-01-31/sdn.csv", ("ofac_csv", "us_ofac_sdn")),
        ("ofac/2024-05-03/sdn.csv", ("ofac_csv", "us_ofac_sdn")),
        ("ofac/2024-05-03/add.csv", ("ofac_csv", "us_ofac_sdn")),
        ("ofac/2024-05-03/alt.csv", ("ofac_csv", "us_ofac_sdn")),
        ("ofac/2024-05-03/sdn_comments.csv", ("ofac_csv", "us_ofac_sdn")),
        ("un/2024-09-26/consolidated.xml", ("un_xml", "un_sc")),
        ("un/2026-02-27/consolidated.xml", ("un_xml", "un_sc")),
        ("uk/2025-04-10/ConList.csv.gz", ("gb_hmt", "gb_hmt")),
        ("opensanctions/targets.simple.csv", ("opensanctions_csv", "opensanctions")),
    ],
)
def test_each_list_at_hand_is_recognised(path: str, expected: tuple[str, str]) -> None:
    head = head_of(LISTS / path)
    assert told(Path(path).name, head) == expected
    if expected[0] != "ofac_csv":  # OFAC's tables have no header: their names alone tell them.
        assert told("download", head) == expected


@needs_lists
def test_each_table_of_the_journal_is_recognised() -> None:
    with (LISTS / "eu_journal/consolidated.tar.gz").open("rb") as stream:
        tables = tar_members(stream)
    assert len(tables) == 45
    for name, opener in tables.items():
        head = opener().read(4096)
        assert told(name, head) == told("x", head) == ("eu_journal", "eu_journal")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_recognised_in_every_encoding(encoding: str) -> None:
    assert told("x.csv", GB_HMT.encode(encoding)) == ("gb_hmt", "gb_hmt")


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("x", b"Report Date: 10-Apr-2025\nUnique ID,Name 6\n", ("gb_fcdo", "gb_fcdo")),
        ("UK-Sanctions-List.csv", b"whatever\n", ("gb_fcdo", "gb_fcdo")),
        ("ConList.csv.gz", b"whatever\n", ("gb_hmt", "gb_hmt")),
        ("x", b'{"id":"a","schema":"Person","properties":{}}\n', ("ftm_json", "opensanctions")),
        ("x", b'{"caption":"A","id":"a","schema":"Per', ("ftm_json", "opensanctions")),
        ("entities.ftm.json", b'{"properties":{"a":["', ("ftm_json", "opensanctions")),
        ("targets.nested.json", b'{"id":"a","caption":"', ("ftm_json", "opensanctions")),
        ("x", b'"id","schema","name","aliases"\n', ("opensanctions_csv", "opensanctions")),
        ("32014R0833.csv", b"a,b\n", ("eu_journal", "eu_journal")),
        ("x", b"amendedCelex,amendmentCelex,recordId,programKey\n", ("eu_journal", "eu_journal")),
    ],
)
def test_a_file_is_recognised_by_what_it_holds_or_by_its_name(
    name: str, head: bytes, expected: tuple[str, str]
) -> None:
    assert told(name, head) == expected


def test_what_a_file_holds_tells_before_its_name() -> None:
    assert told("sdn.csv", GB_HMT.encode()) == ("gb_hmt", "gb_hmt")
    assert told("consolidated.xml", GB_HMT.encode()) == ("gb_hmt", "gb_hmt")


@pytest.mark.parametrize(
    ("name", "head", "line"),
    [
        ("sdn.csv", b"", "sdn.csv: is empty: download it again"),
        ("sdn.csv", b"\xef\xbb\xbf\r\n\x1a", "sdn.csv: is empty: download it again"),
        (
            "ConList.csv",
            HTML,
            "ConList.csv: looks like an HTML page: the download failed or the publisher moved it",
        ),
        (
            "list.xml",
            "<?xml version='1.0'?>\n<html xmlns='x'>".encode("utf-16"),
            "list.xml: looks like an HTML page: the download failed or the publisher moved it",
        ),
        (
            "entities.ftm.json",
            b'{"error":\n  "no quota"}',
            'entities.ftm.json: is a JSON message, no list of entities: {"error": "no quota"}',
        ),
        ("sdn.csv", PNG, "sdn.csv: is a picture (PNG), no list"),
        ("sdn.csv", gzip.compress(b"x", mtime=0), "sdn.csv: is still packed (gzip)"),
        ("sdn.csv", b"\x01\x00\x02", "sdn.csv: is no text: download it again"),
        (
            "a.ods",
            b"PK\x03\x04mimetype",
            "a.ods: is a zip archive or an office document; the list is needed as CSV, XML or JSON",
        ),
    ],
)
def test_what_is_no_list_is_not_recognised_whatever_its_name(
    name: str, head: bytes, line: str
) -> None:
    assert recognised(name, head) is None
    assert why_not(name, head) == line


@pytest.mark.parametrize(
    ("head", "begin"),
    [
        (
            b"<?xml version='1.0'?><!-- x --><rss version='2'>",
            "x: its outermost element <rss> is that of none of the formats that are read: ofac_csv",
        ),
        (
            b"\xef\xbb\xbfAmount;Currency\n1;EUR\n",
            "x: it begins with “Amount;Currency”, which is none of the formats that are read: ofac",
        ),
        ("Žluťoučký ".encode() * 50, "x: it begins with “Žluťoučký Žluťoučký Žluťoučký"),
    ],
)
def test_an_unknown_file_is_told_with_its_beginning(head: bytes, begin: str) -> None:
    assert recognised("x", head) is None
    assert why_not("x", head).startswith(begin)
    assert why_not("x", head).endswith("ftm_json, eu_journal")
    assert "\n" not in why_not("x", head)


def test_tables_of_an_archive_are_read_by_name() -> None:
    folder = tarfile.TarInfo("a")
    folder.type = tarfile.DIRTYPE
    for mode in ("w", "w:gz"):
        packed = archive(folder, ("a/B.CSV", b"x"), ("a/c.txt", b"y"), ("d.csv", b""), mode=mode)
        tables = tar_members(packed)
        assert {name: opener().read() for name, opener in tables.items()} == {
            "b.csv": b"x",
            "d.csv": b"",
        }


def link(kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo("a.csv")
    member.type, member.linkname = kind, "/etc/passwd"
    return member


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(kind: bytes) -> None:
    assert fault(archive(link(kind))) == "the archive has a link or device: 'a.csv'"


@pytest.mark.parametrize("name", ["/a.csv", "a/../../b.csv", "..\\b.csv", "C:\\b.csv"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    assert "has a member that leads out of it" in fault(archive((name, b"x")))


def test_an_archive_of_too_many_members_or_bytes_is_refused() -> None:
    many = archive(*[(f"{n}.txt", b"") for n in range(4)])
    assert fault(many, TarLimits(members=3)) == "the archive has more than 3 members"
    large = archive(("a.txt", b"x" * 50_000), ("b.csv", b"x" * 50_000))
    assert fault(large, TarLimits(unpacked_bytes=90_000)) == (
        "the archive unpacks to more than 90000 bytes"
    )


def test_a_sparse_file_counts_with_all_its_bytes() -> None:
    headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "a.csv"}
    member = tarfile.TarInfo("a.csv")
    member.pax_headers = headers | {"GNU.sparse.realsize": "99999999999"}
    content = b"1\n0\n1\n".ljust(512, b"\0")
    member.size = len(content)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(member, io.BytesIO(content))
    packed.seek(0)
    assert "unpacks to more than" in fault(packed)


def test_two_tables_of_one_name_are_refused() -> None:
    assert fault(archive(("a/x.csv", b"1"), ("b/X.csv", b"2"))) == (
        "the archive has two tables of the name x.csv"
    )


def test_a_damaged_archive_is_told() -> None:
    packed = archive(("a.csv", bytes(range(256)) * 400))
    for broken in (packed.getvalue()[:-300], b"no archive at all" * 99, packed.getvalue()[:40]):
        assert fault(io.BytesIO(broken)) == (
            "the archive is damaged or breaks off: download it again"
        )
