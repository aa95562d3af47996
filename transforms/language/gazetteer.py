"""The second opinion: names of territories and peoples, and any other known names, in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache
from typing import Generic, TypeVar

from transforms.language.kinds import body_names, firm_names
from transforms.language.territories import Territory, all_demonyms, all_names, by_demonym, find
from transforms.language.words import read

T = TypeVar("T")

_CAPITALISED = re.compile(r"(?<![\w.@/])[A-ZÀ-ÖØ-Þ]\w*")
_NEXT_WORD = re.compile(r"\s+([A-ZÀ-ÖØ-Þ]\w*)")
_GOES_ON = re.compile(r"\s+(?:(?:of|for|on) )?[A-ZÀ-ÖØ-Þ]")
_FIRM_GOES_ON = re.compile(
    r"\s+(?:of )?[A-ZÀ-ÖØ-Þ](?!onday|uesday|ednesday|hursday|riday|aturday|unday)"
)
_FIRM = re.compile(r"\S*[a-z][A-Z]\S*|.*[ &-].*")
_LAST_WORD = re.compile(r"([A-ZÀ-ÖØ-Þ]\w*\.?)\s+$")


class Names(Generic[T]):
    """Known names with a value each, found in a text by their first word."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[str, T]]] = {}
        for name, value in names:
            first = _CAPITALISED.match(name)
            if first:
                self._by_first.setdefault(first.group(), []).append((name, value))
        for known in self._by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def scan(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Spans of known names between two offsets, the longest at each place, none inside another.

        Only whole words count, with or without a possessive behind them.
        """
        free = start
        for match in _CAPITALISED.finditer(text, start, end):
            known = self._by_first.get(match.group())
            if not known or match.start() < free:
                continue
            for name, value in known:
                stop = match.start() + len(name)
                if stop <= end and text.startswith(name, match.start()) and _whole(text, stop):
                    yield match.start(), stop, value
                    free = stop
                    break


def _whole(text: str, stop: int) -> bool:
    return stop >= len(text) or not (text[stop].isalnum() or text[stop] == "$")


def territories(
    text: str, start: int, end: int, *, loud: bool = False, starts: Set[int] = frozenset()
) -> Iterator[tuple[int, int, str]]:
    """Names of countries and peoples that are safe without a model: spans with GPE, ORG or NORP.

    Left out are names that mean something else too (gazetteer.toml) and names inside longer
    capitalised ones ("China Daily"), unless every word is capitalised anyway (`loud`) or what
    follows is a name of its own (`starts`: where such names begin).
    """
    safe, not_after = _safe()
    for begin, stop, label in safe.scan(text, start, end):
        before = _LAST_WORD.search(text, max(start, begin - 25), begin)
        if before and before.group(1) in not_after:
            continue
        following = _NEXT_WORD.match(text, stop, end)
        initials = text[begin:stop].endswith(".") or text[begin:stop].isupper()
        part = following and following.start(1) not in starts
        if part and label == "GPE" and not (initials or loud):
            continue
        yield begin, stop, label


def known_bodies(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of bodies known by a name of several words, where no longer name runs over them.

    And of firms: a firm's name does not go on over "for" and "on", as a committee's does.
    """
    for begin, stop, goes_on in _bodies().scan(text, start, end):
        before = _LAST_WORD.search(text, max(start, begin - 25), begin)
        alone = before is None or before.start() == start
        if alone and not goes_on.match(text, stop, end):
            yield begin, stop


def settled(name: str) -> str | None:
    """The label of a span that can only be a territory or its people, whatever a model says."""
    territory = find(name)
    if territory and name not in _unsafe("names"):
        return label_of_territory(territory)
    if not territory and name not in _unsafe("demonyms") and by_demonym(name):
        return "NORP"
    return None


def label_of_territory(territory: Territory) -> str:
    """GPE, or ORG for the EU and the UN."""
    return "GPE" if territory.kind == "country" else "ORG"


@cache
def _unsafe(part: str) -> frozenset[str]:
    return frozenset(word for group in read("gazetteer")[part] for word in group["words"])


@cache
def _bodies() -> Names[re.Pattern[str]]:
    firms = {name: _FIRM_GOES_ON for name in firm_names() if _FIRM.fullmatch(name)}
    return Names({**firms, **{n: _GOES_ON for n in body_names() if " " in n}}.items())


@cache
def _safe() -> tuple[Names[str], frozenset[str]]:
    names, demonyms = _unsafe("names"), _unsafe("demonyms")
    known = {d: "NORP" for d in all_demonyms() if d not in demonyms}
    known |= {f"{d}s": "NORP" for d in known if d.endswith(("n", "i", "t", "e", "k", "b", "r"))}
    known |= {n: label_of_territory(t) for n, t in all_names().items() if n not in names}
    return Names(known.items()), _unsafe("not_after")
