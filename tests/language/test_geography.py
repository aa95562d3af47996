"""Places know their country, and bodies and offices that every state has know whose they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.geography import country_in_name, country_of_place, is_shared, region
from transforms.language.kinds import is_generic
from transforms.language.words import read as read_list

Read = Callable[..., Any]


def countries(told: Any) -> dict[str, str | None]:
    return {c["name"]: c["country"] for c in told.tables["chains"]}


@pytest.mark.parametrize(
    ("name", "told", "country"),
    [
        ("Nevada", {}, "us"),
        ("Helmand province", {}, "af"),
        ("the Gaza Strip", {}, "ps"),
        ("Aleppo", {}, "sy"),
        ("Kiev", {}, "ua"),
        ("San Diego County", {}, "us"),
        ("Tripoli", {"lb": 2}, "lb"),
        ("Tripoli", {}, "ly"),
        ("Richmond", {"ca": 1, "us": 3}, "us"),
        ("Cambridge", {}, None),
        ("Nowhere at all", {}, None),
    ],
)
def test_the_country_of_a_place(name, told, country):
    assert country_of_place(name, told) == country


def test_a_small_town_is_not_guessed_where_other_countries_are_told():
    assert country_of_place("Bihać", {}) == "ba"
    assert country_of_place("Bihać", {"fr": 3}) is None


def test_regions_and_large_cities_in_the_name_of_a_body():
    assert (region("Florida"), region("Florid")) == ("us", None)
    assert (country_in_name("Toronto"), country_in_name("Commerce")) == ("ca", None)
    assert is_shared("Tripoli")
    assert not is_shared("Pyongyang")


def test_a_comma_leads_to_the_country(read: Read) -> None:
    told = read(
        "Talks were held in Rachel, Nevada, and in Arbil, Iraq.",
        names={"Rachel": "GPE", "Nevada": "GPE", "Arbil": "GPE", "Iraq": "GPE"},
    )
    assert countries(told) == {"Rachel": "us", "Nevada": "us", "Arbil": "iq", "Iraq": "iq"}


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("Arrests were made in Florida, Georgia and Kansas.", "place", "us"),
        ("Russia sent troops to Georgia.", "country", "ge"),
        ("Georgia and Texas sent rangers to Tbilisi.", "country", "ge"),
    ],
)
def test_a_state_of_the_same_name(read: Read, text: str, kind: str, country: str) -> None:
    names = ("Florida", "Georgia", "Kansas", "Texas", "Tbilisi", "Russia")
    told = read(text, names=dict.fromkeys(names, "GPE"))
    chain = told.chain("Georgia")
    assert (chain["kind"], chain["country"]) == (kind, country)


def test_cities_of_one_name_are_two_entities(read: Read) -> None:
    one = read("He lives in Tripoli, Lebanon.", names={"Tripoli": "GPE", "Lebanon": "GPE"})
    two = read("He lives in Tripoli, Libya.", names={"Tripoli": "GPE", "Libya": "GPE"})
    again = read("Back to Tripoli. Libya was calm.", names={"Tripoli": "GPE", "Libya": "GPE"})
    keys = [told.chain("Tripoli")["entity_key"] for told in (one, two, again)]
    assert keys[0] != keys[1] == keys[2]


def test_words_that_every_states_bodies_have():
    lists = read_list("kinds")["generic"]
    assert all(is_generic(name) for name in lists["examples"])
    assert not any(is_generic(name) for name in lists["others"])


def test_a_ministry_is_that_of_the_country_of_its_sentence(read: Read) -> None:
    told = read(
        "Iran and China talked. In Iran, the Foreign Ministry said so.",
        names={"Iran": "GPE", "China": "GPE", "Foreign Ministry": "ORG"},
    )
    assert told.chain("Iranian Foreign Ministry")["country"] == "ir"


def test_else_that_of_the_country_that_the_article_is_about(read: Read) -> None:
    told = read(
        "Iran agreed. Iran signed. Iran and China talked. The Supreme Court met.",
        names={"Iran": "GPE", "China": "GPE", "Supreme Court": "ORG"},
    )
    assert told.chain("Iranian Supreme Court")["country"] == "ir"


def test_else_it_is_its_articles_own(read: Read) -> None:
    names = {"Iran": "GPE", "China": "GPE", "Supreme Court": "ORG"}
    one = read("Iran and China talked. The Supreme Court met.", names=names)
    other = read("The Supreme Court met.", names=names)
    assert one.chain("Supreme Court")["country"] is None
    assert one.chain("Supreme Court")["kind"] == "public_body"
    assert other.chain("Supreme Court")["country"] is None


@pytest.mark.parametrize("example", ["example", "other"])
def test_only_an_office_that_does_not_travel_is_of_the_state_told(read: Read, example: str) -> None:
    sentence, country = read_list("roles")["local"][example]
    told = read(sentence, names={"Ann Miller": "PERSON", "Canada": "GPE"})
    assert told.chain("Ann Miller")["country"] == (country or None)
    told = read("Singer Ann Miller sang in Canada.", names={"Ann Miller": "PERSON"})
    assert told.chain("Ann Miller")["country"] is None


def test_a_bare_treasury_is_the_one_that_the_article_names(read: Read) -> None:
    told = read(
        ("title", "Treasury sanctions bank in Minsk"),
        "The U.S. Treasury Department named it on Monday.",
        names={"Treasury": "ORG", "U.S. Treasury Department": "ORG", "Minsk": "GPE"},
    )
    assert [name for name, _ in told.chains["U.S. Treasury Department"]] == [
        "Treasury",
        "U.S. Treasury Department",
    ]


def test_a_treasury_is_not_of_the_state_that_the_article_is_about(read: Read) -> None:
    told = read(
        "Iran protested in Iran. The Treasury listed two banks of Iran.",
        names={"Iran": "GPE", "Treasury": "ORG"},
    )
    assert told.chain("Treasury")["country"] is None
