from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[..., Any]


def test_titles_articles_possessives_and_marks_are_cut(read: Read) -> None:
    told = read(
        "Vice President Dick Hale's aide met the “Ocean Bank” in eastern Fiji.",
        names={
            "Vice President Dick Hale's": "PERSON",
            "the “Ocean Bank”": "ORG",
            "eastern Fiji": "GPE",
        },
    )
    assert told.names == [("Dick Hale", "PERSON"), ("Ocean Bank", "ORG"), ("Fiji", "GPE")]


def test_countries_and_peoples_are_found_without_a_model(read: Read) -> None:
    told = read("The U.S.-led force left Iraq, and Burmese and Sino-Russian envoys met the EU.")
    assert told.names == [
        ("U.S.", "GPE"),
        ("Iraq", "GPE"),
        ("Burmese", "NORP"),
        ("Sino", "NORP"),
        ("Russian", "NORP"),
        ("EU", "ORG"),
    ]


def test_names_that_are_countries_too_are_left_to_the_model(read: Read) -> None:
    told = read("Michael Jordan spoke to Chad in Georgia about China Daily.")
    assert told.names == []


def test_a_mislabelled_country_is_put_right(read: Read) -> None:
    told = read("Syria and Syrians wait.", names={"Syria": "ORG", "Syrians": "GPE"})
    assert told.names == [("Syria", "GPE"), ("Syrians", "NORP")]


def test_a_name_missed_once_is_found_again(read: Read) -> None:
    told = read(
        "Ann Miller spoke. Reporters asked. Miller left with Ann Miller.",
        names={"Ann Miller spoke": "NONE", "Ann Miller": "PERSON"},
    )
    assert [n for n, _ in told.names] == ["Ann Miller", "Miller", "Ann Miller"]


def test_in_headline_case_only_names_of_the_body_count(read: Read) -> None:
    told = read(
        ("title", "Big Freeze Hits Trade as Miller Warns China"),
        "Ann Miller warned on Friday.",
        names={"Big Freeze": "PERSON", "Ann Miller": "PERSON", "Friday": "DATE"},
    )
    assert told.names == [
        ("Miller", "PERSON"),
        ("China", "GPE"),
        ("Ann Miller", "PERSON"),
        ("Friday", "DATE"),
    ]


def test_bylines_credits_and_agencies_name_nobody(read: Read) -> None:
    everybody = {"Jo Roe": "PERSON", "Al Poe": "PERSON", "Ann Miller": "PERSON", "AFP": "ORG"}
    told = read(
        ("byline", "Jo Roe"),
        ("caption", "Ann Miller at the gate. (Al Poe/AFP via Getty Images)"),
        ("caption", "Ann Miller leaves, June 8, 2023. REUTERS/Al Poe"),
        ("caption", "Ann Miller comes back. AP Photo/Al Poe"),
        ("credit", "Al Poe"),
        ("boilerplate", "Read more by Jo Roe"),
        names=everybody,
    )
    assert told.names == [("Ann Miller", "PERSON")] * 3


def test_firms_are_no_people_whatever_the_model_says(read: Read) -> None:
    told = read(
        "Gazprombank and Mainhaus Bank paid Ann Eubank.",
        names={"Gazprombank": "PERSON", "Mainhaus Bank": "PERSON", "Ann Eubank": "PERSON"},
    )
    assert told.names == [
        ("Gazprombank", "ORG"),
        ("Mainhaus Bank", "ORG"),
        ("Ann Eubank", "PERSON"),
    ]


def test_a_country_with_its_ministry_is_one_name(read: Read) -> None:
    told = read("The Iranian Foreign Ministry and China's Health Ministry met Iranian officials.")
    assert ("Iranian Foreign Ministry", "ORG") in told.names
    assert told.names[-1] == ("Iranian", "NORP")
    assert ("China", "GPE") in told.names


def test_a_title_makes_a_person_of_what_the_model_took_for_a_place(read: Read) -> None:
    told = read(
        "Mayor Adamek was hurt. Adamek is stable.",
        names={"Adamek": "GPE"},
    )
    assert told.names == [("Adamek", "PERSON"), ("Adamek", "PERSON")]


def test_words_that_only_begin_sentences_are_no_names(read: Read) -> None:
    told = read(
        "Rescue was slow. The rescue ended. Amidst rain it ended.",
        names={"Rescue": "PERSON", "Amidst": "PERSON"},
    )
    assert told.names == []


def test_offices_are_no_organisations(read: Read) -> None:
    told = read(
        "Senate Minority Leader Chuck Roe spoke.",
        names={"Senate Minority Leader": "ORG", "Chuck Roe": "PERSON"},
    )
    assert told.names == [("Chuck Roe", "PERSON")]


def test_sums_and_days_lose_their_approximators(read: Read) -> None:
    told = read(
        "It paid more than $5 million, about two years late.",
        names={"more than $5 million": "MONEY", "about two years": "DATE"},
    )
    assert told.names == [("$5 million", "MONEY"), ("two years", "DATE")]


def test_a_person_behind_the_country_of_an_office_is_cut_out(read: Read) -> None:
    told = read("The former president of France Jean Roe left.", names={"France Jean Roe": "ORG"})
    assert told.names == [("France", "GPE"), ("Jean Roe", "PERSON")]


def test_known_bodies_are_found_where_no_longer_name_runs_over_them(read: Read) -> None:
    told = read("The Economic Community of West African States met the National Security Council.")
    assert told.names == [("Economic Community of West African States", "ORG")]
