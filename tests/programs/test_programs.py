from __future__ import annotations

import csv
import tomllib
from typing import Any

import pytest

from schemas.vocabularies import VOCABULARIES
from transforms.programs import additions, instruments
from transforms.programs.instruments import find_instruments
from transforms.programs.programs import COLUMNS, TABLE, Program, by_alias, by_key, programs
from transforms.programs.prose import Named, meant, named_in

_KINDS: dict[str, Any] = tomllib.loads(instruments.PATTERNS.read_text(encoding="utf-8"))["kind"]
_ADDED: dict[str, Any] = tomllib.loads(additions.ADDITIONS.read_text(encoding="utf-8"))
_NUMBERED = [(kind, *example) for kind, row in _KINDS.items() for example in row["examples"]]


def test_the_table_holds_facts_of_261_programmes_in_our_words() -> None:
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table)
        assert tuple(rows.fieldnames or ()) == COLUMNS
        assert sum(1 for _ in rows) == 261
    assert list(programs()) == sorted(programs())
    measures = {measure for p in programs().values() for measure in p.measures}
    assert measures <= set(VOCABULARIES["measure"])


def test_a_programme_is_found_by_its_key() -> None:
    assert by_key("EU-CHEM") == Program(
        "EU-CHEM",
        "EU Restrictive measures against the proliferation and use of chemical weapons",
        "eu_council",
        ("Regulation (EU) 2018/1542", "Decision (CFSP) 2018/1544", "CHEM"),
        ("zz",),
        ("asset_freeze", "travel_ban"),
    )
    assert by_key("UN-SC1718-nothing") is None


@pytest.mark.parametrize(
    ("words", "issuer", "keys"),
    [
        ("RUSSIA-EO14024", None, ["US-RUSHAR"]),
        ("EO 14024", None, ["US-RUSHAR"]),
        ("executive  order 13382", None, ["US-DOS-ISN", "US-NON-PROLIF"]),
        ("Executive Order 13382", "us_ofac", ["US-NON-PROLIF"]),
        ("Resolution 1267", "un", ["UN-SCISIL"]),
        ("Resolution 1267", "gb", ["GB-ISIL"]),
        ("Magnitsky Act", None, ["US-MAGNITSKY"]),
        ("caatsa", None, ["US-CAATSA"]),
        ("Levinson Act", None, ["US-HOSTAGE"]),
        ("UKR", "eu_council", ["EU-UKR"]),
        ("UKR", "us", []),
        ("Regulation (EU) No 269/2014", None, ["EU-UKR"]),
        ("The order 14024 is no name", None, []),
    ],
)
def test_a_programme_is_found_by_its_whole_name(
    words: str, issuer: str | None, keys: list[str]
) -> None:
    assert [p.key for p in by_alias(words, issuer)] == keys


@pytest.mark.parametrize(("kind", "sentence", "numbers"), _NUMBERED)
def test_instruments_are_read_from_their_examples(
    kind: str, sentence: str, numbers: list[str]
) -> None:
    found = [t.instrument for t in find_instruments(sentence)]
    assert [i.number for i in found if i.kind == kind] == numbers
    assert all(i.kind == kind for i in found)


@pytest.mark.parametrize("row", _ADDED["name"], ids=lambda row: row["names"][0])
def test_added_names_are_found_in_their_sentence(row: dict[str, Any]) -> None:
    assert set(row["keys"]) <= set(programs())
    assert [n.keys for n in named_in(row["sentence"])] == [tuple(sorted(row["keys"]))]


def test_added_numbers_and_territories_belong_to_known_programmes() -> None:
    keys = {row["key"] for row in (*_ADDED["numbers"], *_ADDED["territory"])}
    assert keys <= set(programs())


def _told(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(sentence[n.start : n.end], n.keys) for n in named_in(sentence)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Under Executive Order 14024 and the Global Magnitsky Act both were listed.",
            [("Executive Order 14024", ("US-RUSHAR",)), ("Global Magnitsky Act", ("US-GLOMAG",))],
        ),
        (
            "Cut off under the North Korea Sanctions and Policy Enhancement Act of 2016.",
            [("North Korea Sanctions and Policy Enhancement Act", ("US-NK",))],
        ),
        ("UKR, PEP and SYRIA are codes; Iran sanctions are many things.", []),
        ("Measures against North Korea, a consent agreement and a covered list.", []),
        ("He spoke of the magnitsky act and of the caesar act.", []),
        ("Article 269/2014 and the order of 14024 tonnes.", []),
    ],
)
def test_prose_names_programmes_by_law_list_and_number(
    sentence: str, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert _told(sentence) == told


def test_an_issuer_narrows_what_a_name_may_mean() -> None:
    words = "Resolution 1718"
    assert named_in(words, "gb") == [Named(0, 15, ("GB-DPRK",), "un")]
    assert named_in(words, "us") == []


@pytest.mark.parametrize(
    ("sentence", "known", "key"),
    [
        ("Under Resolution 1718 arms are banned.", {}, "UN-SC1718"),
        ("Under Resolution 1718 arms are banned.", {"issuers": ["eu"]}, "EU-PRK"),
        ("Under Resolution 1718 arms are banned.", {"issuers": ["us"]}, None),
        ("Under the Magnitsky Act he was listed.", {}, None),
        ("Under the Magnitsky Act he was listed.", {"issuers": ["ca"]}, "CA-JVCFOA"),
        ("Under the Magnitsky Act he was listed.", {"issuers": ["us"]}, None),
        (
            "Under the Magnitsky Act he was listed.",
            {"issuers": ["us"], "targets": ["ru"]},
            "US-MAGNITSKY",
        ),
        (
            "Under the Magnitsky Act he was listed.",
            {"issuers": ["us"], "targets": ["sa"]},
            "US-GLOMAG",
        ),
        ("Under Executive Order 13382 it was listed.", {}, None),
        ("Executive Order 13382 lists it.", {"authorities": ["us_ofac"]}, "US-NON-PROLIF"),
        ("Executive Orders 13661 and 13662 are the basis.", {}, "US-UKRRUS-REL"),
        ("Under Executive Order 14024 and the Caesar Act it was listed.", {}, None),
    ],
)  # fmt: skip
def test_the_programme_meant_fits_issuer_and_target_and_is_none_where_two_do(
    sentence: str, known: dict[str, Any], key: str | None
) -> None:
    assert meant(named_in(sentence), **known) == key
