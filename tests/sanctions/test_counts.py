from __future__ import annotations

import tomllib
from typing import Any

import pytest

from schemas.vocabularies import VOCABULARIES
from transforms.sanctions.counts import COUNTS, counts_for, counts_of
from transforms.sanctions.parties import Party
from transforms.sanctions.triggers import find_triggers

_COUNTS: dict[str, Any] = tomllib.loads(COUNTS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", _COUNTS["examples"], ids=lambda e: e["sentence"])
def test_counts_are_read_with_qualifier_unit_and_what_it_may_be(example: dict[str, Any]) -> None:
    found = [[c.low, c.qualifier, c.unit, c.scope] for c in counts_of(example["sentence"])]
    assert found == example["counts"]


def test_units_are_listed_by_a_scope_of_the_vocabulary() -> None:
    assert set(_COUNTS["units"]) <= set(VOCABULARIES["count_scope"])


def _scopes(sentence: str, *targets: str) -> list[tuple[int, str]]:
    triggers = find_triggers(sentence)
    told = [Party(sentence.index(t), sentence.index(t) + len(t), t, "group") for t in targets]
    return [(c.low, c.scope) for c in counts_for(sentence, triggers[0], told)]


@pytest.mark.parametrize(
    ("sentence", "targets", "scopes"),
    [
        ("The sanctions hit over 120 entities and individuals across 20 nations.", [],
         [(120, "targets"), (20, "jurisdictions")]),
        ("The 15 members of the council voted for sanctions.", [], [(15, "other")]),
        ("Sanctions need a vote of the 27 members.", [], [(27, "other")]),
        ("Sanctions on Iran were backed by 15 members of the council.", ["Iran"], [(15, "other")]),
        ("Sanctions on Iran over the arrest of five citizens.", ["Iran"], [(5, "other")]),
        ("Treasury sanctioned 17 targets, 15 individuals and two companies.", [],
         [(17, "targets"), (15, "targets"), (2, "targets")]),
        ("It imposed sanctions on 81 officials and eight firms.", ["officials", "firms"],
         [(81, "targets"), (8, "targets")]),
        ("Treasury announced the designation of six targets.", [], [(6, "targets")]),
        ("The U.S. sanctioned 17 targets — that’s 15 individuals and two companies.", [],
         [(17, "targets"), (15, "targets"), (2, "targets")]),
        ("Unanimity among the 27 members is required to introduce sanctions.", [],
         [(27, "other")]),
        ("The sanctions target a military force and 10 officials.", [], [(10, "targets")]),
        ("Four officials were sanctioned.", [], [(4, "targets")]),
        ("Ties between the two countries suffered from the sanctions.", [], [(2, "other")]),
        ("Sanctions were imposed on Russia by a coalition of 30 countries.", ["Russia"],
         [(30, "other")]),
        ("It has imposed three rounds of sanctions.", [], [(3, "rounds")]),
        ("After three rounds of talks that went on for months in three towns the sanctions went.",
         [], []),
    ],
)  # fmt: skip
def test_a_number_counts_targets_only_where_targets_stand(
    sentence: str, targets: list[str], scopes: list[tuple[int, str]]
) -> None:
    assert _scopes(sentence, *targets) == scopes
