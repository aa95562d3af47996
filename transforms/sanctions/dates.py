"""Words that tell a time, and the day that they mean, reckoned from the publication."""

from __future__ import annotations

import calendar
import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FORMS = Path(__file__).with_name("dates.toml")
_DAYS = tuple(day.lower() for day in calendar.day_name)
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_ABBREVIATED = (*(rf"{name[:3]}\." for name in _MONTHS), r"sept\.")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_PARTS = {
    "MONTH": rf"(?:{'|'.join([*_MONTHS, *_ABBREVIATED])})",
    "DAY": rf"(?:{'|'.join(_DAYS)})",
    "YEAR": r"(?:19|20)\d\d(?!\d)",
    "MANY": rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})",
    "ABOUT": r"(?:about|around|nearly|almost|over|more\s+than|less\s+than|some|roughly)",
}
_PREPOSITION = re.compile(
    r"(?:on|in|since|of|during|from|by|over|within|for)\s+(?:the\s+(?!past|last))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time told at `start`..`end` of a text, prepositions left out, and what its form found.

    `opener` is the preposition in front, in lower case, or "".
    """

    start: int
    end: int
    words: str
    opener: str
    told: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """What the form's group `name` found, in lower case, or ""."""
        return dict(self.told).get(name, "")


@dataclass(frozen=True, slots=True)
class When:
    """`words` as they stand, the day (null if none can be reckoned), its precision and method."""

    words: str | None
    day: date | None
    precision: str | None
    method: str


NONE = When(None, None, None, "none")


def find_times(text: str) -> list[Time]:
    """The times that a text tells, in its order; of two that overlap the longer."""
    found = [m for form in _forms() for m in form.finditer(text) if _capital(m)]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda m: (m.start() - m.end(), m.start())):
        if all(match.end() <= k.start() or k.end() <= match.start() for k in kept):
            kept.append(match)
    return [_time(m) for m in sorted(kept, key=lambda m: m.start())]


def _capital(match: re.Match[str]) -> bool:
    """Whether a month has its capital: "sanctions may", "they march"."""
    return (match.groupdict().get("month") or "M")[0].isupper()


def _time(match: re.Match[str]) -> Time:
    opener = _PREPOSITION.match(match.group())
    start = match.start() + (opener.end() if opener else 0)
    groups = ((name, words.lower()) for name, words in match.groupdict().items()
              if words)  # fmt: skip
    words = match.string[start : match.end()]
    before = opener.group() if opener else match.string[: match.start()][-12:]
    preposition = before.split()[-1] if not opener and before.split() else before.split(" ")[0]
    return Time(start, match.end(), words, preposition.lower(), tuple(groups))


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    rows = tomllib.loads(FORMS.read_text(encoding="utf-8"))["form"]
    return tuple(_compiled(pattern) for row in rows for pattern in row["patterns"])


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, part in _PARTS.items():
        pattern = pattern.replace(name, part)
    return re.compile(rf"\b{pattern}(?!\w)", re.IGNORECASE)


def reckon(time: Time, published: date | None, ahead: bool = False) -> When:
    """The day that a time means in a report of the day `published`.

    A weekday means the last one not after `published` (the report's own day included); months and
    days without a year the last ones not after it, or with `ahead` the next ones. A week is told
    as the month or year that it lies in. Without `published`, what is relative has `date_method`
    no_anchor and no day. The publication day itself is never put in its place.
    """
    if time.get("vague") or time.get("about"):
        return When(time.words, None, None, "vague")
    if time.get("year"):
        return _absolute(time)
    if published is None:
        return When(time.words, None, None, "no_anchor")
    if time.get("month"):
        return _in_a_year(time, published, ahead)
    return _relative(time, published)


def _absolute(time: Time) -> When:
    number = _month(time.get("month")) if time.get("month") else 1
    precision = "day" if time.get("day") else "month" if time.get("month") else "year"
    day = int(time.get("day") or 1)
    return _when(time.words, (int(time.get("year")), number, day), precision, "absolute")


def _in_a_year(time: Time, published: date, ahead: bool) -> When:
    number, at = _month(time.get("month")), int(time.get("day") or 1)
    year = published.year
    if ahead and (number, at) < (published.month, published.day):
        year += 1
    if not ahead and (number, at) > (published.month, published.day):
        year -= 1
    precision = "day" if time.get("day") else "month"
    return _when(time.words, (year, number, at), precision, "relative")


def _when(words: str, told: tuple[int, int, int], precision: str, method: str) -> When:
    try:
        return When(words, date(*told), precision, method)
    except ValueError:
        return When(words, None, None, "vague")


def _month(name: str) -> int:
    return next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name.lower()[:3]))


def _relative(time: Time, published: date) -> When:
    if time.get("weekday"):
        back = (published.weekday() - _DAYS.index(time.get("weekday"))) % 7
        back += 7 if not back and time.get("last") else 0
    elif time.get("today") or time.get("yesterday"):
        back = int(bool(time.get("yesterday")))
    elif time.get("unit").startswith("day"):
        back = _number(time.get("many"))
    else:
        return _period(time, *_bounds(time, published))
    return When(time.words, published - timedelta(days=back), "day", "relative")


def _number(words: str) -> int:
    return _NUMBERS[words] if words in _NUMBERS else int(words)


def _bounds(time: Time, published: date) -> tuple[date, date]:
    """First and last day of a week, month or year told from the day of publication."""
    unit = time.get("span") or time.get("unit").rstrip("s")
    back = _number(time.get("many")) if time.get("many") else int(time.get("which") == "last")
    if unit == "week" and time.get("many"):
        middle = published - timedelta(days=7 * back)
        return middle - timedelta(days=3), middle + timedelta(days=3)
    if unit == "week":
        monday = published - timedelta(days=published.weekday() + 7 * back)
        return monday, min(published, monday + timedelta(days=6))
    months = published.year * 12 + published.month - 1 - back * (12 if unit == "year" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return (date(first.year, 1, 1), date(first.year, 12, 31)) if unit == "year" else (first, first)


def _period(time: Time, first: date, last: date) -> When:
    """The month, else the year, that holds both days; vague where none does."""
    if (first.year, first.month) == (last.year, last.month):
        return When(time.words, first.replace(day=1), "month", "relative")
    if first.year == last.year:
        return When(time.words, date(first.year, 1, 1), "year", "relative")
    return When(time.words, None, None, "vague")
