"""Mentions of people by their office alone: "the minister", where only one person can be meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from transforms.language.chains import Chain
from transforms.language.offices import Offices
from transforms.language.reading import Mention, Reading
from transforms.language.roles import Role
from transforms.language.words import read


def title_mentions(
    reading: Reading,
    mentions: Sequence[Mention],
    roles: Sequence[Role],
    chains: Mapping[str, Chain],
) -> list[Mention]:
    """The definite titles of an article, as PERSON with form `title`, each with its person's key.

    The span is the title without "the". Only a title that one person alone has by the roles told
    before it counts, and none that a name, a body or a place follows ("the president of ...").
    """
    offices = Offices.of(reading.text, mentions, roles, chains)
    found = []
    for sentence, start, end in reading.told:
        if sentence.block in reading.headlines:
            continue
        for match in _title().finditer(reading.text, start, end):
            holders = offices.holders(match["title"], match.start())
            if len(holders) == 1 and not _goes_on(reading.text, match.end()):
                mention = reading.mention(*match.span("title"), "PERSON")
                mention.form = "title"
                (mention.key,) = holders
                found.append(mention)
    return found


def _goes_on(text: str, end: int) -> bool:
    """Whether the words behind a title say whose it is, or are a name or another noun of it."""
    return bool(_BEHIND.match(text, end))


_BEHIND = re.compile(r"[-’']|\s+(?:of|for|in|at|to|and|or|who|from)\b|,?\s+[A-ZÀ-Þ]")


@cache
def _title() -> re.Pattern[str]:
    lists = read("definite_titles")["definite"]
    nouns = "|".join(sorted(lists["words"], key=len, reverse=True))
    before = "|".join(sorted(lists["before"], key=len, reverse=True))
    return re.compile(rf"\b[Tt]he (?P<title>(?:(?:{before}) ){{0,2}}(?:{nouns}))\b")
