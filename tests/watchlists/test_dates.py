"""Birth dates of the lists as EDTF, and full days."""

from __future__ import annotations

import csv
import tarfile
import tomllib
from datetime import date
from io import TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.watchlists.dates import WORDS, day, edtf, one_of, span

SHARED = Path(__file__).resolve().parents[3] / "shared" / "watchlists"
ROWS = tomllib.loads(WORDS.read_text(encoding="utf-8"))["word"]


@pytest.mark.parametrize("row", ROWS, ids=[row["words"] for row in ROWS])
def test_each_word_about_a_date_reads_its_example(row):
    assert row["words"] in row["example"].lower()
    assert edtf(row["example"]) == row["edtf"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("01 Feb 1958", "1958-02-01"),
        ("Feb 1958", "1958-02"),
        ("1958", "1958"),
        ("01 Feb 1958 to 28 Feb 1958", "1958-02-01/1958-02-28"),
        ("Feb 1958 to Mar 1958", "1958-02/1958-03"),
        ("1958 to 1960", "1958/1960"),
        ("circa 1958", "1958~"),
        ("circa 01 Jan 1958", "1958-01-01~"),
        ("circa 1979-1982", "1979~/1982~"),
        ("01 Jan 1970 to circa 1975", "1970-01-01~/1975~"),
    ],
)
def test_dates_as_ofac_writes_them(words, expected):
    assert edtf(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("22/08/1990", "1990-08-22"),
        ("00/00/1958", "1958"),
        ("00/05/1958", "1958-05"),
        ("09/1962", "1962-09"),
        ("1954", "1954"),
    ],
)
def test_dates_as_the_uk_writes_them(words, expected):
    assert edtf(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1958-02-01", "1958-02-01"),
        ("1958-02", "1958-02"),
        ("1958-00-00", "1958"),
        ("1958-02-01T00:00:00", "1958-02-01"),
        ("11.8.1960", "1960-08-11"),
        ("6.5.1974.", "1974-05-06"),
        ("7.8. 1978", "1978-08-07"),
        ("28.01 1966", "1966-01-28"),
        ("4 Apr. 1944", "1944-04-04"),
        ("8 Oct.1970", "1970-10-08"),
        ("1st January 1958", "1958-01-01"),
        ("April 4, 1944", "1944-04-04"),
        ("Sept. 1973", "1973-09"),
        ("March/April 1965", "1965-03/1965-04"),
        ("Approximately 1952", "1952~"),
        ("1970 circa; 1970", "[1970,1970~]"),
        ("between 1958 and 1960", "1958/1960"),
        ("between 1.1.1961 and 31.12.1963", "1961-01-01/1963-12-31"),
        ("Between 1960 and 1962 (Approximately)", "1960~/1962~"),
        ("1960-1962", "1960/1962"),
        ("1960–1962", "1960/1962"),
        ("1955-56", "1955/1956"),
        ("1962 to 1960", "1960/1962"),
        ("late 1950s", "195X"),
        ("middle of the 1940s (probably 1947)", "[1947~,194X]"),
    ],
)
def test_dates_as_the_eu_writes_them(words, expected):
    assert edtf(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1958 or 1959", "[1958,1959]"),
        ("1979, 1980 or 1981", "[1979,1980,1981]"),
        ("29.8.1969 or 1973", "[1969-08-29,1973]"),
        ("(a) 1955, (b) circa 1952", "[1952~,1955]"),
        ("1955 (circa 1952)", "[1952~,1955]"),
        ("(a) 1974, (b) 1975, (c) 1979", "[1974,1975,1979]"),
        ("a) 1974 b) 1975 c) 1979", "[1974,1975,1979]"),
        ("Circa 1946 or 1949 or 1960", "[1946~,1949,1960]"),
        ("7.8.1965 / 20.2.1972", "[1965-08-07,1972-02-20]"),
        ("21.11.1964 / 1965", "[1964-11-21,1965]"),
        ("Approximately 1985; Between 1984 and 1986", "[1984..1986,1985~]"),
        ("3.5.1977 (15.4.1974 for the alias Mikhail Stepanov)", "[1974-04-15,1977-05-03]"),
    ],
)
def test_alternatives_become_a_set(words, expected):
    assert edtf(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1343 (Iranian Hijri calendar), 1964 or 1965 (Gregorian calendar)", "[1964,1965]"),
        ("(a) 19.4.1982, (b) 18.4.1982, (c) 24.6.1402 (Hijri Calendar)", "[1982-04-18,1982-04-19]"),
        ("7.10.1952 POB: Leningrad (now Saint-Petersburg)", "1952-10-07"),
        ("1964 (possibly: 21 April)", "1964"),
        ("31.02.1960", "1960-02"),
        ("02/24/1960", "1960"),
    ],
)
def test_what_is_no_date_of_ours_is_left_out(words, expected):
    assert edtf(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "N/D",
        "10 October (year unknown)",
        "Approximately (30-35 years old)",
        "11960",
        "1402",
        "10",
    ],
)
def test_words_without_a_year_are_no_date(words):
    assert edtf(words) is None


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], None),
        (["1958"], "1958"),
        (["1958", "1958"], "1958"),
        (["1958-02", "1957"], "[1957,1958-02]"),
        (["[1957,1958-02]", "1956~"], "[1956~,1957,1958-02]"),
        (["1962", "1957/1960"], "[1957..1960,1962]"),
        (["1957/1960"], "1957/1960"),
        (["[1957..1960]"], "1957/1960"),
        (["../1964", "1970"], "[..1964,1970]"),
    ],
)
def test_one_of_several_dates(dates, expected):
    assert one_of(dates) == expected


POINTS = st.one_of(
    st.dates(date(1850, 1, 1), date(2020, 1, 1)).map(date.isoformat),
    st.dates(date(1850, 1, 1), date(2020, 1, 1)).map(lambda told: told.isoformat()[:7]),
    st.integers(1850, 2020).map(str),
    st.integers(185, 202).map("{}X".format),
)


INTERVALS = st.sampled_from(["{}", "../{}", "{}/.."])


@given(st.lists(st.tuples(INTERVALS, POINTS, st.sampled_from(["", "~"])), min_size=1, max_size=4))
def test_an_edtf_string_reads_as_itself(parts):
    written = one_of(form.format(point + about) for form, point, about in parts)
    assert written is not None
    assert edtf(written) == written
    assert span(written)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("1958", date(1958, 1, 1), date(1958, 12, 31)),
        ("1960-02", date(1960, 2, 1), date(1960, 2, 29)),
        ("1958-02-01", date(1958, 2, 1), date(1958, 2, 1)),
        ("195X", date(1950, 1, 1), date(1959, 12, 31)),
        ("1958~", date(1956, 1, 1), date(1960, 12, 31)),
        ("1960-02~", date(1958, 2, 1), date(1962, 2, 28)),
        ("1957/1960-03", date(1957, 1, 1), date(1960, 3, 31)),
        ("1957~/1960~", date(1955, 1, 1), date(1962, 12, 31)),
        ("[1957,1962-02]", date(1957, 1, 1), date(1962, 2, 28)),
        ("[1957..1960,1950]", date(1950, 1, 1), date(1960, 12, 31)),
        ("../1964", date.min, date(1964, 12, 31)),
        ("1964/..", date(1964, 1, 1), date.max),
    ],
)
def test_span_is_the_first_and_last_day_allowed(words, first, last):
    assert span(words) == (first, last)


@pytest.mark.parametrize("words", ["", "about 1958", "1958-13", "[1958,]", "1958-02-30", "born"])
def test_span_of_what_is_no_edtf_is_none(words):
    assert span(words) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2003-02-01", date(2003, 2, 1)),
        ("01/02/2003", date(2003, 2, 1)),
        ("01 Feb 2003", date(2003, 2, 1)),
        ("1 February 2003", date(2003, 2, 1)),
        ("4 Apr. 2014", date(2014, 4, 4)),
        ("28.2.2011", date(2011, 2, 28)),
        ("February 1, 2003", date(2003, 2, 1)),
        ("2024-05-03T10:11:12.123Z", date(2024, 5, 3)),
        ("2024-05-03T10:11:12+02:00", date(2024, 5, 3)),
        ("2024-05-03 10:11:12", date(2024, 5, 3)),
        (" 1 February 2003. ", date(2003, 2, 1)),
    ],
)
def test_a_full_day_is_read(words, expected):
    assert day(words) == expected


@pytest.mark.parametrize(
    "words",
    ["", "2003", "02/2003", "31.2.2003", "circa 1 May 2003", "00/05/2003", "1 May 2003?", "2 days"],
)
def test_less_than_a_full_day_is_none(words):
    assert day(words) is None


def test_every_birth_date_with_a_year_in_the_eu_journal_is_read():
    archive = SHARED / "eu_journal" / "consolidated.tar.gz"
    if not archive.exists():
        pytest.skip("shared/watchlists is not here")
    told: set[str] = set()
    with tarfile.open(archive) as files:
        for member in files:
            file = files.extractfile(member)
            if file and member.name.endswith(".csv"):
                rows = csv.DictReader(TextIOWrapper(file, "utf-8", newline=""))
                told |= {row["birthDate"] for row in rows if row["birthDate"]}
    read = {words: edtf(words) for words in told}
    assert sorted(words for words, written in read.items() if written is None) == [
        "10 October (year unknown)",
        "28 September; (year unknown)",
        "Approximately (29 years old)",
        "Approximately (30-35 years old)",
        "N/D",
    ]
    assert [written for written in read.values() if written and not span(written)] == []
