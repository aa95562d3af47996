"""Long names and their letters: in brackets, behind "or", of bodies and of treaties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]


def test_letters_may_count_small_words_and_leave_one_out(read: Read) -> None:
    told = read("The Northern Union Peace Mission in Fiji (NPMIF) left. NPMIF had planes.")
    assert told.chains == {
        "Northern Union Peace Mission in Fiji": [
            ("Northern Union Peace Mission in Fiji", "name"),
            ("NPMIF", "acronym"),
            ("NPMIF", "acronym"),
        ]
    }


def test_letters_behind_or_may_be_the_beginnings_of_words(read: Read) -> None:
    told = read("The U.S. Africa Command, or AFRICOM, agreed. AFRICOM flew.")
    assert told.names == [("U.S. Africa Command", "ORG"), ("AFRICOM", "ORG"), ("AFRICOM", "ORG")]
    assert told.chain("U.S. Africa Command")["country"] == "us"


def test_the_letters_of_a_treaty_are_chained_to_it(read: Read) -> None:
    told = read(
        "The Joint Harbour Plan of Action (JHPOA) held. The JHPOA ended.",
        names={"JHPOA": "PRODUCT"},
    )
    assert told.chains == {
        "Joint Harbour Plan of Action": [
            ("Joint Harbour Plan of Action", "name"),
            ("JHPOA", "acronym"),
            ("JHPOA", "acronym"),
        ]
    }
    assert {label for _, label in told.names} == {"LAW"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks on Peace in Fiji (NATO) ended.",
        "He met Ann Roe (BMWX) there.",
        "A Small Firm, or ELSE, it said.",
    ],
)
def test_letters_of_something_else_introduce_nothing(read: Read, sentence: str) -> None:
    assert [n for n, label in read(sentence).names if label == "ORG"] == []


def test_the_office_of_somebody_is_one_body(read: Read) -> None:
    told = read(
        "The Office of the U.S. Trade Representative and the Office of the Prosecutor General met "
        "Monday.",
        names={"U.S. Trade Representative": "ORG", "Office of the": "ORG"},
    )
    assert told.names == [
        ("Office of the U.S. Trade Representative", "ORG"),
        ("Office of the Prosecutor General", "ORG"),
    ]
