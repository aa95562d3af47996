"""When: the words that date an event, and the day they mean, reckoned from the publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_MONTH = "|".join([*_MONTHS, *(m[:3] + r"\." for m in _MONTHS), "Sept\\."])
_TIME = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<day2>\d{{1,2}})\s+(?P<month2>{_MONTH})(?:\s+(?P<year2>(?:19|20)\d\d))?"
    rf"|\b(?:in\s+)(?P<only>{_MONTH})(?:\s+(?:of\s+)?(?P<year3>(?:19|20)\d\d))?"
    rf"|\bin\s+(?P<year4>(?:19|20)\d\d)\b"
    rf"|\b(?:on\s+)?(?P<last>last\s+)?(?P<weekday>{'|'.join(_DAYS)})\b"
    r"|\b(?P<near>today|yesterday)\b"
    r"|\b(?P<span>(?:last|this)\s+(?:week|month|year)|earlier\s+this\s+(?:week|month|year))\b"
    r"|\b(?P<ago>(?P<many>\d+|two|three|four|five|six|ten|a)\s+(?P<unit>days?|weeks?|months?|years?)\s+ago)\b",
    re.IGNORECASE,
)
_NOT_THE_ACT = re.compile(
    r"(?:\bsince|\buntil|\bby|\bsaid|\bsays|\btold\s+\w+|\bnext)\s*$", re.IGNORECASE
)
_NUMBERS = {"a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
REACH = 90
"""Code points between the trigger and words that date its act."""


@dataclass(frozen=True, slots=True)
class When:
    """`words` as they stand, the day (null if none can be reckoned), its precision and method."""

    words: str | None
    day: date | None
    precision: str | None
    method: str


NONE = When(None, None, None, "none")


def find_date(sentence: str, start: int, end: int, published: date | None) -> When:
    """The date of the act whose trigger stands at `start`..`end` of the sentence.

    A weekday means the last one not after `published` (the report's own day included); months and
    days without a year the last ones not after it. Without `published`, what is relative has
    `date_method` no_anchor and no day. The publication day itself is never put in its place.
    """
    found = [m for m in _TIME.finditer(sentence) if _fits(sentence, m, start, end)]
    if not found:
        return NONE
    match = min(found, key=lambda m: max(start - m.end(), m.start() - end))
    return _reckon(match, published)


def _fits(sentence: str, match: re.Match[str], start: int, end: int) -> bool:
    gap = sentence[match.end() : start] if match.end() <= start else sentence[end : match.start()]
    if len(gap) > REACH or _NOT_THE_ACT.search(sentence[: match.start()]):
        return False
    between = re.search(r"[;:]|\bsaid\b|\bsays\b|\bwhich\b|\bwho\b|\bwhile\b", gap)
    return between is None


def _reckon(match: re.Match[str], published: date | None) -> When:
    words = re.sub(r"^(?:on|in)\s+", "", match.group(), flags=re.IGNORECASE)
    year = match["year"] or match["year2"] or match["year3"] or match["year4"]
    month = match["month"] or match["month2"] or match["only"]
    day = match["day"] or match["day2"]
    if year:
        return _absolute(words, int(year), month, day)
    if published is None:
        return When(words, None, None, "no_anchor")
    if month:
        return _in_a_year(words, month, day, published)
    return _relative(words, match, published)


def _absolute(words: str, year: int, month: str | None, day: str | None) -> When:
    number = _month(month) if month else 1
    precision = "day" if day else "month" if month else "year"
    return _when(words, (year, number, int(day) if day else 1), precision, "absolute")


def _in_a_year(words: str, month: str, day: str | None, published: date) -> When:
    number, at = _month(month), int(day) if day else 1
    year = (
        published.year if (number, at) <= (published.month, published.day) else published.year - 1
    )
    return _when(words, (year, number, at), "day" if day else "month", "relative")


def _when(words: str, told: tuple[int, int, int], precision: str, method: str) -> When:
    try:
        return When(words, date(*told), precision, method)
    except ValueError:
        return When(words, None, None, "vague")


def _month(name: str) -> int:
    return next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name.lower()[:3]))


def _relative(words: str, match: re.Match[str], published: date) -> When:
    if match["weekday"]:
        back = (published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        return When(words, published - timedelta(days=back), "day", "relative")
    if match["near"]:
        back = int(match["near"].lower() == "yesterday")
        return When(words, published - timedelta(days=back), "day", "relative")
    if match["ago"] and match["unit"].startswith("day"):
        many = match["many"].lower()
        days = _NUMBERS[many] if many in _NUMBERS else int(many)
        return When(words, published - timedelta(days=days), "day", "relative")
    span = (match["span"] or "").lower()
    if span == "last month":
        first = (published.replace(day=1) - timedelta(days=1)).replace(day=1)
        return When(words, first, "month", "relative")
    if span == "last year":
        return When(words, date(published.year - 1, 1, 1), "year", "relative")
    return When(words, None, None, "vague")
