"""Whether "he" or "she" may stand for a person: by form of address, role and given name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from transforms.language.words import read

_LAST_WORD = re.compile(r"([\w-]+)\.?\s*$")


def gender_of(names: Iterable[str], leads: Iterable[str], nouns: Iterable[str]) -> str | None:
    """The pronoun for a person, "he" or "she"; None where nothing tells or the words disagree.

    `names` are the person's full names, `leads` the words in front of a mention ("… Mrs."), and
    `nouns` those of the roles ("spokeswoman").
    """
    given = {g for name in names if (g := _words("given").get(name.split()[0].casefold()))}
    told = {g for noun in nouns if (g := _words("nouns").get(noun.casefold()))}
    for lead in leads:
        last = _LAST_WORD.search(lead)
        if last and (gender := _words("titles").get(last.group(1).casefold())):
            told.add(gender)
    decided = told or given
    return decided.pop() if len(decided) == 1 else None


@cache
def _words(part: str) -> dict[str, str]:
    return {word: group["pronoun"] for group in read("genders")["genders"] for word in group[part]}
