"""The step of a run that asks the web, before anything is read.

Feeds and files of all sources are asked for first, then the pages that the feeds link to: hosts
beside each other, each in turn. What comes is on the disk when the step ends, and read from there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from flows.listing import ADHOC, SourceFile
from flows.settings import Home, Settings, Source
from flows.versions import versions
from flows.web.addresses import is_of_the_web, unfit
from flows.web.crowd import by_host
from flows.web.entries import entries
from flows.web.feed import Document, fetch_feed
from flows.web.fetch import FetchFailed
from flows.web.hosts import Hosts
from flows.web.kept import FILES, PAGES, Kept, KnownFile, finish, known, make_folders
from flows.web.named import SavedFile, fetch_named
from flows.web.outcome import Arrived, attempt
from flows.web.page import PageAnswer, fetch_page
from flows.web.polite import Manners
from flows.web.robots import Robots
from flows.web.shelf import clear_old, feed_files, forget_old, named_files
from flows.web.wanted import WantedPage, note, note_failure, wanted_pages
from flows.web.warc_file import WarcFile
from warehouse.store import Store

Say = Callable[[str], None]
FOREVER = float("inf")


@dataclass(slots=True)
class _Visit:
    """A source that is asked in this run."""

    source: Source
    kept: Kept
    warc: WarcFile
    arrived: Arrived = field(default_factory=Arrived)
    named: tuple[str, ...] = ()


def fetch_sources(
    store: Store,
    home: Home,
    settings: Settings,
    sources: Sequence[Source],
    paths: Sequence[str],
    *,
    say: Say,
) -> dict[str, Arrived]:
    """Ask for what lies on the web of `sources`, and for the addresses among `paths`.

    Gives what came of each such source, by its name; sources without anything of the web are not
    in it. To be called by the run that holds the store, since it changes `raw/` of the home. Raises
    nothing for what servers do; `say` is told what is going on.
    """
    addresses = tuple(path for path in dict.fromkeys(paths) if is_of_the_web(path))
    web = [one for one in sources if one.is_of_the_web or (one is ADHOC and addresses)]
    if not web:
        return {}
    trip = _Trip(home, settings, addresses)
    with trip.visiting(web):
        trip.clear(store)
        say("asking for feeds and files")
        trip.ask_for_feeds()
        trip.ask_for_files()
        pages = trip.wanted()
        if pages:
            say(f"asking for {len(pages):,} pages")
            trip.ask_for_pages(pages)
    return {name: visit.arrived for name, visit in trip.visits.items()}


@dataclass(slots=True)
class _Trip:
    """All visits of one run."""

    home: Home
    settings: Settings
    addresses: tuple[str, ...]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    stop: threading.Event = field(default_factory=threading.Event)
    visits: dict[str, _Visit] = field(default_factory=dict)
    manners: Manners = field(init=False)

    def __post_init__(self) -> None:
        hosts, most = Hosts(self.stop), self.settings.limits.file_bytes
        self.manners = Manners(hosts, Robots(), self.settings.fetch, most)

    @contextmanager
    def visiting(self, sources: Sequence[Source]) -> Iterator[None]:
        """Keep what comes in the block, however it ends, and list what is there to be read."""
        for source in sources:
            kept = known(self.home, source)
            make_folders(kept.folder)
            agent = source.manner(self.settings.fetch).user_agent
            warc = WarcFile(kept.folder / PAGES, agent, self.now)
            named = self.addresses if source is ADHOC else (source.address or "",)
            self.visits[source.name] = _Visit(source, kept, warc, named=named)
        try:
            yield
        finally:
            for visit in self.visits.values():
                visit.warc.close()
                visit.kept.save()
        for visit in self.visits.values():
            visit.arrived.files = _files(visit)

    def clear(self, store: Store) -> None:
        """Remove what was read and is older than its source keeps it."""
        for visit in self.visits.values():
            source, kept = visit.source, visit.kept
            if days := source.manner(self.settings.fetch).keep_days:
                before = self.now - timedelta(days=days)
                clear_old(store, source, kept, versions(self.settings, source), before)

    def ask_for_feeds(self) -> None:
        """Keep the newest document of each feed, if it is new."""
        feeds = [(v.source.feed, v) for v in self.visits.values() if v.source.feed]
        for visit, answer in by_host(feeds, self._feed, self.stop, FOREVER):
            url = visit.source.feed or ""
            if isinstance(answer, FetchFailed):
                visit.arrived.failed(url, answer)
                continue
            visit.arrived.had(url)
            if answer is not None:
                visit.kept.keep_document(answer.content, answer.fetched, self.now)
                visit.arrived.fetched += 1

    def ask_for_files(self) -> None:
        """Keep what paths name, if it is new: a page in the WARC file, another file as it is."""
        named = [(url, (v, url)) for v in self.visits.values() for url in v.named if url]
        for (visit, url), answer in by_host(named, self._named, self.stop, FOREVER):
            if isinstance(answer, FetchFailed):
                visit.arrived.failed(url, answer)
                continue
            visit.arrived.had(url)
            if answer is not None:
                _keep_named(visit, url, answer)

    def wanted(self) -> list[tuple[_Visit, WantedPage]]:
        """The pages to ask for, of all feeds whose pages are read."""
        found = []
        for visit in self.visits.values():
            source, content = visit.source, visit.kept.feed_bytes()
            if not (source.feed and source.fetch_pages) or content is None:
                continue
            listed = entries(content, source.feed)
            if days := source.manner(self.settings.fetch).keep_days:
                before = self.now - timedelta(days=days)
                forget_old(visit.kept, (one.key for one in listed), before.date())
            found += [(visit, one) for one in wanted_pages(visit.kept, listed, self.now.date())]
        return found

    def ask_for_pages(self, pages: Sequence[tuple[_Visit, WantedPage]]) -> None:
        """Keep the pages; those that time is too short for are left for the next run."""
        for visit, _ in pages:
            visit.arrived.left += 1
        jobs = [(one.url, (visit, one)) for visit, one in pages]
        seconds, today = self.settings.fetch.run_seconds, self.now.date()
        for (visit, one), answer in by_host(jobs, self._page, self.stop, seconds):
            visit.arrived.left -= 1
            if isinstance(answer, FetchFailed):
                visit.arrived.failed(one.key, answer)
                note_failure(visit.kept, one, today)
                continue
            visit.arrived.had(one.key)
            if answer is not None:
                visit.warc.add(answer)
                visit.arrived.fetched += 1
            note(visit.kept, one, answer, today)

    def _feed(self, visit: _Visit) -> Document | FetchFailed | None:
        url, manner = visit.source.feed or "", self.manners.for_feed(visit.source)
        return attempt(url, partial(fetch_feed, url, manner, visit.kept.feed))

    def _named(self, job: tuple[_Visit, str]) -> PageAnswer | SavedFile | FetchFailed | None:
        visit, url = job
        source, before = visit.source, visit.kept.files.get(url)
        manner = self.manners.for_file(source, own=source is ADHOC or source.allow_private)
        do = partial(
            fetch_named,
            url,
            visit.kept.folder / FILES,
            manner,
            before.fetched if before else None,
            page_bytes=source.manner(self.settings.fetch).page_bytes,
            now=self.now,
        )
        return attempt(url, do)

    def _page(self, job: tuple[_Visit, WantedPage]) -> PageAnswer | FetchFailed | None:
        visit, one = job
        if why := unfit(one.url):
            return FetchFailed(one.url, why, "refused")
        manner = self.manners.for_pages(visit.source)
        return attempt(one.url, partial(fetch_page, one.url, manner, one.before))


def _keep_named(visit: _Visit, url: str, answer: PageAnswer | SavedFile) -> None:
    """Keep what an address gave, unless it is the same as before."""
    before = visit.kept.files.get(url)
    is_same = before is not None and before.fetched.sha256 == answer.fetched.sha256
    names = list(before.names) if before else []
    if isinstance(answer, SavedFile):
        if is_same:
            answer.path.unlink()
        else:
            finish(answer.path, answer.target)
            names.append(f"{FILES}/{answer.target.name}")
    elif not is_same:
        visit.warc.add(answer)
        names.append(f"{PAGES}/{visit.warc.name}")
    visit.arrived.fetched += not is_same
    visit.kept.files[url] = KnownFile(answer.fetched, names)


def _files(visit: _Visit) -> list[SourceFile]:
    if visit.source.feed:
        return feed_files(visit.source, visit.kept)
    return named_files(visit.source, visit.kept, visit.named)
