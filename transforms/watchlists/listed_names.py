"""Listed names: without repeats and quotation marks, in which script, of what kind of body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.watchlists.entries import ListedName
from transforms.watchlists.names import parts_of

RANKS = ("primary", "alias", "former", "weak_alias")
"""Types of names, the one that says most first."""

# Beside quotation marks: the stroke that stretches Arabic words, and marks that nobody sees.
_QUOTES = re.compile('[“”„"«»\u0640\u200b\u200e\u200f\ufeff]')
_FIRM = re.compile(r"\b(?:company|companies|limited|corporation)\b", re.IGNORECASE)
_MINISTRY = re.compile(r"(?:the )?ministry (?:of|for)\b", re.IGNORECASE)


def without_repeats(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """The names in their order, each once; upper and lower case do not make a difference."""
    types: dict[str, ListedName] = {}
    for listed in names:
        known = types.get(key := listed.name.casefold())
        if known is None:
            types[key] = listed
        elif RANKS.index(listed.type) < RANKS.index(known.type):
            types[key] = ListedName(known.name, listed.type)
    return tuple(types.values())


def unquoted(name: str) -> str:
    """A name on one line without double quotation marks and stray punctuation at its ends."""
    return " ".join(_QUOTES.sub("", name).split()).strip(" ,;:")


def kind_by_names(names: Iterable[str]) -> str:
    """What an entry is that is no person, where the list tells no more: an `entity_kind`.

    `company` where one of its names has a legal form, `public_body` for a ministry.
    """
    all_names = list(names)
    if any(_MINISTRY.match(name) for name in all_names):
        return "public_body"
    if any(_FIRM.search(name) or parts_of(name, person=False).form for name in all_names):
        return "company"
    return "organization"
