from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.language.conftest import article, pipelines
from transforms.language.annotate import annotate
from transforms.language.keys import entity_key

Read = Callable[..., Any]


def test_a_surname_goes_back_to_the_full_name_in_either_order(read: Read) -> None:
    told = read(
        "Zhao Mingde met Olga Petrova. Zhao smiled, and Petrova left.",
        names={"Zhao Mingde": "PERSON", "Olga Petrova": "PERSON"},
    )
    assert told.chains == {
        "Zhao Mingde": [("Zhao Mingde", "name"), ("Zhao", "surname")],
        "Olga Petrova": [("Olga Petrova", "name"), ("Petrova", "surname")],
    }


def test_a_surname_of_two_people_is_ambiguous_and_the_nearest_earlier_is_taken(read: Read) -> None:
    told = read(
        "Carl Roe came. Roe sat. Dora Roe came too. Roe spoke.",
        names={"Carl Roe": "PERSON", "Dora Roe": "PERSON", "Roe": "PERSON"},
    )
    assert told.chains == {
        "Carl Roe": [("Carl Roe", "name"), ("Roe", "ambiguous")],
        "Dora Roe": [("Dora Roe", "name"), ("Roe", "ambiguous")],
    }


def test_two_full_names_are_never_one_person(read: Read) -> None:
    told = read(
        "George W. Hale and George H. Hale met Kim Hale.",
        names={"George W. Hale": "PERSON", "George H. Hale": "PERSON", "Kim Hale": "PERSON"},
    )
    assert sorted(told.chains) == ["George H. Hale", "George W. Hale", "Kim Hale"]


def test_a_middle_initial_makes_no_second_person(read: Read) -> None:
    told = read(
        "Anton J. Blink spoke. Anton Blink left.",
        names={"Anton J. Blink": "PERSON", "Anton Blink": "PERSON"},
    )
    assert told.chains == {"Anton J. Blink": [("Anton J. Blink", "name"), ("Anton Blink", "name")]}


def test_a_surname_in_the_title_finds_the_full_name_of_the_body(read: Read) -> None:
    told = read(
        ("title", "Petrova to step down"),
        "Olga Petrova said so.",
        names={"Petrova": "PERSON", "Olga Petrova": "PERSON"},
    )
    assert told.chains == {"Olga Petrova": [("Petrova", "surname"), ("Olga Petrova", "name")]}


def test_initials_in_brackets_introduce_an_acronym(read: Read) -> None:
    told = read("The National River Board’s (NRB) plan failed. The NRB agreed; the Board did not.")
    assert told.chains == {
        "National River Board": [
            ("National River Board", "name"),
            ("NRB", "acronym"),
            ("NRB", "acronym"),
            ("Board", "title"),
        ]
    }


def test_a_shortened_ministry_goes_back_to_its_country(read: Read) -> None:
    told = read(
        "The Iranian Foreign Ministry replied. The Foreign Ministry gave no details.",
        names={"Foreign Ministry": "ORG"},
    )
    assert told.chains == {
        "Iranian Foreign Ministry": [
            ("Iranian Foreign Ministry", "name"),
            ("Foreign Ministry", "name"),
        ]
    }
    assert told.chain("Iranian Foreign Ministry")["kind"] == "public_body"
    assert told.chain("Iranian Foreign Ministry")["country"] == "ir"


def test_an_owner_tells_the_country_of_a_ministry(read: Read) -> None:
    told = read("China's Health Ministry replied.", names={"Health Ministry": "ORG"})
    assert told.chain("Chinese Health Ministry")["country"] == "cn"


def test_all_names_of_a_country_are_one_chain(read: Read) -> None:
    told = read("The U.S. and American envoys said Washington would act. The US agreed.",
                names={"Washington": "GPE"})  # fmt: skip
    assert told.chains == {
        "United States": [
            ("U.S.", "name"),
            ("American", "demonym"),
            ("Washington", "metonym"),
            ("US", "name"),
        ]
    }
    assert told.chain("United States")["entity_key"] == entity_key("country", "United States")


def test_a_capital_as_a_place_stays_a_place(read: Read) -> None:
    told = read(
        "They met in Moscow. Moscow said it would reply.",
        names={"Moscow": "GPE"},
    )
    assert told.chains == {"Moscow": [("Moscow", "name")], "Russia": [("Moscow", "metonym")]}
    assert told.chain("Moscow")["kind"] == "place"
    assert told.chain("Moscow")["country"] == "ru"


def test_kinds_of_organisations(read: Read) -> None:
    told = read(
        "Doe Shipping Co. sued Ann's Party, and MV Orca left.",
        names={"Doe Shipping Co.": "ORG", "Ann's Party": "ORG", "MV Orca": "ORG"},
    )
    assert told.chain("Doe Shipping Co.")["kind"] == "company"
    assert told.chain("Ann's Party")["kind"] == "organization"
    assert told.chain("MV Orca")["kind"] == "vessel"


def test_dates_belong_to_no_chain(read: Read) -> None:
    told = read("It began on Friday.", names={"Friday": "DATE"})
    assert told.tables["mentions"][0]["entity_key"] is None
    assert told.chains == {}


def test_a_surname_of_two_words_is_a_surname(read: Read) -> None:
    told = read(
        "Bo de Vries came. Mayor de Vries left.",
        names={"Bo de Vries": "PERSON", "de Vries": "PERSON"},
    )
    assert told.chains == {"Bo de Vries": [("Bo de Vries", "name"), ("de Vries", "surname")]}


def test_a_lone_surname_is_its_articles_own() -> None:
    keys = [
        annotate(*article("Miller left.", article_id=a), pipelines({"Miller": "PERSON"}))[0][
            "chains"
        ]["entity_key"][0].as_py()
        for a in ("a", "a", "b")
    ]
    assert keys[0] == keys[1] != keys[2]


def test_other_spellings_and_orders_of_a_name_are_one_person(read: Read) -> None:
    told = read(
        "Sergei Shoigu spoke. Sergey Shoygu left. Shoygu slept. Li Shangfu met Shangfu Li.",
        names=dict.fromkeys(
            ("Sergei Shoigu", "Sergey Shoygu", "Li Shangfu", "Shangfu Li"), "PERSON"
        ),
    )
    assert {name: len(found) for name, found in told.chains.items()} == {
        "Sergei Shoigu": 3,
        "Li Shangfu": 2,
    }


def test_names_that_sound_alike_only_nearly_are_two(read: Read) -> None:
    names = (
        *("Ali Hassan", "Ali Hussein", "Maria Roe", "Mario Roe", "Kim Min", "Kim Man"),
        *("Juan Lopez", "Joan Lopez", "Hasan Ali", "Ali Hasan", "Bo Page", "Bo Page Jr."),
    )
    told = read(", ".join(names) + " met.", names=dict.fromkeys(names, "PERSON"))
    assert sorted(told.chains) == sorted(names)


def test_two_things_joined_by_or_are_two(read: Read) -> None:
    told = read("They took REGN-EB3 or MAB114.", names={"REGN-EB3": "PRODUCT", "MAB114": "PRODUCT"})
    assert sorted(told.chains) == ["MAB114", "REGN-EB3"]
