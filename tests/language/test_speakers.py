"""Who speaks, where the article names more than one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]

ANN = {"Ann Miller": "PERSON", "Bo Hale": "PERSON"}
SAID = "“We will not go back there,” said"


def speakers(told: Any) -> list[tuple[str | None, str]]:
    return [(q[1], q[3]) for q in told.quotes]


@pytest.mark.parametrize(
    "text",
    [
        f"{SAID} NATO Secretary-General Ann Miller.",
        f"{SAID} Pentagon spokesman Ann Miller.",
        f"{SAID} the Pentagon spokesman, Ann Miller.",
        f"{SAID} Gazprom chief executive Ann Miller on Friday.",
        f"{SAID} PSD leader Ann Miller.",
        f"{SAID} Gazprom's chief executive Ann Miller.",
        f"{SAID} Minister of Energy Ann Miller.",
        f"{SAID} Ann Miller, head of Gazprom.",
        f"{SAID} University of Gazprom's rector, Ann Miller.",
        "Department of Commerce official Ann Miller said the river was clean again.",
        "“We will not go back there,” Gazprom chief executive Ann Miller said.",
        "Gazprom chief executive Ann Miller said the river was clean again.",
        "The river was clean again, said NATO Secretary-General Ann Miller.",
    ],
)
def test_a_body_in_a_role_does_not_speak_for_the_person(read: Read, text: str) -> None:
    names = {**ANN, "Gazprom": "ORG", "NATO": "ORG", "Pentagon": "ORG", "PSD": "ORG"}
    assert {q[1] for q in read(text, names=names).quotes} == {"Ann Miller"}


def test_a_body_alone_speaks(read: Read) -> None:
    told = read(f"{SAID} Gazprom.", names={"Gazprom": "ORG"})
    assert [q[1] for q in told.quotes] == ["Gazprom"]


@pytest.mark.parametrize(
    "second",
    [
        "“Bo Hale lied to my face,” she said.",
        "“Bo Hale has carried it,” said Ann Miller.",
        "“It was long ago. Bo Hale has carried it,” she said.",
        "Bo Hale was not in the country, she said.",
        "Bo Hale was not in the country, she said on Friday, because he had left.",
        "She said Bo Hale was not in the country.",
        "She called it “the worst that Bo Hale ever did to us”.",
    ],
)
@pytest.mark.parametrize(
    "first", ["Ann Miller came on Monday.", "A report was written by Ann Miller."]
)
def test_who_is_named_in_what_is_said_does_not_speak(read: Read, first: str, second: str) -> None:
    told = read(first, second, names=ANN)
    assert {q[1] for q in told.quotes} == {"Ann Miller"}


def test_nobody_speaks_where_only_the_quoted_are_named(read: Read) -> None:
    told = read("“Bo Hale lied to my face about it,” she said.", names=ANN)
    assert [q[1] for q in told.quotes] == [None]


def test_she_goes_on_after_she_spoke_of_another(read: Read) -> None:
    told = read(
        "Bo Hale had left the town, Ann Miller said. He would not come back, she said.", names=ANN
    )
    assert {q[1] for q in told.quotes} == {"Ann Miller"}


@pytest.mark.parametrize(
    "aside",
    ["who succeeded Bo Hale", "44, who represents Bo Hale", "the judge who married Bo Hale"],
)
def test_whom_an_aside_names_does_not_speak(read: Read, aside: str) -> None:
    told = read(f"Ann Miller, {aside}, said the court was biased.", names=ANN)
    assert [q[1] for q in told.quotes] == ["Ann Miller"]


CABINET = "Polish Defense Minister Ann Miller met Prime Minister Bo Hale."


@pytest.mark.parametrize(
    ("first", "title", "speaker"),
    [
        (CABINET, "minister", "Ann Miller"),
        (CABINET, "defense minister", "Ann Miller"),
        (CABINET, "defence minister", "Ann Miller"),
        (CABINET, "Polish minister", "Ann Miller"),
        (CABINET, "prime minister", "Bo Hale"),
        (CABINET, "premier", "Bo Hale"),
        (CABINET, "finance minister", None),
        (CABINET, "French minister", None),
        (CABINET, "president", None),
        ("Ann Miller, minister of health, met Prime Minister Bo Hale.", "minister", "Ann Miller"),
        ("Vice President Ann Miller met Bo Hale.", "president", None),
        ("Vice President Ann Miller met Bo Hale.", "vice president", "Ann Miller"),
        ("Commerce Undersecretary Ann Miller met Treasury Secretary Bo Hale.", "secretary",
         "Bo Hale"),
        ("Treasury Secretary Bo Hale met Commerce Undersecretary Ann Miller.", "secretary",
         "Bo Hale"),
        ("Treasury Secretary Bo Hale met Commerce Undersecretary Ann Miller.", "undersecretary",
         "Ann Miller"),
        ("NATO Secretary-General Ann Miller met Bo Hale.", "general", None),
        ("NATO Secretary-General Ann Miller met Bo Hale.", "secretary-general", "Ann Miller"),
        ("Bo Hale met Ann Miller, a spokeswoman for the mill.", "mill spokeswoman", "Ann Miller"),
        ("Bank of Japan governor Ann Miller met Bo Hale.", "governor", "Ann Miller"),
        ("Department of Justice spokeswoman Ann Miller met Bo Hale.", "spokeswoman", "Ann Miller"),
    ],
)  # fmt: skip
def test_a_title_is_the_person_of_that_office(
    read: Read, first: str, title: str, speaker: str | None
) -> None:
    for told in (
        read(f"{first} The {title} said the army needed new tanks.", names=ANN),
        read(f"{first} “The army needs new tanks,” said the {title} on Monday.", names=ANN),
        read(f"{first} “The army needs new tanks,” the {title} said.", names=ANN),
    ):
        assert [q[1] for q in told.quotes] in ([speaker], [] if speaker is None else [speaker])


@pytest.mark.parametrize(
    "text",
    [
        "Washington has warned Ankara over its purchase of missiles, which were delivered in July.",
        "London added three banks that were owned by the state to its list.",
        "London added three banks owned by the state to its list.",
        "Moscow warned Kyiv after the talks collapsed on Monday.",
        "After the talks collapsed, Moscow warned Kyiv.",
        "Moscow warned Kyiv and threatened to close the border.",
        "Moscow denied the report that was printed in London.",
        "Moscow told Kyiv to open the border that was closed.",
        "Moscow reported three losses, which were described in London.",
    ],
)
def test_an_object_is_no_reported_speech(read: Read, text: str) -> None:
    places = dict.fromkeys(("Washington", "Ankara", "London", "Moscow", "Kyiv"), "GPE")
    assert read(text, names=places).quotes == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moscow warned Kyiv that the talks could collapse.", "the talks could collapse"),
        ("Moscow warned Kyiv on Monday that the talks could collapse.",
         "the talks could collapse"),
        ("Moscow warned the talks could collapse.", "the talks could collapse"),
        ("Moscow denied on Monday that the talks had collapsed.", "the talks had collapsed"),
        ("Moscow added the talks had collapsed on Monday.", "the talks had collapsed on Monday"),
        ("Moscow said in a letter to the court that the talks had collapsed.",
         "the talks had collapsed"),
        ("Moscow said that was never going to happen.", "that was never going to happen"),
    ],
)  # fmt: skip
def test_a_clause_behind_a_verb_that_takes_objects(read: Read, text: str, words: str) -> None:
    told = read(text, names={"Moscow": "GPE", "Kyiv": "GPE"})
    assert [q[3] for q in told.quotes] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "“It is the best of all,” Ann Miller said, while Minister Bo Hale called it “a sad farce”.",
        "Ann Miller called it “the best plan of all” and Bo Hale called it “a hollow promise”.",
        "“It is the best plan of all,” said Ann Miller, but Bo Hale told us, “It will fail soon.”",
        "Ann Miller said the best plan of all was hers, while Bo Hale said it would surely fail.",
    ],
)
def test_a_second_verb_with_its_own_subject_is_a_second_speaker(read: Read, text: str) -> None:
    assert [q[1] for q in read(text, names=ANN).quotes] == ["Ann Miller", "Bo Hale"]


def test_a_second_verb_of_the_same_subject_is_the_same_speaker(read: Read) -> None:
    told = read(
        "“It is the best plan of all,” Ann Miller said, and called it “a promise to keep” for Bo"
        " Hale.",
        names=ANN,
    )
    assert [q[1] for q in told.quotes] == ["Ann Miller", "Ann Miller"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The river was clean again, according to the Board of Trade.",
         ["The river was clean again,"]),
        ("The river was clean again, according to Board of Trade records.", []),
        ("According to an old report of the Board of Trade, the river was clean again.", []),
        ("The Board of Trade in Leeds said the river was clean again.",
         ["the river was clean again"]),
    ],
)  # fmt: skip
def test_a_body_speaks_and_its_papers_do_not(read: Read, text: str, words: list[str]) -> None:
    told = read(text, names={"Board of Trade": "ORG", "Leeds": "GPE"})
    assert speakers(told) == [("Board of Trade", w) for w in words]


def test_the_claim_of_a_president_is_no_verb(read: Read) -> None:
    told = read("President Ann Miller left. The president's claim would hurt the town.", names=ANN)
    assert told.quotes == []


@pytest.mark.parametrize(
    "second",
    [
        "Ann Miller's report was read to Bo Hale.",
        "Ann Miller had many rivals: Bo Hale, for one. She was married to Joe Roe, Bo Hale.",
        "The mayor spoke to Bo Hale.",
    ],
)
def test_she_is_whom_the_sentence_before_is_about(read: Read, second: str) -> None:
    told = read(
        "Mayor Ann Miller met Bo Hale. Bo Hale left.",
        f"{second} “The river has been clean for years,” she said.",
        names=ANN,
    )
    assert [q[1] for q in told.quotes] == ["Ann Miller"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bo Hale was described by Ann Miller as “a very grave mistake for us”.", "Ann Miller"),
        ("Bo Hale was once told by mayor Ann Miller, “We will not go there.”", "Ann Miller"),
        ("Bo Hale is often described as “a very grave mistake for us all in this town”.", None),
        ("“We will not go back there,” reads Ann Miller's old statement.", "Ann Miller"),
        ("“We will not go back there,” said Ann Miller's lawyer.", None),
        ("Ann Miller called the plan a “witch hunt” on Monday.", "Ann Miller"),
    ],
)
def test_who_is_spoken_of_does_not_speak(read: Read, text: str, speaker: str | None) -> None:
    assert [q[1] for q in read(text, names=ANN).quotes] == [speaker]


def test_two_words_in_marks_that_nobody_speaks_are_a_term(read: Read) -> None:
    assert read("Ann Miller left the “witch hunt” on Monday.", names=ANN).quotes == []


def test_the_ministry_is_the_one_named_last(read: Read) -> None:
    told = read(
        "Poland's Interior Ministry sent police. Poland's Ministry of Defence bought tanks. "
        "“They are not yet here,” the ministry said.",
        names={"Interior Ministry": "ORG", "Ministry of Defence": "ORG"},
    )
    assert [q[1] for q in told.quotes] == ["Polish Ministry of Defence"]
