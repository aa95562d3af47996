"""The UN's list is read whole: every entry, its names apart, what its regime means."""

from __future__ import annotations

import io
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from schemas.errors import ListFormatError
from schemas.vocabularies import VOCABULARIES
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.un_xml import UN_XML, WORDS

UN = Path(__file__).parents[2] / "../shared/watchlists/un"
needs_list = pytest.mark.skipif(
    not UN.exists(), reason="../shared/watchlists is not beside this checkout"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00Z">'
TAIL = "</CONSOLIDATED_LIST>"


@cache
def published(day: str) -> tuple[Mapping[str, Entry], Tally]:
    tally = Tally()
    path = UN / day / "consolidated.xml"
    entries = UN_XML.read({"consolidated.xml": lambda: path.open("rb")}, tally)
    return {entry.entry_id: entry for entry in entries}, tally


def newest(entry_id: str) -> Entry:
    return published("2026-02-27")[0][entry_id]


def read(text: str) -> list[Entry]:
    opener = {"consolidated.xml": lambda: io.BytesIO(text.encode())}
    return list(UN_XML.read(opener, Tally()))


def person(inside: str, *, reference: str = "QDi.900") -> Entry:
    told = f"<DATAID>1</DATAID><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>{inside}"
    (entry,) = read(f"{HEAD}<INDIVIDUALS><INDIVIDUAL>{told}</INDIVIDUAL></INDIVIDUALS>{TAIL}")
    return entry


def fault(text: str) -> str:
    with pytest.raises(ListFormatError) as raised:
        read(text)
    return str(raised.value)


@needs_list
@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ("2024-09-26", {"person": 682, "organization": 125, "company": 66, "public_body": 2}),
        ("2026-02-27", {"person": 730, "organization": 179, "company": 91, "public_body": 3}),
    ],
)
def test_every_entry_of_a_published_list_is_read(day: str, kinds: dict[str, int]) -> None:
    entries, tally = published(day)
    text = (UN / day / "consolidated.xml").read_text(encoding="utf-8")
    assert len(entries) == text.count("</INDIVIDUAL>") + text.count("</ENTITY>")
    assert Counter(entry.kind for entry in entries.values()) == kinds
    assert sum(kinds.values()) == {"2024-09-26": 875, "2026-02-27": 1_003}[day]
    assert tally == Tally(published_on=date.fromisoformat(day), orphans=0)


@needs_list
def test_an_entry_keeps_its_id_from_one_version_to_the_next() -> None:
    older, newer = published("2024-09-26")[0], published("2026-02-27")[0]
    both = older.keys() & newer.keys()
    assert len(both) == 869
    assert older["QDi.001"].name == newer["QDi.001"].name


@needs_list
def test_what_is_told_of_all_entries_is_read() -> None:
    entries = published("2026-02-27")[0].values()
    assert sum(len(entry.names) for entry in entries) == 4_302
    assert Counter(listed.type for entry in entries for listed in entry.names) == {
        "primary": 1_003,
        "alias": 2_611,
        "weak_alias": 626,
        "former": 62,
    }
    assert all(entry.listed_on and entry.programs and entry.measures for entry in entries)
    assert sum(entry.birth_date is not None for entry in entries) == 678
    assert sum(bool(entry.countries) for entry in entries) == 838
    assert sum(bool(entry.positions) for entry in entries) == 336


@needs_list
def test_a_person_is_read_in_full() -> None:
    assert newest("CDi.039") == Entry(
        entry_id="CDi.039",
        kind="person",
        name="APOLLINAIRE HAKIZIMANA",
        names=(
            ListedName("APOLLINAIRE HAKIZIMANA", "primary"),
            ListedName("AMIKWE LEPIC", "alias"),
            ListedName("LE POÈTE", "weak_alias"),
            ListedName("ADONIA", "weak_alias"),
        ),
        programs=("DRC",),
        measures=("asset_freeze", "travel_ban"),
        listed_on=date(2024, 2, 20),
        birth_date="1964",
        countries=("rw",),
        positions=(
            "Lieutenant General",
            (
                "Commissioner for Defense for the Forces Démocratiques de Libération du Rwanda - "
                "Forces Combattantes Abacunguzi (FDLR-FOCA)"
            ),
        ),
        reason=newest("CDi.039").reason,
    )
    assert (newest("CDi.039").reason or "").startswith(
        "Listed pursuant to paragraphs 7 (b), 7 (e) and 7 (h) of resolution 2293 (2016) as “being"
    )


@needs_list
def test_a_company_is_read_in_full() -> None:
    entry = newest("KPe.020")
    assert entry.kind == "company"
    assert [listed.name for listed in entry.names] == [
        "OCEAN MARITIME MANAGEMENT COMPANY, LIMITED",
        "OMM",
        "East Sea Shipping Company",
        "Korea Mirae Shipping Co. Ltd",
        "Haeyang Crew Management Company",
    ]
    assert entry.measures == ("asset_freeze",)
    assert entry.listed_on == date(2014, 7, 28)
    assert entry.countries == ("kp",)
    assert entry.identifiers == ("imo_company:1790183",)
    assert (entry.remarks or "").endswith(
        "International Maritime Organization (IMO) Number: 1790183."
    )


@needs_list
def test_name_in_its_own_script_is_an_alias() -> None:
    assert newest("TAi.027").names[1] == ListedName("عبدالسلام حنفی علی مردان قل", "alias")


@needs_list
def test_name_in_arabic_in_a_note_is_read_and_a_former_name_marked() -> None:
    assert [listed for listed in newest("QDi.029").names if listed.type == "former"] == [
        ListedName("Ri’ad Muhammad Hasan Muhammad Hijazi", "former"),
        ListedName("رياض محمد حسن محمد الحجازي", "former"),
    ]


@needs_list
@pytest.mark.parametrize(
    ("entry_id", "birth_date"),
    [
        ("CDi.039", "1964"),
        ("QDi.398", "1981-03-09"),
        ("TAi.015", "1953~"),
        ("CDi.030", "1973/1974"),
        ("QDi.001", "[1960-04-11,1963-04-11]"),
        ("LYi.022", None),
        ("KPe.020", None),
    ],
)
def test_date_of_birth_is_read(entry_id: str, birth_date: str | None) -> None:
    assert newest(entry_id).birth_date == birth_date


@needs_list
def test_day_with_a_zone_is_read() -> None:
    assert newest("SSi.006").listed_on == date(2015, 7, 1)


@needs_list
def test_positions_are_cut_to_the_office() -> None:
    assert newest("KPi.077").positions == (
        "overseas representative for Koryo Bank and Koryo Credit Development Bank",
    )
    assert newest("IRi.013").positions == ("Chairman and Managing Director of Bank Sepah",)
    assert newest("SSi.006").positions == ("General", "Major General")
    assert newest("TAi.110").positions == (
        "Chief Justice of Supreme Court under the Taliban regime",
    )


@needs_list
def test_reason_in_place_of_an_office_is_the_reason() -> None:
    assert newest("IRi.005").positions == ()
    assert newest("IRi.005").reason == (
        "Designated for involvement in managing the assembly and engineering of centrifuges"
    )


@needs_list
def test_comment_without_a_reason_is_a_remark_without_the_link_to_interpol() -> None:
    assert newest("CDi.001").reason is None
    assert newest("CDi.001").remarks == (
        "He fled to Rwanda in March 2013 and is still living there as of early 2016."
    )
    everything = [f"{e.reason}{e.remarks}" for e in published("2026-02-27")[0].values()]
    assert not [text for text in everything if "https:" in text and "interpol" in text]


@needs_list
def test_not_available_is_not_namibia() -> None:
    assert newest("SDi.001").countries == ("sd",)
    assert not [e for e in published("2026-02-27")[0].values() if "na" in e.countries]


def test_measures_of_each_regime_hold_for_its_example() -> None:
    regimes = tomllib.loads(WORDS.read_text(encoding="utf-8"))["regime"]
    assert len(regimes) == 14
    for regime in regimes:
        assert set(regime["persons"] + regime["others"]) <= VOCABULARIES["measure"].keys()
        assert regime["source"]
        if UN.exists():
            entry = newest(regime["example"])
            measures = regime["persons" if entry.kind == "person" else "others"]
            assert entry.programs == (regime["program"],)
            assert list(entry.measures) == measures


@needs_list
@pytest.mark.parametrize(
    ("entry_id", "measures"),
    [
        ("GBi.011", ("travel_ban",)),
        ("IQi.023", ("asset_freeze",)),
        ("QDi.001", ("arms_embargo", "asset_freeze", "travel_ban")),
        ("LYi.001", ("travel_ban",)),
        ("LYi.009", ("asset_freeze",)),
        ("LYi.014", ("asset_freeze", "travel_ban")),
        ("YEe.001", ("arms_embargo",)),
    ],
)
def test_measures_are_those_of_the_regime(entry_id: str, measures: tuple[str, ...]) -> None:
    assert newest(entry_id).measures == measures


def test_measures_told_in_a_comment_are_read() -> None:
    for told in tomllib.loads(WORDS.read_text(encoding="utf-8"))["told"]:
        entry = person(f"<FIRST_NAME>A</FIRST_NAME><COMMENTS1>{told['example']}</COMMENTS1>")
        assert entry.measures == (told["measure"],)


def test_regime_that_is_not_known_has_no_measures() -> None:
    entry = person("<FIRST_NAME>A</FIRST_NAME><UN_LIST_TYPE>Mars</UN_LIST_TYPE>")
    assert (entry.programs, entry.measures) == (("Mars",), ())


@pytest.mark.parametrize(
    ("title", "positions"),
    [("Mr", ()), ("Dr.", ()), ("Maulavi", ()), ("Navy Major", ("Navy Major",))],
)
def test_title_is_a_position_where_it_is_a_job(title: str, positions: tuple[str, ...]) -> None:
    told = f"<FIRST_NAME>A</FIRST_NAME><TITLE><VALUE> {title} </VALUE></TITLE>"
    assert person(told).positions == positions


def test_words_of_address_have_an_example_among_them() -> None:
    address = tomllib.loads(WORDS.read_text(encoding="utf-8"))["address"]
    assert (
        person(
            f"<FIRST_NAME>A</FIRST_NAME><TITLE><VALUE>{address['example']}</VALUE></TITLE>"
        ).positions
        == ()
    )


def test_delisted_entry_has_its_day() -> None:
    told = "<FIRST_NAME>A</FIRST_NAME><DELISTED_ON>2024-01-03</DELISTED_ON>"
    assert person(told).delisted_on == date(2024, 1, 3)


def test_comma_between_the_parts_of_a_name_turns_nothing_round() -> None:
    told = "<FIRST_NAME>RUBEN</FIRST_NAME><THIRD_NAME>LAVILLA, JR</THIRD_NAME>"
    assert person(told).name == "RUBEN LAVILLA JR"


def test_month_of_birth_in_a_note_is_read() -> None:
    birth = "<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1977</YEAR><NOTE>Sep.</NOTE>"
    told = f"<FIRST_NAME>A</FIRST_NAME><INDIVIDUAL_DATE_OF_BIRTH>{birth}</INDIVIDUAL_DATE_OF_BIRTH>"
    assert person(told).birth_date == "1977-09"


def test_number_of_the_data_stands_in_for_a_missing_or_repeated_reference() -> None:
    one = "<INDIVIDUAL><DATAID>{}</DATAID>{}<FIRST_NAME>A</FIRST_NAME></INDIVIDUAL>"
    reference = "<REFERENCE_NUMBER>QDi.900</REFERENCE_NUMBER>"
    told = one.format(1, reference) + one.format(2, reference) + one.format(3, "")
    entries = read(f"{HEAD}<INDIVIDUALS>{told}</INDIVIDUALS>{TAIL}")
    assert [entry.entry_id for entry in entries] == ["QDi.900", "2", "3"]


def test_entry_without_a_number_or_a_name_is_refused() -> None:
    nameless = "<ENTITY><DATAID>7</DATAID></ENTITY>"
    assert fault(f"{HEAD}{nameless}{TAIL}") == "consolidated.xml: the entry 7 has no name"
    assert fault(f"{HEAD}<ENTITY><FIRST_NAME>A</FIRST_NAME></ENTITY>{TAIL}") == (
        "consolidated.xml: entry 1: has neither a REFERENCE_NUMBER nor a DATAID of its own; "
        "download the list again"
    )


def test_list_of_nobody_is_refused() -> None:
    assert fault(HEAD + TAIL) == "consolidated.xml: lists nobody; download the list again"


@needs_list
def test_list_that_is_cut_off_is_refused_behind_its_last_whole_entry() -> None:
    data = (UN / "2026-02-27/consolidated.xml").read_bytes()[:500_000]
    entries = UN_XML.read({"consolidated.xml": lambda: io.BytesIO(data)}, Tally())
    whole: list[Entry] = []
    with pytest.raises(ListFormatError, match=r"^consolidated\.xml: broken or cut off at line \d"):
        whole.extend(entries)
    assert whole == list(published("2026-02-27")[0].values())[: len(whole)]
    assert len(whole) == data.count(b"</INDIVIDUAL>")


def test_entity_bomb_and_web_page_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>'
    assert "has a document type" in fault(bomb)
    assert "a web page in place of the list" in fault("<!DOCTYPE html><html></html>")


@pytest.mark.parametrize(
    ("name", "head", "key"),
    [
        ("consolidated.xml", b"<?xml?><CONSOLIDATED_LIST>", "un_sc"),
        ("un.xml", b"<CONSOLIDATED_LIST dateGenerated='2026-02-27'>", "un_sc"),
        ("un.xml", "<CONSOLIDATED_LIST>".encode("utf-16"), "un_sc"),
        ("consolidated.xml", b"<!DOCTYPE html><html>", "un_sc"),
        ("consolidated.xml", b'<sdnList xmlns="x">', None),
        ("sdn.xml", b"<sdnList>", None),
        ("page.html", b"<!DOCTYPE html>", None),
    ],
)
def test_file_is_recognised(name: str, head: bytes, key: str | None) -> None:
    assert UN_XML.recognises(name, head) == key
