"""Downloading one file of an official list."""

from __future__ import annotations

from pathlib import Path

from flows.web.fetch import Fetched, FetchLimits, Manner, fetch_file

AGENT = "sanctograph (fetches official sanctions lists)"


def fetch(
    url: str, target: Path, limits: FetchLimits, *, own: bool, before: Fetched | None = None
) -> Fetched | None:
    """Download a file to `target`; `None` where the server says it is the same as `before`.

    `own` says that the user gave the address: see `flows.web.guard`. Raises `FetchFailed`, with
    the address without its secrets and what went wrong; what is then at `target` is of no use.
    """
    manner = Manner(
        AGENT,
        limits,
        own,
        inside="if it is meant, give it in [watchlists.urls] of sources.toml",
        enlarge="set file_bytes in [watchlists] of sources.toml",
    )
    return fetch_file(url, target, manner, before)
