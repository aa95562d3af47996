"""The UK Sanctions List: rows of a designation are one entry; measures in our words."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from schemas.errors import ListFormatError
from schemas.vocabularies import VOCABULARIES
from transforms.watchlists import measures
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.gb_fcdo import GB_FCDO

HEADER = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    "Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,"
    "Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,"
    "Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,"
    "Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),"
    "National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,"
    "Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,"
    "Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,"
    "Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,"
    "Hull identification number (HIN)"
)
COLUMNS = HEADER.split(",")
PERSON = {
    "Unique ID": "AFG0999",
    "OFSI Group ID": "9999",
    "UN Reference Number": "TAi.999",
    "Name 6": "KHAN",
    "Name 1": "Omar",
    "Name 2": "Ali",
    "Name type": "Primary Name",
    "Regime Name": "The Afghanistan (Sanctions) (EU Exit) Regulations 2020",
    "Designation Type": "Individual",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "Date Designated": "25/01/2001",
    "D.O.B": "dd/mm/1958",
    "Nationality(/ies)": "Afghanistan",
    "Position": "(1) Minister (2) Governor",
    "UK Statement of Reasons": "A made-up reason.",
    "Other Information": "A made-up\r\nremark.",
}
SHIP = {
    "Unique ID": "RUS0999",
    "Name 6": "EXAMPLE PROSPECT",
    "Name type": "Primary name",
    "Regime Name": "The Russia (Sanctions) (EU Exit) Regulations 2019",
    "Designation Type": "Ship",
    "Sanctions Imposed": "Shipping sanctions: (see 'Other information')|Trust Services Sanctions",
    "Date Designated": "31/07/2024",
    "IMO number": "IMO9999999",
    "Current believed flag of ship": "Gabon",
    "Previous flags": "Panama",
}


def file(*rows: dict[str, str], columns: list[str] = COLUMNS) -> bytes:
    text = io.StringIO("Report Date: 10-Apr-2025\r\n")
    text.seek(0, io.SEEK_END)
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def read(content: bytes, tally: Tally | None = None) -> list[Entry]:
    opener = {"uk-sanctions-list.csv": lambda: io.BytesIO(content)}
    return list(GB_FCDO.read(opener, tally or Tally()))


def fault(content: bytes) -> str:
    with pytest.raises(ListFormatError) as raised:
        read(content)
    return str(raised.value)


def test_rows_of_a_designation_are_one_entry() -> None:
    tally = Tally()
    rows = [
        # A row that adds a name in another script alone comes first in the list itself.
        PERSON
        | {"Name 6": "", "Name 1": "", "Name 2": "", "Name type": ""}
        | {"Name non-latin script": "عمر علی خان"},
        PERSON,
        SHIP,
        PERSON | {"Name 6": "HAN", "Name type": "Primary Name Variation", "D.O.B": "27/08/1955"},
        PERSON
        | {"Name 6": "Mullah O", "Name 1": "", "Name 2": "", "Name type": "Alias"}
        | {"Alias strength": "Low quality", "Address Country": "Pakistan"},
    ]
    person, ship = read(file(*rows), tally)
    assert tally.published_on == date(2025, 4, 10)
    assert person == Entry(
        "AFG0999",
        "person",
        "Omar Ali KHAN",
        (
            ListedName("Omar Ali KHAN", "primary"),
            ListedName("عمر علی خان", "alias"),
            ListedName("Omar Ali HAN", "alias"),
            ListedName("Mullah O", "weak_alias"),
        ),
        programs=("The Afghanistan (Sanctions) (EU Exit) Regulations 2020",),
        measures=("asset_freeze", "travel_ban"),
        listed_on=date(2001, 1, 25),
        birth_date="[1955-08-27,1958]",
        countries=("af", "pk"),
        positions=("Minister", "Governor"),
        identifiers=("ofsi:9999", "un:TAi.999"),
        reason="A made-up reason.",
        remarks="A made-up remark.",
    )
    assert (ship.kind, ship.measures) == ("vessel", ("blacklist", "financial"))
    assert ship.identifiers == ("imo:9999999",)
    assert ship.countries == ("ga",)


def test_an_older_list_with_another_column_for_the_kind_is_read() -> None:
    columns = [c.replace("Designation Type", "Individual, Entity, Ship") for c in COLUMNS]
    row = {key: value for key, value in PERSON.items() if key != "Designation Type"}
    row |= {"Individual, Entity, Ship": "Entity", "Name 6": "ACME", "Name 1": "", "Name 2": ""}
    (entry,) = read(file(row | {"Type of entity": "Limited company"}, columns=columns))
    assert (entry.kind, entry.name) == ("company", "ACME")


def test_each_word_for_a_measure_is_known() -> None:
    rows = list(csv.DictReader(io.StringIO(measures.WORDS.read_text(encoding="utf-8"))))
    assert len(rows) == 31
    for row in rows:
        assert row["measure"] in VOCABULARIES["measure"]
        assert row["words"] in row["example"].casefold()
        assert measures.measures([row["example"]]) == {row["measure"]}


def test_words_for_measures_that_nobody_knows_are_unspecified() -> None:
    assert measures.measures(["Some new sanction", " "]) == {"unspecified"}


def test_a_missing_column_is_named() -> None:
    columns = [c for c in COLUMNS if c not in {"Unique ID", "Regime Name"}]
    row = {key: value for key, value in PERSON.items() if key in columns}
    assert fault(file(row, columns=columns)) == (
        'uk-sanctions-list.csv: line 2: lacks the columns "Unique ID", "Regime Name" of the UK '
        "Sanctions List in CSV: download it again"
    )


def test_a_row_of_no_kind_or_without_a_number_is_an_error() -> None:
    assert fault(file(PERSON, SHIP | {"Designation Type": "Plane"})) == (
        'uk-sanctions-list.csv: line 5: "Designation Type" or "Individual, Entity, Ship" tells '
        "neither Individual, Entity nor Ship: download it again"
    )
    assert 'line 3: has no "Unique ID"' in fault(file(PERSON | {"Unique ID": ""}))
    assert "the entry RUS0999 has no name" in fault(file(SHIP | {"Name 6": ""}))


def test_a_web_page_and_a_cut_off_file_are_told_as_such() -> None:
    assert "line 1: is a web page" in fault(b"<html>\n<body>Not found</body></html>")
    assert "line 3: cannot be split into columns" in fault(file(PERSON)[:-90] + b'"')
    assert "line 4: 20 cells where the header has 58" in fault(file(SHIP, SHIP)[:-90])
