"""What is kept of fetched lists in the home: `watchlists/<list>/<day>-<hash>/`, whole or not at
all, and beside them what to ask the publisher with next time."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from filelock import FileLock, Timeout

from flows.settings import Home
from flows.web.fetch import Fetched
from flows.web.kept import place
from schemas.errors import StoreLocked
from warehouse.staging import sync

UNFINISHED = ".unfinished"
STATE = "fetched.json"
_FOLDER = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class KeptList:
    """The copy of a list that is in force: its folder's name, its hash, and how its files came."""

    folder: str
    sha256: str
    day: date
    files: Mapping[str, Fetched]


@contextmanager
def fetching(home: Home, wait: float) -> Iterator[Path]:
    """A folder for unfinished downloads that no other update touches; it is empty, and goes after.

    Raises `StoreLocked` where another update is still under way after `wait` seconds.
    """
    home.watchlists.mkdir(exist_ok=True)
    lock = FileLock(home.watchlists / "update.lock")
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise StoreLocked(
            f"another update of the lists in {home.root} has been under way for more than"
            f" {wait:g} s: try again later, or give it longer with --wait"
        ) from None
    unfinished = home.watchlists / UNFINISHED
    try:
        shutil.rmtree(unfinished, ignore_errors=True)  # a killed update's
        unfinished.mkdir()
        yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        lock.release()


def keep(home: Home, key: str, day: date, sha256: str, files: Path) -> Path:
    """Move a folder of files, which are on the disk, to where the list is kept; gives that.

    A folder of the same name is the same list, or was changed by hand: the fresh one replaces it.
    """
    place = home.watchlists / key
    place.mkdir(exist_ok=True)
    target = place / f"{day}-{sha256[:12]}"
    sync(files)
    drop(home, target)
    files.rename(target)
    sync(place)
    return target


def drop(home: Home, folder: Path) -> None:
    """Remove a kept folder, if it is there, in one step: half of it is never seen."""
    if folder.exists():
        aside = home.watchlists / UNFINISHED / f"dropped-{folder.name}"
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def remember(home: Home, key: str, kept: KeptList) -> None:
    """Note which copy is in force; in one step, on the disk."""
    told = json.dumps(asdict(kept), indent=1, default=str)
    place(home.watchlists / key / STATE, told.encode())


def remembered(home: Home, key: str, urls: Mapping[str, str]) -> KeptList | None:
    """The copy that is in force; `None` where none is whole, or it came from other addresses."""
    folder = home.watchlists / key
    try:
        told = json.loads((folder / STATE).read_text(encoding="utf-8"))
        files = {name: Fetched(**one) for name, one in told["files"].items()}
        kept = KeptList(told["folder"], told["sha256"], date.fromisoformat(told["day"]), files)
        whole = _FOLDER.fullmatch(kept.folder) and all(
            _sha256(folder / kept.folder / name) == one.sha256 for name, one in files.items()
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return kept if whole and {n: f.url for n, f in files.items()} == dict(urls) else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
