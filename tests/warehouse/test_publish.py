"""Publishing, with analysts reading and writing in the middle of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.resolve import resolve
from warehouse.store import Store, open_store

Batch = Callable[..., Path]
NOW = datetime(2026, 1, 1)

READER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(connection.execute("SELECT COUNT(*) FROM articles").fetchone()[0], flush=True)
"""

WRITER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("CREATE TABLE facts.scratch AS SELECT range AS n FROM range(100000)")
connection.execute("DELETE FROM facts.articles")
print("written", flush=True)
sys.stdin.read()
"""


@contextmanager
def analyst(script: str, path: Path) -> Iterator[Callable[[], str]]:
    """Another process with the published file open; gives a function that asks it."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    to, answers = process.stdin, process.stdout

    def ask() -> str:
        to.write("?\n")
        to.flush()
        return answers.readline().strip()

    try:
        yield ask
    finally:
        process.kill()
        process.wait()
        answers.close()
        to.close()


def load(store: Store, batch: Batch, name: str) -> None:
    load_batch(store, batch({"id": name}), "r", NOW)
    resolve(store)


def articles(layout: Layout) -> int:
    with duckdb.connect(str(layout.link), read_only=True) as connection:
        found = connection.execute("SELECT COUNT(*) FROM articles").fetchone()
    assert found is not None
    return int(found[0])


def test_the_link_points_at_a_read_only_file_that_answers(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "a")
        published = publish(layout, store)
        assert published is not None
        assert published.stat().st_mode & 0o777 == 0o444
        assert layout.link.is_symlink()
        assert layout.link.resolve() == published.resolve()
        assert not layout.link.readlink().is_absolute()
        assert articles(layout) == 1
        load(store, staged_batch, "b")
        assert articles(layout) == 1
        publish(layout, store)
        assert articles(layout) == 2


def test_nothing_changed_is_not_published_even_after_opening_again(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "a")
        assert publish(layout, store) is not None
        assert publish(layout, store) is None
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "a")
        assert publish(layout, store) is None


def test_the_last_three_are_kept(layout: Layout, staged_batch: Batch) -> None:
    published = []
    with open_store(layout, wait=0) as store:
        for name in "abcde":
            load(store, staged_batch, name)
            published.append(publish(layout, store))
    assert sorted(layout.published.iterdir()) == published[2:]


def test_a_store_made_anew_publishes_beside_the_files_of_an_earlier_one(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        for name in "ab":
            load(store, staged_batch, name)
            publish(layout, store)
    layout.working.unlink()
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "c")
        assert publish(layout, store) is not None
    assert articles(layout) == 1


def test_an_analyst_with_the_file_open_neither_disturbs_a_run_nor_is_disturbed(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "a")
        publish(layout, store)
        with analyst(READER, layout.link) as ask:
            assert ask() == "1"
            for name in "bcde":
                load(store, staged_batch, name)
                publish(layout, store)
                assert ask() == "1"
            assert articles(layout) == 5


def test_a_shell_that_writes_and_is_killed_harms_no_later_publication(
    layout: Layout, staged_batch: Batch
) -> None:
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "a")
        first = publish(layout, store)
        assert first is not None
        first.chmod(0o644)  # as for root, whom the mode does not stop
        with analyst(WRITER, layout.link) as ask:
            assert ask() == "written"
        assert first.with_name(first.name + ".wal").exists()
        load(store, staged_batch, "b")
        publish(layout, store)
        assert articles(layout) == 2
        for name in "cde":
            load(store, staged_batch, name)
            publish(layout, store)
        assert articles(layout) == 5
    assert not list(layout.published.glob("*.wal"))


def test_the_store_can_be_written_after_publishing(layout: Layout, staged_batch: Batch) -> None:
    with open_store(layout, wait=0) as store:
        load(store, staged_batch, "a")
        publish(layout, store)
        load(store, staged_batch, "b")
    with open_store(layout, wait=0) as store:
        found = store.connection.execute("SELECT COUNT(*) FROM articles").fetchone()
        assert found == (2,)
