"""The working store: opened by one run at a time, brought up to date, and closed again."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from schemas.errors import StoreLocked, StoreMismatch
from warehouse import statements
from warehouse.layout import Layout
from warehouse.publications import newest_generation

RULES = ("versions_text", "entity_id", "standing_on", "version_on", "name_words")
"""The macros that views build on."""
MACROS = (*RULES, "entities_called", "sanctions_on", "sanctions_by", "about", "listed_as_of")
VIEWS = (
    "tables",
    "entity_names",
    "sanctions",
    "listed_in_the_news",
    "sanctions_timeline",
    "issuer_target_matrix",
    "entity_profile",
    "co_mentions",
    "data_quality",
)
"""What analysts query, in the order in which one may build on another."""

CONFIGURATION = {
    "python_enable_replacements": "false",  # or a table's name could mean a Python variable
    "checkpoint_threshold": "256MB",  # the default of 16 MB stops after every second batch
}

REOPEN_SECONDS = 60.0


@dataclass(slots=True)
class Store:
    """An open working store; holding one means that no other run is alive."""

    layout: Layout
    connection: duckdb.DuckDBPyConnection
    seen_rejects: set[str] = field(default_factory=set)

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing: committed at the end, rolled back by any exception."""
        self.connection.begin()
        try:
            yield self.connection
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    @contextmanager
    def closed(self) -> Iterator[Path]:
        """Close DuckDB's file for a while, checkpointed, and keep the lock; gives its path."""
        statements.run(self.connection, "queries/checkpoint")
        self.connection.close()
        try:
            yield self.layout.working
        finally:
            self.connection = _connect(self.layout, REOPEN_SECONDS)


def _nobody_is_told(_who: str) -> None:
    """What to do with the name of who holds the store, where nobody wants to know."""


@contextmanager
def open_store(
    layout: Layout, *, wait: float, waiting_for: Callable[[str], None] = _nobody_is_told
) -> Iterator[Store]:
    """Open the working store of a home, made if need be, for the length of a `with` block.

    Waits up to `wait` seconds for another run, which `waiting_for` is told of at the beginning of
    the waiting, then raises `StoreLocked`. Missing migrations are
    applied, views replaced where the code's differ, and runs that still say `running` become
    `crashed`: their process must be dead, or it would hold the lock. Raises `StoreMismatch` for
    a store that this code cannot work with.
    """
    layout.working.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting_for(_holder(layout))
        _acquire(lock, layout, wait)
    try:
        layout.owner.write_text(str(os.getpid()), encoding="ascii")
        store = Store(layout, _connect(layout, wait))
        try:
            _migrate(store)
            _replace_views(store)
            statements.run(store.connection, "queries/run_crashed")
            yield store
        finally:
            store.connection.close()
    finally:
        layout.owner.unlink(missing_ok=True)
        lock.release()


def _connect(layout: Layout, wait: float) -> duckdb.DuckDBPyConnection:
    """Open DuckDB's file; who reads its standing holds it for moments, so try for `wait` s."""
    deadline = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(layout.working), config=dict(CONFIGURATION))
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise not_a_store(layout) from error
            if time.monotonic() >= deadline:
                raise StoreLocked(
                    f"another program has {layout.working} open: close it there "
                    f"(analysts read {layout.link} instead)"
                ) from error
            time.sleep(0.1)


def not_a_store(layout: Layout) -> StoreMismatch:
    """What to raise when DuckDB cannot open the working file, and nobody else has it open."""
    return StoreMismatch(
        f"{layout.working} is no DuckDB file, or a damaged one: save people's decisions with "
        "`sanctograph review export FILE`, move the folder `working` away and run again, which "
        "reads everything anew; lists and decisions are to be loaded again too"
    )


def _acquire(lock: FileLock, layout: Layout, wait: float) -> None:
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise StoreLocked(
            f"{_holder(layout)} holds the store {layout.working}, and {wait:g} s of waiting are"
            " over: wait for that run to end, or give more time with --wait SECONDS"
        ) from None


def _holder(layout: Layout) -> str:
    try:
        return f"process {layout.owner.read_text(encoding='ascii')}"
    except OSError:
        return "another process"


def _migrate(store: Store) -> None:
    """Apply the migrations that the store has not had, each in a transaction."""
    connection = store.connection
    done = statements.run(connection, "queries/schema_version").fetchall()
    migrations = sorted((statements.FOLDER / "migrations").glob("*.sql"))
    known = {int(path.stem[:4]): path.stem for path in migrations}
    for version, name, sha256 in done:
        if version not in known:
            raise StoreMismatch(
                f"{store.layout.working} was made by a newer sanctograph (it has had migration "
                f"{name}): install that version, or use another --home"
            )
        if sha256 != _sha256(statements.text(f"migrations/{known[version]}")):
            raise StoreMismatch(
                f"{store.layout.working} was made by another sanctograph (its migration {name} "
                "differs): use another --home, or save decisions with `sanctograph review export`, "
                "remove its folder `working` and run again"
            )
    for version in sorted(set(known) - {row[0] for row in done}):
        name = known[version]
        with store.transaction():
            statements.run(connection, f"migrations/{name}")
            sha256 = _sha256(statements.text(f"migrations/{name}"))
            values = {"version": version, "name": name, "sha256": sha256}
            statements.run(connection, "queries/schema_version_add", values)
    # A store made anew beside publications of an earlier one must not repeat their numbers.
    first = {"generation": newest_generation(store.layout) + 1}
    statements.run(connection, "queries/state_start", first)


def _replace_views(store: Store) -> None:
    names = [f"macros/{name}" for name in RULES]
    names += [f"views/{name}" for name in VIEWS]
    names += [f"macros/{name}" for name in MACROS[len(RULES) :]]
    sha256 = _sha256("\n".join(statements.text(name) for name in names))
    before = statements.run(store.connection, "queries/state").fetchone()
    if before is not None and before[2] == sha256:
        return
    with store.transaction() as connection:
        for name in names:
            statements.run(connection, name)
        statements.run(connection, "queries/state_views", {"views_sha256": sha256})
        statements.run(connection, "queries/state_bump")


def _sha256(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()
