"""How far the words of an unnamed group go, over the shipped parser."""

from __future__ import annotations

from functools import cache

import pytest

from transforms.language import pipelines
from transforms.language.pipelines import Pipelines
from transforms.sanctions.prepare import read
from transforms.sanctions.triggers import find_triggers


@cache
def _pipelines() -> Pipelines:
    return pipelines.load()


def _groups(sentence: str) -> list[str]:
    triggers, _ = find_triggers(sentence)
    (doc,) = _pipelines().parse([sentence])
    found = read(doc, (), triggers).candidates
    return [c.party.name for c in found if c.party.kind == "group"]


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (
            "The Council may put sanctions on commanders who recruit children.",
            ["commanders who recruit children"],
        ),
        (
            "Officials say political leaders who obstruct the talks could face sanctions.",
            ["Officials", "political leaders who obstruct the talks"],
        ),
        (
            "The Treasury froze the assets of companies he founded.",
            ["companies he founded"],
        ),
        (
            "It wants sanctions against anyone who tried to block the vote by force.",
            ["anyone who tried to block the vote by force"],
        ),
        (
            "Britain froze the assets of organizations suspected of raising money for rebels.",
            ["organizations suspected of raising money", "rebels"],
        ),
        ("The European Union removed five companies from its sanctions list.", ["companies"]),
        ("The ruling came from people whose assets were frozen.", ["people"]),
        ("The order froze the assets of four people.", ["people"]),
        ("The sanctions also hit his family.", ["family"]),
        ("It put sanctions on companies they said had helped Russia.", ["companies"]),
        (
            "Canada put sanctions on people who helped Iran and companies that sold it arms.",
            ["people who helped Iran", "companies that sold it arms"],
        ),
        (
            "It threatened sanctions on firms that sell arms (tanks and rifles).",
            ["firms that sell arms"],
        ),
        (
            "Chad put sanctions on officials from the breakaway territory.",
            ["officials from the breakaway territory"],
        ),
        ("France took five Saudi officials off its blacklist.", ["Saudi officials"]),
        (
            "Washington placed sanctions on two firms accused of selling weapons.",
            ["firms"],
        ),
    ],
)
def test_the_words_of_a_group(sentence: str, groups: list[str]) -> None:
    assert _groups(sentence) == groups


@pytest.mark.parametrize(
    "sentence",
    [
        "The sanctions hurt the Iranian people.",
        "The resolution keeps the sanctions in force for a year.",
    ],
)
def test_what_is_no_group(sentence: str) -> None:
    assert _groups(sentence) == []
