"""The working store, held for as long as something is done to it, and published at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.settings import Home
from warehouse.layout import Layout
from warehouse.publish import publish
from warehouse.store import Store, open_store

Tell = Callable[[str], None]


@contextmanager
def held_store(home: Home, wait: float, tell: Tell) -> Iterator[Store]:
    """The open store; published at the end, unless something was raised.

    `tell` is told of who holds it while that is waited for, up to `wait` seconds.
    """
    layout = Layout(home.root)

    def waiting(who: str) -> None:
        tell(f"waiting for {who}, which holds the store, for up to {wait:g} s")

    with open_store(layout, wait=wait, waiting_for=waiting) as store:
        yield store
        publish(layout, store)
