"""Firms: those known by name, and those that the words behind them tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.kinds import body, firm_names
from transforms.language.words import read as read_list

Read = Callable[..., Any]


def test_firms_called_like_people_are_firms(read: Read) -> None:
    told = read(
        "Goldman Sachs on Monday sued Morgan Stanley, Warner Bros. and Johnson & Johnson.",
        names={"Goldman Sachs": "PERSON", "Morgan Stanley": "PERSON", "Johnson": "PERSON"},
    )
    assert told.names == [
        ("Goldman Sachs", "ORG"),
        ("Morgan Stanley", "ORG"),
        ("Warner Bros.", "ORG"),
        ("Johnson & Johnson", "ORG"),
    ]
    assert told.chain("Morgan Stanley")["kind"] == "company"


def test_a_firm_s_name_shortens_no_longer_one(read: Read) -> None:
    told = read(
        "Morgan Stanley Smith met Philip Morris Jones and Mr. Hugo Boss.",
        names={"Morgan Stanley Smith": "PERSON", "Philip Morris Jones": "PERSON"},
    )
    assert told.names == [("Morgan Stanley Smith", "PERSON"), ("Philip Morris Jones", "PERSON")]


def test_the_list_of_firms_tells_their_country_and_kind() -> None:
    told = body("JPMorgan")
    assert told is not None
    assert (told.name, told.kind, told.country) == ("JPMorgan Chase", "company", "us")
    assert {known.kind for name in firm_names() if (known := body(name))} == {
        "company",
        "organization",
        "public_body",
    }


@pytest.mark.parametrize("part", read_list("appositions"))
def test_a_noun_behind_a_name_tells_an_organisation(read: Read, part: str) -> None:
    sentence, name = read_list("appositions")[part]["example"]
    people = dict.fromkeys(("Anders Holm", "Dolce Vita", "Peter Halm", "Ann Miller"), "PERSON")
    told = read(sentence, names=people)
    assert [n for n, label in told.names if label == "ORG"] == ([name] if name else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Miller, the bank, they said, was late.",
        "Ann Miller, a company director, came.",
        "Ann Miller, the bank's owner, came.",
        "Ann Miller, a former bank clerk, came.",
        "Ann Miller, a law firm partner, came.",
    ],
)
def test_people_beside_firms_stay_people(read: Read, sentence: str) -> None:
    assert read(sentence, names={"Ann Miller": "PERSON"}).names == [("Ann Miller", "PERSON")]
