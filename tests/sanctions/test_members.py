"""Who of a sentence may take part in its event, over the shipped parser."""

from __future__ import annotations

import pytest

from tests.sanctions.told import bare, name_in


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("Every country must respect the sanctions on Iran.", ["Iran"]),
        ("Any new sanctions must be approved.", []),
        ("Iraq denied any role in breaking the embargo.", ["Iraq"]),
        ("Any attempt to lift the sanctions will fail.", []),
        ("Each side blamed the other for the sanctions.", ["side"]),
        (
            "Officials from Russia, China and Iran condemned the sanctions.",
            ["Officials from Russia, China and Iran"],
        ),
        (
            "The sanctions are on firms in Russia, China, and India that sell arms.",
            ["firms in Russia, China, and India that sell arms"],
        ),
        (
            "Of sanctions on firms in Syria, Iran and Russia said nothing.",
            ["firms in Syria", "Iran", "Russia"],
        ),
        ("It removed the charity from its sanctions list.", ["charity"]),
        (
            "Deep divisions in the Security Council have delayed sanctions on Iran.",
            ["United Nations", "Iran"],
        ),
        (
            "A permanent member of the Security Council, China opposes sanctions.",
            ["United Nations", "China"],
        ),
        ("The head of the delegation opposed sanctions.", []),
        (
            "Peru put sanctions on Iran and Chinese companies.",
            ["Peru", "Iran", "Chinese companies"],
        ),
        ("It put sanctions on two Chinese and Russian firms.", ["Chinese and Russian firms"]),
        (
            "Washington threatened generals who block the talks with sanctions.",
            ["United States", "generals who block the talks"],
        ),
        ("If sanctions hit a bank it loses access to dollars.", ["bank"]),
        (
            "Peru put sanctions on people accused of undermining democracy, joining Chile.",
            ["Peru", "people accused of undermining democracy", "Chile"],
        ),
        (
            "Chad sanctions men accused of blocking peace, killing civilians and violating rights.",
            ["Chad", "men accused of blocking peace, killing civilians and violating rights"],
        ),
        ("Any member of the Security Council can veto sanctions.", ["United Nations"]),
        (
            "Countries that help Iran risk U.S. sanctions.",
            ["Countries that help Iran", "United States"],
        ),
        (
            "Joseph Kony, the leader of the rebel group, is under U.N. sanctions.",
            ["Joseph Kony", "United Nations"],
        ),
        ("Protesters clashed with police over the sanctions.", []),
        ("It put sanctions on companies more than two years ago.", ["companies"]),
        (
            "It put sanctions on officials from the Iranian judicial system.",
            ["officials from the Iranian judicial system"],
        ),
        (
            "It has sanctions on pirates off the coast of Somalia.",
            ["pirates off the coast of Somalia"],
        ),
    ],
)
def test_who_may_take_part(sentence: str, members: list[str]) -> None:
    assert [c.party.state or c.party.name for c in bare(sentence).candidates] == members


@pytest.mark.parametrize(
    "sentence",
    [
        "The sanctions hurt the Iranian people.",
        "The resolution keeps the sanctions in force for a year.",
        "The sanctions will not hurt the bank, he said.",
    ],
)
def test_what_is_no_group(sentence: str) -> None:
    assert [c.party.name for c in bare(sentence).candidates if c.party.kind == "group"] == []


@pytest.mark.parametrize(
    ("sentence", "names", "groups"),
    [
        (
            "It froze the assets of people who help Karadzic avoid arrest.",
            ["Karadzic"],
            ["people who help Karadzic avoid arrest"],
        ),
        ("A Taleban commander is on a sanctions list.", ["Taleban"], ["Taleban commander"]),
        ("The chief of staff Ann Roe is under sanctions.", ["Ann Roe"], []),
    ],
)
def test_a_group_whose_words_hold_a_name(
    sentence: str, names: list[str], groups: list[str]
) -> None:
    found = bare(sentence, *(name_in(sentence, n) for n in names)).candidates
    assert [c.party.name for c in found if c.party.kind == "group"] == groups


def test_a_state_inside_the_words_of_a_group_can_act_itself() -> None:
    reading = bare("U.S. officials say they have imposed sanctions on Libya.")
    assert [(c.party.state, c.party.form) for c in reading.inner] == [("United States", "inside")]
    (officials,) = [c for c in reading.candidates if c.party.kind == "group"]
    assert reading.inner[0].series == officials.series


def test_a_state_that_is_told_itself_is_not_told_inside() -> None:
    assert bare("The United States and U.S. officials put sanctions on Libya.").inner == ()
