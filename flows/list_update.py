"""Updating official lists: fetched from their publishers, checked, kept, then loaded.

A download that is broken, or not the list, is told and thrown away: the copy before stays.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.clock import now_utc
from flows.held import Tell
from flows.list_check import CheckedList, checked, publication_of
from flows.list_fetch import fetch
from flows.list_files import Publication
from flows.list_kept import KeptList, drop, fetching, keep, remember, remembered
from flows.list_publishers import WantedList, wanted
from flows.settings import Home, Settings
from flows.watchlists import ListOutcome, ListRequest, load_lists, told
from flows.web.fetch import Fetched, FetchLimits
from schemas.errors import BadInput, SanctographError, StoreLocked
from transforms.watchlists.entries import Entry, Opener, Tally
from warehouse.layout import Layout
from warehouse.newest_lists import NewestList, newest_lists
from warehouse.staging import sync
from warehouse.watchlists import SHRUNK

BROKEN = (SanctographError, OSError, EOFError, zlib.error)
"""What a download that is no list, or is cut, raises when it is fetched or read."""


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """Which lists to update: `keys`, or those of the settings; `wait` in seconds for others."""

    home: Home
    settings: Settings
    keys: tuple[str, ...] = ()
    accept_shrink: bool = False
    wait: float = 60.0
    limits: FetchLimits | None = None

    def wanted(self) -> list[WantedList]:
        """The lists and their addresses. Raises `BadInput`: see `list_publishers.wanted`."""
        return wanted(self.settings.watchlists, self.keys)

    def fetch_limits(self) -> FetchLimits:
        """What a download may take; `file_bytes` is that of the settings."""
        limits = self.limits or FetchLimits()
        return replace(limits, file_bytes=self.settings.watchlists.file_bytes)


@dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """What came of one list, and a line about it: unchanged, loaded, replaced or failed."""

    key: str
    outcome: str
    line: str
    published_on: date | None = None
    entries: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A list that was fetched, checked and kept in `folder`, which is new or was there before."""

    kept: KeptList
    folder: Path
    is_new: bool


@dataclass(frozen=True, slots=True)
class _KeptLists(ListRequest):
    """A request to load what is kept."""

    found: tuple[Publication, ...] = ()

    def publications(self) -> list[Publication]:
        return list(self.found)


def update_lists(request: UpdateRequest, tell: Tell) -> list[UpdateOutcome]:
    """Update every list that is wanted; one that fails leaves the others alone.

    Raises `BadInput` where none is wanted or one has no address, and `StoreLocked` where another
    update is still under way after `request.wait` seconds.
    """
    lists = request.wanted()
    outcomes: dict[str, UpdateOutcome] = {}
    to_load: dict[str, _Candidate] = {}
    with fetching(request.home, request.wait) as unfinished:
        newest = newest_lists(Layout(request.home.root))
        for one in lists:
            if one.note:
                tell(f"{one.key}: {one.note}")
            known = newest.get(one.key)
            try:
                candidate = _fetched(request, one, unfinished / one.key, known)
            except BROKEN as error:
                outcomes[one.key] = _failed(one.key, error)
                continue
            if known and known.holds(candidate.kept.sha256):
                remember(request.home, one.key, candidate.kept)
                outcomes[one.key] = _unchanged(one.key, known)
            else:
                to_load[one.key] = candidate
        outcomes |= _loaded(request, to_load, tell)
    return [outcomes[one.key] for one in lists]


def _fetched(
    request: UpdateRequest, one: WantedList, folder: Path, newest: NewestList | None
) -> _Candidate:
    """Download a list to `folder`, check and keep it; or the copy before, if that is the same.

    Raises what `BROKEN` names.
    """
    home, key = request.home, one.key
    before = remembered(home, key, one.files)
    folder.mkdir()
    files: dict[str, Fetched] = {}
    for name, url in one.files.items():
        known = before.files[name] if before else None
        limits = request.fetch_limits()
        if got := fetch(url, folder / name, limits, own=one.own, before=known) or known:
            files[name] = got
    if before and all(before.files[name].sha256 == got.sha256 for name, got in files.items()):
        place = home.watchlists / key / before.folder
        return _Candidate(replace(before, files=files), place, is_new=False)
    for name in files:
        if before and not (folder / name).exists():  # answered with 304
            shutil.copyfile(home.watchlists / key / before.folder / name, folder / name)
            sync(folder / name)
    found = checked(folder, key)
    if newest and not request.accept_shrink:
        _check_shrink(key, found, newest)
    day = found.published_on or _day(files.values())
    place = keep(home, key, day, found.sha256, folder)
    return _Candidate(KeptList(place.name, found.sha256, day, files), place, is_new=True)


def _check_shrink(key: str, found: CheckedList, newest: NewestList) -> None:
    if found.entries < SHRUNK * newest.entries:
        raise BadInput(
            f"has {found.entries:,} entries, and had {newest.entries:,} on {newest.published_on}:"
            f" kept back; if that is right: sanctograph watchlists update --list {key}"
            " --accept-shrink"
        )


def _day(files: Iterable[Fetched]) -> date:
    """The day of a list that does not give it: when its newest file was changed, else today."""
    today = now_utc().date()
    told = [day for one in files if (day := one.day()) and day <= today]
    return max(told, default=today)


def _loaded(
    request: UpdateRequest, candidates: Mapping[str, _Candidate], tell: Tell
) -> dict[str, UpdateOutcome]:
    """Load what was kept, all of it in one run of the store."""
    if not candidates:
        return {}
    found = tuple(
        _of_day(one.kept.day, publication_of(one.folder, key)) for key, one in candidates.items()
    )
    asked = _KeptLists((), accept_shrink=request.accept_shrink, found=found)
    try:
        loaded = load_lists(request.home, asked, request.wait, tell)
    except StoreLocked as error:
        return {key: _failed(key, error) for key in candidates}
    outcomes = {}
    for one in loaded:
        key = one.publication.key
        candidate = candidates[key]
        if one.loaded is not None:
            remember(request.home, key, candidate.kept)
        elif candidate.is_new:
            drop(request.home, candidate.folder)
        outcomes[key] = _outcome(one)
    return outcomes


def _of_day(day: date, publication: Publication) -> Publication:
    """The same publication, of a day that is known before it is read."""
    known = publication.format

    def read(files: Mapping[str, Opener], tally: Tally) -> Iterator[Entry]:
        tally.published_on = day
        return known.read(files, tally)

    return replace(publication, format=replace(known, read=read))


def _outcome(one: ListOutcome) -> UpdateOutcome:
    key, loaded = one.publication.key, one.loaded
    if loaded is None:
        return _failed(key, one.error or BadInput("was not loaded"))
    counts = (loaded.entries, loaded.changed)
    return UpdateOutcome(key, loaded.outcome, told(one), one.published_on, *counts)


def _unchanged(key: str, known: NewestList) -> UpdateOutcome:
    line = f"{key} {known.published_on}: unchanged"
    return UpdateOutcome(key, "unchanged", line, known.published_on, known.entries)


def _failed(key: str, error: Exception) -> UpdateOutcome:
    words = " ".join(str(error).split()) or type(error).__name__
    return UpdateOutcome(key, "failed", f"{key}: {words}")
