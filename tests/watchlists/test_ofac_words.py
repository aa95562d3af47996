"""The words by which OFAC's readers tell kinds and measures, each with its example."""

from __future__ import annotations

import csv

import pytest

from schemas.vocabularies import VOCABULARIES
from transforms.watchlists import ofac_kinds
from transforms.watchlists.ofac_kinds import kind_of
from transforms.watchlists.ofac_measures import measures_of, ofac_rules

KINDS = list(csv.DictReader(ofac_kinds.LIST.open(encoding="utf-8", newline="")))


@pytest.mark.parametrize("row", KINDS, ids=[f"{row['place']} {row['words']}" for row in KINDS])
def test_each_word_that_tells_a_kind_reads_its_example(row):
    remark = row["place"] == "remark"
    name, remarks = ("", [row["example"]]) if remark else (row["example"], [])
    assert kind_of("-0-", name, remarks) == row["kind"]
    assert kind_of("individual", name, remarks) == "person"
    assert row["kind"] in VOCABULARIES["entity_kind"]


def test_what_no_word_tells_is_an_organisation():
    assert kind_of("-0-", "HAMAS", ["Linked To: X"]) == "organization"


MEASURES = [
    *(("us_ofac_sdn", r, ("asset_freeze", "travel_ban")) for r in ofac_rules()["entry"]),
    *(("us_ofac_cons", r, tuple(r["measures"])) for r in ofac_rules()["cons"]),
]


@pytest.mark.parametrize(("key", "row", "expected"), MEASURES)
def test_each_program_has_its_measures(key, row, expected):
    assert row["source"]
    assert measures_of(key, [row["example"]], [], person=True) == expected
    assert row["example"].startswith(row["program"])
    assert set(expected) <= VOCABULARIES["measure"].keys()


@pytest.mark.parametrize("row", ofac_rules()["remark"])
def test_each_remark_that_tells_a_measure_reads_its_example(row):
    told = measures_of("us_ofac_cons", [], [row["example"]], person=False)
    assert told == tuple(sorted(row["measures"]))
    assert set(told) <= VOCABULARIES["measure"].keys()


def test_what_is_told_of_no_program_is_a_frozen_asset_on_the_sdn_list_alone():
    assert measures_of("us_ofac_sdn", ["NEW"], [], person=True) == ("asset_freeze",)
    assert measures_of("us_ofac_sdn", ["GLOMAG"], [], person=False) == ("asset_freeze",)
    assert measures_of("us_ofac_cons", ["NEW"], [], person=True) == ("unspecified",)
