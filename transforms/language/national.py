"""Bodies told by their words: a state's with a noun of bodies, and the office of somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.language.reading import Mention, Reading
from transforms.language.territories import by_demonym, find
from transforms.language.words import read

_CAPITAL = r"(?:U\.[SN]\.|(?!\w+day\b)[A-Z][\w-]+)"
_OFFICE = re.compile(
    rf"\bOffice (?:of the|for the) {_CAPITAL}(?: (?:(?:of|for) (?:the )?)?{_CAPITAL}){{0,8}}"
)
"""As "Office of the U.S. Trade Representative"; "and" and "on" would run into what is done."""


def national_bodies(reading: Reading) -> Iterator[Mention]:
    """ "Iranian Foreign Ministry": a demonym or country, capitalised words, a body's noun."""
    for _, start, end in reading.told:
        for match in _national().finditer(reading.text, start, end):
            owner = match["owner"]
            if by_demonym(owner) or find(owner):
                yield reading.mention(*match.span("name"), "ORG", by_rule=True)


def offices(reading: Reading) -> Iterator[Mention]:
    """ "Office of the U.S. Trade Representative", as one ORG."""
    for sentence, start, end in reading.told:
        if sentence.block not in reading.headlines:
            for match in _OFFICE.finditer(reading.text, start, end):
                yield reading.mention(*match.span(), "ORG", by_rule=True)


@cache
def _national() -> re.Pattern[str]:
    nouns = "|".join(read("corrections")["national_bodies"]["words"])
    return re.compile(
        rf"\b(?=(?P<name>(?P<owner>(?:North |South |Saudi |Sri |New )?[A-Z][\w.]+)"
        rf"(?: (?!Prime|President|Minister)[A-Z][a-z]+(?: and| of)?){{0,3}}?"
        rf" (?:{nouns})\b(?! (?:of|on|for) [A-Z])))"
    )
