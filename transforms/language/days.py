"""Spans that a model takes for dates: which are none."""

from __future__ import annotations

import re
from functools import cache

from transforms.language.words import read

_COUNT = re.compile(r"\d{1,2}|\d{1,3}\s?[-–]\s?\d{1,2}")
_BEFORE_AGE = re.compile(r"(?:[^\W\d_], |\b(?:aged?|turned|turns) |\()$")
_AFTER_AGE = re.compile(r"[,.;)]|\s+(?:and|was|is|who|from|when|of)\b|$")
_NAME = re.compile(r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]*){1,4}")
_WORD = re.compile(r"[^\W\d_]+")


def dated(text: str, start: int, end: int) -> str | None:
    """DATE, PERSON for a person's name ("Ann Lee Jr."), None for a count or score ("7", "3-1").

    An age is a date too (NER_GUIDE, v2): "Ann Lee, 45, spoke".
    """
    words = text[start:end]
    if _COUNT.fullmatch(words):
        is_age = _BEFORE_AGE.search(text, max(0, start - 8), start) and _AFTER_AGE.match(text, end)
        return "DATE" if is_age and words.isdigit() else None
    told = {w.casefold() for w in _WORD.findall(words)}
    return "PERSON" if _NAME.fullmatch(words) and not told & _calendar() else "DATE"


@cache
def _calendar() -> frozenset[str]:
    return frozenset(w for group in read("days").values() for w in group["words"])
