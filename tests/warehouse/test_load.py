"""What becomes of the articles of a batch when it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.errors import BrokenBatch, InvalidRows
from transforms.rejects import Reject
from warehouse.layout import Layout
from warehouse.load import LoadCounts, load_batch
from warehouse.rejects import settle_rejects
from warehouse.scan import SEEN, compare
from warehouse.staging import clear, discard, stage, staged
from warehouse.store import Store, open_store

Batch = Callable[..., Path]
NOW = datetime(2026, 1, 1)
LATER = datetime(2026, 1, 2)
V1 = {"extractor": "1", "model": "m"}
V2 = {"extractor": "2", "model": "m"}
ANN = ("person", "Ann Lee", "us")


def text(body: str, day: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": "x", "body": body, "fetched_at": datetime(2021, 1, day), **more}


@pytest.fixture
def store(layout: Layout) -> Iterator[Store]:
    with open_store(layout, wait=0) as opened:
        yield opened


def rows(store: Store, question: str) -> list[Any]:
    return store.connection.execute(question).fetchall()


def test_a_batch_is_loaded_with_all_its_tables(store: Store, staged_batch: Batch) -> None:
    folder = staged_batch(
        {"id": "a", "names": [ANN], "event": ("United States", "Iran")}, {"id": "b"}, batch_id="b1"
    )
    assert load_batch(store, folder, "r1", NOW) == LoadCounts(2, 0, 0, languages={"en": 2})
    assert rows(store, "SELECT COUNT(*) FROM articles") == [(2,)]
    assert rows(store, "SELECT surface FROM mentions ORDER BY start_char") == [
        ("Ann Lee",),
        ("United States",),
        ("Iran",),
    ]
    assert rows(store, "SELECT role, name FROM sanction_parties ORDER BY role") == [
        ("issuer", "United States"),
        ("target", "Iran"),
    ]
    assert rows(store, "SELECT batch_id, run_id, article_count, versions FROM batches") == [
        ("b1", "r1", 2, V1)
    ]
    assert rows(store, "SELECT article_id, revision FROM article_revisions ORDER BY 1") == [
        ("a", 1),
        ("b", 1),
    ]


def test_a_batch_that_is_loaded_again_changes_nothing(store: Store, staged_batch: Batch) -> None:
    folder = staged_batch({"id": "a", "names": [ANN]})
    load_batch(store, folder, "r1", NOW)
    assert load_batch(store, folder, "r2", LATER) == LoadCounts(0, 0, 1)
    assert rows(store, "SELECT run_id FROM batches") == [("r1",)]
    assert rows(store, "SELECT COUNT(*) FROM mentions") == [(1,)]


def test_a_text_that_changes_there_and_back_has_three_revisions(
    store: Store, staged_batch: Batch
) -> None:
    for day, body in ((1, "A."), (2, "B."), (3, "A.")):
        load_batch(store, staged_batch(text(body, day)), "r", NOW)
    assert rows(store, "SELECT revision, text FROM articles") == [(3, "News of x\n\nA.")]
    assert rows(store, "SELECT revision FROM article_revisions ORDER BY 1") == [(1,), (2,), (3,)]
    hashes = [
        row[0]
        for row in rows(store, "SELECT content_hash FROM article_revisions ORDER BY revision")
    ]
    assert hashes[0] == hashes[2] != hashes[1]
    assert rows(store, "SELECT COUNT(*) FROM blocks") == [(2,)]


def test_a_text_that_swings_twice_is_loaded_though_its_batch_id_returns(
    store: Store, staged_batch: Batch
) -> None:
    for day, body, batch in ((1, "A.", "1"), (2, "B.", "2"), (3, "A.", "3")):
        load_batch(store, staged_batch(text(body, day), batch_id=batch), "r", NOW)
    clear(store.layout)
    load_batch(store, staged_batch(text("B.", 4), batch_id="2"), "r", NOW)
    assert rows(store, "SELECT revision, text FROM articles") == [(4, "News of x\n\nB.")]
    assert rows(store, "SELECT COUNT(*) FROM batches WHERE batch_id = '2'") == [(1,)]


def test_an_older_text_that_arrives_late_never_replaces_a_newer(
    store: Store, staged_batch: Batch
) -> None:
    load_batch(store, staged_batch(text("New.", 2, names=[ANN])), "r", NOW)
    assert load_batch(store, staged_batch(text("Old.", 1)), "r", NOW) == LoadCounts(0, 1, 0)
    assert rows(store, "SELECT revision, text FROM articles") == [
        (1, "News of x\n\nAnn Lee spoke.\n\nNew.")
    ]
    assert rows(store, "SELECT COUNT(*) FROM article_revisions") == [(1,)]


def test_the_time_of_the_last_update_goes_before_the_time_of_fetching(
    store: Store, staged_batch: Batch
) -> None:
    load_batch(store, staged_batch(text("New.", 1, updated_at=datetime(2020, 5, 2))), "r", NOW)
    load_batch(store, staged_batch(text("Old.", 9, updated_at=datetime(2020, 5, 1))), "r", NOW)
    load_batch(store, staged_batch(text("Undated.", 9)), "r", NOW)
    assert rows(store, "SELECT revision, text FROM articles") == [(1, "News of x\n\nNew.")]


def test_the_same_text_made_by_other_versions_keeps_its_revision(
    store: Store, staged_batch: Batch
) -> None:
    load_batch(store, staged_batch(text("A.", names=[ANN])), "r1", NOW)
    again = staged_batch(text("A.", names=[ANN]), versions=V2)
    assert load_batch(store, again, "r2", NOW) == LoadCounts(1, 0, 0, 1, {"en": 1})
    assert rows(store, "SELECT revision FROM articles") == [(1,)]
    assert rows(store, "SELECT revision FROM article_revisions") == [(1,)]
    assert rows(store, "SELECT COUNT(*), MIN(batch_id) FROM mentions") == [(1, again.name)]


def test_what_hung_on_a_replaced_event_is_removed(store: Store, staged_batch: Batch) -> None:
    load_batch(store, staged_batch(text("A.", 1, event=("United States", "Iran"))), "r", NOW)
    load_batch(store, staged_batch(text("B.", 2)), "r", NOW)
    for table in ("sanction_events", "sanction_parties", "mentions", "chains"):
        assert rows(store, f"SELECT COUNT(*) FROM facts.{table}") == [(0,)]


def seen(*records: tuple[str, str, datetime | None]) -> pa.Table:
    names = ("article_id", "content_hash", "fetched_at")
    return pa.Table.from_pylist([dict(zip(names, r, strict=True)) for r in records], schema=SEEN)


KNOWN = """
SELECT TRUE, a.fetched_at, a.content_hash, ops.versions_text(b.versions)
FROM facts.articles AS a
JOIN ops.batches AS b USING (batch_id)
UNION ALL
SELECT FALSE, fetched_at, content_hash, versions
FROM ops.superseded
"""


def test_the_scan_knows_current_and_older_texts_but_not_those_fetched_again(
    store: Store, staged_batch: Batch
) -> None:
    load_batch(store, staged_batch(text("Old.", 1)), "r", NOW)
    load_batch(store, staged_batch(text("New.", 3)), "r", NOW)
    load_batch(store, staged_batch(text("Middle.", 2)), "r", NOW)
    known = {
        (current, fetched_at.day): (content_hash, versions)
        for current, fetched_at, content_hash, versions in rows(store, KNOWN)
    }
    assert sorted(known) == [(False, 1), (False, 2), (True, 3)]
    assert known[True, 3][1] == "extractor=1; model=m"
    old, new = known[False, 1][0], known[True, 3][0]
    records = seen(
        ("x", new, datetime(2022, 1, 1)),
        ("x", old, datetime(2021, 1, 1)),
        ("x", old, datetime(2021, 1, 4)),
        ("x", "other", None),
        ("y", "other", None),
    )
    assert compare(store, records, V1).to_pydict() == {
        "article_id": ["x", "x", "x", "x", "y"],
        "content_hash": [new, old, old, "other", "other"],
        "is_known": [True, True, False, False, False],
        "revision": [2, 3, 3, 3, 1],
        "previous_hash": [new, new, new, new, None],
    }
    assert compare(store, records, V2)["is_known"].to_pylist() == [False] * 5


def test_a_damaged_batch_is_thrown_away_and_the_store_is_as_before(
    store: Store, staged_batch: Batch
) -> None:
    folder = staged_batch({"id": "a"})
    (folder / "blocks.parquet").write_bytes(b"half")
    with pytest.raises(BrokenBatch, match="blocks"):
        load_batch(store, folder, "r", NOW)
    assert not folder.exists()
    assert rows(store, "SELECT COUNT(*) FROM articles") == [(0,)]


def test_a_whole_staged_folder_is_kept_and_a_damaged_one_made_anew(
    layout: Layout, staged_batch: Batch
) -> None:
    folder = staged_batch({"id": "a"}, batch_id="b")
    made = (folder / "articles.parquet").stat().st_mtime_ns
    (layout.staging / "b.tmp").mkdir()
    staged_batch({"id": "a"}, batch_id="b")
    assert (folder / "articles.parquet").stat().st_mtime_ns == made
    (folder / "articles.parquet").write_bytes(b"half")
    staged_batch({"id": "a"}, batch_id="b")
    assert pq.read_table(folder / "articles.parquet")["article_id"].to_pylist() == ["a"]
    assert staged(layout) == [folder]
    discard(folder)
    assert staged(layout) == []


def test_an_article_twice_in_a_batch_is_refused_and_nothing_is_loaded(
    store: Store, layout: Layout, tables: Callable[..., dict[str, pa.Table]]
) -> None:
    made = tables([{"id": "a"}])
    twice = {**made, "articles": pa.concat_tables([made["articles"]] * 2)}
    folder = stage(layout, "b", twice, [], V1)
    with pytest.raises(InvalidRows, match="articles: the batch holds"):
        load_batch(store, folder, "r", NOW)
    assert rows(store, "SELECT COUNT(*) FROM batches") == [(0,)]


def test_rows_without_a_required_value_are_refused_and_nothing_is_loaded(
    store: Store, layout: Layout, tables: Callable[..., dict[str, pa.Table]]
) -> None:
    made = tables([{"id": "a"}])
    nothing = pa.array([None], pa.string())
    position = made["articles"].schema.get_field_index("text")
    hollow = made["articles"].set_column(position, pa.field("text", pa.string()), nothing)
    folder = stage(layout, "b", {**made, "articles": hollow}, [], V1)
    with pytest.raises(InvalidRows, match="NOT NULL"):
        load_batch(store, folder, "r", NOW)
    assert rows(store, "SELECT COUNT(*) FROM articles") == [(0,)]


BAD = Reject("/in/a.txt", None, "read", "binary", "not text")
LINE = Reject("/in/b.jsonl", "3", "read", "bad_json", "line 3 is no JSON object")


def test_what_failed_after_reading_is_resolved_only_when_its_article_is_made_anew(
    store: Store, staged_batch: Batch
) -> None:
    silent = Reject("/in/a.txt", None, "language", "crashed", "no names")
    load_batch(store, staged_batch({"id": "a"}, rejects=(silent,)), "r", NOW)
    store.seen_rejects.clear()  # the next run skips the article as known
    assert settle_rejects(store, "s", {"/in/a.txt": None}, [], LATER) == 0
    load_batch(store, staged_batch({"id": "a"}, versions=V2), "t", LATER)
    assert settle_rejects(store, "t", {"/in/a.txt": None}, [], LATER) == 1


def test_a_reject_is_one_row_over_all_runs_and_is_resolved_when_read_well(
    store: Store, staged_batch: Batch
) -> None:
    load_batch(store, staged_batch({"id": "a"}, rejects=(BAD,)), "r", NOW)
    assert settle_rejects(store, "r", {"/in/a.txt": None, "/in/b.jsonl": None}, [LINE], NOW) == 0
    store.seen_rejects.clear()  # the next run
    assert settle_rejects(store, "s", {"/in/a.txt": None}, [], LATER) == 1
    question = "SELECT uri, record_key, first_seen, last_seen, resolved_at FROM rejects ORDER BY 1"
    assert rows(store, question) == [
        ("/in/a.txt", None, NOW, NOW, LATER),
        ("/in/b.jsonl", "3", NOW, NOW, None),
    ]
    settle_rejects(store, "t", {}, [BAD, LINE], LATER)
    assert rows(store, question) == [
        ("/in/a.txt", None, NOW, LATER, None),
        ("/in/b.jsonl", "3", NOW, LATER, None),
    ]
