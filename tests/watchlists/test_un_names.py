"""Names in a cell of the UN's list are told apart, in running order, without explanations."""

from __future__ import annotations

import pytest

from transforms.watchlists.entries import ListedName
from transforms.watchlists.un_names import names, noted


def told_names(cell: str, *, is_person: bool = True) -> list[str]:
    return [listed.name for listed in names(cell, "alias", person=is_person)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Majeed, Abdul", ["Abdul Majeed"]),
        ("MAKENGA, Colonel SULTANI", ["Colonel SULTANI MAKENGA"]),
        ('"HASSAN, Sheikh"', ["Sheikh HASSAN"]),
        ("Hilarion Santos, III (third)", ["Hilarion Santos III"]),
        ("“General” Sidiki", ["General Sidiki"]),
        ("(Sheikh) Musa Hilal", ["Sheikh Musa Hilal"]),
        (") Abdelrahman Juhan", ["Abdelrahman Juhan"]),
        ("‘Abd al-Khaliq al-Huthi", ["‘Abd al-Khaliq al-Huthi"]),
        ("Abdul Rehman; Abd Ur-Rehman", ["Abdul Rehman", "Abd Ur-Rehman"]),
        ("A. Sabet b) M. Sabet; J. Sabet", ["A. Sabet", "M. Sabet", "J. Sabet"]),
        ("شيخ الفاتح ، الفاتح", ["شيخ الفاتح", "الفاتح"]),
        ("Jin Tiesan (金铁三)", ["Jin Tiesan", "金铁三"]),
        ("Abubakar (original script: Абубакар)", ["Abubakar", "Абубакар"]),
        ("حسن غول (Hassan Ghul; Hassan Gul)", ["حسن غول", "Hassan Ghul", "Hassan Gul"]),
        ("EL PARA (COMBAT NAME)", ["EL PARA"]),
        ("Safia Al-Hadad, born 1 Jan. 1953 (Oman passport no.03825239)", ["Safia Al-Hadad"]),
        ("Mohammad Ishaq Akhund born in 1963", ["Mohammad Ishaq Akhund"]),
        ("العانــي", ["العاني"]),
        (" ; ( ", []),
    ],
)
def test_names_of_a_person_are_told_apart(cell: str, expected: list[str]) -> None:
    assert told_names(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("HAQQANI NETWORK (HQN)", ["HAQQANI NETWORK", "HQN"]),
        ("UGANDA COMMERCIAL IMPEX (UCI) LTD", ["UGANDA COMMERCIAL IMPEX LTD", "UCI"]),
        ("ACME (BAL) ; GREAT LAKES COMPANY (GLC)", ["ACME", "GREAT LAKES COMPANY", "GLC"]),
        ("HARAKAT UL-MUJAHIDIN / HUM", ["HARAKAT UL-MUJAHIDIN", "HUM"]),
        ("Al Qa’ida/Islamic Army", ["Al Qa’ida/Islamic Army"]),
        ("AL-HARAMAIN FOUNDATION (PAKISTAN)", ["AL-HARAMAIN FOUNDATION (PAKISTAN)"]),
        ("LEADER (HONG KONG) INTERNATIONAL", ["LEADER (HONG KONG) INTERNATIONAL"]),
        ("TOUS POUR LA PAIX (NGO)", ["TOUS POUR LA PAIX"]),
        ("SECOND ACADEMY OF NATURAL SCIENCES (KPE.018)", ["SECOND ACADEMY OF NATURAL SCIENCES"]),
        ("AL-BASHAER TRADING COMPANY, LTD", ["AL-BASHAER TRADING COMPANY, LTD"]),
        ("أنصار (Ansar al Charia (ASL))", ["أنصار", "Ansar al Charia", "ASL"]),
        ("Ansar (HTS) (هيئة (original script); Hay’at)", ["Ansar", "هيئة", "Hay’at"]),
    ],
)
def test_names_of_others_are_told_apart(cell: str, expected: list[str]) -> None:
    assert told_names(cell, is_person=False) == expected


def test_name_that_was_listed_before_is_a_former_one() -> None:
    (listed,) = names("Ezatullah Haqqani (previously listed as)", "alias", person=True)
    assert listed == ListedName("Ezatullah Haqqani", "former")


def test_note_tells_a_former_name_and_the_one_in_arabic() -> None:
    assert noted("Previously listed as. In Arabic: رياض محمد") == (True, ["رياض محمد"])
    assert noted("Call sign") == (False, [])
