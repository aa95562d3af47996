"""OFAC's lists as CSV, from the files as OFAC published them and from small ones."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from schemas.errors import ListFormatError
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.ofac_csv import OFAC_CSV
from transforms.watchlists.ofac_remarks import in_reading_order

OFAC = Path(__file__).resolve().parents[3] / "shared" / "watchlists" / "ofac"
NULL = ",-0- "


@cache
def published(day: str) -> tuple[dict[str, Entry], Tally]:
    folder = OFAC / day
    if not folder.is_dir():
        pytest.skip("shared/watchlists is not here")
    files = {path.name: (lambda path=path: path.open("rb")) for path in folder.iterdir()}
    tally = Tally()
    entries = list(OFAC_CSV.read(files, tally))
    return {entry.entry_id: entry for entry in entries}, tally


def lines_of(path: Path) -> list[list[str]]:
    """The rows, counted in another way: a line is a row, since no cell has a line break."""
    told = [line for line in path.read_bytes().split(b"\r\n") if line not in (b"", b"\x1a")]
    return [next(csv.reader([line.decode()])) for line in told]


def read(tally: Tally | None = None, **files: bytes) -> list[Entry]:
    """Read files by their name without its ending."""
    given = {f"{name}.csv": (lambda told=told: io.BytesIO(told)) for name, told in files.items()}
    return list(OFAC_CSV.read(given, tally or Tally()))


def person(name: str = '"DOE, Jane"', remarks: str = "-0- ", program: str = '"SDGT"') -> bytes:
    return f'7,{name},"individual",{program}{NULL * 7},{remarks}\r\n\x1a'.encode()


def firm(name: str = '"EXAMPLE"', remarks: str = "-0- ", program: str = '"SDGT"') -> bytes:
    return f"8,{name},-0- ,{program}{NULL * 7},{remarks}\r\n\x1a".encode()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("sdn.csv", "us_ofac_sdn"),
        ("alt.csv", "us_ofac_sdn"),
        ("add.csv", "us_ofac_sdn"),
        ("sdn_comments.csv", "us_ofac_sdn"),
        ("cons_prim.csv", "us_ofac_cons"),
        ("cons_alt.csv", "us_ofac_cons"),
        ("cons_add.csv", "us_ofac_cons"),
        ("cons_comments.csv", "us_ofac_cons"),
        ("sdn.xml", None),
        ("conlist.csv", None),
    ],
)
def test_a_file_is_recognised_by_its_name(name, key):
    assert OFAC_CSV.recognises(name, b"<html>") == key


def test_every_line_of_2024_is_an_entry_and_rows_of_no_entry_are_counted():
    entries, tally = published("2024-05-03")
    folder = OFAC / "2024-05-03"
    numbers = [row[0] for row in lines_of(folder / "sdn.csv")]
    assert len(numbers) == 14_965
    assert list(entries) == numbers
    beside = [*lines_of(folder / "alt.csv"), *lines_of(folder / "add.csv")]
    assert sum(row[0] not in entries for row in beside) == 3_942
    assert tally == Tally(published_on=None, orphans=3_942)


@pytest.mark.parametrize(("day", "count"), [("2022-01-31", 9_052), ("2023-01-31", 11_531)])
def test_the_list_alone_is_read_without_its_companions(day, count):
    entries, tally = published(day)
    assert len(entries) == len(lines_of(OFAC / day / "sdn.csv")) == count
    assert tally.orphans == 0


def test_every_type_that_the_list_tells_is_kept():
    entries, _ = published("2024-05-03")
    told = Counter(row[2].strip() for row in lines_of(OFAC / "2024-05-03" / "sdn.csv"))
    kinds = Counter(entry.kind for entry in entries.values())
    assert told == {"-0-": 6_884, "individual": 6_854, "vessel": 851, "aircraft": 376}
    assert (kinds["person"], kinds["vessel"], kinds["aircraft"]) == (6_854, 851, 376)
    assert kinds["company"] + kinds["organization"] + kinds["public_body"] == 6_884
    assert kinds["public_body"] == 147


def test_every_date_of_birth_nationality_and_weak_name_of_the_list_is_read():
    entries, _ = published("2024-05-03")
    left = [
        remark
        for entry in entries.values()
        for remark in (entry.remarks or "").split("; ")
        if remark.removeprefix("alt. ").startswith(
            ("DOB ", "nationality", "citizen ", "a.k.a. ", "f.k.a. ", "MMSI ", "Aircraft Tail")
        )
    ]
    assert left == []
    assert sum(entry.birth_date is not None for entry in entries.values()) == 6_736


def test_no_name_has_quotes_about_it_twice_or_a_comma_for_a_person():
    entries, _ = published("2024-05-03")
    assert [n.name for e in entries.values() for n in e.names if '"' in n.name] == []
    people = [entry for entry in entries.values() if entry.kind == "person"]
    assert [n.name for e in people for n in e.names if "," in n.name] == []
    for entry in entries.values():
        folded = [name.name.casefold() for name in entry.names]
        assert len(folded) == len(set(folded)), entry


def test_a_bank_with_a_weak_alias_and_addresses():
    entries, _ = published("2024-05-03")
    assert entries["306"] == Entry(
        entry_id="306",
        kind="public_body",
        name="BANCO NACIONAL DE CUBA",
        names=(
            ListedName("BANCO NACIONAL DE CUBA", "primary"),
            ListedName("NATIONAL BANK OF CUBA", "alias"),
            ListedName("BNC", "weak_alias"),
        ),
        programs=("CUBA",),
        measures=("asset_freeze",),
        countries=("ch", "es", "jp", "pa"),
    )


def test_a_person_with_titles_and_nicknames():
    entries, _ = published("2024-05-03")
    assert entries["11387"] == Entry(
        entry_id="11387",
        kind="person",
        name="Sylvestre MUDACUMURA",
        names=(
            ListedName("Sylvestre MUDACUMURA", "primary"),
            ListedName("General Pierre Bernard MUPENZI", "alias"),
            ListedName("Bernard MUPENZI", "alias"),
            ListedName("RADJA", "weak_alias"),
            ListedName("MUKANDA", "weak_alias"),
            ListedName("COMMANDANT PHARAON", "weak_alias"),
        ),
        programs=("DRCONGO",),
        measures=("asset_freeze",),
        birth_date="1955",
        countries=("cd", "rw"),
        positions=("Major General", "Commander FDLR/FOCA"),
        remarks="POB Karago, Western Province, Rwanda",
    )


def test_a_vessel_with_its_numbers_and_flag():
    entries, _ = published("2024-05-03")
    assert entries["35301"] == Entry(
        entry_id="35301",
        kind="vessel",
        name="DILBAR",
        names=(ListedName("DILBAR", "primary"),),
        programs=("RUSSIA-EO14024",),
        measures=("asset_freeze",),
        countries=("ky",),
        identifiers=("imo:9661792",),
        remarks="Call Sign ZGFO; Vessel Type Yacht; Gross Registered Tonnage 15917; "
        "Linked To: USMANOV, Alisher Burhanovich",
    )
    assert entries["15036"].identifiers == ("imo:9187629", "mmsi:572469210")
    assert entries["15036"].names[1:] == (
        ListedName("ABADAN", "former"),
        ListedName("SHONA", "former"),
        ListedName("ALPHA", "weak_alias"),
    )


def test_an_aircraft_is_known_by_its_tail_number():
    entries, _ = published("2024-05-03")
    assert entries["35302"].name == "M-IABU"
    assert entries["35302"].identifiers == ("tail:M-IABU",)
    assert (entries["18150"].name, entries["18150"].identifiers) == ("MSN 391", ("tail:EP-MMH",))
    assert entries["18151"].identifiers == ()


def test_a_firm_keeps_its_comma_and_its_own_number_of_the_imo():
    entries, _ = published("2024-05-03")
    assert (entries["480"].name, entries["480"].kind) == ("CECOEX, S.A.", "company")
    assert entries["17067"].identifiers == ("imo_company:5342883",)


def test_remarks_too_long_for_the_list_go_on_in_the_comments():
    entries, _ = published("2024-05-03")
    remarks = (entries["39593"].remarks or "").split("; ")
    told = "alt. Digital Currency Address - XBT 194xmrZA53UBsZau2PnJLdmVVW9m5feeS"
    assert told in remarks
    assert len(remarks) == 44
    # Its remarks were shorter when sdn.csv was published than when the comments were.
    assert (entries["34682"].remarks or "").count("1027700067328") == 1


def test_firms_without_address_are_of_the_country_that_registered_them():
    entries, _ = published("2022-01-31")
    assert entries["28171"].countries == ("lb",)
    assert entries["28171"].remarks == (
        "Commercial Registry Number 1013406 (Lebanon); Linked To: AHMAD, Nazem Said"
    )
    assert entries["28348"].countries == ("cn", "de", "hk", "ir")


def test_directives_in_the_remarks_of_a_blocked_bank_are_measures():
    entries, _ = published("2024-05-03")
    sberbank = entries["17018"]
    assert sberbank.programs == ("UKRAINE-EO13662", "RUSSIA-EO14024")
    assert sberbank.measures == ("asset_freeze", "financial", "sectoral")
    assert sberbank.listed_on is None


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("DOE, Jane", "Jane DOE"),
        ("AL SAHRAWI, Abu Yahya Yunis", "Abu Yahya Yunis AL SAHRAWI"),
        ("DELOS REYES, Feliciano Semborio, Jr.", "Feliciano Semborio DELOS REYES Jr."),
        ("KNOWLES, JR., Samuel", "Samuel KNOWLES JR."),
        ("MARUF, Taha, Muhyi al-Din", "Taha Muhyi al-Din MARUF"),
        ("KHUN SA", "KHUN SA"),
        ("DOE,", "DOE"),
    ],
)
def test_people_are_named_in_reading_order(listed, expected):
    assert in_reading_order(listed) == expected


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("DOB 01 Feb 1958 to 28 Feb 1958.", "1958-02-01/1958-02-28"),
        ("DOB circa 1958", "1958~"),
        ("DOB circa 1958; alt. DOB Mar 1957; alt. DOB circa 1958.", "[1957-03,1958~]"),
        ("POB Odessa, Ukraine", None),
    ],
)
def test_dates_of_birth_in_the_remarks(remarks, expected):
    assert read(sdn=person(remarks=f'"{remarks}"'))[0].birth_date == expected


def test_citizenship_is_a_country_and_the_place_of_birth_is_not():
    told = '"POB Baku, Azerbaijan; nationality Russia; alt. citizen Malta; Passport 7 (Iran)."'
    [entry] = read(sdn=person(remarks=told))
    assert entry.countries == ("mt", "ru")
    assert entry.remarks == "POB Baku, Azerbaijan; Passport 7 (Iran)"


def test_a_title_that_the_remarks_repeat_is_told_once():
    row = (
        b'7,"DOE, Jane","individual","SDGT","Mayor"'
        + NULL.encode() * 6
        + b',"Mayor; Linked To: X."'
    )
    [entry] = read(sdn=row)
    assert (entry.positions, entry.remarks) == (("Mayor",), "Linked To: X")


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("a.k.a. 'THE ANT'.", "THE ANT"),
        ('a.k.a. ""THE ANT""', "THE ANT"),
        ("f.k.a. 'ANT, The'", "The ANT"),
        ("a.k.a. ''FOOPIE''.", "FOOPIE"),
        ("a.k.a. ''ABD AL-MUHSI'", "'ABD AL-MUHSI"),
        ("a.k.a. 'ABU-'UMAR'.", "ABU-'UMAR"),
    ],
)
def test_quoted_names_in_the_remarks_are_weak_aliases(remarks, expected):
    [entry] = read(sdn=person(remarks=f'"{remarks}"'))
    assert entry.names[1:] == (ListedName(expected, "weak_alias"),)
    assert entry.remarks is None


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("OOO 'DSK'", "OOO DSK"),
        ("'WOLF' HOLDING OF SECURITY STRUCTURES", "WOLF HOLDING OF SECURITY STRUCTURES"),
        ("AL-'USAMAH COMPANY", "AL-'USAMAH COMPANY"),
        ("SONS' AND DAUGHTERS' CO", "SONS' AND DAUGHTERS' CO"),
    ],
)
def test_quotes_within_the_name_of_a_firm_are_left_out(listed, expected):
    assert read(sdn=firm(f'"{listed}"'))[0].name == expected


def test_types_of_aliases_and_a_name_told_again():
    alt = b'8,1,"aka","OTHER",-0- \r\n8,2,"f.k.a.","OLD",-0- \r\n8,3,"nka","NEW",-0- \r\n'
    alt += b'8,4,"aka","Example",-0- \r\n\x1a'
    assert read(sdn=firm(), alt=alt)[0].names == (
        ListedName("EXAMPLE", "primary"),
        ListedName("OTHER", "alias"),
        ListedName("OLD", "former"),
        ListedName("NEW", "alias"),
    )


def test_programs_are_split_at_their_brackets():
    assert read(sdn=person(program='"SDGT] [IFSR] [CAATSA - RUSSIA"'))[0].programs == (
        "SDGT",
        "IFSR",
        "CAATSA - RUSSIA",
    )


def test_lines_are_read_in_windows_1252_or_in_utf_8():
    told = '7,"MÜLLER, José","individual","SDGT"' + NULL * 8 + "\r\n"
    other = told.replace("7,", "9,", 1)
    entries = read(sdn=told.encode("cp1252") + other.encode("utf-8") + b"\x1a")
    assert [entry.name for entry in entries] == ["José MÜLLER", "José MÜLLER"]


def test_a_header_and_more_columns_than_documented_are_let_be():
    header = b"ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,"
    header += b"Vess_flag,Vess_owner,Remarks,New\r\n"
    row = firm(remarks='"Gender None",-0- ')
    [entry] = read(sdn=header + row)
    assert (entry.entry_id, entry.remarks) == ("8", "Gender None")


def test_the_other_lists_tell_their_own_measures_and_the_day_of_a_directive():
    remarks = '"Listing Date (EO 14024 Directive 2): 24 Feb 2022; Tax ID No. 7 (Russia)."'
    [entry] = read(cons_prim=firm("BANK", remarks, '"RUSSIA-EO14024"'))
    assert entry.measures == ("financial",)
    assert entry.listed_on == date(2022, 2, 24)
    assert read(sdn=firm("BANK", remarks))[0].listed_on is None


def test_companions_of_the_other_lists_are_theirs():
    tally = Tally()
    alt = b'8,1,"aka","OTHER",-0- \r\n99,2,"aka","NOBODY",-0- \r\n\x1a'
    add = b'8,1,-0- ,"Havana","Cuba",-0- \r\n99,2,-0- ,-0- ,-0- ,-0- \r\n\x1a'
    [entry] = read(tally, cons_prim=firm(program='"NS-PLC"'), cons_alt=alt, cons_add=add)
    assert entry.names[1:] == (ListedName("OTHER", "alias"),)
    assert (entry.countries, entry.measures) == (("cu",), ("financial",))
    assert tally.orphans == 2


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"alt": b""}, "alt.csv: the list itself, sdn.csv, is missing beside it"),
        ({"cons_add": b""}, "cons_add.csv: the list itself, cons_prim.csv, is missing beside it"),
        ({"sdn": b"\x1a"}, "sdn.csv: has no entries; download it again"),
        (
            {"sdn": b"\xef\xbb\xbf<!DOCTYPE html>\n<html>"},
            "sdn.csv: line 1: is a web page, not the list: the download failed, or OFAC moved it",
        ),
        (
            {"sdn": firm().rstrip(b"\x1a") + b'9,"OTHER",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- '},
            "sdn.csv: line 2: lacks the columns Vess_flag, Vess_owner, Remarks; download it again",
        ),
        (
            {"sdn": b'"EXAMPLE",8,-0- ,"SDGT"' + NULL.encode() * 8},
            (
                'sdn.csv: line 1: begins with "EXAMPLE", not with the number of an entry; '
                "download it again"
            ),
        ),
        (
            {"sdn": firm().rstrip(b" \r\n\x1a-")},
            "sdn.csv: line 1: the file breaks off in it; download it again",
        ),
        ({"sdn": firm('" "')}, "sdn.csv: line 1: entry 8 has no name; download it again"),
        (
            {"sdn": firm(), "alt": b'8,1,"dba","OTHER",-0- '},
            'alt.csv: line 1: "dba" is none of aka, fka, nka; download it again',
        ),
        (
            {"sdn": firm(), "add": b"8,1,-0- ,-0- "},
            "add.csv: line 1: lacks the columns country, add_remarks; download it again",
        ),
    ],
)
def test_what_is_not_in_the_documented_format_is_told_with_its_line(files, fault):
    with pytest.raises(ListFormatError) as caught:
        read(**files)
    assert str(caught.value) == fault


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_download_that_broke_off_within_a_row_is_no_list(kept):
    path = OFAC / "2022-01-31" / "sdn.csv"
    if not path.exists():
        pytest.skip("shared/watchlists is not here")
    whole = path.read_bytes()
    with pytest.raises(ListFormatError, match=r"sdn\.csv: line \d+: "):
        read(sdn=whole[: int(len(whole) * kept)])
