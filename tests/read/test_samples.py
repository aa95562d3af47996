"""The samples show every format that can be read, and all of them can."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from transforms.articles.web.reading import read_web_page
from transforms.read import Failure, Page, RawRecord, ReadLimits, read
from transforms.read.registry import FORMATS

SAMPLES = Path(__file__).parents[2] / "samples"


def _records() -> list[RawRecord]:
    records = []
    for path in sorted(one for one in SAMPLES.rglob("*") if one.is_file()):
        for found in read(path, None, ReadLimits()):
            made = read_web_page(found) if isinstance(found, Page) else found
            assert not isinstance(made, Failure), (path, made)
            records.append(made)
    return records


def test_every_format_has_its_sample() -> None:
    records = _records()
    assert Counter(one.reader for one in records) == {
        "text": 10,
        "csv": 5,
        "json_lines": 5,
        "feed": 4,
        "html": 3,
        "json": 2,
        "parquet": 2,
        "arrow": 1,
        "mhtml": 1,
        "warc": 1,
    }
    assert {form.name for form in FORMATS} <= {one.reader for one in records}
    pages = [one for one in records if one.reader in ("html", "mhtml", "feed", "warc")]
    assert [one.title for one in pages if not (one.title and one.published_at and one.url)] == []
    assert all(one.text.endswith((".", "”")) for one in pages)
