"""Spans that a model takes for dates: which are none."""

from __future__ import annotations

import re
from functools import cache

from transforms.language.words import read

_COUNT = re.compile(r"\d{1,2}|\d{1,3}\s?[-–]\s?\d{1,2}")
_BEFORE_AGE = re.compile(
    r"(?:[^\W\d_]\.?, "
    r"|\b(?:aged?|turned|turns|at|age of|between|now|then|is|was|are|were|over|under) |[(’‘'])$"
)
_AFTER_AGE = re.compile(r"[,.;)]|\s+(?:and|or|was|is|who|from|when|of|in)\b|$")
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b\.?"
)
_BEFORE_DAY = re.compile(rf"\b{_MONTH}(?: \d{{1,2}})?,?(?: (?:and|or|to|through|until|till))? $")
_AFTER_DAY = re.compile(rf" (?:(?:and|or|to|through|until|till) \d{{1,2}} )?(?:of )?{_MONTH}")
_NAME = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*){1,4}")
_WORD = re.compile(r"[^\W\d_]+")


def dated(text: str, start: int, end: int) -> str | None:
    """DATE, PERSON for a person's name ("Ann Lee Jr."), None for a count or score ("7", "3-1").

    An age is a date too (NER_GUIDE, v2), and so are a year and a day of a month told beside it:
    "Ann Lee, 45, spoke", "since ’79", "from May 3 to 7".
    """
    words = text[start:end]
    if _COUNT.fullmatch(words):
        is_age = _BEFORE_AGE.search(text, max(0, start - 8), start) and _AFTER_AGE.match(text, end)
        is_day = _BEFORE_DAY.search(text, max(0, start - 30), start) or _AFTER_DAY.match(text, end)
        return "DATE" if words.isdigit() and (is_age or is_day) else None
    told = {w.casefold() for w in _WORD.findall(words)}
    return "PERSON" if _NAME.fullmatch(words) and not told & _calendar() else "DATE"


@cache
def _calendar() -> frozenset[str]:
    return frozenset(w for group in read("days").values() for w in group["words"])
