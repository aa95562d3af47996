"""Publishing: a read-only copy for analysts, switched to in one step."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from schemas.errors import StoreMismatch
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import SUFFIX, generation_of, linked, new_name
from warehouse.staging import sync
from warehouse.store import Store

KEPT = 3
"""How many published files stay, the linked one among them."""


def publish(layout: Layout, store: Store) -> Path | None:
    """Publish the store's present state; `None` where analysts have it already.

    The working file is closed (checkpointed), copied to `published/<name>.duckdb`, made read-only
    and brought to the disk; then the symlink is replaced in one step. Who has an older file open
    keeps it. A name is never given twice, so what an analyst's shell left beside an older file
    (a `.wal`) is never read with a newer one. A crash in between leaves the old link; the next
    call publishes again.
    """
    state = statements.run(store.connection, "queries/state").fetchone()
    generation = int(state[0]) if state else 0
    current = linked(layout)
    if current is not None and generation_of(current) == generation:
        return None
    layout.published.mkdir(parents=True, exist_ok=True)
    target = layout.published / new_name(generation)
    unfinished = target.with_name(target.name + ".tmp")
    with store.closed() as working:
        if working.with_name(working.name + ".wal").exists():
            raise StoreMismatch(f"{working} could not be checkpointed: run again")
        shutil.copyfile(working, unfinished)
    unfinished.chmod(0o444)
    sync(unfinished)
    unfinished.rename(target)
    sync(layout.published)
    _switch(layout, target)
    _prune(layout, target)
    return target


def _switch(layout: Layout, target: Path) -> None:
    """Point the link at `target`; relative, so that the home can be moved."""
    fresh = layout.home / f".store-{secrets.token_hex(4)}.link"
    fresh.symlink_to(target.relative_to(layout.home))
    os.replace(fresh, layout.link)  # noqa: PTH105  (Path.replace is the same; the name is known)
    sync(layout.home)


def _prune(layout: Layout, newest: Path) -> None:
    """Keep the newest files and remove the others with all that lies beside them."""
    files = [p for p in layout.published.iterdir() if p.suffix == SUFFIX and p != newest]
    files.sort(key=lambda path: (generation_of(path) or 0, path.stat().st_mtime_ns))
    kept = {newest.name, *(path.name for path in files[len(files) - (KEPT - 1) :])}
    for path in layout.published.iterdir():
        name = path.name.partition(SUFFIX)[0] + SUFFIX
        if generation_of(path) is not None and (name not in kept or path.suffix == ".tmp"):
            path.unlink(missing_ok=True)
    for path in layout.home.glob(".store-*.link"):
        path.unlink(missing_ok=True)
