from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from transforms.language import pipelines
from transforms.language.pipelines import Pipelines
from transforms.sanctions.dated import date_of
from transforms.sanctions.dates import When
from transforms.sanctions.prepare import read
from transforms.sanctions.triggers import find_triggers

_SATURDAY = date(2024, 6, 15)


@cache
def _pipelines() -> Pipelines:
    return pipelines.load()


def _dated(sentence: str, action: str = "impose", published: date | None = _SATURDAY) -> When:
    triggers = find_triggers(sentence)
    (doc,) = _pipelines().parse([sentence])
    return date_of(read(doc, [], triggers), triggers[0], action, published)


LONG = (
    "In June 2022 Canada, with its partners in the region and many others from all over the world, "
    "imposed sanctions on the group."
)


@pytest.mark.parametrize(
    ("sentence", "words", "day", "precision"),
    [
        ("Canada imposed sanctions on Belarus on Wednesday.", "Wednesday", (2024, 6, 12), "day"),
        ("The sanctions were imposed Thursday.", "Thursday", (2024, 6, 13), "day"),
        ("Canada put sanctions on Cuba last month.", "last month", (2024, 5, 1), "month"),
        ("Russia today released a set of sanctions.", "today", (2024, 6, 15), "day"),
        (
            LONG,
            "June 2022",
            (2022, 6, 1),
            "month",
        ),
        ("The move comes after the bloc sanctioned Iran earlier in the month over plots.",
         "earlier in the month", (2024, 6, 1), "month"),
        ("We welcome today’s announcement of new sanctions against Syria.",
         "today", (2024, 6, 15), "day"),
        ("In response, on March 4th, Secretary Smith took steps to impose sanctions.",
         "March 4th", (2024, 3, 4), "day"),
    ],
)  # fmt: skip
def test_the_time_of_the_act_dates_it(
    sentence: str, words: str, day: tuple[int, int, int], precision: str
) -> None:
    told = _dated(sentence)
    assert (told.words, told.day, told.precision) == (words, date(*day), precision)


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Canada imposed sanctions.", "impose"),
        ("Canada said on Monday that it had imposed sanctions on Cuba.", "impose"),
        ("Belarus recalled its envoy in 2008 after Canada imposed sanctions on it.", "impose"),
        ("Canada imposed sanctions on Belarus for last month’s diverting of a flight.", "impose"),
        ("Canada imposes sanctions on Guinea after the deaths at a rally last month.", "impose"),
        ("Canada removes sanctions on the firm that were imposed Thursday.", "lift"),
        ("The Council lifts sanctions on Liberia imposed under Taylor in 2003.", "lift"),
        ("The bloc extends sanctions because the accords will not be met by the end of this year.",
         "extend"),
    ],
)  # fmt: skip
def test_the_time_of_something_else_does_not(sentence: str, action: str) -> None:
    assert _dated(sentence, action) == When(None, None, None, "none")


def test_sanctions_in_force_have_the_year_since_which_they_are() -> None:
    sentence = "Mahan has been the subject of United States sanctions since 2011."
    assert _dated(sentence, "in_force") == When("2011", date(2011, 1, 1), "year", "absolute")
    assert _dated(sentence, "impose").method == "none"
    assert _dated("The sanctions hurt the bank in 2011.", "in_force").method == "none"


def test_vague_times_are_told_without_a_day() -> None:
    told = _dated("Canada recently imposed sanctions on Cuba.")
    assert told == When("recently", None, None, "vague")
    told = _dated("Canada lifted sanctions on Burma over the past decade.", "lift")
    assert told == When("the past decade", None, None, "vague")


def test_without_a_day_of_publication_a_weekday_has_no_day() -> None:
    told = _dated("Canada announced sanctions on Wednesday.", published=None)
    assert told == When("Wednesday", None, None, "no_anchor")
