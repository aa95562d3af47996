"""Printed names are put in order, and the other writings that they hold are told apart."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from schemas.vocabularies import VOCABULARIES
from transforms.watchlists.entries import ListedName
from transforms.watchlists.name_variants import WORDS, told_names
from transforms.watchlists.printed_names import family_name_behind, reading_order, tidy

LABELS = tomllib.loads(WORDS.read_text(encoding="utf-8"))["label"]


def names(text: str, *, person: bool) -> list[str]:
    return [listed.name for listed in told_names(text, "primary", person=person)]


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["words"])
def test_each_label_introduces_another_name(label: dict[str, Any]) -> None:
    told = list(told_names(label["example"], "primary", person=True))
    assert [listed.name for listed in told] == label["names"]
    assert told[0].type == "primary"
    assert label["type"] in {"alias", "former"}
    assert {listed.type for listed in told[1:]} <= {label["type"], "weak_alias"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viktor (Victor) ZOLOTOV", ["Viktor ZOLOTOV", "Victor ZOLOTOV"]),
        ("Maxim GAMOLA (HAMOLA)", ["Maxim GAMOLA", "Maxim HAMOLA"]),
        ("Yasar IBRAHIM (Yassar IBRAHIM) -", ["Yasar IBRAHIM", "Yassar IBRAHIM"]),
        ("Mohammed (محمد) HAMCHO", ["Mohammed HAMCHO"]),
        ("Dmitry KOZAK (Дмитрий КОЗАК)", ["Dmitry KOZAK", "Дмитрий КОЗАК"]),
        ("Fawaz GERGES – فواز جرجس", ["Fawaz GERGES", "فواز جرجس"]),
        (
            "Elena TIMCHENKO (born ERMAKOVA (YERMAKOVA))",
            ["Elena TIMCHENKO", "Elena ERMAKOVA", "Elena YERMAKOVA"],
        ),
        ("Oleg TSARIOV, Oleh Ivanovych TSAROV", ["Oleg TSARIOV", "Oleh Ivanovych TSAROV"]),
        ("Vadim SUBOTIN / Vadim SUBBOTIN", ["Vadim SUBOTIN", "Vadim SUBBOTIN"]),
        ("Mohammad, Qari Din (Minister of Higher Education)", ["Qari Din Mohammad"]),
        ("Abdoullah (Passport number: B0515260", ["Abdoullah"]),
        ("(a) Omar KHAN, (b) Omar HAN", ["Omar KHAN", "Omar HAN"]),
        ("Igor GIRKIN) (a.k.a. Igor STRELKOV", ["Igor GIRKIN", "Igor STRELKOV"]),
    ],
)
def test_writings_of_a_person_are_told_apart(text: str, expected: list[str]) -> None:
    assert names(text, person=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haqqani Network (HQN)", ["Haqqani Network", "HQN"]),
        ("HIZBUL MUJAHIDEEN (HM)", ["HIZBUL MUJAHIDEEN", "HM"]),
        ("Al-Haramain (Afghanistan branch)", ["Al-Haramain (Afghanistan branch)"]),
        ("VTB Bank (Belarus)", ["VTB Bank (Belarus)"]),
        ("Absolut Bank (PAO)", ["Absolut Bank"]),
        ("ACE (HK) Electronics (H.K.) Co., Ltd", ["ACE (HK) Electronics (H.K.) Co., Ltd"]),
        ("REDLEPUS (SHENZHEN) CO", ["REDLEPUS (SHENZHEN) CO"]),
        ("Guard Corps (IRGC) Regional Corps Quds", ["Guard Corps Regional Corps Quds"]),
        (
            "Cooperation Foundation of the Guard Corps (GC)",
            ["Cooperation Foundation of the Guard Corps"],
        ),
        ("Chong Bong (Greenlight) (Nouvelle)", ["Chong Bong", "Greenlight", "Nouvelle"]),
        ("Stroytransgaz/Стройтрансгаз", ["Stroytransgaz", "Стройтрансгаз"]),
        ("AO ‘КБП’", ["AO ‘КБП’"]),
        ("Sohra Group / Sohra LLC", ["Sohra Group", "Sohra LLC"]),
        (
            "National Office (a.k.a. National Agency) of Eritrea",
            ["National Office of Eritrea", "National Agency of Eritrea"],
        ),
        ("f.k.a.: ACME Co., Ltd", ["ACME Co., Ltd"]),
    ],
)
def test_writings_of_others_are_told_apart(text: str, expected: list[str]) -> None:
    assert names(text, person=False) == expected


def test_types_of_names_are_told() -> None:
    assert list(told_names("Serhii Z (a.k.a. Abwehr)", "alias", person=True)) == [
        ListedName("Serhii Z", "alias"),
        ListedName("Abwehr", "weak_alias"),
    ]
    assert list(told_names("f.k.a. ACME", "alias", person=False)) == [ListedName("ACME", "former")]
    told = {
        listed.type
        for label in LABELS
        for listed in told_names(label["example"], "primary", person=True)
    }
    assert told <= VOCABULARIES["listed_name_type"].keys()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("‘Vostok Brigade’", "Vostok Brigade"),
        ("‘JSC ‘VITYAZ’’", "JSC ‘VITYAZ’"),
        ("'Abd al-Haq", "'Abd al-Haq"),
        ("Aston_Challenger", "Aston Challenger"),
        ("Mohammed Al Ghabra.", "Mohammed Al Ghabra"),
        ("ACME Co.", "ACME Co."),
        ("Сергей Калашник)", "Сергей Калашник"),
        ("PMC Redoubt (Редут", "PMC Redoubt (Редут)"),
        (" , ", ""),
    ],
)
def test_marks_about_a_name_are_taken_off(name: str, expected: str) -> None:
    assert tidy(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LI, Shangfu", "Shangfu LI"),
        ("Bin Marwan, Bilal", "Bilal Bin Marwan"),
        ("Hassan, Hadji Mohammad, Mullah", "Mullah Hadji Mohammad Hassan"),
        ("Siarhei Piatrovich, RUBNIKOVICH", "Siarhei Piatrovich RUBNIKOVICH"),
        ("Ruben Pestano Lavilla, Jr.", "Ruben Pestano Lavilla, Jr."),
        ("ЛУКАШЭНКА , Віктар", "Віктар ЛУКАШЭНКА"),
        ("Omar Khan", "Omar Khan"),
    ],
)
def test_names_are_put_in_reading_order(name: str, expected: str) -> None:
    assert reading_order(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AL-DIN Hasan Izz", "Hasan Izz AL-DIN"),
        ("HASSAN EL HAJJ Hassan", "Hassan HASSAN EL HAJJ"),
        ("IRGC Brigadier-General Javad VAND", "IRGC Brigadier-General Javad VAND"),
        ("USAMA BIN LADEN", "USAMA BIN LADEN"),
        ("U Tay Za", "U Tay Za"),
        ("IVANOV I.", "IVANOV I."),
    ],
)
def test_a_family_name_in_capitals_goes_behind(name: str, expected: str) -> None:
    assert family_name_behind(name) == expected
