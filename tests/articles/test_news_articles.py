"""171 real articles in columns: their own dirt is told from their text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NEWS = Path(__file__).parents[2] / "../shared/news/wikinews_2019.csv"
GOLD = Path(__file__).parents[2] / "../shared/gold"
pytestmark = pytest.mark.skipif(
    not NEWS.exists(), reason="../shared/news is not beside this checkout"
)


def test_all_news_articles_are_laid_out_cleanly(file_of: Callable[[Path], list[Any]]) -> None:
    articles = file_of(NEWS)
    assert len(articles) == 171
    for article in articles:
        for kind, words, _ in article.blocks:
            assert words
            assert words == words.strip()
            assert not re.search("[\u200b-\u200f\ufeff\xa0]", words)
            if kind in ("paragraph", "heading", "list_item"):
                assert "Image:" not in words
                assert "((WN))" not in words
                assert "██" not in words
        assert article.blocks[0][0] == "title"
        assert article.of("dateline")[0].endswith("2019")
        assert article.row["language"] == "en"
        assert article.row["published_precision"] == "day"


def test_pictures_of_a_gallery_are_rows_of_images(file_of: Callable[[Path], list[Any]]) -> None:
    articles = {a.row["title"]: a for a in file_of(NEWS)}
    notre_dame = next(a for title, a in articles.items() if "Notre" in title)
    captions = {caption: credit for caption, credit in notre_dame.images if caption}
    (spire,) = [caption for caption in captions if re.search(r"spire.*\b\d\d:\d\d\b", caption)]
    assert re.fullmatch(r"[A-Z][^:;]+ \(photos\), [A-Z][^:;]+ \(montage\)", captions[spire] or "")


@pytest.mark.parametrize("name", ["ner_dev", "sanctions_dev"])
def test_labelled_sentences_stand_in_the_text_verbatim(
    name: str, given: Callable[..., Any]
) -> None:
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[::8]:
        item = json.loads(line)
        text = " ".join(part for part in (item.get("context"), item["text"]) if part)
        article = given(id=item["id"], title=None, text=text)
        assert item["text"] in article.row["text"]
        assert article.row["record_key"] == item["id"]
        assert article.row["title"] is None
        assert article.row["language"] == "en"
