"""The UK Treasury's list: rows that stand apart become targets, cells are taken apart."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from schemas.errors import ListFormatError
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.gb_cells import numbered
from transforms.watchlists.gb_hmt import GB_HMT, NEEDED

CON_LIST = Path(__file__).parents[2] / "../shared/watchlists/uk/2025-04-10/ConList.csv.gz"
needs_list = pytest.mark.skipif(
    not CON_LIST.exists(), reason="../shared/watchlists is not beside this checkout"
)
ROW = {
    "Name 6": "MITHU",
    "Name 1": "Mian",
    "Name 2": "Abdul",
    "Other Information": "(UK Sanctions List Ref):GHR0086. (Gender):Male",
    "Group Type": "Individual",
    "Alias Type": "Primary name",
    "Regime": "Global Human Rights",
    "Listed On": "09/12/2022",
    "Group ID": "15672",
}


@cache
def published() -> tuple[dict[str, Entry], Tally]:
    tally = Tally()
    entries = GB_HMT.read({"conlist.csv": unpacked}, tally)
    return {entry.entry_id: entry for entry in entries}, tally


def unpacked() -> io.BytesIO:
    return io.BytesIO(gzip.decompress(CON_LIST.read_bytes()))


def file(*rows: dict[str, str], first: str = "Last Updated,10/04/2025\r\n") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, NEEDED, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return (first + text.getvalue()).encode()


def read(content: bytes) -> list[Entry]:
    return list(GB_HMT.read({"conlist.csv": lambda: io.BytesIO(content)}, Tally()))


def one(**told: str) -> Entry:
    (entry,) = read(file(ROW | told))
    return entry


def fault(content: bytes) -> str:
    with pytest.raises(ListFormatError) as raised:
        read(content)
    return str(raised.value)


@needs_list
def test_every_target_is_read_though_its_rows_stand_apart() -> None:
    entries, tally = published()
    assert len(entries) == 4686
    assert tally == Tally(published_on=date(2025, 4, 10), orphans=0)
    kinds = Counter(entry.kind for entry in entries.values())
    assert (kinds.pop("person"), kinds.pop("vessel")) == (3662, 15)
    assert kinds.keys() == {"company", "organization", "public_body"}
    assert 590 < kinds["company"] < 610
    measures = Counter(measure for entry in entries.values() for measure in entry.measures)
    assert measures == {"asset_freeze": 4686, "financial": 2178}
    assert all(entry.listed_on for entry in entries.values())
    assert sum(bool(entry.birth_date) for entry in entries.values()) == 3146
    assert sum(bool(entry.countries) for entry in entries.values()) == 3968


@needs_list
def test_a_person_is_read_with_all_writings_of_the_name() -> None:
    entry = published()[0]["15672"]
    assert entry.kind == "person"
    assert entry.names == (
        ListedName("Mian Abdul HAQ", "primary"),
        ListedName("Mian MITHOO", "alias"),
        ListedName("Mian MITHU", "alias"),
        ListedName("Mian MITTO", "alias"),
        ListedName("Mian MITTU", "alias"),
    )
    assert entry.programs == ("Global Human Rights",)
    assert entry.listed_on == date(2022, 12, 9)
    assert entry.countries == ("pk",)
    assert entry.positions == ("Cleric (“Pir”) of Bharchundi Sharif Shrine",)
    assert entry.identifiers == ("uksl:GHR0086",)
    assert entry.reason is not None
    assert entry.reason.startswith("Mian Abdul HAQ is a cleric (“Pir”) at Bharchundi Sharif")
    assert entry.reason.endswith("women from religious minorities.")
    assert entry.remarks == "Gender: Male."


@needs_list
def test_a_ship_is_read_with_number_and_flag() -> None:
    entry = published()[0]["13651"]
    assert (entry.kind, entry.name) == ("vessel", "SAM JONG 2")
    assert entry.identifiers == ("imo:7408873", "uksl:DPR0100")
    assert entry.countries == ("kp",)
    assert ListedName("OCHRE POINT", "alias") in entry.names


@needs_list
def test_a_target_of_two_regimes_has_both_and_the_earliest_day() -> None:
    entry = published()[0]["6995"]
    assert entry.programs == ("Somalia", "ISIL (Da'esh) and Al-Qaida")
    assert entry.listed_on == date(2001, 11, 8)
    assert entry.identifiers == ("uksl:AQD0194", "uksl:SOM0003", "un:QDi.042", "un:SOi.002")


@needs_list
def test_a_target_without_a_primary_name_is_called_by_its_first_variation() -> None:
    entry = published()[0]["16789"]
    assert entry.names == (
        ListedName("PREMERA (H.K.) INTERNATIONAL CO, LIMITED", "primary"),
        ListedName("普萊米樂(香港)國際貿易有限公司", "alias"),
    )


def test_names_are_in_reading_order_with_their_types() -> None:
    rows = [
        ROW | {"Name 6": "AL-MITHU", "Alias Type": "Primary name variation"},
        ROW | {"Name Non-Latin Script": "МИТУ, Миан"},
        ROW | {"Name 6": "HAQ", "Alias Type": "AKA", "Alias Quality": "Good quality"},
        ROW
        | {"Name 6": "Pir", "Name 1": "", "Name 2": "", "Alias Type": "AKA"}
        | {"Alias Quality": "Low quality"},
        ROW | {"Name 6": "SHAH", "Alias Type": "FKA"},
        ROW | {"Name 6": "Mithu"},
    ]
    (entry,) = read(file(*rows))
    assert entry.names == (
        ListedName("Mian Abdul MITHU", "primary"),
        ListedName("Mian Abdul AL-MITHU", "alias"),
        ListedName("Миан МИТУ", "alias"),
        ListedName("Mian Abdul HAQ", "alias"),
        ListedName("Mian Abdul SHAH", "former"),
        ListedName("Pir", "weak_alias"),
    )


def test_rows_of_a_group_that_stand_apart_are_one_target() -> None:
    other = ROW | {"Group ID": "2", "Name 6": "OTHER"}
    entries = read(file(ROW, other, ROW | {"DOB": "00/00/1958"}, ROW | {"DOB": "01/02/1957"}))
    assert [entry.entry_id for entry in entries] == ["15672", "2"]
    assert entries[0].birth_date == "[1957-02-01,1958]"
    assert entries[1].birth_date is None


def test_countries_of_a_cell_are_all_read() -> None:
    assert one(Nationality="(1) Iraq (2) Syria.", Country="UK").countries == ("gb", "iq", "sy")
    assert one(Nationality="Estonia, Russia").countries == ("ee", "ru")
    assert one(Country="115088").countries == ()


def test_a_firm_is_a_company_by_its_name_or_its_type() -> None:
    firm = {"Group Type": "Entity", "Name 1": "", "Name 2": ""}
    assert one(**firm | {"Name 6": "STAN LLC"}).kind == "company"
    assert one(**firm | {"Name 6": "DEATH BATTALION"}).kind == "organization"
    told = "(Type of entity):Government Agency (Website):example.org"
    assert one(**firm | {"Name 6": "ORGAN", "Other Information": told}).kind == "public_body"


def test_other_information_is_taken_apart() -> None:
    told = (
        "(UK Sanctions List Ref):AFG0001. (UN Ref):QDE.145 and CDi. 038. Believed to be (maybe) in "
        "Iran. Financial sanctions imposed in addition to an asset freeze: Trust services. (UK "
        "Statement of Reasons):He did (so it is said). (Phone number):(1) 12 (2) 34"
    )
    entry = one(**{"Other Information": told})
    assert entry.identifiers == ("uksl:AFG0001", "un:CDi.038", "un:QDe.145")
    assert entry.reason == "He did (so it is said)."
    assert entry.remarks == (
        "Believed to be (maybe) in Iran. Financial sanctions imposed in addition to an asset "
        "freeze: Trust services. Phone number: (1) 12 (2) 34."
    )
    assert entry.measures == ("asset_freeze", "financial")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("(1) Minister (2) General of (3) armies", ["Minister", "General of", "armies"]),
        ("Adviser under resolution (2)", ["Adviser under resolution (2)"]),
        ("(1) Under (2019) law. (2) Other", ["Under (2019) law", "Other"]),
        ("", []),
    ],
)
def test_numbered_values_are_parted(cell: str, values: list[str]) -> None:
    assert numbered(cell) == values


def test_a_list_without_its_first_line_or_with_more_columns_is_read() -> None:
    content = file(ROW, first="").replace(b"Group ID\r\n", b"Group ID,New\r\n")
    entries = read(content.replace(b"15672\r\n", b"15672,x\r\n"))
    assert [entry.name for entry in entries] == ["Mian Abdul MITHU"]


def test_a_missing_column_is_named() -> None:
    assert fault(file(ROW).replace(b"Group ID", b"GroupID")) == (
        'conlist.csv: line 2: lacks the column "Group ID" of the UK consolidated list '
        "(ConList.csv): download it again"
    )


def test_a_web_page_is_told_as_such() -> None:
    assert fault(b"<!DOCTYPE html>\n<html><body>404, not found</body></html>\n") == (
        "conlist.csv: line 1: is a web page, not the UK consolidated list (ConList.csv): the "
        "download failed, or the publisher moved it"
    )


def test_a_file_cut_off_in_a_row_is_told_with_its_line() -> None:
    content = file(ROW, ROW)
    assert fault(content[:-40]).startswith("conlist.csv: line 4: 14 cells where the header has 18")
    assert fault(content + b'"MITHU').startswith("conlist.csv: line 5: cannot be split into colu")
    assert fault(b"") == (
        "conlist.csv: is empty, not the UK consolidated list (ConList.csv): download it again"
    )


def test_a_packed_file_cut_off_is_told() -> None:
    packed = gzip.compress(file(*[ROW | {"Group ID": str(n)} for n in range(9999)]))[:-900]
    opener = {"conlist.csv": lambda: cast("BinaryIO", gzip.GzipFile(fileobj=io.BytesIO(packed)))}
    with pytest.raises(ListFormatError, match=r"line \d+: the file breaks off or is damaged"):
        list(GB_HMT.read(opener, Tally()))


def test_a_row_that_tells_no_target_is_an_error() -> None:
    assert 'line 3: has no "Group ID"' in fault(file(ROW | {"Group ID": ""}))
    assert "neither Individual, Entity nor Ship: Plane" in fault(
        file(ROW | {"Group Type": "Plane"})
    )
