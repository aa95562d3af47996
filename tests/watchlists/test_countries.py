"""Countries of the lists are read, and what is none is not taken for one."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from transforms.language.territories import by_code
from transforms.watchlists.countries import LIST, country

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "../shared/watchlists"
needs_lists = pytest.mark.skipif(
    not LISTS.exists(), reason="../shared/watchlists is not beside this checkout"
)
SEPARATORS = re.compile(r" and/or |\(?\b\w\)|\([\d-]+\)|[;,/]|\. |\bto \(\d\)")
AND = re.compile(r" and(?:/or)? ")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Russia", "ru"),
        ("Russian Federation", "ru"),
        ("RUSSIAN FEDERATION", "ru"),
        ("ru", "ru"),
        ("RU", "ru"),
        ("UK", "gb"),
        ("Korea, North", "kp"),
        ("Korea, South", "kr"),
        ("DPRK", "kp"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Democratic People’s Republic of Korea (DPRK)", "kp"),
        ("KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF", "kp"),
        ("Republic of Korea", "kr"),
        ("Iran (Islamic Republic of)", "ir"),
        ("Iran, Islamic Republic of", "ir"),
        ("Venezuela (Bolivarian Republic of)", "ve"),
        ("Syrian Arab Republic", "sy"),
        ("Burma", "mm"),
        ("Myanmar/Burma", "mm"),
        ("Congo", "cg"),
        ("Congo, Republic of the", "cg"),
        ("Congo, Democratic Republic of the", "cd"),
        ("Congo (Democratic Republic)", "cd"),
        ("North Macedonia, The Republic of", "mk"),
        ("Bahamas, The", "bs"),
        ("Man, Isle of", "im"),
        ("Virgin Islands, British", "vg"),
        ("Hong Kong", "hk"),
        ("China, Hong Kong Special Administrative Region", "hk"),
        ("Taiwan, Province of China", "tw"),
        ("Türkiye", "tr"),
        ("Cote d Ivoire", "ci"),
        ("West Bank", "ps"),
        ("Region: Gaza", "ps"),
        ("PALESTINIAN TERRITORY, OCCUPIED", "ps"),
        ("State of Palestine", "ps"),
        ("United Kingdom of Great Britain and Northern Ireland", "gb"),
        ("the Netherlands", "nl"),
        ("Netherlands (Kingdom of the)", "nl"),
        ("Belarusian", "by"),
        ("Saudi Arabian", "sa"),
        ("allegedly Russian", "ru"),
        ("Pakistani (presumed)", "pk"),
        ("assumed Congolese (DRC)", "cd"),
        ("Italian since 1990", "it"),
        ("Sudanese by birth", "sd"),
        ("Uganda Passport", "ug"),
        ("Iraq (previous address)", "iq"),
        ("Russian Federation (as at November 2010)", "ru"),
        ("(a) Tunisian", "tn"),
        ("DPRK.", "kp"),
        ("USSR (now Moldova)", "md"),
        ("Former USSR Currently Ukraine", "ua"),
        ("Kazakh Soviet Socialist Republic (now Kazakhstan)", "kz"),
        ("Tunisian. National Identification No.: 08619445", "tn"),
    ],
)
def test_country_is_read_however_a_list_writes_it(words: str, code: str) -> None:
    assert country(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "",
        "-",
        "-0-",
        "00",
        "undetermined",
        "Region: Kabul",
        "Region: Kafia Kingi",
        "Region: Commonwealth of Independent States",
        "Moscow",
        "115088",
        "USSR",
        "former Soviet Union",
        "Yugoslavia",
        "Netherlands Antilles",
        "Korea",
        "EU",
        "un",
        "Iraq (2) Iraq",
        "(1) Cyprus (2) Russia",
        "(1) USSR (now Russian Federation) (2) USSR (now Russian Federation) (3) Belarus",
        "a) Syrian b) Palestinian",
        "Ukrainian, Russian",
        "Syrian/Libyan",
        "(a)" * 500,
        "the " * 5_000,
    ],
)
def test_what_is_no_single_country_of_today_is_none(words: str) -> None:
    assert country(words) is None


def rows() -> Iterator[tuple[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        yield from ((row["words"], row["code"]) for row in csv.DictReader(file))


def test_every_row_of_the_data_is_read_as_it_says() -> None:
    assert [(words, country(words) or "") for words, _ in rows()] == list(rows())


def test_every_code_of_the_data_is_a_country() -> None:
    territories = [by_code(code) for _, code in rows() if code]
    assert [territory.kind for territory in territories if territory] == ["country"] * len(
        territories
    )


def cells() -> Iterator[str]:
    """Every cell of the lists at hand that tells a country."""
    for path in LISTS.glob("un/*/*.xml"):
        tree = ElementTree.parse(path)
        yield from (e.text or "" for e in tree.iter("COUNTRY"))
        yield from (e.text or "" for e in tree.iterfind(".//NATIONALITY/VALUE"))
    for path in LISTS.glob("ofac/*/add.csv"):
        yield from (r[4] for r in csv.reader(io.StringIO(path.read_text("latin-1"))) if r[4:])
    for path in LISTS.glob("uk/*/ConList.csv.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            next(file)
            for row in csv.DictReader(file):
                yield from (row["Nationality"], row["Country"])
    with tarfile.open(LISTS / "eu_journal/consolidated.tar.gz") as archive:
        for member in archive:
            packed = archive.extractfile(member)
            if packed and member.name.endswith(".csv"):
                for row in csv.DictReader(io.TextIOWrapper(packed, "utf-8")):
                    yield from (row[key] for key in ("country", "nationality", "jurisdiction"))
    with (LISTS / "opensanctions/targets.simple.csv").open(encoding="utf-8") as file:
        yield from (row["countries"] for row in csv.DictReader(file))


def parts_without_country(cell: str, *separators: re.Pattern[str]) -> Iterator[str]:
    cell = cell.strip(" .\"'\n")
    if not cell or country(cell):
        return
    if not separators:
        yield cell
        return
    for part in separators[0].split(cell):
        yield from parts_without_country(part, *separators[1:])


@needs_lists
def test_no_country_of_the_lists_at_hand_stays_unknown() -> None:
    unknown = {
        part for cell in set(cells()) for part in parts_without_country(cell, SEPARATORS, AND)
    }
    assert unknown == {
        "-0-",
        "115088",
        "Moscow",
        "Netherlands Antilles",
        "Region: Commonwealth of Independent States",
        "Region: Kafia Kingi",
        "Saudi citizenship withdrawn",
        "Afghan nationality given by the Taliban regime",
        "Southern Lebanon",
        "USSR (until 1991)",
        "former Soviet Union",
        "undetermined",
    }
