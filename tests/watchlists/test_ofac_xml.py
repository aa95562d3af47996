"""OFAC's lists as Advanced XML, from a small list made after the schema."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from schemas.errors import ListFormatError
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.ofac_xml import OFAC_XML

SAMPLE = (Path(__file__).parent / "data" / "sdn_advanced.xml").read_text(encoding="utf-8")
BOMB = '<!DOCTYPE Sanctions [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><Sanctions>&c;</Sanctions>'


def read(
    text: str = SAMPLE, name: str = "sdn_advanced.xml", tally: Tally | None = None
) -> dict[str, Entry]:
    files = {name: lambda: io.BytesIO(text.encode())}
    return {entry.entry_id: entry for entry in OFAC_XML.read(files, tally or Tally())}


def born(start: str, end: str, approximate: str = "false") -> str | None:
    """The date of birth of the sample's person, if there were this period alone."""
    period = f"""<DatePeriod CalendarTypeID="1">
      <Start Approximate="{approximate}">{start}</Start><End>{end}</End></DatePeriod>"""
    head, _, rest = SAMPLE.partition('<Feature ID="1" FeatureTypeID="8">')
    told = f'<Feature FeatureTypeID="8"><FeatureVersion>{period}</FeatureVersion></Feature>'
    text = head + told + rest[rest.index('<Feature ID="3"') :]
    return read(text)["90001"].birth_date


def point(tag: str, *parts: int) -> str:
    names = ("Year", "Month", "Day")
    told = "".join(f"<{n}>{part}</{n}>" for n, part in zip(names, parts, strict=False))
    return f"<{tag}>{told}</{tag}>"


@pytest.mark.parametrize(
    ("name", "head", "key"),
    [
        ("sdn_advanced.xml", b"", "us_ofac_sdn"),
        ("cons_advanced.xml", b"<!DOCTYPE html>", "us_ofac_cons"),
        ("ofac.xml", SAMPLE[:4096].encode(), "us_ofac_sdn"),
        ("ofac_consolidated.xml", SAMPLE[:4096].encode(), "us_ofac_cons"),
        ("a.xml", b'<ns1:Sanctions xmlns:ns1="x">', "us_ofac_sdn"),
        ("consolidated.xml", b"<CONSOLIDATED_LIST>", None),
        ("sdn.xml", b"<sdnList>", None),
        ("other.xml", b"<SanctionsList>", None),
    ],
)
def test_a_list_is_recognised_by_its_name_or_its_root(name, head, key):
    assert OFAC_XML.recognises(name, head) == key


def test_the_list_tells_its_own_day_and_all_of_its_parties():
    tally = Tally()
    assert list(read(tally=tally)) == ["90001", "90002", "90003", "90004"]
    assert tally == Tally(published_on=date(2024, 5, 3), orphans=0)


def test_a_person_with_names_in_three_scripts():
    assert read()["90001"] == Entry(
        entry_id="90001",
        kind="person",
        name="Ivan Petrovich PRIMEROV",
        names=(
            ListedName("Ivan Petrovich PRIMEROV", "primary"),
            ListedName("Иван Петрович ПРИМЕРОВ", "alias"),
            ListedName("THE MINER", "weak_alias"),
            ListedName("Iwan PRIMEROFF", "alias"),
            ListedName("普里伊万", "alias"),
        ),
        programs=("RUSSIA-EO14024", "CYBER2"),
        measures=("asset_freeze", "travel_ban"),
        listed_on=date(2018, 10, 9),
        birth_date="[1961,1963-02-07~]",
        countries=("cy", "ru"),
        positions=("Deputy Minister of Examples", "Chairman of the Board"),
        remarks="Passport 750000001 (Russia); POB Almaty, Kazakhstan; Gender Male",
    )


def test_a_company_on_a_list_that_blocks_nothing():
    assert read()["90002"] == Entry(
        entry_id="90002",
        kind="company",
        name="PRIMER ORE",
        names=(ListedName("PRIMER ORE", "primary"),),
        programs=("UKRAINE-EO13662",),
        measures=("financial", "sectoral"),
        listed_on=date(2014, 9, 12),
        countries=("cn",),
        identifiers=("imo_company:5000003",),
        remarks="All offices worldwide; Tax ID No. 7700000002 (China); "
        "Organization Type: Mining of iron ores; Organization Established Date 2005-04",
    )


def test_a_vessel_and_whom_it_is_linked_to():
    assert read()["90003"] == Entry(
        entry_id="90003",
        kind="vessel",
        name="EXAMPLE STAR",
        names=(ListedName("EXAMPLE STAR", "primary"), ListedName("EXAMPLE SEA", "former")),
        programs=("RUSSIA-EO14024",),
        measures=("asset_freeze",),
        listed_on=date(2023, 10, 12),
        countries=("mt",),
        identifiers=("imo:9000004", "mmsi:256000005"),
        remarks="VESSEL TYPE Crude Oil Tanker; Linked To: Ivan Petrovich PRIMEROV",
    )


def test_an_aircraft_is_known_by_its_tail_number():
    aircraft = read()["90004"]
    assert (aircraft.kind, aircraft.name) == ("aircraft", "MSN 999")
    assert aircraft.identifiers == ("tail:M-ZZZZ",)
    assert aircraft.remarks == "Aircraft Model A340"


@pytest.mark.parametrize(
    "namespace", ["", ' xmlns="http://www.un.org/sanctions/1.0"', ' xmlns="urn:of:tomorrow"']
)
def test_any_namespace_will_do(namespace):
    head, _, rest = SAMPLE.partition("<Sanctions ")
    assert read(f"{head}<Sanctions{namespace} {rest.partition(' ')[2]}") == read()


def test_an_entry_of_no_list_is_of_the_list_that_the_file_is_named_after():
    text = SAMPLE[: SAMPLE.index("<SanctionsEntries>")] + "</Sanctions>"
    assert read(text)["90001"].measures == ("asset_freeze",)
    assert read(text, "cons_advanced.xml")["90001"].measures == ("unspecified",)


def test_a_list_beside_the_sdn_list_may_have_sdn_in_its_name():
    text = SAMPLE.replace('ListID="91512"', 'ListID="91243"').replace("UKRAINE-EO13662", "NS-PLC")
    assert read(text)["90002"].measures == ("financial",)


@pytest.mark.parametrize(
    ("start", "end", "approximate", "expected"),
    [
        (point("From", 1960, 3, 15), point("To", 1960, 3, 15), "false", "1960-03-15"),
        (point("From", 1960, 2, 1), point("To", 1960, 2, 29), "false", "1960-02"),
        (point("From", 1960, 1, 1), point("To", 1960, 12, 31), "false", "1960"),
        (point("From", 1960, 1, 1), point("To", 1960, 12, 31), "true", "1960~"),
        (point("From", 1957, 1, 1), point("To", 1960, 12, 31), "false", "1957/1960"),
        (point("From", 1957, 2, 1), point("To", 1957, 3, 31), "false", "1957-02/1957-03"),
        (point("From", 1957, 2, 1), point("To", 1957, 2, 7), "false", "1957-02-01/1957-02-07"),
        (point("From", 1957, 1, 1), point("To", 1960, 12, 31), "true", "1957~/1960~"),
        (point("From", 1960), "", "false", "1960"),
        (point("From", 1960, 5), "", "false", "1960-05"),
        (point("From", 1960, 2, 30), "", "false", None),
        ("", "", "false", None),
    ],
)
def test_a_period_becomes_edtf(start, end, approximate, expected):
    assert born(start, end, approximate) == expected


def test_a_name_part_without_a_type_stays_where_it_stands():
    head, _, rest = SAMPLE.partition("<NamePartGroups>")
    text = head + rest.partition("</NamePartGroups>")[2]
    assert read(text)["90001"].name == "PRIMEROV Ivan Petrovich"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('PartySubTypeID="3"', 'PartySubTypeID="9"', "PartySubType 9"),
        ('FeatureTypeID="26"', 'FeatureTypeID="27"', "FeatureType 27"),
        ('AliasTypeID="1401"', 'AliasTypeID="1"', "AliasType 1"),
        ('ListID="91512"', 'ListID="1"', "List 1"),
        ('DetailReferenceID="705"', 'DetailReferenceID="7"', "DetailReference 7"),
    ],
)
def test_a_number_without_a_meaning_is_no_list(old, new, fault):
    with pytest.raises(ListFormatError) as caught:
        read(SAMPLE.replace(old, new))
    assert str(caught.value) == (
        f"sdn_advanced.xml: {fault} is not among the reference values; download it again"
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda text: text.replace(' FixedRef="90002">\n      <Com', ">\n      <Com"),
            "party 2 has no",
        ),
        (lambda text: text.replace("PRIMER ORE", " "), "party 90002 has no name"),
        (lambda text: text[: text.index("<DistinctParties>")] + "</Sanctions>", "has no entries"),
        (lambda text: text[: len(text) // 2], "cut off"),
        (lambda text: text[:-20], "cut off"),
        (lambda _: "", "no element found"),
        (lambda _: "<!DOCTYPE html>\n<html><body/></html>", "a web page in place of the list"),
        (lambda _: "<html><body/></html>", "a web page"),
        (lambda _: "<CONSOLIDATED_LIST/>", "<CONSOLIDATED_LIST>"),
        (lambda _: BOMB, "document type"),
    ],
)
def test_what_is_no_list_is_told_in_one_line(change, fault):
    with pytest.raises(ListFormatError) as caught:
        read(change(SAMPLE))
    assert str(caught.value).startswith("sdn_advanced.xml: ")
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)
