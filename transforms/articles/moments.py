"""What a date means: its day, its time in UTC, and how exactly it is known.

Days and months in numbers ("4/5/2023") are told apart by, in this order: a number over 12 in it; a
number over 12 in another such date of the page; one of its two readings written out elsewhere on
the page; a time zone whose papers put the day first; else the order of the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import dateparser

from transforms.articles.dates import (
    DATA,
    FIRST_YEAR,
    LAST_YEAR,
    ZONES,
    Stamp,
    date_line,
    written_out,
)

DAY_FIRST_ZONES = frozenset(DATA["day_first"]["zones"])
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH_ALONE = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A stamp understood: `at` naive UTC, `day` the local one, `tz` and `precision` of SCHEMA."""

    at: datetime
    day: date | None
    tz: str | None
    precision: str


def day_first(stamps: Iterable[Stamp], text: str) -> bool:
    """Whether the page's numbers put the day before the month; see the module for the rule."""
    numeric = [s for s in stamps if s.numeric]
    clear = [s for s in numeric if not s.swapped]
    doubtful = [s for s in numeric if s.swapped]
    if not doubtful:
        return False
    if clear:
        # months over 12 cannot be: those with the day first were read so already
        return all(_written_day_first(s, text) for s in clear)
    written = {(s.year, s.month, s.day) for s in written_out(text)}
    for stamp in doubtful:
        as_us = (stamp.year, stamp.month, stamp.day) in written
        as_europe = (stamp.year, stamp.day, stamp.month) in written
        if as_us != as_europe:
            return as_europe
    return any(s.zone in DAY_FIRST_ZONES for s in doubtful)


def _written_day_first(stamp: Stamp, text: str) -> bool:
    day = rf"0?{stamp.day}[/.-]0?{stamp.month}[/.-]"
    return re.search(rf"(?<!\d){day}", text) is not None


def moment(stamp: Stamp, *, day_before_month: bool = False) -> Moment:
    """What a stamp means; a time without a zone is taken as UTC."""
    if stamp.swapped and day_before_month:
        stamp = replace(stamp, month=stamp.day, day=stamp.month)
    local = datetime(stamp.year, stamp.month or 1, stamp.day or 1)
    if stamp.day is None:
        return Moment(local, None, None, "month" if stamp.month else "year")
    if stamp.clock is None:
        return Moment(local, local.date(), None, "day")
    hour, minute, second = stamp.clock
    local = local.replace(hour=hour, minute=minute, second=second or 0)
    zone = _zone(stamp.zone)
    at = local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) if zone else local
    precision = "minute" if second is None else "second"
    return Moment(at, local.date(), stamp.zone, precision)


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[4:6])
        return _fixed(-minutes if name[0] == "-" else minutes)
    zone = ZONES[name]
    return ZoneInfo(zone) if isinstance(zone, str) else _fixed(zone)


def _fixed(minutes: int) -> tzinfo | None:
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None


def given_moment(text: str | None, page: str = "") -> Moment | None:
    """What a date column says: ISO 8601, RFC 5322, any form of a page, else what dateparser reads.

    A midnight without a zone is a day. `page` is the text that a doubtful order is looked up in.
    """
    if not text:
        return None
    return _from_iso(text) or _from_line(text, page) or _from_words(text)


def _from_iso(text: str) -> Moment | None:
    if match := _MONTH_ALONE.fullmatch(text):
        year, month = int(match[1]), int(match[2] or 1)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            return None
        return Moment(datetime(year, month, 1), None, None, "month" if match[2] else "year")
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _from_datetime(time, text) if FIRST_YEAR <= time.year <= LAST_YEAR else None


def _from_datetime(time: datetime, text: str) -> Moment:
    clock = ":" in text or len(text) > 10
    if time.tzinfo is None:
        if not clock or (time.hour, time.minute, time.second) == (0, 0, 0):
            return Moment(datetime(time.year, time.month, time.day), time.date(), None, "day")
        return Moment(time, time.date(), None, _precision(text))
    at = time.astimezone(UTC).replace(tzinfo=None)
    return Moment(at, time.date(), _offset_name(time), _precision(text))


def _precision(text: str) -> str:
    return (
        "second"
        if re.search(r"\d:?\d\d:?\d\d(?!:?\d)", text.partition("T")[2] or text)
        else "minute"
    )


def _offset_name(time: datetime) -> str:
    minutes = int((time.utcoffset() or timedelta()).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _from_line(text: str, page: str) -> Moment | None:
    line = date_line(text)
    if line is None or not line.stamps:
        return None
    stamp = line.stamps[0]
    return moment(stamp, day_before_month=day_first([stamp], page))


def _from_words(text: str) -> Moment | None:
    """Other languages' months; only dates that give their year, so that no clock is asked."""
    if not _YEAR.search(text) or len(text) > 80:
        return None
    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    try:
        time = dateparser.parse(text, settings=settings)
    except (ValueError, OverflowError):
        return None
    if time is None or not FIRST_YEAR <= time.year <= LAST_YEAR:
        return None
    return _from_datetime(time, text)
