"""Names taken apart, aligned and compared."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from models.train.likeness import labelled_pairs, measured
from transforms.watchlists.alignment import align, word_likeness
from transforms.watchlists.likeness import LONE, SAME, UNSURE, compare
from transforms.watchlists.names import NameParts, legal_forms, lists, parts_of
from transforms.watchlists.offices import Agreement, agreement, examples
from transforms.watchlists.sounds import skeleton

PAIRS = Path(__file__).parents[3] / "shared" / "names" / "name_pairs.csv"
LOGIC_V2_F1 = 0.777
"""Of nomenklatura 4.17.4's logic-v2 on the same pairs at .7, as measured by bench/name_pairs.py."""


@pytest.mark.parametrize(
    ("name", "person", "words", "form"),
    [
        ("AL BEN ALI, Isa Ben Tarif", True, ("isa", "ben", "tarif", "al", "ben", "ali"), None),
        ("Mr. Recep Tayyip Erdoğan", True, ("recep", "tayyip", "erdogan"), None),
        ("MUN CHO'NG-CH'O'L", True, ("mun", "chong", "chol"), None),
        ("Владимир Путин", True, ("vladimir", "putin"), None),
        ("Bowne Global Solutions, L.L.C.", False, ("bowne", "global", "solutions"), "llc"),
        ("OJSC TACTICAL MISSILES CORPORATION", False, ("tactical", "missiles"), "corp"),
        ("The Bank of Moscow & Sons", False, ("bank", "moscow", "sons"), None),
        ("1st International Bank", False, ("1", "international", "bank"), None),
        ("Haji", True, ("haji",), None),
        ("Co.", False, ("co",), None),
    ],
)
def test_what_is_left_of_a_name_for_comparison(
    name: str, person: bool, words: tuple[str, ...], form: str | None
) -> None:
    parts = parts_of(name, person=person)
    assert (parts.words, parts.form) == (words, form)


def test_a_name_in_another_script_keeps_its_own_words_too() -> None:
    assert parts_of("Аркадий Ротенберг", person=True).native == ("аркадий", "ротенберг")
    assert parts_of("Işın Vučić", person=True) == NameParts(("isin", "vucic"), (), None)


@pytest.mark.parametrize(
    ("one", "other"), [tuple(e) for f in legal_forms()["form"] for e in f["examples"]]
)
def test_every_legal_form_is_one_in_all_its_words(one: str, other: str) -> None:
    assert parts_of(one, person=False) == parts_of(other, person=False)
    assert parts_of(one, person=False).form


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [(kind, *pair) for kind, words in lists().items() for pair in words["examples"]],
)
def test_words_that_tell_little_do_not_make_two_names(kind: str, one: str, other: str) -> None:
    person = kind in ("titles", "particles")
    assert compare(one, other, person=person).score >= UNSURE


@pytest.mark.parametrize(
    ("words", "sound"),
    [
        (("gaddafi", "qadhafi", "kaddafi"), "gdf"),
        (("muhammad", "mohammed", "mohamad"), "mmd"),
        (("shoigu", "shoygu"), "sg"),
        (("yusuf", "yousef"), "isf"),
        (("sergej", "sergei", "sergey"), "srg"),
    ],
)
def test_transliterations_of_a_word_sound_the_same(words: tuple[str, ...], sound: str) -> None:
    assert {skeleton(word) for word in words} == {sound}


def test_a_swap_of_letters_is_one_edit_and_an_initial_fits_its_word() -> None:
    assert word_likeness("merkel", "mekrel") == pytest.approx(1 - 1 / 6)
    assert word_likeness("v", "vladimir") == 0.75
    assert word_likeness("v", "putin") == 0.0


def test_words_written_as_one_and_initials_written_as_one_are_aligned() -> None:
    assert [(p.one, p.other) for p in align(("vladimirputin",), ("vladimir", "putin"))] == [
        ((0,), (0, 1))
    ]
    assert ((0,), (0, 1)) in [
        (p.one, p.other) for p in align(("jc", "juncker"), ("jean", "claude", "juncker"))
    ]


@pytest.mark.parametrize(
    ("one", "other", "person"),
    [
        ("Li Shangfu", "LI, Shangfu", True),
        ("Sergei Shoigu", "SHOIGU, Sergei Kuzhugetovich", True),
        ("Alisher Usmanov", "USMANOV, Alisher Burhanovich", True),
        ("Muammar Gaddafi", "MOAMMAR QADDAFI", True),
        ("SergeiLavrov", "Sergei Lavrov", True),
        ("Аркадий Ротенберг", "Arkadii Romanovich Rotenberg", True),
        ("Gazprom JSC", "OAO Gazprom", False),
        ("Al Qaeda", "AL-QA'IDA", False),
    ],
)
def test_one_name_in_two_writings(one: str, other: str, person: bool) -> None:
    assert compare(one, other, person=person).score >= UNSURE
    assert compare(other, one, person=person).score == compare(one, other, person=person).score


@pytest.mark.parametrize(
    ("one", "other", "person"),
    [
        ("Sergei Shoigu", "SHOIGU, Irina Aleksandrovna", True),
        ("Sergei Shoigu", "SHOIGU, Kseniya Sergeyevna", True),
        ("Barack Obama", "George Hussein Onyango Obama", True),
        ("Hafez Makhlouf", "Rami Makhlouf", True),
        ("Government of Estonia", "Government of Ethiopia", False),
        ("CRYSTALORD SYSTEMS LIMITED", "AMBER SYSTEMS LTD", False),
    ],
)
def test_two_names(one: str, other: str, person: bool) -> None:
    assert compare(one, other, person=person).score < UNSURE


def test_the_same_words_in_any_order_are_the_same_name() -> None:
    assert compare("LI, Shangfu", "Shangfu Li", person=True).score == SAME


def test_one_word_of_a_longer_name_of_a_person_is_never_enough() -> None:
    assert compare("Putin", "Vladimir Putin", person=True).score <= LONE
    assert compare("Jonathan George", "George", person=True).score <= LONE


@pytest.mark.skipif(not PAIRS.is_file(), reason="../shared/names is not there")
def test_labelled_pairs_are_told_better_than_by_logic_v2() -> None:
    pairs = labelled_pairs(PAIRS)
    assert len(pairs) == sum(1 for _ in csv.DictReader(PAIRS.open(encoding="utf-8")))
    found = np.array([compare(p.one, p.other, person=p.person).score >= UNSURE for p in pairs])
    assert measured(found, np.array([p.same for p in pairs]))["f1"] > LOGIC_V2_F1


@pytest.mark.parametrize(("article", "listed", "how"), examples())
def test_offices_agree_as_their_examples_say(article: str, listed: str, how: str) -> None:
    assert agreement([article], [listed]) is Agreement(how)
