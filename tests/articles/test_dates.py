"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from transforms.articles.dates import ZONES, date_line
from transforms.articles.moments import given_moment, moment


@pytest.mark.parametrize(
    ("line", "at", "precision"),
    [
        ("4/15/2023", datetime(2023, 4, 15), "day"),
        ("April 15, 2023 3:04 PM ET", datetime(2023, 4, 15, 19, 4), "minute"),
        ("January 15, 2023 3:04 PM ET", datetime(2023, 1, 15, 20, 4), "minute"),
        ("15 Apr 2023 14:02 GMT", datetime(2023, 4, 15, 14, 2), "minute"),
        ("Sat 15 Apr 2023 07.00 BST", datetime(2023, 4, 15, 6, 0), "minute"),
        ("2023-04-15T12:00:00Z", datetime(2023, 4, 15, 12), "second"),
        ("Friday, January 4, 2019", datetime(2019, 1, 4), "day"),
        ("3:04 PM EDT, Sat April 15, 2023", datetime(2023, 4, 15, 19, 4), "minute"),
        ("Updated 1504 GMT (2304 HKT) April 15, 2023", datetime(2023, 4, 15, 15, 4), "minute"),
        ("15.04.2023, 09:30 CEST", datetime(2023, 4, 15, 7, 30), "minute"),
        ("Published On 21 Jun 2023", datetime(2023, 6, 21), "day"),
        ("15 April 2023 · 5 min read", datetime(2023, 4, 15), "day"),
        ("April 2023", datetime(2023, 4, 1), "month"),
    ],
)
def test_line_of_a_date_is_read(line: str, at: datetime, precision: str) -> None:
    read = date_line(line)
    assert read is not None
    got = moment(read.stamps[0])
    assert (got.at, got.precision) == (at, precision)


@pytest.mark.parametrize(
    "line",
    ["May", "Monday", "2023", "March on Washington", "12 comments", "On May 2, 2023 he left."],
)
def test_other_lines_are_no_dates(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2019-01-04", date(2019, 1, 4), "day"),
        ("2019-01-04 00:00:00", date(2019, 1, 4), "day"),
        ("Fri, 04 Jan 2019 10:00:00 GMT", date(2019, 1, 4), "second"),
        ("15 avril 2023", date(2023, 4, 15), "day"),
        ("20230415", date(2023, 4, 15), "day"),
        ("2023-04", None, "month"),
        ("2023", None, "year"),
    ],
)
def test_given_dates_are_read(text: str, day: date | None, precision: str) -> None:
    got = given_moment(text)
    assert got is not None
    assert (got.day, got.precision) == (day, precision)


@pytest.mark.parametrize("text", ["yesterday", "3 hours ago", "soon", "", None])
def test_dates_that_need_a_clock_are_none(text: str | None) -> None:
    assert given_moment(text) is None


def test_every_zone_is_known_to_the_time_library() -> None:
    for name in ZONES:
        read = date_line(f"April 15, 2023 3:04 PM {name}")
        assert read is not None
        at = moment(read.stamps[0]).at.replace(tzinfo=UTC)
        assert abs((at - datetime(2023, 4, 15, 15, 4, tzinfo=UTC)).total_seconds()) <= 14 * 3600
