"""Where the files of official lists are fetched: from their publishers, or as `sources.toml` says.

The publishers' addresses are data: `publishers.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.settings import Watchlists, known_list
from schemas.errors import BadInput

PUBLISHERS = Path(__file__).with_name("publishers.toml")


@dataclass(frozen=True, slots=True)
class Publisher:
    """What `publishers.toml` says of a list: `files` by name, with their addresses."""

    page: str
    files: Mapping[str, str]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WantedList:
    """A list to fetch: `files` by name, with their addresses; `own` where the user gave those."""

    key: str
    files: Mapping[str, str]
    own: bool
    note: str | None


@cache
def publishers() -> Mapping[str, Publisher]:
    """The publishers by the key of their list."""
    told = tomllib.loads(PUBLISHERS.read_text(encoding="utf-8"))
    return {key: Publisher(**row) for key, row in told.items()}


def wanted(settings: Watchlists, keys: Sequence[str]) -> list[WantedList]:
    """The lists of these keys, each once, else those of the settings.

    Raises `BadInput` for a key that is no list's, for a list without addresses, and where nothing
    is wanted.
    """
    chosen = list(dict.fromkeys(keys or settings.lists))
    if not chosen:
        raise BadInput(
            "no list is to be fetched: name some in [watchlists] of sources.toml, such as"
            ' lists = ["us_ofac_sdn"], or with --list'
        )
    return [_wanted(settings, key) for key in chosen]


def _wanted(settings: Watchlists, key: str) -> WantedList:
    known_list(key)
    if own := settings.urls.get(key):
        return WantedList(key, own, own=True, note=None)
    publisher = publishers().get(key)
    if publisher is None:
        raise BadInput(
            f"no address of {key} is known: give its files in [watchlists.urls.{key}] of"
            " sources.toml, or load files with `sanctograph watchlists load`"
        )
    return WantedList(key, publisher.files, own=False, note=publisher.note)
