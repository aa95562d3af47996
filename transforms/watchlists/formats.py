"""Which published format a file is in, and why not if it is in none; tables out of an archive."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from schemas.errors import ListFormatError
from transforms.watchlists.csv_rows import AGAIN, opening
from transforms.watchlists.entries import ListFormat, Opener
from transforms.watchlists.eu_fsf_csv import EU_FSF_CSV
from transforms.watchlists.eu_fsf_xml import EU_FSF_XML
from transforms.watchlists.eu_journal import EU_JOURNAL
from transforms.watchlists.ftm_json import FTM_JSON
from transforms.watchlists.gb_fcdo import GB_FCDO
from transforms.watchlists.gb_hmt import GB_HMT
from transforms.watchlists.ofac_csv import OFAC_CSV
from transforms.watchlists.ofac_xml import OFAC_XML
from transforms.watchlists.opensanctions_csv import OPENSANCTIONS_CSV
from transforms.watchlists.un_xml import UN_XML

FORMATS: tuple[ListFormat, ...] = (
    OFAC_CSV,
    OFAC_XML,
    UN_XML,
    EU_FSF_XML,
    EU_FSF_CSV,
    GB_HMT,
    GB_FCDO,
    OPENSANCTIONS_CSV,
    FTM_JSON,
    EU_JOURNAL,
)

_WEB_PAGE = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype html|html|head|body)\b", re.DOTALL
)
_ROOT = re.compile(r"(?:<[?!][^>]*>|\s)*<([\w:.-]+)")
_MAGIC = (
    (b"\x1f\x8b", "is still packed (gzip)"),
    (
        b"PK\x03\x04",
        "is a zip archive or an office document; the list is needed as CSV, XML or JSON",
    ),
    (b"%PDF", "is a PDF; the list is needed as CSV, XML or JSON"),
    (b"\x89PNG", "is a picture (PNG), no list"),
    (b"\xff\xd8\xff", "is a picture (JPEG), no list"),
)


@dataclass(frozen=True, slots=True)
class TarLimits:
    """How much an archive may hold: members of any kind, and bytes unpacked in all."""

    members: int = 2_000
    unpacked_bytes: int = 512 * 1024 * 1024


def recognised(name: str, head: bytes) -> tuple[ListFormat, str] | None:
    """The format of a file, and the key of the list that it is of; `None` if it is in none.

    `head` is its first 4,096 bytes, unpacked. What it holds tells before its `name` does, which
    may be in any case and end in ".gz". A web page or an error message is no list, whatever its
    name is.
    """
    if _is_no_list(head):
        return None
    name = name.lower().removesuffix(".gz")
    holds = [known for known in FORMATS if known.recognises("", head)]
    for known in (*holds, *FORMATS):
        if key := known.recognises(name, head):
            return known, key
    return None


def why_not(name: str, head: bytes) -> str:
    """One line for a file that is not `recognised`: its name, what it is instead, and a remedy."""
    if fault := _is_no_list(head):
        return f"{name}: {fault}"
    text = opening(head).strip()
    formats = ", ".join(known.name for known in FORMATS)
    if root := _ROOT.match(text):
        fault = f"its outermost element <{root[1]}> is that of none of the formats that are read"
    else:
        first = " ".join(text.splitlines()[0].split())
        begin = first if len(first) <= 60 else f"{first[:60]}…"
        fault = f"it begins with “{begin}”, which is none of the formats that are read"
    return f"{name}: {fault}: {formats}"


def _is_no_list(head: bytes) -> str | None:
    """What a file is by its first bytes that can be no list in any format."""
    text = opening(head)
    if not text.strip("\x00\x1a \t\r\n\ufeff"):
        return f"is empty: {AGAIN}"
    for magic, fault in _MAGIC:
        if head.startswith(magic):
            return fault
    if "\x00" in text:
        return f"is no text: {AGAIN}"
    if _WEB_PAGE.match(text.casefold()):
        return "looks like an HTML page: the download failed or the publisher moved it"
    if _is_message(text):
        return f"is a JSON message, no list of entities: {' '.join(text.split())[:60]}"
    return None


def _is_message(text: str) -> bool:
    """Whether it is one whole JSON value, and no entity, as services answer when they fail."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return not (isinstance(told, dict) and {"id", "schema"} & told.keys())


def tar_members(stream: BinaryIO, limits: TarLimits | None = None) -> Mapping[str, Opener]:
    """The tables (.csv) of a tar archive, plain or gzipped, by their names in lower case.

    Other files are left out, and folders do not count as part of a name. Raises `ListFormatError`
    for an archive that is damaged, holds more than the limits, a link or device, a name that
    leads out of it, or two tables of one name.
    """
    limits = limits or TarLimits()
    tables: dict[str, bytes] = {}
    total = 0
    try:
        unpacked = cast("BinaryIO", _Unpacked(stream, limits.unpacked_bytes))
        with tarfile.open(fileobj=unpacked, mode="r|") as archive:
            for number, member in enumerate(archive, 1):
                if number > limits.members:
                    raise ListFormatError(f"the archive has more than {limits.members} members")
                _check_member(member)
                total += member.size  # of a sparse file more than what is read of the archive
                if total > limits.unpacked_bytes:
                    raise _too_large(limits.unpacked_bytes)
                path = PurePosixPath(member.name.lower())
                if not member.isfile() or path.suffix != ".csv":
                    continue
                if path.name in tables:
                    raise ListFormatError(f"the archive has two tables of the name {path.name}")
                content = archive.extractfile(member)
                tables[path.name] = content.read() if content else b""
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ListFormatError(f"the archive is damaged or breaks off: {AGAIN}") from error
    return {name: partial(io.BytesIO, content) for name, content in tables.items()}


def _check_member(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.name):
        raise ListFormatError(f"the archive has a member that leads out of it: {member.name!r}")
    if not (member.isfile() or member.isdir()):
        raise ListFormatError(f"the archive has a link or device: {member.name!r}")


def _too_large(unpacked_bytes: int) -> ListFormatError:
    return ListFormatError(f"the archive unpacks to more than {unpacked_bytes} bytes")


class _Unpacked:
    """A stream for `tarfile`, unpacked; reading more than the limit from it is an error."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        buffered = io.BufferedReader(cast("io.RawIOBase", stream))
        packed = buffered.peek(2)[:2] == b"\x1f\x8b"
        self._stream = gzip.GzipFile(fileobj=buffered) if packed else buffered
        self._limit = self._left = limit

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._left -= len(chunk)
        if self._left < 0:
            raise _too_large(self._limit)
        return chunk
