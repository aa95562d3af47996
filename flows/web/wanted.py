"""Which pages of a feed are to be asked for: new ones, changed ones, and those not had yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.web.entries import Entry
from flows.web.fetch import Fetched
from flows.web.kept import Kept, KnownPage
from flows.web.page import PageAnswer

GIVEN_UP = 7
"""Days after which a page that fails, and is in the feed no more, is not asked for again."""


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page to ask for, and how it was had before."""

    key: str
    url: str
    updated: str | None
    before: Fetched | None


def wanted_pages(kept: Kept, found: Sequence[Entry], today: date) -> list[WantedPage]:
    """The pages of `found` that were not had, or whose entry now tells another change, and those of
    earlier documents that could not be had; what was never tried comes first.

    New ones are noted in `kept`, so that they are not forgotten when the feed has no room for them.
    """
    fresh, again = [], []
    for entry in found:
        page = kept.pages.setdefault(entry.key, KnownPage(entry.url))
        page.url = entry.url
        one = WantedPage(entry.key, entry.url, entry.updated, page.fetched)
        if page.fetched is None and page.failing_since is None:
            fresh.append(one)
        elif page.fetched is None or (entry.updated and entry.updated != page.updated):
            again.append(one)
    listed = {entry.key for entry in found}
    for key, page in kept.pages.items():
        if key in listed or page.fetched is not None:
            continue
        one = WantedPage(key, page.url, page.updated, None)
        if page.failing_since is None:
            fresh.append(one)
        elif (today - page.failing_since).days < GIVEN_UP:
            again.append(one)
    return fresh + again


def note(kept: Kept, one: WantedPage, answer: PageAnswer | None, today: date) -> None:
    """Note in `kept` that a page was had; `answer` is null where it was as before."""
    page = kept.pages[one.key]
    page.fetched = answer.fetched if answer else page.fetched
    page.fetched_on, page.failing_since, page.updated = today, None, one.updated


def note_failure(kept: Kept, one: WantedPage, today: date) -> None:
    """Note in `kept` that a page could not be had."""
    page = kept.pages[one.key]
    page.failing_since = page.failing_since or today
