"""The EU's list of financial sanctions reads alike from XML and CSV; small samples of our own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from schemas.errors import ListFormatError
from transforms.watchlists.entries import Entry, ListedName, ListFormat, Tally
from transforms.watchlists.eu_fsf_csv import EU_FSF_CSV, NEEDED
from transforms.watchlists.eu_fsf_xml import EU_FSF_XML

XML_FILE = "20260805-xmlfullsanctionslist_1_1.xml"
CSV_FILE = "20260805-csvfullsanctionslist_1_1.csv"
REGULATION = (
    '<regulation regulationType="amendment" programme="{}" publicationDate="{}" '
    'entryIntoForceDate="2022-03-01" numberTitle="2022/1 (OJ L1)" logicalId="1"/>'
)
XML = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export"
        generationDate="2026-08-05T16:47:04.449+02:00" globalFileId="1">
  <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.1.10"
                  designationDate="2022-02-25" logicalId="1">
    <remark>Other  information:
      none</remark>
    {REGULATION.format("UKR", "2022-02-28")}{REGULATION.format("RUS", "2023-01-10")}
    <subjectType code="person" classificationCode="P"/>
    <nameAlias wholeName="Ivanov Ivan Testovitj" nameLanguage="SV" strong="true" function=""/>
    <nameAlias wholeName="Ivan  Testovich IVANOV" nameLanguage="" strong="true" gender="M"
               function="(a) Minister of Tests (b) Member of the Test Council"/>
    <nameAlias wholeName="Иван Тестович ИВАНОВ" nameLanguage="RU" strong="true"/>
    <nameAlias wholeName="Vanya" strong="false"/>
    <citizenship countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION"/>
    <birthdate circa="true" calendarType="GREGORIAN" year="1961" countryIso2Code="UA"/>
    <birthdate circa="false" calendarType="GREGORIAN" birthdate="1962-03-04" year="1962"
               monthOfYear="3" dayOfMonth="4"/>
    <address city="Nicosia" countryIso2Code="CY"/>
    <address city="" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <identification number="99 1" identificationTypeCode="passport" countryIso2Code="RU"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.2.20" logicalId="2">
    {REGULATION.format("PRK", "2017-05-06")}{REGULATION.format("PRK", "2016-03-04")}
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Testline Shipping Co Ltd" strong="true"/>
    <address countryIso2Code="KP"/>
    <identification number="IMO 5342883" identificationTypeCode="imo"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.3.30" logicalId="3">
    {REGULATION.format("LBY", "2020-09-21")}
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="MV Test" strong="true"/>
    <identification number="9661792" identificationTypeCode="imo"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="" logicalId="44">
    {REGULATION.format("TERR", "2001-12-28")}
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Juan" middleName="" lastName="PRUEBA" wholeName="" strong="true"/>
    <birthdate circa="true" yearRangeFrom="1953" yearRangeTo="1958"/>
  </sanctionEntity>
</export>
"""
PERSON = Entry(
    entry_id="EU.1.10",
    kind="person",
    name="Ivan Testovich IVANOV",
    names=(
        ListedName("Ivan Testovich IVANOV", "primary"),
        ListedName("Ivanov Ivan Testovitj", "alias"),
        ListedName("Иван Тестович ИВАНОВ", "alias"),
        ListedName("Vanya", "weak_alias"),
    ),
    programs=("UKR", "RUS"),
    measures=("asset_freeze",),
    listed_on=date(2022, 2, 25),
    birth_date="[1961~,1962-03-04]",
    countries=("cy", "ru"),
    positions=("Minister of Tests", "Member of the Test Council"),
    remarks="Other information: none",
)
COMPANY = Entry(
    entry_id="EU.2.20",
    kind="company",
    name="Testline Shipping Co Ltd",
    names=(ListedName("Testline Shipping Co Ltd", "primary"),),
    programs=("PRK",),
    measures=("asset_freeze",),
    listed_on=date(2016, 3, 4),
    countries=("kp",),
    identifiers=("imo_company:5342883",),
)
VESSEL = Entry(
    entry_id="EU.3.30",
    kind="vessel",
    name="MV Test",
    names=(ListedName("MV Test", "primary"),),
    programs=("LBY",),
    measures=("asset_freeze",),
    listed_on=date(2020, 9, 21),
    identifiers=("imo:9661792",),
)
WITHOUT_REFERENCE = Entry(
    entry_id="44",
    kind="person",
    name="Juan PRUEBA",
    names=(ListedName("Juan PRUEBA", "primary"),),
    programs=("TERR",),
    measures=("asset_freeze",),
    listed_on=date(2001, 12, 28),
    birth_date="1953~/1958~",
)
COLUMNS = (
    *NEEDED,
    "Entity_SubjectType_ClassificationCode",
    "Entity_DesignationDate",
    "Entity_Remark",
    "NameAlias_FirstName",
    "NameAlias_LastName",
    "NameAlias_NameLanguage",
    "BirthDate_Month",
    "BirthDate_YearRangeFrom",
    "BirthDate_YearRangeTo",
    "BirthDate_Circa",
    "Address_CountryDescription",
)


def table(subjects: Sequence[tuple[dict[str, str], list[dict[str, str]]]]) -> str:
    """A CSV as the publisher writes it: each fact in a row with all that is told of the subject."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for subject, facts in subjects:
        for fact in facts:
            writer.writerow({"fileGenerationDate": "05/08/2026", **subject, **fact})
    return out.getvalue()


PERSON_ROW = {
    "Entity_LogicalId": "1",
    "Entity_EU_ReferenceNumber": "EU.1.10",
    "Entity_SubjectType": "P",
    "Entity_SubjectType_ClassificationCode": "person",
    "Entity_DesignationDate": "2022-02-25",
    "Entity_Remark": "Other information: none",
}
CSV = table(
    [
        (
            {**PERSON_ROW, "Entity_Regulation_Programme": "UKR"},
            [
                {"NameAlias_WholeName": "Ivanov Ivan Testovitj", "NameAlias_NameLanguage": "SV"},
                {
                    "NameAlias_WholeName": "Ivan Testovich IVANOV",
                    "NameAlias_Function": "(a) Minister of Tests (b) Member of the Test Council",
                },
                {"NameAlias_WholeName": "Иван Тестович ИВАНОВ", "NameAlias_NameLanguage": "RU"},
                {"NameAlias_WholeName": "Vanya"},
                {"Citizenship_CountryIso2Code": "RU"},
                {"BirthDate_Year": "1961", "BirthDate_Circa": "true"},
            ],
        ),
        (
            {
                "Entity_LogicalId": "2",
                "Entity_EU_ReferenceNumber": "EU.2.20",
                "Entity_SubjectType": "E",
                "Entity_SubjectType_ClassificationCode": "enterprise",
                "Entity_Regulation_Programme": "PRK",
                "Entity_Regulation_PublicationDate": "2017-05-06",
            },
            [
                {"NameAlias_WholeName": "Testline Shipping Co Ltd"},
                {
                    "Entity_Regulation_PublicationDate": "04/03/2016",
                    "Identification_Number": "IMO 5342883",
                    "Identification_TypeCode": "imo",
                },
                {"Address_CountryIso2Code": "KP"},
            ],
        ),
        (
            {
                "Entity_LogicalId": "3",
                "Entity_EU_ReferenceNumber": "EU.3.30",
                "Entity_SubjectType": "E",
                "Entity_Regulation_Programme": "LBY",
                "Entity_Regulation_PublicationDate": "2020-09-21",
            },
            [
                {"NameAlias_WholeName": "MV Test"},
                {"Identification_Number": "9661792", "Identification_TypeCode": "imo"},
            ],
        ),
        (
            {
                "Entity_LogicalId": "44",
                "Entity_SubjectType": "person",
                "Entity_Regulation_Programme": "TERR",
                "Entity_Regulation_PublicationDate": "2001-12-28",
            },
            [
                {"NameAlias_FirstName": "Juan", "NameAlias_LastName": "PRUEBA"},
                {
                    "BirthDate_YearRangeFrom": "1953",
                    "BirthDate_YearRangeTo": "1958",
                    "BirthDate_Circa": "TRUE",
                },
            ],
        ),
        (
            {**PERSON_ROW, "Entity_Regulation_Programme": "RUS"},
            [
                {"BirthDate_BirthDate": "1962-03-04", "BirthDate_Year": "1962"},
                {"Address_CountryIso2Code": "CY"},
                {"Address_CountryIso2Code": "00", "Address_CountryDescription": "UNKNOWN"},
            ],
        ),
    ]
)


def read(form: ListFormat, name: str, data: bytes, tally: Tally | None = None) -> list[Entry]:
    return list(form.read({name: lambda: io.BytesIO(data)}, tally or Tally()))


def from_xml(text: str, tally: Tally | None = None) -> list[Entry]:
    return read(EU_FSF_XML, XML_FILE, text.encode(), tally)


def from_csv(text: str, tally: Tally | None = None) -> list[Entry]:
    return read(EU_FSF_CSV, CSV_FILE, text.encode("utf-8-sig"), tally)


def fault(reader: Callable[[str], list[Entry]], text: str) -> str:
    with pytest.raises(ListFormatError) as raised:
        reader(text)
    return str(raised.value)


def person_xml(inside: str) -> Entry:
    (entry,) = from_xml(
        '<export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity logicalId="1">'
        '<subjectType code="person"/><nameAlias wholeName="Ivan IVANOV"/>'
        f"{inside}</sanctionEntity></export>"
    )
    return entry


def test_xml_is_read_in_full() -> None:
    tally = Tally()
    assert from_xml(XML, tally) == [PERSON, COMPANY, VESSEL, WITHOUT_REFERENCE]
    assert tally == Tally(published_on=date(2026, 8, 5))


def test_csv_is_read_in_full_but_for_the_strength_of_names() -> None:
    tally = Tally()
    names = (*PERSON.names[:3], ListedName("Vanya", "alias"))
    person, *others = from_csv(CSV, tally)
    assert {listed.name for listed in person.names} == {listed.name for listed in names}
    assert {listed.type for listed in person.names[1:]} == {"alias"}
    for told in ("kind", "name", "programs", "measures", "listed_on", "birth_date", "countries"):
        assert getattr(person, told) == getattr(PERSON, told)
    assert (person.positions, person.remarks) == (PERSON.positions, PERSON.remarks)
    assert others == [COMPANY, VESSEL, WITHOUT_REFERENCE]
    assert tally == Tally(published_on=date(2026, 8, 5))


@pytest.mark.parametrize(
    ("birth", "told"),
    [
        ('birthdate="1952-10-07" circa="false"', "1952-10-07"),
        ('year="1958" monthOfYear="2"', "1958-02"),
        ('year="1958" monthOfYear="" circa="true"', "1958~"),
        ('yearRangeFrom="1953" yearRangeTo="1958" circa="false"', "1953/1958"),
        ('yearRangeTo="1980" circa="false"', "../1980"),
        ('yearRangeFrom="1953"', "1953/.."),
        ('circa="false" countryIso2Code="00"', None),
        ('year="1385" calendarType="ISLAMIC"', None),
    ],
)
def test_date_of_birth_is_read(birth: str, told: str | None) -> None:
    assert person_xml(f"<birthdate {birth}/>").birth_date == told


def test_listing_begins_with_the_first_regulation_where_no_designation_is_told() -> None:
    told = REGULATION.format("UKR", "2023-01-10") + REGULATION.format("UKR", "2022-02-28")
    assert person_xml(told).listed_on == date(2022, 2, 28)


def test_country_in_words_is_read_where_there_is_no_code() -> None:
    told = '<citizenship countryIso2Code="" countryDescription="BELARUS"/>'
    assert person_xml(told).countries == ("by",)


def test_place_of_birth_is_no_country_of_the_entry() -> None:
    assert person_xml('<birthdate year="1958" countryIso2Code="UA"/>').countries == ()


def test_name_in_its_own_script_alone_is_the_entrys_name() -> None:
    (entry,) = from_xml(
        '<export><sanctionEntity logicalId="1"><subjectType code="person"/>'
        '<nameAlias wholeName="Иван ИВАНОВ" nameLanguage="RU"/></sanctionEntity></export>'
    )
    assert entry.names == (ListedName("Иван ИВАНОВ", "primary"),)


def test_subject_of_another_kind_is_other() -> None:
    (entry,) = from_xml(
        '<export><sanctionEntity logicalId="1"><subjectType code="planet"/>'
        '<nameAlias wholeName="Mars"/></sanctionEntity></export>'
    )
    assert entry.kind == "other"


def test_cut_off_xml_is_told_with_its_line() -> None:
    told = fault(from_xml, XML[: XML.index("EU.3.30")])
    assert told.startswith(f"{XML_FILE}: broken or cut off at line ")


def test_web_page_is_not_taken_for_the_list() -> None:
    page = "<!DOCTYPE html>\n<html><body>403 Forbidden</body></html>"
    assert fault(from_xml, page) == (
        f"{XML_FILE}: a web page in place of the list; download the list again"
    )
    assert fault(from_csv, page).startswith(f"{CSV_FILE}: line 1: is a web page")


def test_entity_bomb_is_refused() -> None:
    bomb = '<!DOCTYPE export [<!ENTITY a "ha">]><export>&a;</export>'
    assert "has a document type" in fault(from_xml, bomb)


def test_list_of_nobody_is_refused() -> None:
    assert fault(from_xml, "<export/>") == f"{XML_FILE}: lists nobody; download the list again"
    assert fault(from_csv, table([])) == f"{CSV_FILE}: lists nobody; download the list again"
    assert "is empty" in fault(from_csv, "")


def test_subject_without_a_number_or_a_name_is_refused() -> None:
    assert fault(from_xml, "<export><sanctionEntity/></export>") == (
        f"{XML_FILE}: entry 1: has neither euReferenceNumber nor logicalId; download the list again"
    )
    nameless = '<export><sanctionEntity logicalId="1"/></export>'
    assert fault(from_xml, nameless) == f"{XML_FILE}: the entry 1 has no name"
    assert fault(from_csv, table([({}, [{"NameAlias_WholeName": "A"}])])) == (
        f"{CSV_FILE}: line 2: has neither Entity_EU_ReferenceNumber nor Entity_LogicalId; "
        "download the list again"
    )


def test_missing_column_is_named() -> None:
    told = fault(from_csv, CSV.replace("NameAlias_WholeName", "Naal_wholename"))
    assert told.startswith(f'{CSV_FILE}: line 1: lacks the column "NameAlias_WholeName"')


def test_other_columns_and_their_order_do_not_matter() -> None:
    rows = [row.split(";") for row in CSV.splitlines()]
    turned = "\r\n".join(";".join([*reversed(row), "more"]) for row in rows)
    assert from_csv(turned) == from_csv(CSV)


def test_row_that_is_cut_off_is_told_with_its_line() -> None:
    lines = CSV.splitlines(keepends=True)
    told = fault(from_csv, "".join(lines[:7]) + lines[7][:25])
    assert told.startswith(f"{CSV_FILE}: line 8: ")


@pytest.mark.parametrize(
    ("form", "name", "head", "key"),
    [
        (EU_FSF_XML, XML_FILE, b"<!DOCTYPE html>", "eu_fsf"),
        (EU_FSF_XML, "eu.xml", XML.encode()[:4096], "eu_fsf"),
        (EU_FSF_XML, "sdn.xml", b"<sdnList>", None),
        (EU_FSF_XML, CSV_FILE, CSV.encode()[:4096], None),
        (EU_FSF_CSV, CSV_FILE, b"<!DOCTYPE html>", "eu_fsf"),
        (EU_FSF_CSV, "eu.csv", CSV.encode()[:4096], "eu_fsf"),
        (EU_FSF_CSV, "sdn.csv", b'36,"AEROCARIBBEAN AIRLINES",-0- ', None),
        (EU_FSF_CSV, XML_FILE, XML.encode()[:4096], None),
    ],
)
def test_file_is_recognised(form: ListFormat, name: str, head: bytes, key: str | None) -> None:
    assert form.recognises(name, head) == key
