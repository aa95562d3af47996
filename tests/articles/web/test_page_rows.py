"""A record in parts becomes an article as it is; and the benchmarks' pages are read well."""

from __future__ import annotations

import gzip
import json
import statistics
from pathlib import Path

import pytest

from bench.web_pages import PAGES, body_of, made, overlap
from tests.articles.web.conftest import PROSE, html

TRUTH = PAGES / "article_extraction" / "ground-truth.json"
needs_pages = pytest.mark.skipif(
    not TRUTH.exists(), reason="../shared/html is not beside this checkout"
)


def test_page_becomes_an_article_with_blocks_and_pictures() -> None:
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    page = html(
        "<article><h1>Talks open</h1><figure><img><figcaption>The mint. <span class='credit'>"
        f"Jane Roe</span></figcaption></figure>{body.replace('<p>The', '<p>OSLO (AP) — The', 1)}"
        "<p>Max Moe contributed to this report.</p></article>",
        headline="Talks open", author="National Daily Staff", isAccessibleForFree=False,
        datePublished="2024-05-03T23:30:00-05:00",
    )  # fmt: skip
    rows = made(page.encode(), "page")
    assert rows is not None
    article = rows["articles"][0]
    assert (article["title"], article["authors"]) == ("Talks open", ["National Daily Staff"])
    assert article["contributors"] == ["Max Moe"]
    assert str(article["published_at"]) == "2024-05-04 04:30:00"
    assert (str(article["published_date"]), article["published_tz"]) == ("2024-05-03", "-05:00")
    assert (article["dateline"], article["flags"]) == ("OSLO (AP)", ("paywall",))
    assert [b["kind"] for b in rows["blocks"]] == [
        "title", "caption", "credit", "dateline", "paragraph", "paragraph", "paragraph",
        "paragraph", "byline",
    ]  # fmt: skip
    assert rows["images"][0]["caption"] == "The mint."
    assert rows["images"][0]["credit"] == "Jane Roe"


def pages(count: int) -> list[tuple[str, Path]]:
    """Every so many page of the benchmark: what it says and where it lies."""
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    keys = sorted(truth)[:: len(truth) // count]
    return [(truth[key]["articleBody"], TRUTH.with_name(f"{key}.html.gz")) for key in keys]


@needs_pages
def test_bodies_of_real_pages_are_read_well() -> None:
    scores = [
        overlap(told, body_of(made(gzip.decompress(path.read_bytes()), path.name)))
        for told, path in pages(30)
    ]
    precision, recall = (statistics.fmean(score[i] for score in scores) for i in (0, 1))
    assert precision > 0.96
    assert recall > 0.96
