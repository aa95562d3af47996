"""Words that sanctions share with ordinary news are told apart by the shipped nets."""

from __future__ import annotations

import pytest

from tests.sanctions.told import told_in


@pytest.mark.parametrize(
    "sentence",
    [
        "The club faces sanctions after its fans threw flares.",
        "Anti-doping officials sanctioned the sprinter.",
        "The race was not sanctioned under the federation's rules.",
        "A court froze the suspect's accounts.",
        "The prosecutor imposed a travel ban on the mayor.",
        "The island ends its travel ban on nine countries where the virus spread.",
        "The Supreme Court upheld the travel ban on six Muslim-majority nations.",
        "Drought has halted food aid to three provinces in Kenya, relief workers say.",
        "The lender suspended loans to small farmers in Peru after the floods.",
        "Egypt's parliament approved limits on the export of rice after the harvest failed.",
        "The embassy refused visas to four students who had no money.",
    ],
)
def test_measures_that_punish_no_other_state_are_no_events(sentence: str) -> None:
    assert told_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "word", "issuers", "targets"),
    [
        (
            "Minsk bans several foreign airlines in retaliation for European Union sanctions.",
            "bans",
            ["Belarus"],
            ["foreign airlines"],
        ),
        (
            (
                "Major League Baseball asked Washington to ease the sanctions against Cuba so that "
                "its team can play."
            ),
            "sanctions",
            ["United States"],
            ["Cuba"],
        ),
        (
            "The Security Council may agree on penalties against Iran if it goes on with its work.",
            "penalties",
            ["United Nations"],
            ["Iran"],
        ),
        (
            "The United States held back half of its aid to Serbia until the general was tried.",
            "held back",
            ["United States"],
            ["Serbia"],
        ),
    ],
)
def test_the_same_words_tell_an_event_where_a_state_means_another(
    sentence: str, word: str, issuers: list[str], targets: list[str]
) -> None:
    first = told_in(sentence)[0]
    assert sentence[first.trigger.start : first.trigger.end] == word
    assert (first.names("issuer"), first.names("target")) == (issuers, targets)


def test_a_group_whose_words_hold_the_trigger_is_judged_too() -> None:
    sentence = "He took away all the aid from people who halted assistance to Chad."
    assert len(told_in(sentence)) <= 1  # it was not read at all
