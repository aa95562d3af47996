"""Capitals and seats of power: the government where they act, a place where they do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]

CITIES = dict.fromkeys(("Athens", "Caracas", "Pretoria", "Tokyo", "Seoul", "Kabul", "Cairo"), "GPE")


@pytest.mark.parametrize(
    ("sentence", "forms"),
    [
        ("Athens protested and Caracas fumed.", ["metonym", "metonym"]),
        ("Pretoria abstained; Tokyo told Seoul so.", ["metonym", "metonym", "metonym"]),
        ("Athens, however, recalled its envoy.", ["metonym"]),
        ("Cairo angrily rebuffed the offer.", ["metonym"]),
        ("Athens and Cairo reacted with anger.", ["metonym", "metonym"]),
        ("Kabul fell, and Cairo has a population of millions.", ["name", "name"]),
        ("Athens was hit by rain, Tokyo will host the games.", ["name", "name"]),
        ("Cairo lies on a river. Kabul was bombed.", ["name", "name"]),
        ("Crowds in Athens protested, as did people from Cairo who marched.", ["name", "name"]),
        ("Residents of Athens and Cairo protested.", ["name", "name"]),
        ("Athens bombed by rebels, says radio.", ["name"]),
    ],
)
def test_a_capital_is_the_government_where_it_acts(
    read: Read, sentence: str, forms: list[str]
) -> None:
    told = read(sentence, names=CITIES)
    assert [m["form"] for m in told.tables["mentions"] if m["surface"] in CITIES] == forms


@pytest.mark.parametrize(
    ("sentence", "name", "country"),
    [
        ("Downing Street said it would wait.", "Downing Street", "gb"),
        ("The Elysee declined to comment.", "Elysee", "fr"),
        ("In Paris the Élysée declined to comment.", "Élysée", "fr"),
        ("Capitol Hill reacted with anger.", "Capitol Hill", "us"),
        ("Foggy Bottom insisted on it.", "Foggy Bottom", "us"),
        ("Zhongnanhai ordered a review.", "Zhongnanhai", "cn"),
        ("The Blue House denied it.", "Blue House", "kr"),
        ("On Monday Whitehall feared a leak.", "Whitehall", "gb"),
        ("The Pentagon confirmed the strike.", "Pentagon", "us"),
    ],
)
def test_a_seat_of_power_is_its_state_where_it_acts(
    read: Read, sentence: str, name: str, country: str
) -> None:
    told = read(sentence, names={"Whitehall": "PERSON", "Capitol Hill": "PERSON"})
    [mention] = [m for m in told.tables["mentions"] if m["surface"] == name]
    assert (mention["label"], mention["form"]) == ("ORG", "metonym")
    chains = {c["entity_key"]: c["country"] for c in told.tables["chains"]}
    assert chains[mention["entity_key"]] == country


def test_a_seat_of_power_is_a_place_where_one_is_in_it(read: Read) -> None:
    told = read("Sources in Whitehall spoke of talks at the Élysée.", names={"Whitehall": "GPE"})
    assert told.names == [("Whitehall", "FAC"), ("Élysée", "FAC")]
    assert told.chain("Whitehall")["country"] == "gb"


def test_a_person_called_like_a_seat_of_power_is_none(read: Read) -> None:
    told = read(
        "The singer Jo Whitehall came. Whitehall denied it.", names={"Jo Whitehall": "PERSON"}
    )
    assert told.names == [("Jo Whitehall", "PERSON")]
