"""Official lists: loading them from files, matching them with the news, publishing."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from flows.clock import now_utc
from flows.held import Tell, held_store
from flows.list_files import Publication, publications
from flows.settings import Home, known_list, make_home
from schemas.errors import BadInput, ListFormatError, SanctographError
from transforms.watchlists.entries import Tally
from transforms.watchlists.rows import entry_batches
from warehouse.resolve import RESOLVE_VERSION, resolve
from warehouse.runs import RunCounts, finish_run, start_run
from warehouse.store import Store
from warehouse.watchlists import Loaded, Published, known_days, load_staged, stage_entries


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What to load: `day` and `key` go over what files and paths tell."""

    paths: tuple[Path, ...]
    key: str | None = None
    day: date | None = None
    accept_shrink: bool = False

    def publications(self) -> list[Publication]:
        """The lists that are there. Raises `BadInput` for a wrong path or list key."""
        known_list(self.key)
        if self.day is not None and self.day > now_utc().date() + timedelta(days=1):
            raise BadInput(f"{self.day} is yet to come: give the day that the list was of")
        return publications(self.paths, self.key)


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What became of one publication: what was loaded, or the error in a line."""

    publication: Publication
    published_on: date | None
    loaded: Loaded | None
    error: SanctographError | None = None


def load_lists(home: Home, request: ListRequest, wait: float, tell: Tell) -> list[ListOutcome]:
    """Load every publication, then match and publish; one that fails leaves the others alone."""
    found = request.publications()
    make_home(home)
    with _run(home, wait, tell) as store:
        outcomes = [_load(store, one, request) for one in found]
        resolve(store)  # also what a run that was killed has left
    return outcomes


@contextmanager
def _run(home: Home, wait: float, tell: Tell) -> Iterator[Store]:
    """An open store, a row in `runs`, and a new publication at the end."""
    with held_store(home, wait, tell) as store:
        run_id = str(uuid4())
        start_run(store, run_id, "watchlists", {"resolve": RESOLVE_VERSION}, now=now_utc())
        status = "failed"
        try:
            yield store
            status = "done"
        finally:
            none = RunCounts(0, 0, 0, 0)
            finish_run(store, run_id, status, now=now_utc(), counts=none, seconds={})


def _load(store: Store, publication: Publication, request: ListRequest) -> ListOutcome:
    key, day = publication.key, request.day
    try:
        sha256 = publication.sha256()
        known = known_days(store, key, sha256)
        hint = day or publication.day_in_path()
        if known and (hint is None or hint in known):
            return ListOutcome(publication, hint or max(known), Loaded("unchanged", 0, 0, 0))
        tally = Tally()
        stage_entries(store, key, entry_batches(publication.format.read(publication.files, tally)))
        day = _day(publication, tally, request)
        if day in known:
            return ListOutcome(publication, day, Loaded("unchanged", 0, 0, 0))
        published = Published(key, day, sha256, str(publication.path))
        loaded = load_staged(store, published, tally, accept_shrink=request.accept_shrink)
    except ListFormatError as error:
        told = ListFormatError(f"{publication.path}: {error}")
        return ListOutcome(publication, day, None, told)
    except BadInput as error:
        return ListOutcome(publication, day, None, error)
    except (OSError, EOFError, zlib.error) as error:
        told = ListFormatError(f"{publication.path} cannot be read, or is cut off: {error}")
        return ListOutcome(publication, day, None, told)
    return ListOutcome(publication, day, loaded)


def _day(publication: Publication, tally: Tally, request: ListRequest) -> date:
    """The day that the user tells, else the list itself (once it is read), else the path."""
    day = request.day or tally.published_on or publication.day_in_path()
    if day is None:
        raise BadInput(
            f"{publication.path} does not say of which day it is: give --date YYYY-MM-DD"
        )
    return day


def told(outcome: ListOutcome) -> str:
    """One line for the terminal, such as `us_ofac_sdn 2024-05-03: 14,965 entries, …`."""
    name = f"{outcome.publication.key} {outcome.published_on}"
    loaded = outcome.loaded
    if loaded is None:
        return str(outcome.error)
    if loaded.outcome == "unchanged":
        return f"{name}: loaded before, unchanged"
    parts: Sequence[str] = [f"{loaded.entries:,} entries", f"{loaded.changed:,} new or changed"]
    if loaded.orphans:
        parts = [*parts, f"{loaded.orphans:,} rows of no entry left out"]
    if loaded.outcome == "replaced":
        parts = [*parts, "in place of the snapshot of that day loaded before"]
    return f"{name}: {', '.join(parts)}"
