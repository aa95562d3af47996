from __future__ import annotations

import csv

import pytest

from transforms.language.keys import entity_key, normalised
from transforms.language.territories import (
    LIST,
    by_capital,
    by_code,
    by_demonym,
    by_metonym,
    find,
)


@pytest.mark.parametrize(
    ("name", "code", "common"),
    [
        ("the U.S.", "us", "United States"),
        ("US", "us", "United States"),
        ("America", "us", "United States"),
        ("Burma", "mm", "Myanmar"),
        ("Russian Federation", "ru", "Russia"),
        ("DPRK", "kp", "North Korea"),
        ("Great Britain", "gb", "United Kingdom"),
        ("Ivory Coast", "ci", "Côte d'Ivoire"),
        ("Côte d’Ivoire", "ci", "Côte d'Ivoire"),
        ("UAE", "ae", "United Arab Emirates"),
        ("Kosovo", "xk", "Kosovo"),
        ("EU", "eu", "European Union"),
        ("U.N.", "un", "United Nations"),
        ("Republic of Congo", "cg", "Republic of the Congo"),
        ("DR Congo", "cd", "Democratic Republic of the Congo"),
    ],
)
def test_names_and_aliases_lead_to_the_common_name(name: str, code: str, common: str) -> None:
    territory = find(name)
    assert territory is not None
    assert (territory.code, territory.name) == (code, common)


@pytest.mark.parametrize("name", ["Washington", "Korea", "Columbia", "Moscow", "us", "it", ""])
def test_what_is_no_country_is_not_found(name: str) -> None:
    assert find(name) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [("Burmese", "mm"), ("Afghans", "af"), ("Sino", "cn"), ("Swiss", "ch"), ("Nigerien", "ne"),
     ("Nigerian", "ng"), ("South Korean", "kr"), ("Americans", "us")],
)  # fmt: skip
def test_demonyms_tell_the_country(word: str, code: str) -> None:
    territory = by_demonym(word)
    assert territory is not None
    assert territory.code == code


@pytest.mark.parametrize(
    ("word", "code"),
    [("Washington", "us"), ("the Kremlin", "ru"), ("Brussels", "eu"), ("Downing Street", "gb")],
)
def test_seats_of_power_tell_the_government(word: str, code: str) -> None:
    territory = by_metonym(word)
    assert territory is not None
    assert territory.code == code
    assert by_capital("Kremlin") is None


def test_every_code_of_iso_3166_is_there_once() -> None:
    with LIST.open(encoding="utf-8", newline="") as rows:
        told = list(csv.DictReader(rows))
    codes = [row["code"] for row in told]
    assert len(codes) == len(set(codes)) == 249 + 3
    assert all(len(code) == 2 and code.islower() for code in codes)
    assert by_code("zz") is None


def test_no_name_demonym_or_capital_belongs_to_two() -> None:
    with LIST.open(encoding="utf-8", newline="") as rows:
        told = list(csv.DictReader(rows))
    for columns in (["name", "official_name", "aliases"], ["demonyms"], ["capitals"], ["metonyms"]):
        owner: dict[str, str] = {}
        for row in told:
            for form in "|".join(row[c] for c in columns).split("|"):
                assert not form or owner.setdefault(form, row["code"]) == row["code"], form


def test_a_country_has_one_key_under_every_name() -> None:
    assert entity_key("country", "Burma") == entity_key("country", "Myanmar")
    assert entity_key("person", "Jordan") != entity_key("country", "Jordan")
    assert entity_key("person", "Recep Tayyip Erdoğan") == entity_key(
        "person", "Recep Tayyip Erdogan"
    )
    assert normalised("O’Neill, J.-P.") == "oneill j p"
