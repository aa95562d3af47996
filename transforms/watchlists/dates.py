"""Dates of the lists: birth dates in any published form to EDTF, and full days.

EDTF is the Library of Congress's Extended Date/Time Format (ISO 8601-2), of which this is written:
`1958`, `1958-02`, `1958-02-01`, `195X` (a decade), a trailing `~` (circa), `1957/1960` (some day
from the one to the other, `..` where an end is open), and `[1957..1960,1962-02]` (one of these).
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

WORDS = Path(__file__).with_name("dates.toml")

CIRCA_YEARS = 2
"""How far a date marked `~` may be off, in years either way; EDTF leaves it to the user."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:1[89]|20)\d\d(?!\d)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?![a-z])\.?"
)
_DATE = re.compile(
    rf"""(?<![a-z\d])(?:
      (?P<iso_year>(?:1[89]|20)\d\d)-(?P<iso_month>0\d|1[0-2])(?:-(?P<iso_day>\d\d))?(?!\d)
        (?:[t\s]\d\d:[\d:.]+(?:z|[+-]\d\d:\d\d)?)?
    | (?P<day>\d\d?)[./-]\s?(?P<month>\d\d?)(?:[./-]\s?|\s)(?P<year>{_YEAR})
    | (?P<only_month>\d\d?)[./-](?P<month_year>{_YEAR})
    | (?P<from_month>{_MONTH})\s?[/-]\s?(?P<to_month>{_MONTH}),?\s?(?P<months_year>{_YEAR})
    | (?:(?P<word_day>\d\d?)(?:st|nd|rd|th)?[\s.-]{{0,2}}(?:of\s)?)?
        (?P<word_month>{_MONTH})[\s,-]{{0,2}}(?P<word_year>{_YEAR})
    | (?P<us_month>{_MONTH})\s?(?P<us_day>\d\d?)(?:st|nd|rd|th)?,?\s(?P<us_year>{_YEAR})
    | (?P<decade>(?:1[89]|20)\d)(?:0s|x)(?![a-z\d])
    | (?P<from_year>(?:1[89]|20)\d\d)[/–-](?P<to_year>\d\d)(?![\d.])
    | (?P<only_year>{_YEAR})
    )(?P<about>[~?])?""",
    re.VERBOSE,
)


def _words(sense: str) -> str:
    rows = tomllib.loads(WORDS.read_text(encoding="utf-8"))["word"]
    return "|".join(re.escape(row["words"]) for row in rows if row["sense"] == sense)


# "(c)" is the third of several dates, not circa.
_ABOUT = rf"(?<![a-z])(?:{_words('about')})(?![a-z])(?:(?<=[a-z]{{2}})\)|[\s.:,])*"
_ABOUT_BEFORE = re.compile(rf"{_ABOUT}(?:the\s)?$")
_ABOUT_AFTER = re.compile(rf"\s*\(?\s*(?:(?:{_words('about')})(?<=[a-z]{{2}})|\?)\.?\s*(?:[);,]|$)")
_UNTIL = re.compile(rf"(?:(?<![a-z])(?:{_words('until')})\s*|(?:^|[\[,]\s?)\.\./?)$")
_SINCE = re.compile(rf"(?<![a-z])(?:{_words('since')})\s*$")
_OPEN = re.compile(r"/?\.\.(?:[\],]|$)")
_RANGE = re.compile(rf"\.?\s*(?:{_words('range')}|[–—-]|\.\.)\s*(?:{_ABOUT})?|/")
_BETWEEN = re.compile(rf"(?<![a-z])between\s*(?:{_ABOUT})?$")
_AND = re.compile(rf"\.?\s*(?:and|&)\s*(?:{_ABOUT})?")
_POINT = re.compile(r"(\d{3}[\dX])(?:-(\d\d)(?:-(\d\d))?)?(~)?")


def edtf(words: str) -> str | None:
    """A birth date in any published form as an EDTF string; `None` if it holds no year.

    Several dates are alternatives; a year before 1800 is of another calendar and left out. A day
    that its month does not have is left out, and so is a month above twelve: days come first.
    """
    return one_of(_intervals(words.lower()))


def one_of(dates: Iterable[str]) -> str | None:
    """Alternatives as one EDTF string: one as itself, many as a set, sorted and without repeats."""
    members = (member for told in dates for member in told.strip("[]").split(",") if member)
    different = sorted({_as_member(member) for member in members})
    if len(different) == 1:
        return _as_interval(different[0])
    return f"[{','.join(different)}]" if different else None


def day(words: str) -> date | None:
    """A full day in any published form, days before months; `None` for anything else."""
    match = _DATE.fullmatch(words.strip().rstrip(".").lower())
    low, high = _ends(match) if match and not match["about"] else ("", "")
    return date.fromisoformat(low) if low == high and len(low) == len("1958-02-01") else None


def span(edtf: str) -> tuple[date, date] | None:
    """First and last day that an EDTF string of ours allows; `None` if it is none.

    A `~` gives `CIRCA_YEARS` more on either side, a set is read as the whole from its earliest to
    its latest day, and an open end is the first or last day that Python knows.
    """
    firsts, lasts = [], []
    for member in edtf.removeprefix("[").removesuffix("]").split(","):
        low, slash, high = _as_interval(member).partition("/")
        first = (date.min, date.min) if low == ".." else _days(low)
        last = (date.max, date.max) if high == ".." else _days(high if slash else low)
        if not first or not last:
            return None
        firsts.append(first[0])
        lasts.append(last[1])
    return min(firsts), max(lasts)


def _intervals(text: str) -> Iterator[str]:
    """The dates of a text in lower case, two ends of a range as one."""
    ends: list[str] = []
    before = ""
    end = 0
    for match in _DATE.finditer(text):
        ahead, before = before, text[end : match.start()]
        end = match.end()
        about = match["about"] or _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, end)
        these = [told + "~" if about else told for told in _ends(match)]
        if ends and (
            _RANGE.fullmatch(before) or (_AND.fullmatch(before) and _BETWEEN.search(ahead))
        ):
            ends += these
            continue
        yield from _interval(ends)
        ends = these
        if _UNTIL.search(before):
            yield f"../{ends[-1]}"
            ends = []
        elif _SINCE.search(before) or _OPEN.match(text, end):
            yield f"{ends[0]}/.."
            ends = []
    yield from _interval(ends)


def _interval(ends: list[str]) -> Iterator[str]:
    """From the first of some dates to the last; all are about if any is."""
    if not ends:
        return
    about = "~" if any(end.endswith("~") for end in ends) else ""
    in_order = sorted({end.rstrip("~") for end in ends})
    low, high = in_order[0], in_order[-1]
    yield low + about if low == high else f"{low}{about}/{high}{about}"


def _ends(match: re.Match[str]) -> tuple[str, str]:
    told = match.groupdict()
    if told["decade"]:
        return f"{told['decade']}X", f"{told['decade']}X"
    if told["from_year"]:
        return told["from_year"], told["from_year"][:2] + told["to_year"]
    if told["months_year"]:
        low, high = (
            _written(told["months_year"], _month(told[name]), 0)
            for name in ("from_month", "to_month")
        )
        return low, high
    year = next(value for name, value in told.items() if name.endswith("year") and value)
    months = ("iso_month", "month", "only_month", "word_month", "us_month")
    days = ("iso_day", "day", "word_day", "us_day")
    month = next((_month(told[name]) for name in months if told[name]), 0)
    written = _written(year, month, next((int(told[name]) for name in days if told[name]), 0))
    return written, written


def _month(told: str) -> int:
    return int(told) if told.isdigit() else _MONTHS.index(told[:3]) + 1


def _written(year: str, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return year
    if not 1 <= day <= monthrange(int(year), month)[1]:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}"


def _as_member(interval: str) -> str:
    """As it stands in a set, where EDTF writes `..` for the slash."""
    low, slash, high = interval.partition("/")
    return f"{low.strip('.')}..{high.strip('.')}" if slash else interval


def _as_interval(member: str) -> str:
    low, dots, high = member.partition("..")
    return member if "/" in member or not dots else f"{low or '..'}/{high or '..'}"


def _days(point: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(point)
    if not match:
        return None
    year, month, day, about = match.groups()
    try:
        first = date(int(year.replace("X", "0")), int(month or 1), int(day or 1))
        last = date(int(year.replace("X", "9")), int(month or 12), int(day or 1))
    except ValueError:
        return None
    if not day:
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return (_moved(first, -CIRCA_YEARS), _moved(last, CIRCA_YEARS)) if about else (first, last)


def _moved(day: date, years: int) -> date:
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
