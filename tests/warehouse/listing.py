"""Small lists for the store's tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.rows import entry_batches
from warehouse.store import Store
from warehouse.watchlists import Loaded, Published, load_snapshot

US = "us_ofac_sdn"


def entry(entry_id: str, name: str, *aliases: str, **told: Any) -> Entry:
    """A person, unless told otherwise."""
    names = [ListedName(name, "primary"), *(ListedName(alias, "alias") for alias in aliases)]
    return Entry(entry_id, told.pop("kind", "person"), name, tuple(names), **told)


def put_list(
    store: Store, day: str, entries: Sequence[Entry], key: str = US, **told: Any
) -> Loaded:
    """Load entries as a list's snapshot of a day (ISO)."""
    content = str(sorted(entries, key=lambda e: e.entry_id))
    published = Published(key, date.fromisoformat(day), content, f"/lists/{key}/{day}")
    return load_snapshot(store, published, entry_batches(entries), Tally(), **told)
