"""Articles as the tests of the layout make them: from files, pages and columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.scan import record_row
from schemas.records import RECORDS
from transforms.articles.build import build
from transforms.read import RawRecord, ReadLimits, read


@dataclass(frozen=True)
class Read:
    """An article as read: its row, its blocks as (kind, words, duplicate_of), its images."""

    row: dict[str, Any]
    blocks: list[tuple[str, str, int | None]]
    images: list[tuple[str | None, str | None]]

    def of(self, *kinds: str) -> list[str]:
        return [words for kind, words, _ in self.blocks if kind in kinds]

    @property
    def body(self) -> list[str]:
        return self.of("paragraph", "heading", "list_item", "quote")


def records_of(path: Path, mapping: Mapping[str, str] | None = None) -> pa.Table:
    rows = []
    for record in read(path, mapping, ReadLimits()):
        assert isinstance(record, RawRecord), record
        rows.append(record_row("test", path.name, path.name, record) | {"revision": 1})
    return pa.Table.from_pylist(rows, RECORDS)


def articles_of(records: pa.Table) -> list[Read]:
    tables, rejects = build(records)
    assert rejects == []
    made = []
    for row in tables["articles"].to_pylist():
        own = [b for b in tables["blocks"].to_pylist() if b["article_id"] == row["article_id"]]
        blocks = [
            (b["kind"], row["text"][b["start_char"] : b["end_char"]], b["duplicate_of"])
            for b in own
        ]
        images = [
            (i["caption"], i["credit"])
            for i in tables["images"].to_pylist()
            if i["article_id"] == row["article_id"]
        ]
        made.append(Read(row, blocks, images))
    return made


@pytest.fixture
def file_of() -> Callable[[Path], list[Read]]:
    return lambda path: articles_of(records_of(path))


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Read]:
    def laid(text: str) -> Read:
        path = tmp_path / "page.txt"
        path.write_text(text, encoding="utf-8")
        return articles_of(records_of(path))[0]

    return laid


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Read]:
    def laid(**fields: object) -> Read:
        path = tmp_path / "given.jsonl"
        path.write_text(json.dumps(fields) + "\n", encoding="utf-8")
        return articles_of(records_of(path))[0]

    return laid
