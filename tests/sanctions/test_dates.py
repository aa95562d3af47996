from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from transforms.sanctions.dates import FORMS, NONE, When, find_times, reckon

_FORMS: list[dict[str, Any]] = tomllib.loads(FORMS.read_text(encoding="utf-8"))["form"]
_EXAMPLES = [example for form in _FORMS for example in form["examples"]]
_SATURDAY = date(2024, 6, 15)


def _when(sentence: str, published: date | None = _SATURDAY, ahead: bool = False) -> When:
    times = find_times(sentence)
    assert len(times) < 2
    return reckon(times[0], published, ahead) if times else NONE


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda e: e[0])
def test_times_are_read_from_their_examples(example: list[Any]) -> None:
    sentence, words, day, precision, method = example
    if not precision:
        assert _when(sentence) == When(words or None, None, None, method)
    else:
        assert _when(sentence) == When(words, day, precision, method)


@pytest.mark.parametrize("words", ["on Wednesday", "last month", "in March", "today", "a week ago"])
def test_without_a_day_of_publication_what_is_relative_has_no_day(words: str) -> None:
    told = _when(f"It acted {words}.", None)
    assert (told.day, told.precision, told.method) == (None, None, "no_anchor")


def test_a_full_date_needs_no_day_of_publication() -> None:
    told = _when("It acted on May 6, 2021.", None)
    assert told == When("May 6, 2021", date(2021, 5, 6), "day", "absolute")


def test_a_day_to_come_is_the_next_one() -> None:
    told = _when("It will act on 5 February.", date(2022, 12, 12), ahead=True)
    assert told == When("5 February", date(2023, 2, 5), "day", "relative")


@pytest.mark.parametrize(
    ("published", "first", "precision", "method"),
    [
        (date(2024, 6, 15), date(2024, 6, 1), "month", "relative"),
        (date(2024, 6, 5), date(2024, 1, 1), "year", "relative"),
        (date(2024, 1, 5), date(2023, 12, 1), "month", "relative"),
        (date(2021, 1, 6), None, None, "vague"),
    ],
)
def test_a_week_is_told_as_the_month_or_year_that_it_lies_in(
    published: date, first: date | None, precision: str | None, method: str
) -> None:
    assert _when("It acted last week.", published) == When("last week", first, precision, method)


def test_a_day_that_no_calendar_has_is_vague() -> None:
    assert _when("It acted on February 30, 2021.") == When("February 30, 2021", None, None, "vague")
