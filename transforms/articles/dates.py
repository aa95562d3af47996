"""Dates as pages and feeds write them: which lines are nothing but dates, and what they say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

DATA = tomllib.loads(Path(__file__).with_name("zones.toml").read_text(encoding="utf-8"))
ZONES: dict[str, int | str] = DATA["zones"]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST = 160
Clock = tuple[int, int, int | None]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"""(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)
    |(?P<y5>\d{{4}})年(?P<m5>\d{{1,2}})月(?P<d5>\d{{1,2}})日
    |(?P<m2>{_MONTH})\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<y2>\d{{4}})(?!\d)
    |(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]*(?P<m3>{_MONTH})[\s,./-]*(?P<y3>\d{{4}}|\d\d(?![\d:]))
    |(?P<a>\d{{1,2}})(?P<s4>[/.-])(?P<b>\d{{1,2}})(?P=s4)(?P<y4>\d{{4}}|\d\d)(?![\d:])
    |(?P<m6>{_MONTH})\s*,?\s*(?P<y6>\d{{4}})(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    r"(?P<h>\d{1,2})[:.h](?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?"
    r"|(?P<h2>\d{1,2})\s*(?P<half2>[ap]\.?m\b\.?)|(?P<h3>[0-2]\d)(?P<m3>[0-5]\d)(?=\s*(?:[A-Z]{2,4}\b|hrs|h\b))",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\(?(?:(?P<base>GMT|UTC)\s*)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)(?!\d)\)?"
    rf"|\(?\b(?P<name>{'|'.join(ZONES)})\b\)?|(?<=\d)(?P<zulu>Z)\b"
)
_LABEL = re.compile(
    r"(?:(?P<updated>(?:last |latest )?(?:updated?|modified|edited|revised)(?: (?:on|at))?)"
    r"|(?P<published>(?:first |originally )?(?:published|posted|created|issued|released|publication"
    r" date|date|issue date|publish date)(?: (?:on|at))?))\s*:?",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"[\s,|•·–—\-/()@;:]+|T(?=\d)|(?:at|on|hrs|local time|time|\d+ min(?:ute)?s?(?: read)?)\b"
    r"|(?:about )?(?:\d+|an?) (?:second|minute|hour|day|week|month|year)s? ago\b"
    r"|(?:just now|yesterday)\b"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day, and perhaps a time, as written.

    `label` is published, updated or null; `month` and `day` are null where not given; `swapped`
    says that both numbers may be either, read here with the month first. `clock` is hour, minute,
    second, of which the last may be null; `zone` as written (`+03:00` or a name of `ZONES`).
    """

    label: str | None
    year: int
    month: int | None
    day: int | None
    swapped: bool = False
    numeric: bool = False
    clock: Clock | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line of dates says: its stamps, and a label that waits for the next line's."""

    stamps: tuple[Stamp, ...]
    pending: str | None


def date_line(line: str) -> DateLine | None:
    """What a line says that holds dates, times, their labels and nothing else; null for others."""
    if len(line) > LONGEST or not (line[:1].isalnum() or line[:1] in "(|•·-–—"):
        return None
    scan = _Scan()
    position = 0
    while position < len(line):
        end = scan.step(line, position)
        if end is None:
            return None
        position = end
    return DateLine(tuple(scan.stamps), scan.label) if scan.stamps or scan.said else None


class _Scan:
    """Reads a line piece by piece; a time stands before its day or after it."""

    def __init__(self) -> None:
        self.stamps: list[Stamp] = []
        self.label: str | None = None
        self.said = False
        self._clock: Clock | None = None
        self._zone: str | None = None

    def step(self, line: str, position: int) -> int | None:
        """Where the piece at a position ends; null where it is none of a date line."""
        if match := _LABEL.match(line, position):
            self.label = "updated" if match["updated"] else "published"
            self._clock = self._zone = None
            self.said = True
        elif (match := _DATE.match(line, position)) and (stamp := _stamp(match, self.label)):
            self.stamps.append(replace(stamp, clock=self._clock, zone=self._zone))
            self.label = self._clock = self._zone = None
        elif (match := _TIME.match(line, position)) and (clock := _told(match)):
            self._take_clock(clock)
        elif (match := _ZONE.match(line, position)) and (self.stamps or self._clock):
            self._take_zone(_zone_name(match))
        elif match := _FILLER.match(line, position):
            self.said = self.said or match[0].lower().endswith(("ago", "now"))
        else:
            return None
        return match.end()

    def _take_clock(self, clock: Clock) -> None:
        if self.stamps and self.stamps[-1].clock is None and self.label is None:
            self.stamps[-1] = replace(self.stamps[-1], clock=clock)
        elif self._clock is None:
            self._clock = clock

    def _take_zone(self, zone: str) -> None:
        if self._clock:
            self._zone = self._zone or zone
        elif self.stamps[-1].clock and self.stamps[-1].zone is None:
            self.stamps[-1] = replace(self.stamps[-1], zone=zone)


def _stamp(match: re.Match[str], label: str | None) -> Stamp | None:
    found = match.groupdict()
    for n in "15":
        if found[f"y{n}"]:
            month, day = int(found[f"m{n}"]), int(found[f"d{n}"])
            return _possible(Stamp(label, int(found[f"y{n}"]), month, day))
    for n in "23":
        if found[f"y{n}"]:
            year = _full_year(found[f"y{n}"])
            return _possible(Stamp(label, year, _month(found[f"m{n}"]), int(found[f"d{n}"])))
    if found["y6"]:
        return _possible(Stamp(label, int(found["y6"]), _month(found["m6"]), None))
    a, b, year = int(found["a"]), int(found["b"]), _full_year(found["y4"])
    if a > 12 or (b <= 12 and found["s4"] == "."):
        return _possible(Stamp(label, year, b, a, numeric=True))
    return _possible(Stamp(label, year, a, b, swapped=b <= 12 and a != b, numeric=True))


def _possible(stamp: Stamp) -> Stamp | None:
    if not FIRST_YEAR <= stamp.year <= LAST_YEAR:
        return None
    try:
        date(stamp.year, stamp.month or 1, stamp.day or 1)
    except ValueError:
        return None
    return stamp


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _told(match: re.Match[str]) -> Clock | None:
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["m"] or match["m3"] or 0)
    half = (match["half"] or match["half2"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    second = int(match["s"]) if match["s"] else None
    return (hour, minute, second) if hour < 24 and minute < 60 and (second or 0) < 60 else None


def _zone_name(match: re.Match[str]) -> str:
    if match["offset"]:
        sign, digits = match["offset"][0], match["offset"][1:].replace(":", "")
        hours, minutes = (digits, "00") if len(digits) <= 2 else (digits[:-2], digits[-2:])
        return f"{sign}{int(hours):02d}:{minutes}"
    return "+00:00" if match["zulu"] or match["name"] == "Z" else match["name"]


def labelled(stamps: Sequence[Stamp], label: str) -> Stamp | None:
    """The first stamp with a label."""
    return next((s for s in stamps if s.label == label), None)


def written_out(text: str) -> Iterator[Stamp]:
    """Every date of a text whose month is named or that is in ISO order."""
    for match in _DATE.finditer(text):
        if not match["y4"] and (stamp := _stamp(match, None)):
            yield stamp
