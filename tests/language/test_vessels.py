"""Vessels, by the noun or letters before them, and where they are named again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.words import read as read_list

Read = Callable[..., Any]


@pytest.mark.parametrize("part", read_list("vessels"))
def test_the_noun_before_a_name_tells_a_vessel(read: Read, part: str) -> None:
    sentence, names = read_list("vessels")[part]["example"]
    told = read(sentence)
    assert [n for n, label in told.names if label == "PRODUCT"] == names
    assert [c["name"] for c in told.tables["chains"] if c["kind"] == "vessel"] == names


def test_a_vessel_is_one_wherever_the_article_names_it(read: Read) -> None:
    told = read(
        ("title", "Greece Frees Maria Elena After Talks"),
        "The cargo ship Maria Elena left. Crew of the Maria Elena were well.",
        names={"Maria Elena": "PERSON"},
    )
    assert told.chains["Maria Elena"] == [("Maria Elena", "name")] * 3
    assert told.chain("Maria Elena")["kind"] == "vessel"


def test_a_vessel_called_as_a_city_is_not_the_city(read: Read) -> None:
    told = read(
        "The submarine Kursk sank. The Kursk lies off Norway. Her crew was from Kursk.",
        names={"Kursk": "GPE"},
    )
    assert [label for name, label in told.names if name == "Kursk"] == ["PRODUCT", "PRODUCT", "GPE"]


def test_letters_before_a_ship_s_name_go_on_over_of(read: Read) -> None:
    told = read(
        "The MV Lady of Basilan burned. The M/V Lady Leila was held. The Lady Leila left.",
        names={"MV Lady of": "PRODUCT", "Basilan": "GPE", "Leila": "PERSON"},
    )
    assert told.chains == {
        "MV Lady of Basilan": [("MV Lady of Basilan", "name")],
        "M/V Lady Leila": [("M/V Lady Leila", "name"), ("Lady Leila", "name")],
    }


@pytest.mark.parametrize("name", ["USS John Finn", "USS William P. Lawrence"])
def test_names_of_people_are_whole(read: Read, name: str) -> None:
    assert read(f"The {name} left on Monday.").names[0] == (name, "PRODUCT")


def test_the_sentence_before_is_no_given_name(read: Read) -> None:
    told = read("The yacht Amadea met the tug Hercules. Amadea left first.")
    assert [name for name, label in told.names if label == "PRODUCT"] == [
        *("Amadea", "Hercules", "Amadea"),
    ]


def test_letters_with_points_are_of_the_name(read: Read) -> None:
    told = read("The U.S.S. Grayback sank. The Grayback was found by U.S. divers.")
    assert told.names == [
        ("U.S.S. Grayback", "PRODUCT"),
        ("Grayback", "PRODUCT"),
        ("U.S.", "GPE"),
    ]


def test_a_vessel_has_its_other_names_too(read: Read) -> None:
    told = read("The tanker “Silver 1”, formerly the Gold Star, sailed.")
    assert told.names == [("Silver 1", "PRODUCT"), ("Gold Star", "PRODUCT")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The tanker Iran seized was Greek.",
        "The vessel Gazprom chartered left.",
        "The ship Lloyd’s List named is unknown.",
        "The warship Iranian Navy boats met left.",
        "Carrier Ryanair said so.",
        "The vessel U.S. officials named left.",
        "Vessel Tracker’s data said so.",
    ],
)
def test_who_does_something_with_a_vessel_is_none(read: Read, sentence: str) -> None:
    assert [n for n, label in read(sentence).names if label == "PRODUCT"] == []


def test_a_vessel_ends_before_the_state_that_it_is_of(read: Read) -> None:
    told = read("The tanker Blue Pearl of Greece met the ferry Star of India.")
    assert told.names == [
        ("Blue Pearl", "PRODUCT"),
        ("Greece", "GPE"),
        ("Star of India", "PRODUCT"),
    ]
