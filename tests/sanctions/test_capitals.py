"""Names of trigger sentences that the language stage did not read, or read in part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sanctions.told import bare, name_in


def _named(sentence: str, *names: tuple[str, str]) -> list[str]:
    """Who is named in a sentence of which the language stage read `names`, each with its label."""
    found = bare(sentence, *(name_in(sentence, *told) for told in names)).candidates
    return [c.party.name for c in found if c.party.kind in {"person", "name"}]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("The Treasury put sanctions on the tanker Grace 1 in May.", ["Grace 1"]),
        ("Tokyo froze the assets of the network Doppelgaenger.", ["Doppelgaenger"]),
        ("Sanctions against Unita were lifted in 2002.", ["Unita"]),
        ("The sanctions hit the Arctic LNG 2 project.", ["Arctic LNG 2"]),
        ("It put new sanctions on Ghana Cocoa Industries in May.", ["Ghana Cocoa Industries"]),
        ("It put sanctions on Crown Resorts over the money.", ["Crown Resorts"]),
        ("The bloc put sanctions on Jaysh al-Adl over the attack.", ["Jaysh al-Adl"]),
        ("The ministry may designate the Proud Boys as a terrorist group.", ["Proud Boys"]),
        ("It regrets the sanctions, Foreign Minister Lavrov said on Friday.", ["Lavrov"]),
    ],
)
def test_runs_of_capitalised_words_are_names(sentence: str, named: list[str]) -> None:
    assert _named(sentence) == named


@pytest.mark.parametrize(
    ("sentence", "part", "label", "whole"),
    [
        (
            "The ministry put sanctions on Hassan Moukawad over graft.",
            "Hassan",
            "PERSON",
            "Hassan Moukawad",
        ),
        ("China sanctioned Boeing Aerospace over arms sales.", "Boeing", "ORG", "Boeing Aerospace"),
        (
            "It put sanctions on Liwa Zainebiyoun on Monday.",
            "Zainebiyoun",
            "ORG",
            "Liwa Zainebiyoun",
        ),
    ],
)
def test_a_name_that_was_read_in_part_is_told_whole(
    sentence: str, part: str, label: str, whole: str
) -> None:
    assert _named(sentence, (part, label)) == [whole]


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday in May the bloc imposed sanctions.",
        "Meanwhile, the sanctions of Dec. 2019 stay in force.",
        "Talks between the two sides on easing the sanctions failed.",
        "It put sanctions on the Speaker, the Chairman and four generals.",
        "The sanctions against the Haqqani network are in place.",
        "The Foreign Minister called for sanctions under Chapter VII.",
        "MOSCOW SLAMS NEW SANCTIONS AS UNWISE STEP.",
        "The Council said sanctions under Resolution 1718 will stay.",
    ],
)
def test_titles_days_papers_and_headlines_show_no_names(sentence: str) -> None:
    assert _named(sentence) == []


def test_what_introduces_a_person_is_no_name() -> None:
    sentence = "The sanctions on the country were backed by Democrat John Bolton in a speech."
    assert _named(sentence, ("John Bolton", "PERSON")) == ["John Bolton"]


def test_a_place_is_no_part_of_the_name_of_the_person_behind_it() -> None:
    sentence = "It put sanctions on the vice president of Venezuela Tareck El Aissami over drugs."
    assert _named(sentence) == ["Tareck El Aissami"]


def test_what_stands_between_two_names_belongs_to_neither() -> None:
    sentence = "It put sanctions on Quds Liwa Zainebiyoun as a group of terrorists."
    names = ("Quds", "ORG"), ("Zainebiyoun", "PERSON")
    assert _named(sentence, *names) == ["Quds", "Zainebiyoun"]


def test_the_name_that_a_chain_tells_in_full_stays() -> None:
    sentence = "It put sanctions on Haqqani Zainebiyoun in the spring of that year."
    known = replace(name_in(sentence, "Haqqani", "ORG"), name="Haqqani family")
    found = bare(sentence, known).candidates
    assert [c.party.name for c in found] == ["Haqqani family"]
