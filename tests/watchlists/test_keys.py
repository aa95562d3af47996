"""Keys by which names find each other, and comparing by the table."""

from __future__ import annotations

import pyarrow as pa
import pytest

from transforms.watchlists.comparing import PAIRS, compared, key_rows
from transforms.watchlists.keys import LEAST_WEIGHT, RARE, USUAL, common_words, keys_of


def shared_weight(one: str, other: str, *, person: bool) -> float:
    """What the SQL of `queries/match_candidates.sql` adds up for a pair."""
    theirs: dict[str, float] = {}
    for key in keys_of(other, person=person):
        theirs[key.key] = max(key.weight, theirs.get(key.key, 0.0))
    best: dict[int, float] = {}
    for key in keys_of(one, person=person):
        if key.key in theirs:
            weight = min(key.weight, theirs[key.key])
            best[key.position] = max(weight, best.get(key.position, 0.0))
    return sum(best.values())


@pytest.mark.parametrize(
    ("one", "other", "person"),
    [
        ("Alisher Usmanov", "USMANOV, Alisher Burhanovich", True),
        ("Moammar Qaddafi", "Muammar Gaddafi", True),
        ("JAMLI MUKULU", "Jamil Mukulu", True),
        ("VladimirPutin", "Vladimir Putin", True),
        ("Ali Hassan", "Hassan Ali", True),
        ("Li Na", "NA, Li", True),
        ("习近平", "Xi Jinping", True),
        ("IRGC", "Islamic Revolutionary Guard Corps", False),
        ("Good Will Trading", "Goodwill Trading LLC", False),
    ],
)
def test_names_that_may_be_one_share_enough_keys(one: str, other: str, person: bool) -> None:
    assert shared_weight(one, other, person=person) >= LEAST_WEIGHT


@pytest.mark.parametrize(
    ("one", "other", "person"),
    [
        ("Muhammad Iqbal", "Muhammad Yusuf Rahman", True),
        ("Sergei Petrov", "Sergei Shoigu", True),
        ("Al Jazeera", "Al Rashid Trust", False),
        ("Trading Bank Group", "International Bank", False),
    ],
)
def test_one_usual_word_is_not_enough(one: str, other: str, person: bool) -> None:
    assert shared_weight(one, other, person=person) < LEAST_WEIGHT


def test_words_of_many_names_weigh_less() -> None:
    weights = {k.key: k.weight for k in keys_of("Muhammad Usmanov", person=True)}
    assert weights["s:mmd"] == USUAL
    assert weights["s:usmnv"] == RARE
    assert {"muhammad", "ivanov", "trading"} <= common_words()


def test_keys_of_a_table_of_names_keep_side_and_class() -> None:
    names = pa.table(
        {"name_id": [7], "side": ["news"], "class": ["person"], "name": ["Li Shangfu"]}
    )
    rows = key_rows(names).to_pylist()
    assert {(r["name_id"], r["side"], r["class"]) for r in rows} == {(7, "news", "person")}
    assert {r["key"] for r in rows} >= {"s:sngf", "l:afghnsu"}


def test_only_pairs_that_are_alike_come_back_with_their_score() -> None:
    pairs = pa.table(
        {
            "class": ["person", "person", "organization"],
            "called": ["Li Shangfu", "Li Shangfu", "Mahan Air"],
            "list_name": ["Shangfu LI", "Shangfu WANG", "MAHAN AIR"],
        },
        PAIRS,
    )
    assert [(r["list_name"], r["score"]) for r in compared(pairs, 0.8).to_pylist()] == [
        ("Shangfu LI", 1.0),
        ("MAHAN AIR", 1.0),
    ]
    assert compared(pairs.slice(0, 0), 0.8).num_rows == 0
