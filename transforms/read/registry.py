"""Which reader reads a file: by what its bytes look like, then by its suffix."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from schemas.errors import BadInput, Unreadable
from transforms.read import csv_file, json_lines, text
from transforms.read.format import Format
from transforms.read.records import Failure, Found, ReadLimits
from transforms.read.source import Source, open_source

FORMATS: tuple[Format, ...] = (json_lines.FORMAT, csv_file.FORMAT, text.FORMAT)
"""All formats that can be read; where the bytes decide for several, the first is taken."""

UNSUPPORTED: tuple[tuple[bytes, str], ...] = tuple(
    (kind["start"].encode("latin-1").lower(), kind["name"])
    for kind in tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))[
        "kind"
    ]
)
_LONGEST = 2000
"""Characters of a failure's message."""
_TEXT_CONTROL = frozenset(b"\t\n\x0b\x0c\r\x1b\x85")


def read(path: Path, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    """Every record of a file, or the failure in its place; never raises for what is in the file.

    Record keys are unique in the file save for repeats (`transforms.read.keys`); keys and messages
    of failures have no halves of characters (surrogates are escaped). `mapping` gives fields their
    columns (see `transforms.read.columns.Columns`). A file that cannot be read at all is one
    `Failure` whose `record_key` is null. Raises `BadInput` for a mapping to a field that does not
    exist.
    """
    for found in _read(path, mapping, limits):
        yield _tellable(found) if isinstance(found, Failure) else found


def _read(path: Path, mapping: Mapping[str, str] | None, limits: ReadLimits) -> Iterator[Found]:
    try:
        with path.open("rb") as raw:
            source = open_source(path, raw, limits)
            yield from choose(source).read(source, mapping, limits)
    except BadInput:
        raise
    except FileNotFoundError:
        yield Failure(None, "missing", "the file is not there any more")
    except Unreadable as error:
        yield Failure(None, error.reason, str(error))
    except EOFError as error:
        yield Failure(None, "unreadable", f"broken gzip: {error}")
    except OSError as error:
        yield Failure(None, "unreadable", f"cannot be read: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  the edge: what follows in the file is lost, no more
        yield Failure(None, "crashed", f"{type(error).__name__}: {error}")


def _tellable(failure: Failure) -> Failure:
    key = failure.record_key
    return Failure(key and _escaped(key), failure.reason, _escaped(failure.message[:_LONGEST]))


def _escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def choose(source: Source) -> Format:
    """The format of a source.

    Raises `Unreadable`: empty, binary, encoding, or unsupported with the name of the kind.
    """
    _refuse(source)
    alike = [(f.likeness(source), source.suffix in f.suffixes, f) for f in FORMATS]
    for likeness, _, form in alike:
        if likeness == 2:
            return form
    if source.suffix == ".json" and _start(source).startswith(b"["):
        raise Unreadable("unsupported", "a JSON array: give one object a line instead (.jsonl)")
    for likeness, by_suffix, form in alike:
        if likeness and by_suffix:
            return form
    if source.suffix in (".json", ".xml", ".html", ".htm"):
        raise Unreadable("unsupported", f"a {source.suffix} file that is not one object a line")
    return text.FORMAT


def _refuse(source: Source) -> None:
    """Raise `Unreadable` for what no reader can take."""
    if not source.head.strip():
        if source.size <= len(source.head):
            raise Unreadable("empty", "white space alone" if source.size else "no bytes")
        raise Unreadable("unsupported", "64 KiB of white space before anything else")
    for magic, name in UNSUPPORTED:
        if _start(source).startswith(magic):
            raise Unreadable("unsupported", f"{name}, which no reader knows")
    if _is_binary(source):
        raise Unreadable("binary", "not text: the file holds bytes that no text has")
    if source.encoding is None:
        raise Unreadable("encoding", "no encoding could be found that reads the file")


def _start(source: Source) -> bytes:
    return source.head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _is_binary(source: Source) -> bool:
    """Control bytes in a text: more than one in a hundred, or a NUL outside UTF-16 and UTF-32."""
    head = source.head[:8192]
    if source.encoding and source.encoding.startswith(("utf-16", "utf-32")):
        if source.bom:
            return False
        characters = head[: len(head) // 2 * 2].decode(source.encoding, "replace")
        odd = sum(not (c.isprintable() or c in "\t\r\n") for c in characters)
        return odd * 100 > len(characters)
    nuls = head.count(0)
    odd = sum(b < 32 and b not in _TEXT_CONTROL for b in head)
    return nuls * 1000 > len(head) or odd * 100 > len(head)
