"""Ten pages in ten sites' habits: everything that a reader reads out of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.json"))
PLAIN = (
    "title", "subtitle", "authors", "contributors", "publisher", "dateline", "language", "repairs",
    "published_precision", "published_tz",
)  # fmt: skip


def test_every_sample_page_has_its_expectation() -> None:
    pages = {p.name.split(".")[0] for p in (SAMPLES / "pages").iterdir()}
    assert pages == {p.stem for p in EXPECTED}
    assert len(pages) == 10


@pytest.mark.parametrize("expectation", EXPECTED, ids=lambda p: p.stem)
def test_sample_page_is_read_as_expected(
    expectation: Path, file_of: Callable[[Path], list[Any]]
) -> None:
    want = json.loads(expectation.read_text(encoding="utf-8"))
    path = next((SAMPLES / "pages").glob(f"{expectation.stem}.*"))
    (got,) = file_of(path)
    assert {k: got.row[k] for k in PLAIN} == {k: want[k] for k in PLAIN}
    for key in ("published_at", "published_date", "updated_at"):
        assert (got.row[key] and got.row[key].isoformat()) == want[key]
    assert got.of("heading") == want["headings"]
    assert got.of("list_item") == want["list_items"]
    assert [words for _, words, repeated in got.blocks if repeated is not None] == want["repeats"]
    assert got.images == [(i["caption"], i["credit"]) for i in want["images"]]
    assert len(got.of("paragraph")) == want["paragraphs"]
    assert got.body[0].startswith(want["body_starts"])
    assert got.body[-1].endswith(want["body_ends"])
    assert [w for w in want["never_in_body"] if any(w in block for block in got.body)] == []


def test_sample_lines_and_columns_are_read(file_of: Callable[[Path], list[Any]]) -> None:
    lines = file_of(SAMPLES / "articles.jsonl")
    assert [a.row["authors"] for a in lines] == [
        ["Ingrid Solheim"],
        ["Kenji Moriyama", "Alice Grant"],
        ["Fatou Diarra"],
        ["Victor Hale"],
        [],
    ]
    assert [str(a.row["published_date"]) for a in lines] == [
        "2023-05-16", "2023-01-26", "2022-07-03", "2021-11-09", "2020-10-22",
    ]  # fmt: skip
    assert lines[4].row["title"] is None
    columns = file_of(SAMPLES / "articles.csv")
    assert len(columns) == 5
    assert columns[0].images == [("Executives leave the bank in Managua.", "Rosa Blandón")]
    assert columns[2].of("dateline") == ["Friday, September 14, 2018"]
