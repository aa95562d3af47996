"""The examples of the word lists of transforms/language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transforms.language.kinds import body, country_of, is_vessel, kind_of
from transforms.language.labels import label_of
from transforms.language.relabel import by_words, false_name
from transforms.language.spans import trimmed
from transforms.language.words import family_names
from transforms.language.words import read as read_list

Read = Callable[..., Any]

ANN = {"Ann Miller": "PERSON", "Bo Hale": "PERSON"}


@pytest.mark.parametrize("group", read_list("labels")["misc"], ids=lambda g: str(g["label"]))
def test_misc_is_told_apart_by_words(group: dict[str, Any]) -> None:
    assert {label_of("MISC", name) for name in group["examples"]} == {group["label"]}


def test_labels_of_ontonotes_are_mapped_and_numbers_dropped() -> None:
    told = {x: label_of(x, "x") for x in ("WORK_OF_ART", "FAC", "LAW", "CARDINAL", "TIME", "NORP")}
    assert told == {
        "WORK_OF_ART": "PRODUCT",
        "FAC": "FAC",
        "LAW": "LAW",
        "CARDINAL": None,
        "TIME": None,
        "NORP": "NORP",
    }
    assert label_of("MISC", "Poppy Flowers") == "PRODUCT"


@pytest.mark.parametrize("group", read_list("titles")["titles"], ids=lambda g: str(g["what"]))
def test_titles_are_cut(group: dict[str, Any]) -> None:
    span, left = group["example"]
    start, end = trimmed(span, 0, len(span), "PERSON") or (0, 0)
    assert span[start:end] == left


@pytest.mark.parametrize(
    ("part", "label"), [("particles", "PERSON"), ("compass", "GPE"), ("approximators", "MONEY")]
)
def test_front_words_are_cut_and_particles_kept(part: str, label: str) -> None:
    span, left = read_list("titles")[part]["example"]
    start, end = trimmed(span, 0, len(span), label) or (0, 0)
    assert span[start:end] == left


@pytest.mark.parametrize("group", read_list("kinds")["kinds"], ids=lambda g: str(g["kind"]))
def test_kinds_of_organisations_by_their_words(group: dict[str, Any]) -> None:
    assert {kind_of(name) for name in group["examples"]} == {group["kind"]}


def test_ships_and_heads(read: Read) -> None:
    lists = read_list("kinds")
    assert is_vessel(lists["vessels"]["example"])
    text, head = lists["heads"]["example"]
    told = read(text, names={"Chinese Communist Party": "ORG"})
    assert told.chains["Chinese Communist Party"][-1] == (head.split()[1], "title")


@pytest.mark.parametrize("group", read_list("family_names").values(), ids=list)
def test_family_names_that_stand_first(read: Read, group: dict[str, Any]) -> None:
    full, family = group["example"]
    told = read(f"{full} spoke. {family} left.", names={full: "PERSON"})
    assert told.chains == {full: [(full, "name"), (family, "surname")]}
    assert family in family_names()


@pytest.mark.parametrize("part", ["names", "demonyms", "not_after"])
def test_unsafe_names_are_left_to_the_model(read: Read, part: str) -> None:
    for group in read_list("gazetteer")[part]:
        assert [n for n in read(group["example"]).names if n[1] != "PERSON"] == []


@pytest.mark.parametrize("part", read_list("metonyms"))
def test_capitals_that_act(read: Read, part: str) -> None:
    sentence, code = read_list("metonyms")[part]["example"]
    capitals = dict.fromkeys(("Beijing", "Washington", "Tehran", "Moscow", "Pyongyang"), "GPE")
    told = read(sentence, names=capitals)
    metonyms = {m["entity_key"] for m in told.tables["mentions"] if m["form"] == "metonym"}
    countries = [c["country"] for c in told.tables["chains"] if c["entity_key"] in metonyms]
    assert countries[:1] == ([code] if code else [])


@pytest.mark.parametrize(
    "group",
    [*read_list("corrections")["last_word"], *read_list("corrections")["regions"]],
    ids=lambda g: str(g["what"]),
)
def test_a_name_s_words_correct_its_label(group: dict[str, Any]) -> None:
    name, given, right = group["example"]
    assert by_words(name, given) == right


def test_titled_people_and_false_names() -> None:
    told = read_list("corrections")
    name, given, right = told["people_titles"]["example"]
    assert by_words(name, given) == right
    for part in ("example", "others"):
        name, given, right = told["also_people"][part]
        assert by_words(name, given) == right
    for part in ("no_names", "offices"):
        name, given, _ = told[part]["example"]
        assert false_name(name, given)


def test_national_bodies_are_found_by_their_words(read: Read) -> None:
    sentence, name = read_list("corrections")["national_bodies"]["example"]
    assert read(sentence).names == [(name, "ORG")]


@pytest.mark.parametrize(
    "example",
    [
        group["example"]
        for part in read_list("offices").values()
        for group in (part if isinstance(part, list) else [part])
    ],
    ids=lambda e: str(e[0])[:40],
)
def test_titles_go_back_to_who_has_the_office(read: Read, example: tuple[str, str]) -> None:
    text, speaker = example
    assert read(text, names=ANN).quotes[-1][1] == speaker


@pytest.mark.parametrize("group", read_list("genders")["genders"], ids=lambda g: str(g["pronoun"]))
def test_he_and_she_by_the_words_of_a_person(read: Read, group: dict[str, Any]) -> None:
    text, speaker = group["example"]
    told = read(text, names={"Joana Reis": "PERSON", "Martin Hale": "PERSON"})
    assert told.quotes[-1][1] == speaker


def test_a_name_or_word_is_of_one_gender() -> None:
    she, he = read_list("genders")["genders"]
    for part in ("titles", "nouns", "given"):
        assert not set(she[part]) & set(he[part])


def test_known_bodies_have_a_kind_and_a_country() -> None:
    told = body("U.N. Security Council")
    assert told is not None
    assert (told.name, told.kind, told.country) == (
        "United Nations Security Council",
        "public_body",
        "un",
    )
    assert country_of("Chinese Defense Ministry") == "cn"
    assert country_of("Ocean Bank") is None
