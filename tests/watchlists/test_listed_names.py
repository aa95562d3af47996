"""Listed names count once, without quotation marks, and tell what kind of body it is."""

from __future__ import annotations

import pytest

from transforms.watchlists.entries import ListedName
from transforms.watchlists.listed_names import kind_by_names, unquoted, without_repeats
from transforms.watchlists.names import is_foreign


def test_repeated_name_keeps_its_place_and_the_type_that_says_most() -> None:
    names = [
        ListedName("KIM YONG CHOL", "primary"),
        ListedName("Kim", "weak_alias"),
        ListedName("Kim Yong Chol", "alias"),
        ListedName("Kim", "alias"),
    ]
    assert without_repeats(names) == (
        ListedName("KIM YONG CHOL", "primary"),
        ListedName("Kim", "alias"),
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("“General”  Sidiki,", "General Sidiki"),
        ("‘Abd al-Khaliq", "‘Abd al-Khaliq"),
        ('"KOMID"', "KOMID"),
        ("شعبـان العانــي\u200f", "شعبان العاني"),
        ("COMPANY, LTD", "COMPANY, LTD"),
        (" ; ", ""),
    ],
)
def test_quotation_marks_and_marks_that_nobody_sees_are_left_out(name: str, told: str) -> None:
    assert unquoted(name) == told


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["Rahat Ltd."], "company"),
        (["Idleb Company for Spinning"], "company"),
        (["Hong Kong Electronics", "Hong Kong Electronics Kish Co."], "company"),
        (["Ministry of Atomic Energy Industry"], "public_body"),
        (["Haqqani Network", "HQN"], "organization"),
        (["Lord’s Resistance Army"], "organization"),
    ],
)
def test_kind_is_told_by_a_legal_form_or_a_ministry(names: list[str], kind: str) -> None:
    assert kind_by_names(names) == kind


@pytest.mark.parametrize(
    ("text", "foreign"),
    [("Đặng Văn Ḥassan", False), ("Ли", True), ("Kim (金)", True), ("12 #", False)],
)
def test_other_scripts_are_told_from_latin_letters_with_marks(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign
