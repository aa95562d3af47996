"""The article that the project starts from: its whole `article` part, exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).parents[2] / "../shared/seed"


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not beside this checkout")
def test_seed_article_is_read_exactly(file_of: Callable[[Path], list[Any]]) -> None:
    want = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))["article"]
    (got,) = file_of(next(SEED.glob("*.txt")))
    for key in ("title", "authors", "contributors", "published_precision", "language"):
        assert got.row[key] == want[key]
    assert got.row["published_date"].isoformat() == want["published_date"]
    assert got.row["updated_at"].date().isoformat() == want["updated_at"]
    assert got.of("heading") == want["headings"]
    assert got.body[0].startswith(want["body_starts"])
    assert got.body[-1].endswith(want["body_ends"])
    assert [w for w in want["never_in_body"] if any(w in block for block in got.body)] == []
    assert got.images == [(i["caption"], i["credit"]) for i in want["images"]]
    assert len(got.body) == 21
    assert [(k, repeated) for k, _, repeated in got.blocks if repeated is not None] == [
        ("title", 0),
        ("caption", 17),
    ]
