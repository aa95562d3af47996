from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.words import read as read_list

Read = Callable[..., Any]


ANN = {"Ann Miller": "PERSON", "Bo Hale": "PERSON"}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“We will not go back there,” Ann Miller said on Friday.",
         ("direct", "Ann Miller", "said", "We will not go back there,")),
        ('"We will not go back there," said Ann Miller.',
         ("direct", "Ann Miller", "said", "We will not go back there,")),
        ("Ann Miller said: “We will not go back there.”",
         ("direct", "Ann Miller", "said", "We will not go back there.")),
        ("Ann Miller called the plan “a very grave mistake” on Monday.",
         ("mixed", "Ann Miller", "called", "a very grave mistake")),
        ("“We will not go back there,” Ann Miller was quoted as saying by Bo Hale.",
         ("direct", "Ann Miller", "saying", "We will not go back there,")),
        ("“It was so quiet,” Ann Miller, a clerk from Leeds, told Bo Hale.",
         ("direct", "Ann Miller", "told", "It was so quiet,")),
        ("“It has ‘no future’ at all,” Ann Miller said.",
         ("direct", "Ann Miller", "said", "It has ‘no future’ at all,")),
        ("‘We will not go back there,’ Ann Miller said.",
         ("direct", "Ann Miller", "said", "We will not go back there,")),
        ("“It cost too much to keep,” according to Ann Miller.",
         ("direct", "Ann Miller", "according to", "It cost too much to keep,")),
    ],
)  # fmt: skip
def test_a_quote_with_its_speaker(
    read: Read, text: str, quote: tuple[str, str | None, str | None, str]
) -> None:
    assert read(text, names=ANN).quotes == [quote]


def test_he_is_the_subject_and_not_the_last_name(read: Read) -> None:
    told = read(
        "Ann Miller criticized Bo Hale’s remarks about the river.",
        "“The river has been clean for years,” she said in a statement.",
        names=ANN,
    )
    assert [(q[1], q[2]) for q in told.quotes] == [("Ann Miller", "said")]


def test_the_spokesman_is_who_has_the_role(read: Read) -> None:
    told = read(
        "Ann Miller, a spokeswoman for the town, met Bo Hale.",
        "“The river has been clean for years,” the spokeswoman said.",
        names=ANN,
    )
    assert told.quotes[-1][1] == "Ann Miller"


def test_a_quote_over_paragraphs_is_one_speaker_s(read: Read) -> None:
    told = read(
        "“We came in the night and saw the flood,” Ann Miller said. “Nobody slept.",
        "“In the morning the bridge had gone.”",
        names=ANN,
    )
    assert [(q[1], q[3]) for q in told.quotes] == [
        ("Ann Miller", "We came in the night and saw the flood,"),
        ("Ann Miller", "Nobody slept."),
        ("Ann Miller", "In the morning the bridge had gone."),
    ] or [q[1] for q in told.quotes] == ["Ann Miller"] * 2


def test_an_unclosed_mark_does_not_run_into_the_next_paragraph(read: Read) -> None:
    told = read('Ann Miller said: "We came in the night.', "The bridge is closed today.", names=ANN)
    assert [q[3] for q in told.quotes] == ["We came in the night."]


def test_terms_in_quotation_marks_are_no_quotes(read: Read) -> None:
    assert read("The “no-limits” pact was signed.").quotes == []


def test_headings_and_repeats_are_not_quoted(read: Read) -> None:
    told = read(("heading", "‘A New World Order for All’"), "Nothing was said.")
    assert told.quotes == []


def test_plain_reported_speech_of_a_named_person(read: Read) -> None:
    told = read("Ann Miller said on Friday that the river was clean again.", names=ANN)
    assert told.quotes == [("indirect", "Ann Miller", "said", "the river was clean again")]


@pytest.mark.parametrize("group", read_list("cues")["cues"], ids=lambda g: str(g["what"]))
def test_examples_of_the_cues(read: Read, group: dict[str, Any]) -> None:
    sentence, cue = group["example"]
    assert [(q[1], q[2]) for q in read(sentence, names=ANN).quotes] == [("Ann Miller", cue)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann Miller said the river was clean again.", ["the river was clean again"]),
        ("Ann Miller said on Monday that the river was clean.", ["the river was clean"]),
        ("Ann Miller told reporters the river was clean again.", ["the river was clean again"]),
        ("The river was clean again, said Ann Miller.", ["The river was clean again"]),
        ("The river was clean again, Ann Miller said on Friday.", ["The river was clean again"]),
        ("The river was clean, Ann Miller said, because the mill had closed.",
         ["The river was clean", "because the mill had closed"]),
        ("According to Ann Miller, the river was clean again.", ["the river was clean again"]),
        ("According to Ann Miller, a clerk, the river was clean again.",
         ["the river was clean again"]),
        ("The river was clean again, according to Ann Miller.", ["The river was clean again,"]),
        ("Ann Miller said of that river.", []),
        ("Ann Miller spoke by that old river that was clean.", []),
        ("Ann Miller ruled on the appeal of that old decision by the board.", []),
        ("Ann Miller announced a plan that was made by the board.", []),
    ],
)  # fmt: skip
def test_reported_speech(read: Read, text: str, words: list[str]) -> None:
    assert [(q[0], q[1], q[3]) for q in read(text, names=ANN).quotes] == [
        ("indirect", "Ann Miller", told) for told in words
    ]


def test_verbs_of_reporting(read: Read) -> None:
    lists = read_list("cues")
    for part in ("reporting", "with_that", "objects", "listeners"):
        sentence, words = lists[part]["example"]
        assert [q[3] for q in read(sentence, names=ANN).quotes] == ([words] if words else [])
    sentence, cue = lists["never_inverted"]["example"]
    assert [(q[1], q[2]) for q in read(sentence, names=ANN).quotes] == [(None, cue)]
    spoken = {word for group in lists["cues"] for word in group["words"]}
    reporting = set(lists["reporting"]["words"])
    assert reporting <= spoken
    for part in ("with_that", "objects", "listeners"):
        assert set(lists[part]["words"]) <= reporting


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Our house is burning for two days!” Ann Miller told the world.", "Ann Miller"),
        ("Ann Miller at the mill said, “We will not go back there.”", "Ann Miller"),
        ("It was written by Ann Miller who said in May, “We will not go there.”", "Ann Miller"),
        ("Ann Miller addressed the crowd: “We will not go back there.”", "Ann Miller"),
        ("“We won,” said Ann Miller. She went on to add, “We will not go there.”", "Ann Miller"),
        ("Ann Miller said, “We won. It was hard,” further adding, “We will not go.”", "Ann Miller"),
        ("In the words of the song, “we will never go back there again, my dear.”", None),
    ],
)
def test_who_speaks(read: Read, text: str, speaker: str | None) -> None:
    assert read(text, names=ANN).quotes[-1][1] == speaker


def test_terms_in_quotation_marks_that_nobody_speaks_are_no_quotes(read: Read) -> None:
    assert read("The “one country, two systems” model failed.", names=ANN).quotes == []
