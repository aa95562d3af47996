"""How far the words of an unnamed group go, over the shipped parser."""

from __future__ import annotations

from functools import cache

import pytest

from transforms.language import pipelines
from transforms.language.pipelines import Pipelines
from transforms.sanctions.prepare import read
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import find_triggers


@cache
def _pipelines() -> Pipelines:
    return pipelines.load()


def _read(sentence: str) -> Reading:
    triggers, _ = find_triggers(sentence)
    (doc,) = _pipelines().parse([sentence])
    return read(doc, (), triggers)


def _groups(sentence: str) -> list[str]:
    return [c.party.name for c in _read(sentence).candidates if c.party.kind == "group"]


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
        (
            "It put sanctions on companies they said had helped Russia.",
            ["companies they said had helped Russia"],
        ),
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
            ["firms accused of selling weapons"],
        ),
        (
            "It froze the money of several banks that are said to launder cash.",
            ["banks that are said to launder cash"],
        ),
        (
            "Tonga put sanctions on two men it accuses of raising money.",
            ["men it accuses of raising money"],
        ),
        (
            "It may place sanctions on Somalis who attack aid workers.",
            ["Somalis who attack aid workers"],
        ),
        (
            "Firms that trade with the island also face sanctions.",
            ["Firms that trade with the island"],
        ),
        ("It put sanctions on eleven companies and people.", ["companies and people"]),
        ("The sanctions hurt the government and people of Cuba.", []),
        ("U.S. officials accused Iran of cheating and want sanctions.", ["U.S. officials"]),
        ("It put sanctions on two North Koreans.", ["North Koreans"]),
        (
            "It put sanctions on companies that Iran has used to buy parts.",
            ["companies that Iran has used to buy parts"],
        ),
        ("Without sanctions on those men he is free to act.", ["those men"]),
        (
            "It put sanctions on two companies that supply fuel to the air force.",
            ["companies that supply fuel to the air force"],
        ),
        (
            "It may tighten the sanctions on countries that trade in their diamonds.",
            ["countries that trade in their diamonds"],
        ),
        ("The United Nations puts six generals on its sanctions list.", ["generals"]),
        (
            "The Council approved travel bans for those who block peace in Darfur.",
            ["those who block peace in Darfur"],
        ),
        (
            "He said anyone who obstructs the accord should be hit by sanctions.",
            ["anyone who obstructs the accord"],
        ),
        (
            "Those across the border who arm the rebels should face sanctions.",
            ["Those across the border who arm the rebels"],
        ),
        (
            "He said whoever broke the cease-fire can expect sanctions.",
            ["whoever broke the cease-fire"],
        ),
        (
            "It put sanctions on a Chinese broker and its director.",
            ["Chinese broker", "director"],
        ),
        (
            "The Treasury put sanctions on a subsidiary of the oil company Rosneft.",
            ["subsidiary of the oil company Rosneft"],
        ),
        ("It put sanctions on Burma's generals last week.", ["Burma's generals"]),
        (
            "It threatened sanctions against the leaders of Saturday's coup.",
            ["leaders of Saturday's coup"],
        ),
        (
            "Peru may put sanctions on any government that seizes land.",
            ["government that seizes land"],
        ),
        (
            "The bloc banned the president and 30 officials from entering its states.",
            ["president", "officials"],
        ),
        ("Britain revoked the visas of two Peruvian judges.", ["Peruvian judges"]),
        ("Sanctions came after the plane crash that killed its ambassador.", []),
        ("He told people on Friday that sanctions on Iran would stay.", []),
    ],
)
def test_the_words_of_a_group(sentence: str, groups: list[str]) -> None:
    assert _groups(sentence) == groups


@pytest.mark.parametrize(
    "sentence",
    [
        "The sanctions hurt the Iranian people.",
        "The resolution keeps the sanctions in force for a year.",
        "The sanctions will not hurt the bank, he said.",
    ],
)
def test_what_is_no_group(sentence: str) -> None:
    assert _groups(sentence) == []


def test_a_state_inside_the_words_of_a_group_can_act_itself() -> None:
    reading = _read("U.S. officials say they have imposed sanctions on Libya.")
    assert [(c.party.state, c.party.form) for c in reading.inner] == [("United States", "inside")]
    (officials,) = [c for c in reading.candidates if c.party.kind == "group"]
    assert reading.inner[0].series == officials.series


def test_a_state_that_is_told_itself_is_not_told_inside() -> None:
    assert _read("The United States and U.S. officials put sanctions on Libya.").inner == ()
