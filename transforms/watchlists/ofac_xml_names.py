"""Names and dates of OFAC's Advanced XML: parts of a name in reading order, periods as EDTF."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from transforms.watchlists.xml_stream import words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

READING_ORDER = (
    "First Name", "Middle Name", "Patronymic", "Nickname", "Last Name", "Maiden Name",
    "Matronymic", "Entity Name", "Vessel Name", "Aircraft Name",
)  # fmt: skip
"""Types of the parts of a name (`NamePartTypeValues`) as they follow each other in English."""

_FAMILY_FIRST = ("Last Name", "Maiden Name")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def running(documented: Element, part_types: Mapping[str, str]) -> str:
    """A `DocumentedName` in reading order; `part_types` has the types by `NamePartGroupID`.

    Chinese, Japanese and Korean names in their own script begin with the family and have no
    spaces.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for value in documented.iterfind("DocumentedNamePart/NamePartValue"):
        parts[part_types.get(value.get("NamePartGroupID", ""), "")].append(words(value))
    order = [part_type for part_type in READING_ORDER if part_type in parts]
    order += [part_type for part_type in parts if part_type not in READING_ORDER]
    if any(_EAST_ASIAN.search(part) for told in parts.values() for part in told):
        order.sort(key=lambda part_type: part_type not in _FAMILY_FIRST)
        return "".join(part for part_type in order for part in parts[part_type])
    return " ".join(part for part_type in order for part in parts[part_type] if part)


def day_of(element: Element | None) -> date | None:
    """A `Year`, `Month`, `Day` as a day; `None` where one of them is missing or wrong."""
    try:
        return date(*(int(words(element, part)) for part in ("Year", "Month", "Day")))
    except ValueError:
        return None


def period(element: Element) -> str | None:
    """A `DatePeriod` in EDTF, from its earliest to its latest day; `None` without any.

    OFAC writes the year 1961 as the days from 1 January to 31 December, and a month likewise;
    `Approximate` is "~".
    """
    points = [element.find(path) for path in ("Start/From", "Start/To", "End/From", "End/To")]
    found = [point for point in points if point is not None and words(point, "Year")]
    if not found:
        return None
    low, high = _edge(found[0], last=False), _edge(found[-1], last=True)
    if not low or not high:
        return None
    ends = [end.isoformat()[: _precision(low, high)] for end in (low, high)]
    about = "~" if any(e.get("Approximate") == "true" for e in element.iter()) else ""
    return "/".join(f"{end}{about}" for end in dict.fromkeys(ends))


def _edge(point: Element, *, last: bool) -> date | None:
    try:
        year = int(words(point, "Year"))
        month = int(words(point, "Month") or (12 if last else 1))
        day = int(words(point, "Day") or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except ValueError:
        return None


def _precision(low: date, high: date) -> int:
    """How many characters of the days say something: of whole years four, of whole months seven."""
    if low.day != 1 or high.day != monthrange(high.year, high.month)[1]:
        return 10
    return 4 if (low.month, high.month) == (1, 12) else 7
