"""Files in stores of objects and on other machines: all that fsspec has a driver for."""

from __future__ import annotations

import errno
import hashlib
import io
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from flows.file_state import FileState
from schemas.errors import BadInput
from transforms.read.place import Opened, Place

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from fsspec import AbstractFileSystem

DRIVERS = {
    "abfs": "adlfs",
    "abfss": "adlfs",
    "az": "adlfs",
    "gcs": "gcsfs",
    "gs": "gcsfs",
    "s3": "s3fs",
    "s3a": "s3fs",
    "sftp": "paramiko",
    "smb": "smbprotocol",
    "ssh": "paramiko",
}
"""The package that reads a scheme and does not come with sanctograph."""
LOCAL = ("file://", "local://")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=://|::)")
_SECRET = re.compile(r"(?<=://)[^/@]*:[^/@]*@")
_NO_SECRET = frozenset({"git", "github"})
"""Schemes where a colon before an "@" parts a folder from a branch."""
_MAGIC = re.compile(r"[*?\[]")
_MARKS = ("ETag", "etag", "version_id", "generation", "md5Hash", "content_md5", "md5", "sha")
"""What drivers call the mark that changes with an object's content; the first is taken."""
_TIMES = (
    "LastModified", "last_modified", "updated", "mtime", "modified", "modificationTime",
    "modify", "created",
)  # fmt: skip
"""What they call the time of its last change; `created` where there is no other."""
_ASKED_AGAIN = 5.0
"""Seconds for which an answer about the state of a file stands: each costs a request."""
_BUFFER = 1 << 20


def is_remote(name: str) -> bool:
    """Whether a name is an address such as `s3://bucket/folder`, and of no file on disk."""
    return "://" in name and bool(_SCHEME.match(name)) and not name.startswith(LOCAL)


def local_path(name: str) -> Path:
    """The path that a name stands for: `file:///a/b` is `/a/b`."""
    scheme = next((scheme for scheme in LOCAL if name.startswith(scheme)), "")
    return Path(name.removeprefix(scheme))


def without_secrets(url: str) -> str:
    """An address as it may be shown: without a user's name and password."""
    return url if _scheme(url) in _NO_SECRET else _SECRET.sub("", url)


@dataclass(frozen=True, slots=True)
class Remote:
    """A file that fsspec reads; `url` opens it and may hold secrets, `shown` none.

    `key` is its path below the root of its source, `state` that at the time of listing: None
    where the store has no mark or time that changes when a file does.
    """

    url: str = field(repr=False)
    shown: str
    key: str
    state: FileState | None
    _asked: dict[str, tuple[float, FileState | None]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def state_now(self) -> FileState | None:
        """Its state, no older than 5 seconds."""
        now = time.monotonic()
        at, state = self._asked.get("state", (-_ASKED_AGAIN, None))
        if now - at >= _ASKED_AGAIN:
            try:
                with _told(self.url):
                    files, path = _store(self.url)
                    state = _state(files.info(path))
            except (BadInput, OSError):
                state = None
            self._asked["state"] = now, state
        return state

    @property
    def place(self) -> Place:
        """Where to read it; opening and reading raise `OSError`."""
        return Place(PurePosixPath(self.shown).name, partial(_open, self.url))


def check_driver(url: str, told: str) -> None:
    """Raise `BadInput`, begun with `told`, where nothing can read such an address."""
    scheme = _scheme(url)
    try:
        _store(url)
    except ImportError as error:
        if scheme in DRIVERS:
            driver = DRIVERS[scheme]
            why = f"{scheme}:// is read by {driver}, which is not installed: pip install {driver}"
        else:
            why = f"the driver of {scheme}:// is not installed: {_line(error)}"
        raise BadInput(f"{told}: {why}") from error
    except ValueError as error:
        raise BadInput(f"{told}: no driver reads {scheme}:// ({_line(error)})") from error
    except Exception as error:
        raise BadInput(f"{told}: {_told_of(error, url)}") from error


def list_remote(url: str, pattern: str, told: str) -> list[Remote]:
    """The files at an address, sorted, without hidden ones.

    That of a folder gives those below it that fit `pattern`; it may have a pattern of its own:
    `s3://bucket/news/*.jsonl`. Raises `BadInput`, begun with `told`, where there is none.
    """
    check_driver(url, told)
    try:
        found = _find(url.rstrip("/"), pattern)
    except FileNotFoundError as error:
        raise BadInput(f"{told}: no such file or folder") from error
    except Exception as error:
        raise BadInput(f"{told}: cannot be listed: {_told_of(error, url)}") from error
    return sorted(found, key=lambda file: file.shown)


def _find(url: str, pattern: str) -> list[Remote]:
    files, path = _store(url)
    files.invalidate_cache()
    try:
        info = files.info(path)
    except FileNotFoundError:
        if not (magic := _MAGIC.search(url)):
            raise
        base = url[: url.rindex("/", 0, magic.start())]
        below = _below(base, _store(base)[1], files.glob(path, detail=True))
        if not below:
            raise
        return below
    if info["type"] == "file":
        shown = without_secrets(url)
        return [Remote(url, shown, PurePosixPath(shown).name, _state(info))]
    return _below(url, path, files.glob(f"{path.rstrip('/')}/{pattern}", detail=True))


def _below(url: str, root: str, found: Mapping[str, Mapping[str, Any]]) -> list[Remote]:
    base = without_secrets(url)
    files: list[Remote] = []
    for name, info in found.items():
        key = name.removeprefix(root.rstrip("/")).lstrip("/")
        is_hidden = any(part.startswith(".") for part in key.split("/"))
        if info["type"] == "file" and key and not key.endswith("/") and not is_hidden:
            files.append(Remote(f"{url}/{key}", f"{base}/{key}", key, _state(info)))
    return files


def _state(info: Mapping[str, Any]) -> FileState | None:
    """The state of a file by what its driver says of it.

    Times are compared as exactly as they are told only where there is nothing better: the same
    object's may be told in seconds in one answer and in milliseconds in another.
    """
    marks = [(name, str(info[name]).strip('"')) for name in _MARKS if info.get(name)][:1]
    changed = _changed(info)
    if not marks and changed is None:
        return None
    told = repr(marks or [round(changed.timestamp() * 1e6)] if changed else marks)
    mark = int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), "big")
    seconds = int(changed.timestamp()) if changed else 0
    return FileState(int(info.get("size") or 0), seconds * 10**9, 0, mark, 0)


def _changed(info: Mapping[str, Any]) -> datetime | None:
    """When a file was changed last, by the first of what its driver says of that."""
    times = (_time(info.get(name)) for name in _TIMES)
    return next((time for time in times if time is not None), None)


def _time(value: object) -> datetime | None:
    """A time as drivers tell it: a datetime, ISO 8601, seconds since 1970, or milliseconds."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > 10**11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _open(url: str) -> Opened:
    with _told(url):
        files, path = _store(url)
        info = files.info(path)
        stream = io.BufferedReader(_Raw(files.open(path, "rb"), url), _BUFFER)
        size = info.get("size")
        if size is None:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
    changed = _changed(info) or datetime.now(UTC)
    return Opened(stream, int(size), changed.astimezone(UTC).replace(tzinfo=None), near=False)


class _Raw(io.RawIOBase):
    """A driver's file, whose errors are all `OSError`."""

    def __init__(self, file: IO[bytes], url: str) -> None:
        self._file = file
        self._url = url

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        with _told(self._url):
            data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _told(self._url):
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        with _told(self._url):
            return self._file.tell()

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Raise what a driver raises as `OSError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, "no such file", without_secrets(url)) from error
    except Exception as error:
        raise OSError(errno.EIO, _told_of(error, url), without_secrets(url)) from error


def _told_of(error: Exception, url: str) -> str:
    """What an error says, in one line without the secrets of the address."""
    line = f"{type(error).__name__}: {_line(error)}"
    for found in () if _scheme(url) in _NO_SECRET else _SECRET.finditer(url):
        password = found[0][:-1].partition(":")[2]
        for secret in (found[0], found[0][:-1], unquote(password), password):
            line = line.replace(secret, "") if secret else line
    return line


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _scheme(url: str) -> str:
    found = _SCHEME.match(url)
    return found[0].lower() if found else ""


def _store(url: str) -> tuple[AbstractFileSystem, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415  (for addresses alone)

    return cast("tuple[AbstractFileSystem, str]", url_to_fs(url))
