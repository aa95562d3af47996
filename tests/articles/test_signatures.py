"""Signatures of bodies: what counts in them, in which scripts, and how exactly they estimate."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from schemas.facts import ARTICLE_SIGNATURES
from schemas.records import RECORDS
from transforms.articles.build import build
from transforms.articles.signatures import (
    BANDS,
    PERMUTATIONS,
    folded_words,
    shingles,
    signature,
    signatures,
)

TALKS = (
    "The foreign minister said on Tuesday that the two governments would open talks on the river "
    "before the end of the year, after eleven years in which neither side had spoken of it."
)
FARMERS = (
    "Farmers on the lower bank have waited for water since the spring, and two dams upstream were "
    "closed again last week without a word to the neighbours."
)
REPORT = (TALKS, FARMERS)
CHINESE = (
    "外交部发言人星期二表示,两国政府将在年底前就河流问题举行会谈。下游的农民从春天起就一直在等水,"
    "上周上游的两座水坝再次关闭,事先没有通知邻国。专家说,今年的降雨量是十年来最低的。"
)


BODY_HASH = -6_477_307_625_437_158_234
FIRST_BANDS = [-7_698_910_010_049_858_988, 4_910_292_477_924_102_059]
FIRST_VALUES = "070ff1d3c5575bab"


def words(start: int, count: int) -> str:
    return " ".join(f"word{number}" for number in range(start, start + count))


def made(*paragraphs: str, title: str | None = None) -> dict[str, Any]:
    row = signature(paragraphs, title)
    assert row is not None
    return row


def likeness(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Share of equal values."""
    values = [np.frombuffer(row["minhash"], np.uint8) for row in (one, other)]
    return float(np.mean(values[0] == values[1]))


def common_bands(one: dict[str, Any], other: dict[str, Any]) -> int:
    return len({*one["bands"]} & {*other["bands"]})


def rows_of(*parts: list[tuple[str, str]], title: str = "Talks on the river") -> list[Any]:
    records = [
        {
            "article_id": f"a{number}",
            "source": "test",
            "uri": "a.html",
            "reader": "html",
            "page": False,
            "raw_sha256": "0",
            "content_hash": "0",
            "fetched_at": datetime(2023, 1, 1),
            "repairs": [],
            "parts": [{"kind": kind, "text": text} for kind, text in own],
            "flags": [],
            "authors": [],
            "title": title if number == 0 else None,
            "text": " ".join(text for _, text in own),
            "revision": 1,
        }
        for number, own in enumerate(parts)
    ]
    tables, rejects = build(pa.Table.from_pylist(records, RECORDS))
    assert rejects == []
    rows: list[Any] = signatures(tables["articles"], tables["blocks"]).to_pylist()
    return rows


def test_a_signature_is_the_same_in_every_process_and_run() -> None:
    row = made(*REPORT)
    assert row["body_hash"] == BODY_HASH
    assert row["bands"][:2] == FIRST_BANDS
    assert row["minhash"][:8].hex() == FIRST_VALUES
    assert (row["shingles"], len(row["minhash"]), len(row["bands"])) == (58, PERMUTATIONS, BANDS)


def test_case_punctuation_and_paragraphs_do_not_count() -> None:
    shouted = " ".join(REPORT).upper().replace(",", " --").replace(".", "!")
    assert made(shouted) == made(*REPORT)


def test_only_the_body_counts() -> None:
    body = [("paragraph", text) for text in REPORT]
    around = [
        ("byline", "By Mary Brown"),
        ("caption", "The river at low water (Agency/John Smith)"),
        *body,
        ("boilerplate", "Sign up for our newsletter to get the day's news by mail."),
        body[0],
    ]
    plain, dressed = rows_of(body, around)
    assert plain["body_hash"] == dressed["body_hash"]
    assert plain["minhash"] == dressed["minhash"]
    assert plain["bands"] == dressed["bands"]


def test_headings_lists_and_quotes_are_of_the_body() -> None:
    body = [("paragraph", REPORT[0])]
    more = [("heading", "Water"), ("list_item", "Two dams"), ("quote", "“Nobody told us.”")]
    plain, longer = rows_of(body, [*body, *more])
    assert longer["shingles"] - plain["shingles"] == 6


def test_an_article_without_words_in_its_body_has_no_signature() -> None:
    rows = rows_of([("caption", "A river")], [("paragraph", "* * *")], [("paragraph", REPORT[0])])
    assert [row["article_id"] for row in rows] == ["a2"]


def test_no_articles_make_an_empty_table() -> None:
    tables, _ = build(RECORDS.empty_table())
    table = signatures(tables["articles"], tables["blocks"])
    assert table.num_rows == 0
    assert table.schema.names == ARTICLE_SIGNATURES.made.names


def test_a_short_body_is_told_from_others_by_its_title() -> None:
    video = "Watch the video above."
    first, second = made(video, title="Flood in Assam"), made(video, title="Vote in Malta")
    assert first["body_hash"] != second["body_hash"]
    assert made(video, title="Flood in Assam") == first


def test_a_long_body_tells_its_story_under_any_title() -> None:
    assert made(*REPORT, title="Flood in Assam") == made(*REPORT, title="Vote in Malta")


def test_short_texts_do_not_meet_because_they_are_short() -> None:
    texts = [
        "Yes.",
        "No.",
        "Oil rises.",
        "Gold falls.",
        "More to come.",
        "Vote is over.",
        "١٢",
        "水",
    ]
    found = [made(text) for text in texts]
    pairs = [(one, other) for i, one in enumerate(found) for other in found[:i]]
    assert sum(common_bands(*pair) for pair in pairs) == 0
    assert max(likeness(*pair) for pair in pairs) < 0.03


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Les élèves d’Óbidos: 1,000!", ["les", "élèves", "d", "óbidos", "1", "000"]),
        ("किया गया है।", ["किया", "गया", "है"]),
        ("制裁を EU に", ["制", "裁", "を", "eu", "に"]),
        ("ห้าม", ["ห", "้", "า", "ม"]),
        ("제재를 발표했다", ["제재를", "발표했다"]),
    ],
)
def test_words_are_folded_as_their_script_sets_them(text: str, folded: list[str]) -> None:
    assert folded_words(text) == folded


def test_a_text_without_spaces_is_compared_by_runs_of_characters() -> None:
    copy = CHINESE.replace("星期二", "周二").replace("农民", "村民")
    other = "教育部长昨天宣布,明年起所有小学将免费提供午餐。" * 2
    assert made(CHINESE)["shingles"] == len(folded_words(CHINESE)) - 4
    assert likeness(made(CHINESE), made(copy)) > 0.6
    assert likeness(made(CHINESE), made(other)) < 0.03


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.9])
def test_equal_values_estimate_the_likeness_of_the_sets(share: float) -> None:
    count = 1_000
    same = round(2 * count * share / (1 + share))
    one = made(words(0, count))
    other = made(words(count - same, count))
    assert likeness(one, other) == pytest.approx(share + (1 - share) / 256, abs=0.06)


def test_a_long_text_is_hashed_in_parts_as_if_at_once() -> None:
    text = words(0, 9_000)
    whole = MinHash(PERMUTATIONS, hashfunc=int)
    whole.update_batch(shingles(folded_words(text)).tolist())
    assert made(text)["minhash"] == whole.hashvalues.astype(np.uint8).tobytes()


def test_a_word_said_again_and_again_is_one_shingle() -> None:
    assert made("ha " * 50)["shingles"] == 1


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_has_a_signature_or_no_word(body: str, title: str) -> None:
    row = signature([body], title)
    assert (row is None) == (folded_words(body) == [])
    assert row is None or (row["shingles"] > 0 and row == signature([body], title))


def test_text_that_cannot_be_encoded_is_signed() -> None:
    assert made("a lone \ud800surrogate " + words(0, 40))["shingles"] > 40
