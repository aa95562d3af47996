"""GMB's automatic tags become the guide's labels by rule."""

from __future__ import annotations

import pytest

from models.train.cleaning import clean
from models.train.sentence import Sentence, Span


def cleaned(text: str, *tags: tuple[str, str]) -> list[tuple[str, str]]:
    """The (surface, label) pairs that are left of (surface, GMB tag) pairs, in order."""
    spans, place = [], 0
    for surface, tag in tags:
        start = text.index(surface, place)
        place = start + len(surface)
        spans.append(Span(start, place, tag))
    return [
        (text[s.start : s.end], s.label) for s in clean(Sentence("x", text, tuple(spans))).spans
    ]


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("President Hugo Chavez", "Hugo Chavez"),
        ("Mr. Annan", "Annan"),
        ("Prime Minister Ehud Olmert", "Ehud Olmert"),
        ("Vice President Dick Cheney", "Dick Cheney"),
        ("King Abdullah", "Abdullah"),
    ],
)
def test_titles_are_cut_off_a_person(surface: str, name: str) -> None:
    assert cleaned(f"It was {surface} who spoke.", (surface, "per")) == [(name, "PERSON")]


def test_title_alone_is_no_person() -> None:
    assert cleaned("The President spoke.", ("President", "per")) == []


def test_title_tagged_apart_from_its_name_leaves_the_name() -> None:
    text = "Then Prime Minister Tony Blair left."
    assert cleaned(text, ("Prime", "per"), ("Minister Tony Blair", "per")) == [
        ("Tony Blair", "PERSON")
    ]


def test_leading_the_and_possessive_are_outside_the_name() -> None:
    assert cleaned("A man of the Associated Press's staff.", ("the Associated Press's", "org")) == [
        ("Associated Press", "ORG")
    ]


def test_disease_is_no_organization() -> None:
    assert cleaned("People with AIDS need help.", ("AIDS", "org")) == []


@pytest.mark.parametrize(
    ("surface", "tag", "label"),
    [
        ("Caracas", "geo", "GPE"),
        ("Middle East", "geo", "LOC"),
        ("Gaza Strip", "org", "LOC"),
        ("Zambezi River", "geo", "LOC"),
        ("Nepal", "gpe", "GPE"),
        ("Nepalese", "gpe", "NORP"),
        ("Iranian", "gpe", "NORP"),
        ("Sunni", "per", "NORP"),
        ("U.N.", "geo", "ORG"),
        ("U.S.", "org", "GPE"),
        ("Heathrow Airport", "geo", "MISC"),
        ("Australian Open", "eve", "MISC"),
    ],
)
def test_place_nationality_and_group_are_told_apart(surface: str, tag: str, label: str) -> None:
    assert cleaned(f"Nobody saw {surface} again.", (surface, tag)) == [(surface, label)]


def test_name_split_by_two_tags_is_one() -> None:
    assert cleaned("Rebels in Sri Lanka fled.", ("Sri", "per"), ("Lanka", "gpe")) == [
        ("Sri Lanka", "GPE")
    ]


def test_lower_case_compass_word_is_outside_the_name() -> None:
    assert cleaned("Fighting in southern Afghanistan.", ("southern Afghanistan", "geo")) == [
        ("Afghanistan", "GPE")
    ]


def test_period_takes_its_article_and_count() -> None:
    assert cleaned("Prices fell in the past two years.", ("past two", "tim")) == [
        ("the past two years", "DATE")
    ]


def test_preposition_is_outside_the_date() -> None:
    assert cleaned("He has ruled since 2003.", ("since 2003", "tim")) == [("2003", "DATE")]


@pytest.mark.parametrize("surface", ["later", "two hours", "noon"])
def test_less_than_a_day_is_no_date(surface: str) -> None:
    assert cleaned(f"It ended {surface} then.", (surface, "tim")) == []


def test_money_and_relative_weeks_are_found_without_a_tag() -> None:
    assert cleaned("Last week it paid $12 billion and 400 million euros.") == [
        ("Last week", "DATE"),
        ("$12 billion", "MONEY"),
        ("400 million euros", "MONEY"),
    ]
