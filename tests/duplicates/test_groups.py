"""Which bodies are one story: whom the earliest takes along, and whom not."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pyarrow as pa
import pytest

from transforms.articles.signatures import signature
from transforms.duplicates.groups import APART_DAYS, group
from transforms.duplicates.likeness import PAIRS, repeating

DAY = datetime(2020, 1, 1)
TYPES = pa.schema(
    [
        ("body_hash", pa.int64()),
        ("published", pa.timestamp("us")),
        ("against", pa.list_(pa.string())),
        ("names", pa.list_(pa.string())),
        ("shingles", pa.int32()),
        ("minhash", pa.binary()),
    ]
)
Body = dict[str, Any]


def body(start: int, count: int, **told: Any) -> Body:
    """So many words, from a number on."""
    row = signature([" ".join(f"word{number}" for number in range(start, start + count))])
    return {"published": DAY, "against": [], "names": [], **(row or {}), **told}


def grouped(*bodies: Body, order: tuple[int, ...] | None = None) -> dict[int, int]:
    """Which body, by its place, repeats which; `order` is that in which pairs are given."""
    table = pa.Table.from_pylist([*bodies], TYPES)
    hashes = table["body_hash"].to_pylist()
    both = [
        {"one": min(one, other), "other": max(one, other)}
        for i, one in enumerate(hashes)
        for other in hashes[:i]
    ]
    pairs = repeating(pa.Table.from_pylist(both, PAIRS), table)
    pairs = pairs.take(list(order)) if order else pairs
    found = group(table, pairs).to_pylist()
    return {hashes.index(row["body_hash"]): hashes.index(row["leader"]) for row in found}


def test_copies_repeat_the_earliest() -> None:
    assert grouped(body(0, 300), body(0, 280), body(10, 290)) == {1: 0, 2: 0}


def test_bodies_without_a_copy_are_in_no_group() -> None:
    assert grouped(body(0, 300), body(1_000, 300)) == {}
    assert group(pa.Table.from_pylist([], TYPES), PAIRS.empty_table()).num_rows == 0


def test_two_cuts_of_a_report_that_comes_later_are_one_story() -> None:
    head, tail = body(0, 180), body(120, 180)
    assert grouped(head, tail) == {}
    assert grouped(head, tail, body(0, 300)) == {1: 0, 2: 0}


def test_two_stories_are_not_one_because_a_third_text_holds_both() -> None:
    assert grouped(body(0, 200), body(200, 200), body(0, 400)) == {2: 0}


def test_a_story_told_anew_every_day_does_not_stay_one() -> None:
    days = [body(100 * day, 300) for day in range(7)]
    assert grouped(*days) == {1: 0, 2: 0, 4: 3, 5: 3}


def test_the_order_of_pairs_does_not_matter() -> None:
    bodies = [body(100 * day, 300) for day in range(4)]
    answers = [grouped(*bodies, order=order) for order in permutations(range(3))]
    assert answers == [{1: 0, 2: 0}] * 6


@pytest.mark.parametrize(
    ("published", "answer"),
    [
        (DAY + timedelta(APART_DAYS - 1), {1: 0}),
        (DAY + timedelta(APART_DAYS), {}),
        (None, {1: 0}),
    ],
)
def test_the_same_words_months_later_are_news_again(
    published: datetime | None, answer: dict[int, int]
) -> None:
    assert grouped(body(0, 300), body(0, 290, published=published)) == answer


def test_a_text_without_a_day_does_not_join_what_years_divide() -> None:
    undated = body(0, 290, published=None)
    later = body(0, 280, published=DAY + timedelta(365))
    assert grouped(body(0, 300), later, undated) == {2: 0}


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ({"against": ["ca"]}, {"against": ["cn"]}, {}),
        ({"against": ["ca"]}, {"against": ["cn", "ca"]}, {1: 0}),
        ({"against": ["ca"]}, {"against": ["cn"], "names": ["ca", "cn"]}, {1: 0}),
        ({"against": ["ca"], "names": ["cn"]}, {"against": ["cn"]}, {1: 0}),
        ({"against": ["ca"]}, {"names": ["cn"]}, {1: 0}),
    ],
)
def test_the_same_words_against_another_are_other_news(
    first: Body, second: Body, answer: dict[int, int]
) -> None:
    assert grouped(body(0, 300, **first), body(0, 290, **second)) == answer
