"""Tables of the EU's Official Journal: rows of a target are one entry with a lasting number."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from schemas.errors import ListFormatError
from schemas.vocabularies import VOCABULARIES
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.eu_journal import EU_JOURNAL
from transforms.watchlists.formats import tar_members
from transforms.watchlists.kinds import WORDS as KINDS
from transforms.watchlists.kinds import organisation, told_kind

ARCHIVE = Path(__file__).parents[2] / "../shared/watchlists/eu_journal/consolidated.tar.gz"
needs_tables = pytest.mark.skipif(
    not ARCHIVE.exists(), reason="../shared/watchlists is not beside this checkout"
)
COLUMNS = (
    "celex recordId programKey annex measure startDate reason schema name alias weakAlias "
    "previousName country nationality jurisdiction birthDate position legalForm innCode imoNumber "
    "flag address notes"
)
ROW = {
    "celex": "32014R0269",
    "recordId": "5",
    "programKey": "EU-UKR",
    "annex": "I.PERSONS",
    "measure": "Asset freeze",
    "startDate": "17.3.2014",
    "schema": "Person",
    "name": "Ivan Ivanovich IVANOV",
    "birthDate": "1.2.1958",
}
FIRM = ROW | {"annex": "IV", "schema": "LegalEntity", "name": "JSC Example", "birthDate": ""}


@cache
def published() -> dict[str, Entry]:
    tally = Tally()
    with ARCHIVE.open("rb") as stream:
        entries = list(EU_JOURNAL.read(tar_members(stream), tally))
    assert tally == Tally(published_on=None, orphans=0)
    assert len(entries) == len({entry.entry_id for entry in entries})
    return {entry.entry_id: entry for entry in entries}


def table(*rows: dict[str, str], columns: str = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns.split(), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(*tables: bytes) -> list[Entry]:
    files = {f"3201{n}r0269.csv": tables[n] for n in range(len(tables))}
    openers = {name: lambda told=told: io.BytesIO(told) for name, told in files.items()}
    return list(EU_JOURNAL.read(openers, Tally()))


def one(**told: str) -> Entry:
    (entry,) = read(table(ROW | told))
    return entry


def fault(content: bytes) -> str:
    with pytest.raises(ListFormatError) as raised:
        read(content)
    return str(raised.value)


@needs_tables
def test_every_target_of_the_tables_is_one_entry() -> None:
    entries = published()
    assert len(entries) == 7938
    kinds = Counter(entry.kind for entry in entries.values())
    assert (kinds["person"], kinds["vessel"], kinds["place"]) == (4490, 693, 11)
    assert (kinds["company"] + kinds["organization"] + kinds["public_body"]) == 2726
    measures = Counter(measure for entry in entries.values() for measure in entry.measures)
    assert measures == {
        "asset_freeze": 6186,
        "export_control": 946,
        "blacklist": 713,
        "financial": 134,
    }
    assert sum(bool(entry.reason) for entry in entries.values()) == 6250
    assert sum(bool(entry.listed_on) for entry in entries.values()) == 7669
    assert sum(len(entry.programs) > 1 for entry in entries.values()) == 31


@needs_tables
def test_a_bank_under_two_acts_is_one_entry() -> None:
    entry = published()["32014R0269:I.ENTITIES:108"]
    assert entry.name == "Sberbank"
    assert entry.programs == ("EU-UKR", "EU-RUS")
    assert entry.measures == ("asset_freeze", "financial")
    assert entry.listed_on == date(2022, 6, 14)


@needs_tables
def test_a_person_is_read_whole() -> None:
    entry = published()["32014R0269:I.PERSONS:1601"]
    assert entry.names == (
        ListedName("Yury Anatolevich CHIKHANCHIN", "primary"),
        ListedName("Yuriy Anatolevich CHIKHANCHIN", "alias"),
        ListedName("Юрий Анатольевич ЧИХАНЧИН", "alias"),
    )
    assert entry.birth_date == "1951-06-17"
    assert entry.countries == ("ru",)
    assert entry.positions == ("Director of Rosfinmonitoring",)
    assert entry.reason is not None
    assert entry.reason.startswith("Yury Chikhanchin is the Director of Rosfinmonitoring")


@needs_tables
def test_a_person_listed_twice_in_an_act_is_one_entry() -> None:
    entries = [e for e in published().values() if e.name == "Sergey Pavlovich IVANOV"]
    assert [(e.entry_id, e.birth_date) for e in entries] == [
        ("32014R0269:I.PERSONS:776", "1952-04-19")
    ]


@needs_tables
def test_an_entry_without_a_printed_number_has_a_hash_for_one() -> None:
    entry = published()["32002R0881:76d12f0a8f3d"]
    assert entry.name == "Jaish-I-Momhammed"
    assert entry.listed_on == date(2001, 10, 17)


def test_the_number_stays_when_a_target_is_listed_once_more() -> None:
    before = table(FIRM, FIRM | {"recordId": "9", "measure": "Export control", "annex": "V"})
    again = FIRM | {"celex": "32010R0001", "recordId": "1", "startDate": "1 June 2026"}
    old, new = read(before), read(table(again | {"programKey": "EU-RUS"}), before)
    assert [entry.entry_id for entry in old] == ["32014R0269:IV:5"]
    assert [entry.entry_id for entry in new] == ["32014R0269:IV:5"]
    assert new[0].programs == ("EU-RUS", "EU-UKR")
    assert new[0].measures == ("asset_freeze", "export_control")
    assert new[0].listed_on == date(2014, 3, 17)


def test_the_number_of_an_unnumbered_entry_depends_on_act_kind_and_name_alone() -> None:
    told = {"recordId": "", "name": "IVAN  Ivanov"}
    assert one(**told).entry_id == one(**told | {"startDate": "", "annex": "X"}).entry_id
    assert one(**told).entry_id == one(**told | {"name": "Ivan Ivanov"}).entry_id
    assert one(**told).entry_id != one(**told | {"name": "Ivan Ivanow"}).entry_id
    assert one(**told).entry_id == "32014R0269:acc8709a5f80"


def test_namesakes_born_on_other_days_or_in_other_acts_are_others() -> None:
    other = ROW | {"recordId": "6", "birthDate": "1959"}
    assert len(read(table(ROW, other))) == 2
    undated = ROW | {"birthDate": ""}
    elsewhere = undated | {"celex": "32011R0359"}
    assert len(read(table(undated, undated | {"annex": "V"}))) == 1
    assert len(read(table(undated, elsewhere))) == 2
    same = ROW | {"celex": "32011R0359", "birthDate": "1 February 1958"}
    assert len(read(table(ROW, same))) == 1


def test_a_ship_is_known_again_by_its_number() -> None:
    ship = FIRM | {"schema": "Vessel", "name": "OLD NAME", "imoNumber": "9999999"}
    renamed = ship | {"recordId": "8", "name": "NEW NAME", "flag": "Gabon"}
    (entry,) = read(table(ship, renamed))
    assert [listed.name for listed in entry.names] == ["OLD NAME", "NEW NAME"]
    assert (entry.kind, entry.identifiers, entry.countries) == ("vessel", ("imo:9999999",), ("ga",))


def test_countries_are_read_from_every_column_and_from_addresses() -> None:
    assert one(nationality="(a) German, (b) Moroccan", country="Gaza Strip, Lebanon").countries == (
        "de",
        "lb",
        "ma",
        "ps",
    )
    address = "Main st. 1, Tehran, Iran; Russian Federation, 1234, Moscow; CA, Springfield"
    assert one(address=address).countries == ("ir", "ru")


def test_names_are_parted_and_put_in_order() -> None:
    entry = one(
        name="AL-DIN Hasan (a.k.a. Hassan) Izz",
        alias='Omar (Passport No; 5); "Khan; Omar"; Ayub, Ayoub, Ayob; f.k.a. Roe, Jane',
        weakAlias="The Fox",
        previousName="Doe",
    )
    assert entry.names == (
        ListedName("Hasan Izz AL-DIN", "primary"),
        ListedName("Hassan Izz AL-DIN", "alias"),
        ListedName("Omar", "alias"),
        ListedName("Khan; Omar", "alias"),
        ListedName("Ayub", "alias"),
        ListedName("Ayoub", "alias"),
        ListedName("Ayob", "alias"),
        ListedName("Jane Roe", "former"),
        ListedName("Doe", "former"),
        ListedName("The Fox", "weak_alias"),
    )
    assert one(name="KIM Il Example", programKey="EU-PRK").name == "KIM Il Example"
    assert one(name="KIM Il Example", nationality="DPRK").name == "KIM Il Example"


def test_a_restricted_thing_is_a_place_where_it_has_one() -> None:
    thing = FIRM | {"schema": "Asset", "measure": "Transportation restrictions"}
    port, coin = read(
        table(
            thing | {"name": "Port X", "address": "Russia"},
            thing | {"name": "Coin Y", "recordId": "6", "measure": "Financial restrictions"},
        )
    )
    assert (port.kind, port.countries, port.measures) == ("place", ("ru",), ("blacklist",))
    assert (coin.kind, coin.countries, coin.measures) == ("other", (), ("financial",))


def test_each_word_for_a_kind_has_an_example() -> None:
    groups = tomllib.loads(KINDS.read_text(encoding="utf-8"))
    for where in ("type", "name"):
        for group in groups[where]:
            assert group["kind"] in VOCABULARIES["entity_kind"]
            for example in group["examples"]:
                assert told_kind(example, where) == group["kind"], example
    assert organisation(["ANO Dialog"]) == "organization"
    assert organisation(["ACME"], "Private company") == "company"


def test_a_table_of_an_amending_act_is_read_under_the_act_that_it_amends() -> None:
    columns = COLUMNS.replace("celex", "amendedCelex amendmentCelex")
    row = {key: value for key, value in ROW.items() if key != "celex"}
    row |= {"amendedCelex": "32014R0269", "amendmentCelex": "32026R1941"}
    (entry,) = read(table(row, columns=columns))
    assert entry.entry_id == "32014R0269:I.PERSONS:5"


def test_an_act_without_entries_is_no_error() -> None:
    assert read(table()) == []


def test_what_is_broken_is_told_with_file_and_line() -> None:
    assert fault(table(ROW, columns=COLUMNS).replace(b"schema", b"kind")) == (
        '32010r0269.csv: line 1: lacks the column "schema" of an EU Journal table: download it '
        "again"
    )
    assert fault(table(ROW, ROW | {"schema": "Address"})) == (
        '32010r0269.csv: line 3: "schema" is none of a target: Address: download it again'
    )
    assert "line 2: has no name or no act" in fault(table(ROW | {"name": ""}))
    assert "line 2: has no name or no act" in fault(table(ROW | {"celex": ""}))
    assert "line 2: 13 cells where the header has 23" in fault(table(ROW)[:-20])
    assert "line 1: is a web page" in fault(b"<!DOCTYPE html>\n")
