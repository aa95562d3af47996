"""What the words around a trigger decide by themselves, on the shipped weights."""

from __future__ import annotations

import pytest

from tests.sanctions.told import readings, told_in
from transforms.sanctions.frames import Frame
from transforms.sanctions.governing import settle


def _one(sentence: str) -> Frame:
    (frame,) = told_in(sentence)
    return frame


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        (
            (
                "The European Union has prepared a new round of sanctions against Russia, "
                "Ursula von der Leyen said."
            ),
            ["Russia"],
        ),
        ("The United States sanctioned the bank, Brian Nelson told reporters.", ["bank"]),
        ('"These sanctions hold the regime to account," Brian Nelson said in a statement.', []),
        ("The sanctions would stay until the vote is held, said Anna Petrova.", []),
        ("Washington would sanction Turkish banks, a senior official warned.", ["Turkish banks"]),
    ],
)
def test_who_only_speaks_is_no_target(sentence: str, targets: list[str]) -> None:
    assert _one(sentence).names("target") == targets


def test_a_speaker_on_whom_the_sanctions_are_stays_a_target() -> None:
    frame = _one("Igor Petrov, who was sanctioned by Canada last year, said he would appeal.")
    assert frame.names("target") == ["Igor Petrov"]


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("Canada sanctioned Laureano Ortega, the president's son.", ["Laureano Ortega"]),
        (
            (
                "Britain put sanctions on Ivan Petrov, head of the state bank, and Oleg Sidorov, "
                "a businessman close to the Kremlin."
            ),
            ["Ivan Petrov", "Oleg Sidorov"],
        ),
        (
            (
                "The yacht belongs to Ivan Petrov, a Russian gold magnate who has been under "
                "U.S. sanctions since 2018."
            ),
            ["Ivan Petrov"],
        ),
    ],
)
def test_what_describes_a_named_target_is_no_other_target(
    sentence: str, targets: list[str]
) -> None:
    assert _one(sentence).names("target") == targets


@pytest.mark.parametrize(
    ("sentence", "action", "status"),
    [
        ("Singapore has imposed no new sanctions on Myanmar.", "impose", "denied"),
        ("Chad has imposed no economic or military sanctions on Sudan.", "impose", "denied"),
        ("No U.N. arms embargo was imposed on Chad.", "impose", "denied"),
        ("Washington has lifted no sanctions on Iran.", "lift", "denied"),
        ("There is no doubt sanctions were imposed on Iran.", "impose", "actual"),
        ("In no time sanctions were imposed on Iran.", "impose", "actual"),
        ("No country sanctions Iran more than the United States.", "impose", "actual"),
        ("The United States imposed a no fly zone embargo on Libya.", "impose", "actual"),
        ("Singapore has imposed new sanctions on Myanmar.", "impose", "actual"),
    ],
)
def test_what_was_not_done_is_not_told_as_done(sentence: str, action: str, status: str) -> None:
    ((_, reading, _),) = readings(sentence)
    assert settle(reading, reading.triggers[0], action, "actual") == (action, status)


def test_whom_a_pronoun_means_evades() -> None:
    frame = _one("Ivan Petrov owns two banks, enabling him to potentially circumvent sanctions.")
    assert (frame.action, frame.status) == ("evade", "threatened")
    assert frame.names("actor") == ["Ivan Petrov"]


def test_an_evader_acts_and_is_the_target_where_nobody_else_is() -> None:
    frame = _one("North Korea has evaded the United Nations embargo on its coal.")
    assert (frame.action, frame.status) == ("evade", "actual")
    assert frame.names("issuer") == ["United Nations"]
    assert (frame.names("actor"), frame.names("target")) == (["North Korea"], ["North Korea"])


def test_who_is_helped_to_evade_does_not_issue() -> None:
    frame = _one("Dubai traders helped Iran evade sanctions by hiding the origin of its oil.")
    assert (frame.names("issuer"), frame.names("actor")) == ([], ["Iran"])


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The purchase would breach United Nations sanctions on North Korea.", "threatened"),
        ("The bank wanted to evade U.S. sanctions on Iran.", "threatened"),
        (
            "The scheme was aimed at enabling him to potentially circumvent sanctions.",
            "threatened",
        ),
        (
            "Turkey won't allow its ports to be used to circumvent sanctions on Russia.",
            "denied",
        ),
        ("Belarus has violated the arms embargo on Libya.", "actual"),
    ],
)
def test_sanctions_that_are_not_evaded_yet_are_threatened_or_denied(
    sentence: str, status: str
) -> None:
    frame = _one(sentence)
    assert (frame.action, frame.status) == ("evade", status)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Washington and Caracas hold talks on easing sanctions against Venezuela.",
            ("ease", "threatened"),
        ),
        ("EU weighs travel bans on Georgian officials.", ("impose", "threatened")),
        ("Japan eyes asset freeze on Russian oligarchs.", ("impose", "threatened")),
        ("The European Union has renewed its sanctions on Guinea.", ("extend", "actual")),
        (
            (
                "The United States will sanction anyone who trades with the group, "
                "the ambassador warned."
            ),
            ("impose", "threatened"),
        ),
        ("Peter Novak has been under European sanctions since 2014.", ("in_force", "actual")),
        ("Belarus has been the subject of U.S. sanctions since 2020.", ("in_force", "actual")),
        ("Despite sanctions by the United States, sales grew.", ("in_force", "actual")),
        ("Washington granted Venezuela sanctions relief last week.", ("ease", "actual")),
        (
            "The Treasury has removed two traders from its List of Specially Designated Nationals.",
            ("lift", "actual"),
        ),
    ],
)
def test_the_governing_word_tells_action_and_status(
    sentence: str, expected: tuple[str, str]
) -> None:
    frame = _one(sentence)
    assert (frame.action, frame.status) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "ECOWAS lifts trade sanctions on Mali, keeps asset freezes",
            [("lift", ["Mali"]), ("in_force", ["Mali"])],
        ),
        (
            (
                "The EU extended its arms embargo on Zimbabwe but kept a freeze on the assets of "
                "Zimbabwe Defence Industries."
            ),
            [("extend", ["Zimbabwe"]), ("in_force", ["Zimbabwe Defence Industries"])],
        ),
    ],
)
def test_what_is_kept_beside_another_act_is_an_event_of_its_own(
    sentence: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert [(f.action, f.names("target")) for f in told_in(sentence)] == expected


def test_who_makes_another_s_measure_known_is_its_announcer() -> None:
    frame = _one("Secretary of State Antony Blinken announced new sanctions on Iranian officials.")
    assert frame.names("issuer") == ["United States"]
    assert frame.names("announcer") == ["Antony Blinken"]
