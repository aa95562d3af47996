"""Articles as tables: their schemas, and what a bad record costs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from schemas.records import RECORDS
from schemas.tables import TABLES
from transforms.articles import build as module
from transforms.articles import given
from transforms.articles.build import build


def _record(key: str, text: str) -> dict[str, Any]:
    return {
        "article_id": key,
        "source": "test",
        "uri": "a.jsonl",
        "record_key": key,
        "reader": "json_lines",
        "page": False,
        "raw_sha256": "0" * 64,
        "content_hash": "1" * 64,
        "fetched_at": datetime(2023, 1, 1),
        "repairs": [],
        "parts": [],
        "flags": [],
        "authors": [],
        "text": text,
        "revision": 3,
    }


def test_tables_have_the_stored_columns_without_the_batch() -> None:
    tables, rejects = build(pa.Table.from_pylist([_record("a", "One. Two.")], RECORDS))
    assert rejects == []
    for name in ("articles", "blocks", "images"):
        want = [f.name for f in TABLES[name].stored if f.name != "batch_id"]
        assert tables[name].schema.names == want
    row = tables["articles"].to_pylist()[0]
    assert (row["revision"], row["record_key"], row["text"]) == (3, "a", "One. Two.")


def test_no_records_make_empty_tables() -> None:
    tables, rejects = build(RECORDS.empty_table())
    assert [t.num_rows for t in tables.values()] == [0, 0, 0]
    assert rejects == []


def test_record_that_breaks_a_rule_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = given.read_given

    def breaking(title: str | None, subtitle: str | None, text: str) -> Any:
        if text == "bad":
            raise ValueError("no such block")
        return whole(title, subtitle, text)

    monkeypatch.setattr(module, "read_given", breaking)
    rows = [_record("a", "One."), _record("b", "bad"), _record("c", "Three.")]
    tables, rejects = build(pa.Table.from_pylist(rows, RECORDS))
    assert tables["articles"]["article_id"].to_pylist() == ["a", "c"]
    assert [(r.record_key, r.stage, r.reason, r.message) for r in rejects] == [
        ("b", "articles", "crashed", "ValueError: no such block")
    ]


def test_record_with_nothing_to_read_is_rejected() -> None:
    tables, rejects = build(pa.Table.from_pylist([_record("a", "\xa0\n")], RECORDS))
    assert tables["articles"].num_rows == 0
    assert rejects[0].reason == "no_text"
