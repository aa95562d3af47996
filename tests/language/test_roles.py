from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.words import read as read_list

Read = Callable[..., Any]


def person(read: Read, text: str, name: str) -> list[tuple[str, str | None, str | None]]:
    told = read(text, names={name: "PERSON", "NATO": "ORG", "Ocean Bank": "ORG"})
    return [(role, body, country) for _, role, body, country in told.roles]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Kenyan Defense Minister Joe Roe left.", "Joe Roe",
         ("Kenyan Defense Minister", None, "ke")),
        ("He rang his Peruvian counterpart, Joe Roe, on Monday.", "Joe Roe",
         ("Peruvian counterpart", None, "pe")),
        ("Then NATO secretary-general Joe Roe replied.", "Joe Roe",
         ("NATO secretary-general", "NATO", None)),
        ("A claim by Chilean business tycoon Joe Roe fell.", "Joe Roe",
         ("Chilean business tycoon", None, "cl")),
        ("Yesterday, U.S. President Joe Roe spoke.", "Joe Roe", ("U.S. President", None, "us")),
        ("Defence Minister Joe Roe will visit Peru.", "Joe Roe", ("Defence Minister", None, None)),
        ("Foreign Minister Joe Roe of Peru spoke.", "Joe Roe", ("Foreign Minister", None, "pe")),
        ("Iran's president Joe Roe spoke.", "Joe Roe", ("president", None, "ir")),
        ("Joe Roe, a spokesman for Ocean Bank, left.", "Joe Roe",
         ("spokesman for Ocean Bank", "Ocean Bank", None)),
        ("Joe Roe, Peru's defence minister, left.", "Joe Roe", ("defence minister", None, "pe")),
        ("Secretary of State Joe Roe left.", "Joe Roe", ("Secretary of State", None, "us")),
        ("The Iranian Foreign Ministry spokesperson Joe Roe left.", "Joe Roe",
         ("Iranian Foreign Ministry spokesperson", "Iranian Foreign Ministry", "ir")),
    ],
)  # fmt: skip
def test_roles_before_and_behind_a_name(
    read: Read, text: str, name: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert person(read, text, name) == [expected]


def test_the_ministry_of_a_role_is_the_one_named_before(read: Read) -> None:
    told = read(
        "The Iranian Foreign Ministry replied. Joe Roe, a spokesman for the ministry, left.",
        names={"Joe Roe": "PERSON"},
    )
    assert told.roles == [
        ("Joe Roe", "spokesman for the ministry", "Iranian Foreign Ministry", "ir")
    ]
    assert told.chain("Joe Roe")["country"] == "ir"


def test_what_is_no_role_is_none(read: Read) -> None:
    told = read(
        "On Monday Joe Roe left. The man, Joe Roe, a quiet afternoon, sang.",
        names={"Joe Roe": "PERSON"},
    )
    assert told.roles == []


@pytest.mark.parametrize("group", read_list("roles")["nouns"], ids=lambda g: str(g["what"]))
def test_examples_of_the_role_nouns(read: Read, group: dict[str, Any]) -> None:
    sentence, role = group["example"]
    name = sentence.removeprefix(role).strip().rsplit(" ", 1)[0]
    words = [w for w in name.split() if w[0].isupper()]
    told = read(sentence, names={" ".join(words): "PERSON", "NATO": "ORG"})
    assert [r for _, r, _, _ in told.roles] == [role]


@pytest.mark.parametrize("group", read_list("roles")["offices"], ids=lambda g: str(g["country"]))
def test_examples_of_the_offices(read: Read, group: dict[str, Any]) -> None:
    sentence, country = group["example"]
    name = " ".join(sentence.split()[-3:-1])
    assert [r[3] for r in read(sentence, names={name: "PERSON"}).roles] == [country]
