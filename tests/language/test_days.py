"""Spans that a model takes for dates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.days import dated
from transforms.language.words import read as read_list

Read = Callable[..., Any]


@pytest.mark.parametrize(
    "example", [g[k] for g in read_list("days").values() for k in ("example", "others") if k in g]
)
def test_capitalised_words_without_a_day_are_a_name(example: list[str]) -> None:
    words, label = example
    assert dated(words, 0, len(words)) == label


def test_counts_and_scores_are_no_dates_and_ages_are(read: Read) -> None:
    told = read(
        "They won 3-1 with 12 men. Ann Lee, 45, left in 1963, not in 2004-08.",
        names=dict.fromkeys(("3-1", "12", "45", "1963", "2004-08"), "DATE"),
    )
    assert told.names == [("45", "DATE"), ("1963", "DATE"), ("2004-08", "DATE")]


@pytest.mark.parametrize(
    "sentence",
    ["She left in ’79.", "It ran from May 3 to 7.", "It ran from 3 to 7 May.", "He died at 45."],
)
def test_bare_numbers_that_are_days_years_or_ages_are_dates(read: Read, sentence: str) -> None:
    numbers = dict.fromkeys(("79", "7", "3", "45"), "DATE")
    assert {label for _, label in read(sentence, names=numbers).names} == {"DATE"}
