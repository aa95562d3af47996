"""What `sources.toml` says of the web: how it is asked, for all sources and for one."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from flows.sections import Bytes, Section, WebAddress
from flows.web.addresses import is_of_the_web, shown, unfit

DAY = 86_400.0


def _release() -> str:
    try:
        return version("sanctograph")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"


AGENT = f"sanctograph/{_release()} (reads news; whoever runs it has left no address)"
"""Who asks, where the user has not said it."""


def _askable(url: str) -> str:
    if why := unfit(url):
        raise ValueError(f"{shown(url)} {why}")
    return url


Seconds = Annotated[float, Field(gt=0, le=DAY, allow_inf_nan=False)]
Pause = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=1, le=36_500)]
Agent = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z_-]*([/ ][ -~]*)?$", max_length=400)]
"""Begins with the word that robots.txt files are to call it by (RFC 9309, 2.2.1)."""
FeedAddress = Annotated[WebAddress, AfterValidator(_askable)]


class Fetch(Section):
    """How pages and feeds are asked for, and what is refused.

    `per_host_seconds` lie between the end of a request to a host and the next; `page_bytes` and
    `page_seconds` are the most of a page or feed, `file_seconds` that of a file that a source's
    path or the command line names; after `run_seconds` the pages left wait for the next run. A
    fault that may pass is tried `tries` times, after `retry_seconds`, then twice as long. What was
    fetched and read is removed after `keep_days`; without them, never.
    """

    user_agent: Agent = AGENT
    robots: bool = True
    per_host_seconds: Pause = 1.0
    page_bytes: Bytes = 16 * 1024 * 1024
    page_seconds: Seconds = 30.0
    file_seconds: Seconds = 3_600.0
    run_seconds: Seconds = 1_800.0
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    retry_seconds: Pause = 2.0
    keep_days: Days | None = None


class WebSource(Section):
    """Where a source lies: in the folder or file `path`, which may be an address, or in a `feed`.

    With `fetch_pages`, the pages that a feed links to are read in place of what it says of them.
    `allow_private` lets addresses of the own network be asked. The rest is as in `Fetch`, and wins
    over it.
    """

    path: str | None = Field(default=None, min_length=1)
    feed: FeedAddress | None = None
    fetch_pages: bool = False
    allow_private: bool = False
    user_agent: Agent | None = None
    robots: bool | None = None
    per_host_seconds: Pause | None = None
    page_bytes: Bytes | None = None
    page_seconds: Seconds | None = None
    keep_days: Days | None = None

    @property
    def address(self) -> str | None:
        """The file of the web that is read; null for a feed, and for what lies on a disk."""
        return self.path if self.path and is_of_the_web(self.path) else None

    @property
    def is_of_the_web(self) -> bool:
        """Whether it has to be fetched before it can be read."""
        return bool(self.feed or self.address)

    def manner(self, fetch: Fetch) -> Fetch:
        """How it is asked: as `fetch` says, save for what is said here."""
        own = {name: getattr(self, name) for name in Fetch.model_fields.keys() & self._given()}
        return fetch.model_copy(update=own)

    def _given(self) -> set[str]:
        return {name for name in self.model_fields_set if getattr(self, name) is not None}

    @model_validator(mode="after")
    def _lies_in_one_place(self) -> Self:
        if (self.path is None) == (self.feed is None):
            raise ValueError("give either path or feed")
        if self.address and (why := unfit(self.address)):
            raise ValueError(f"path {shown(self.address)} {why}")
        for key in ("fetch_pages", "robots"):
            if key in self.model_fields_set and not self.feed:
                raise ValueError(f"{key} is for a source with a feed")
        web_only = (Fetch.model_fields.keys() | {"allow_private"}) & self.model_fields_set
        if web_only and not self.is_of_the_web:
            raise ValueError(
                f"{min(web_only)} is for what is fetched: give a feed, or an https: path"
            )
        return self
