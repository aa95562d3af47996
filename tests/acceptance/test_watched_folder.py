"""A watched folder: a run opens what is new or changed, and nothing else."""

from __future__ import annotations

import json
import time
from pathlib import Path

import duckdb

SETTLED = 3.2
"""Seconds after which a file is old enough to be left out by the next run."""

ONE = {"id": "1", "title": "Peru lifts its ban", "text": "Peru lifted its ban on Monday."}
TWO = {"id": "2", "title": "Chile lifts its ban", "text": "Chile lifted its ban on Tuesday."}
PAGE = "Talks open\n\nThe two sides met in Oslo on Monday.\n"


def last_run(home: Path) -> tuple[object, ...]:
    """In, loaded, unchanged and rejects of the newest run; not published where nothing is new."""
    with duckdb.connect(str(home / "working" / "store.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT articles_in, articles_loaded, articles_unchanged, rejects "
            "FROM runs ORDER BY started_at DESC LIMIT 1"
        ).fetchone()
    assert found is not None
    return found


def opened_by_last_run(home: Path) -> list[str]:
    """Names of the files that the newest run has read and noted."""
    with duckdb.connect(str(home / "working" / "store.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT uri FROM ops.files JOIN runs USING (run_id) "
            "WHERE started_at = (SELECT MAX(started_at) FROM runs) ORDER BY uri"
        ).fetchall()
    return [Path(uri).name for (uri,) in found]


def test_a_run_opens_what_is_new_or_changed_and_nothing_else(tmp_path, sanctograph, ask):
    home, inbox = tmp_path / "home", tmp_path / "home" / "inbox"
    inbox.mkdir(parents=True)
    (home / "sources.toml").write_text('[[source]]\nname = "inbox"\npath = "inbox"\n')
    (inbox / "page.txt").write_text(PAGE)
    (inbox / "feed.jsonl").write_text(json.dumps(ONE) + "\n")
    (inbox / "torn.jsonl").write_text(json.dumps(TWO) + '\n{"id": "3", "text": \n')

    def run() -> int:
        time.sleep(SETTLED)
        status = sanctograph("run", "--home", home, "--local", "--workers", "1").returncode
        assert isinstance(status, int)
        return status

    assert run() == 3
    assert last_run(home) == (3, 3, 0, 1)
    assert opened_by_last_run(home) == ["feed.jsonl", "page.txt", "torn.jsonl"]

    published = (home / "store.duckdb").resolve()
    assert run() == 0, "a bad file that was left out is no reject of this run"
    assert last_run(home) == (3, 0, 3, 0)
    assert opened_by_last_run(home) == []
    assert (home / "store.duckdb").resolve() == published
    open_rejects = "SELECT record_key, reason FROM rejects WHERE resolved_at IS NULL"
    assert ask(home, open_rejects) == [("line 2", "bad_json")]

    (inbox / "page.txt").touch()
    with (inbox / "feed.jsonl").open("a") as out:
        out.write(json.dumps({**ONE, "id": "4", "text": "Peru lifted another."}) + "\n")
    assert run() == 0
    assert last_run(home) == (4, 1, 3, 0)
    assert opened_by_last_run(home) == ["feed.jsonl", "page.txt"]
    assert ask(home, open_rejects) == [("line 2", "bad_json")]

    (inbox / "torn.jsonl").write_text(json.dumps(TWO) + "\n")
    (inbox / "page.txt").unlink()
    assert run() == 0
    assert last_run(home) == (3, 0, 3, 0)
    assert opened_by_last_run(home) == ["torn.jsonl"]
    assert ask(home, open_rejects) == []
    assert ask(home, "SELECT COUNT(*) FROM articles") == [(4,)]
