"""OpenSanctions' table and its FollowTheMoney entities are read as the same targets."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import ListFormatError
from schemas.vocabularies import VOCABULARIES
from transforms.watchlists import ftm_terms
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.ftm_json import FTM_JSON
from transforms.watchlists.opensanctions_csv import NEEDED, OPENSANCTIONS_CSV

TARGETS = Path(__file__).parents[2] / "../shared/watchlists/opensanctions/targets.simple.csv"
needs_list = pytest.mark.skipif(
    not TARGETS.exists(), reason="../shared/watchlists is not beside this checkout"
)
ROW = {"id": "NK-1", "schema": "Person", "name": "Doe John"}
PERSON = {"name": ["DOE Ivan Petrovich", "Ivan Doe"], "topics": ["sanction"]}


@cache
def published() -> tuple[dict[str, Entry], Tally]:
    tally = Tally()
    entries = OPENSANCTIONS_CSV.read({"targets.simple.csv": lambda: TARGETS.open("rb")}, tally)
    return {entry.entry_id: entry for entry in entries}, tally


def table(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    columns = [*NEEDED, "sanctions", "program_ids", "first_seen", "last_seen"]
    writer = csv.DictWriter(text, columns, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read_table(content: bytes) -> list[Entry]:
    opener = {"targets.simple.csv": lambda: io.BytesIO(content)}
    return list(OPENSANCTIONS_CSV.read(opener, Tally()))


def one(**told: str) -> Entry:
    (entry,) = read_table(table(ROW | told))
    return entry


def thing(entity_id: str, schema: str, properties: Any, **told: object) -> dict[str, object]:
    return {"id": entity_id, "schema": schema, "properties": properties, **told}


def sanction(number: int, *entities: str, **told: list[str]) -> dict[str, object]:
    return thing(f"s-{number}", "Sanction", {"entity": list(entities), **told})


def lines(*things: object) -> bytes:
    return "".join(json.dumps(told, ensure_ascii=False) + "\n" for told in things).encode()


def read(content: bytes, tally: Tally | None = None) -> list[Entry]:
    opener = {"entities.ftm.json": lambda: io.BytesIO(content)}
    return list(FTM_JSON.read(opener, tally or Tally()))


def fault(content: bytes) -> str:
    with pytest.raises(ListFormatError) as raised:
        read(content)
    return str(raised.value)


@needs_list
def test_the_whole_table_is_read() -> None:
    entries, tally = published()
    assert len(entries) == 5600
    assert tally == Tally(published_on=date(2026, 3, 13), orphans=0)
    kinds = Counter(entry.kind for entry in entries.values())
    assert (kinds["person"], kinds["vessel"]) == (1543, 1340)
    assert kinds["company"] > 2400
    assert sum(bool(entry.reason) for entry in entries.values()) == 2334
    assert sum(bool(entry.countries) for entry in entries.values()) == 4952
    assert not any(entry.listed_on for entry in entries.values())


@needs_list
def test_a_person_of_the_table_is_read_whole() -> None:
    entry = published()[0]["NK-29dGPcB5CxPwUQt4N3ZVEj"]
    assert entry == Entry(
        "NK-29dGPcB5CxPwUQt4N3ZVEj",
        "person",
        "Olesya Igorevna USPENSKAYA",
        (
            ListedName("Olesya Igorevna USPENSKAYA", "primary"),
            ListedName("Олеся Игоревна УСПЕНСКАЯ", "alias"),
            ListedName("Олеся Ігорівна УСПЕНСЬКА", "alias"),
        ),
        programs=("UA-WS-STEALERS",),
        birth_date="1987-09-14",
        reason="Carried out an illegal cultural and chronological determination of the "
        "archaeological material of the Prymorsky Northwest settlement",
    )


@needs_list
def test_a_ship_of_the_table_has_its_number_and_a_firm_that_of_firms() -> None:
    entries = published()[0]
    ship = entries["NK-24cf2zYe7LEKhr2zFck73j"]
    assert (ship.kind, ship.name, ship.identifiers) == ("vessel", "ROSALIN", ("imo:9253325",))
    assert [listed.name for listed in ship.names[1:]] == ["Ceram Sea", "Gold Sun", "Nurkez"]
    assert ship.countries == ("lr", "pa", "sg", "st")
    firm = entries["NK-24ZomtS59XsEEB94Qcqy7S"]
    assert (firm.kind, firm.identifiers) == ("company", ("imo_company:6495856",))


def test_cells_of_several_values_are_parted_though_quoted() -> None:
    entry = one(
        id="Q7",
        schema="Organization",
        name='JSC "KRASNY; ZAVOD"',
        aliases='"JSC ""KRASNY; ZAVOD"" OF X";KZ',
        birth_date="1973-06-23;1974",
        countries="ru;ua-cri;suhh",
        identifiers="1125042006462;IMO6495856",
        program_ids="EU-RUS;UA-WS",
        sanctions=';"He said ""no""; then left."',
    )
    assert [listed.name for listed in entry.names] == [
        "JSC KRASNY; ZAVOD",
        "JSC KRASNY; ZAVOD OF X",
        "KZ",
    ]
    assert entry.birth_date == "[1973-06-23,1974]"
    assert entry.countries == ("ru",)
    assert entry.identifiers == ("imo_company:6495856", "wikidata:Q7")
    assert entry.programs == ("EU-RUS", "UA-WS")
    assert entry.reason == 'He said "no"; then left.'


def test_a_family_name_in_capitals_goes_behind_but_not_in_east_asia() -> None:
    assert one(name="PUTIN Vladimir").name == "Vladimir PUTIN"
    assert one(name="KIM Jong Un", countries="kp").name == "KIM Jong Un"
    assert one(name="BIN LADEN USAMA").name == "BIN LADEN USAMA"


def test_a_table_without_a_column_or_a_name_is_an_error() -> None:
    with pytest.raises(ListFormatError, match='line 1: lacks the column "aliases" of OpenSanctio'):
        read_table(table(ROW).replace(b"aliases", b"alias"))
    with pytest.raises(ListFormatError, match=r"line 2: the entry NK-1 has no name"):
        one(name="")
    with pytest.raises(ListFormatError, match='line 2: has no "id"'):
        one(id="")


def test_each_schema_has_a_kind() -> None:
    rows = list(csv.DictReader(io.StringIO(ftm_terms.SCHEMAS.read_text(encoding="utf-8"))))
    assert len(rows) == 11
    assert {row["kind"] for row in rows} <= VOCABULARIES["entity_kind"].keys()
    assert {row["schema"]: ftm_terms.kind_of(row["schema"]) for row in rows} == {
        row["schema"]: row["kind"] for row in rows
    }
    assert ftm_terms.kind_of("Address") is None


def test_sanctions_before_and_behind_their_entity_are_joined() -> None:
    person = {
        **PERSON,
        "alias": ["Ivan the Made-up"],
        "weakAlias": ["Vanya"],
        "previousName": ["Ivan Roe"],
        "birthDate": ["1958-02-01"],
        "nationality": ["ru"],
        "country": ["ua-cri", "ua"],
        "position": ["Minister  of\nNothing"],
        "wikidataId": ["Q42"],
        "innCode": ["7702388027"],
        "notes": ["A note."],
    }
    tally = Tally()
    (entry,) = read(
        lines(
            sanction(1, "NK-1", startDate=["2022-03-15"], programId=["EU-UKR"], reason=["One."]),
            thing("NK-1", "Person", person, caption="Ivan Doe", last_seen="2026-03-13T05:41:01"),
            thing("a-1", "Address", {"full": ["Somewhere"]}),
            sanction(2, "NK-1", "NK-9", startDate=["2014"], listingDate=["2014-03-17"])
            | {"caption": "x"},
            sanction(
                3, "NK-1", startDate=["2020-01-02"], program=["UK"], provisions=["Travel ban"]
            ),
        ),
        tally,
    )
    assert tally.published_on == date(2026, 3, 13)
    assert entry == Entry(
        "NK-1",
        "person",
        "Ivan Doe",
        (
            ListedName("Ivan Doe", "primary"),
            ListedName("Ivan Petrovich DOE", "alias"),
            ListedName("Ivan the Made-up", "alias"),
            ListedName("Ivan Roe", "former"),
            ListedName("Vanya", "weak_alias"),
        ),
        programs=("EU-UKR", "UK"),
        measures=("travel_ban",),
        listed_on=date(2014, 3, 17),
        birth_date="1958-02-01",
        countries=("ru", "ua"),
        positions=("Minister of Nothing",),
        identifiers=("inn:7702388027", "wikidata:Q42"),
        reason="One.",
        remarks="A note.",
    )


def test_a_target_is_delisted_when_all_its_sanctions_have_ended() -> None:
    person = thing("NK-1", "Person", PERSON)
    ended = sanction(1, "NK-1", endDate=["2020-01-02"]), sanction(2, "NK-1", endDate=["2021-05-06"])
    assert [e.delisted_on for e in read(lines(person, *ended))] == [date(2021, 5, 6)]
    assert [e.delisted_on for e in read(lines(person, *ended, sanction(3, "NK-1")))] == [None]


def test_a_nested_target_has_the_sanctions_that_it_holds() -> None:
    held = sanction(1, startDate=["2022-03-15"], reason=["Why."], programId=["EU-RUS"])
    vessel = {"name": ["EXAMPLE"], "imoNumber": ["IMO9999999"], "flag": ["ga"], "sanctions": [held]}
    (entry,) = read(
        lines(thing("NK-2", "Vessel", vessel), thing("NK-3", "Person", {"name": ["B"]}))
    )
    assert (entry.kind, entry.identifiers, entry.countries) == ("vessel", ("imo:9999999",), ("ga",))
    assert (entry.programs, entry.listed_on) == (("EU-RUS",), date(2022, 3, 15))


def test_who_is_no_target_is_left_out_unless_the_file_has_targets_alone() -> None:
    pep = thing("NK-2", "Person", {"name": ["Jane Roe"], "topics": ["role.pep"]})
    firm = thing("NK-3", "Company", {"name": ["ACME"]})
    assert [e.name for e in read(lines(thing("NK-1", "Person", PERSON), pep, firm))] == [
        "Ivan Petrovich DOE"
    ]
    assert [e.name for e in read(lines(pep, firm, sanction(1, "NK-3")))] == ["ACME"]
    assert [e.name for e in read(lines(firm, thing("NK-4", "Person", {"name": ["Roe"]})))] == [
        "ACME",
        "Roe",
    ]


def test_a_caption_is_a_name_where_there_is_no_other_but_never_the_schema() -> None:
    wallet = {"topics": ["sanction"], "publicKey": ["0xA"]}
    assert [e.name for e in read(lines(thing("w", "CryptoWallet", wallet, caption="0xA")))] == [
        "0xA"
    ]
    told = lines(thing("w", "CryptoWallet", wallet, caption="CryptoWallet"))
    assert fault(told) == "entities.ftm.json: line 1: the entry w has no name"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lines(thing("a", "Person", PERSON))[:-9], "line 1: is no JSON object: download it again"),
        (b"\xff\xfe{", "line 1: is no JSON object"),
        (b"[" * 100_000, "line 1: is no JSON object"),
        (b"[]\n", "line 1: is no JSON object"),
        (b'\n{"error": "quota"}', 'line 2: has no "id" and "schema"'),
        (b'{"id": "a", "schema": "Person"}', 'line 1: has no "properties"'),
        (b"<!DOCTYPE html>", "line 1: is no JSON object"),
    ],
)
def test_a_line_that_is_no_entity_is_told_with_its_number(content: bytes, message: str) -> None:
    assert message in fault(content)


def test_a_line_longer_than_the_limit_is_not_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.watchlists.ftm_json.LINE_BYTES", 100)
    long = lines(thing("a", "Person", PERSON | {"notes": ["x" * 99]}))
    assert fault(long) == ("entities.ftm.json: line 1: is longer than 100 bytes: download it again")
