"""Vessels: names behind a noun or letters that only vessels have, and the same names later on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transforms.language.geography import country_of_place
from transforms.language.kinds import body, kind_of, vessel_letters
from transforms.language.reading import Mention, Reading
from transforms.language.territories import by_capital, by_demonym, find
from transforms.language.words import first_words, read

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w-]|['’](?!s\b)(?=\w))*"
_SMALL = r"(?:of|de|du|da|do|des|del|della|la|le|al|el|van|von|the)"
_NAME = re.compile(rf"{_WORD}(?: [A-Z]\.(?= [A-Z])| (?:{_SMALL} ){{0,2}}{_WORD}| \d{{1,4}}\b)*")
_MORE = re.compile(r"(?:,|,? and| or) (?:the )?(?=[A-ZÀ-ÖØ-Þ])")
_RENAMED = re.compile(
    r"[\"”’']?,? \(?(?:\w+ ){0,3}?(?:renamed|formerly|previously|now|once)"
    r"(?: known as| named| called| as)?(?: the)? [\"“‘']?(?=[A-ZÀ-ÖØ-Þ])"
)
_PART = re.compile(r"\S+")
_QUOTES = "\"“‘'"


def vessels(reading: Reading) -> list[Mention]:
    """The vessels of an article, as PRODUCT: where they are introduced, and every time after."""
    found = sorted(
        {span for _, *bounds in _prose(reading) for span in _introduced(reading, bounds)}
    )
    names = {reading.text[start:end] for start, end in found}
    spans = {*found, *_again(reading, names | {_bare(name) for name in names})}
    told = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        mention = reading.mention(*span, "PRODUCT")
        mention.kind = "vessel"
        told.append(mention)
    return told


def _prose(reading: Reading) -> Iterator[tuple[int, int, int]]:
    for sentence, start, end in reading.told:
        if sentence.block not in reading.headlines:
            yield sentence.ordinal, start, end


def _introduced(reading: Reading, bounds: list[int]) -> Iterator[tuple[int, int]]:
    """Names behind a vessel's noun or letters between two offsets."""
    start, end = bounds
    for match in _letters().finditer(reading.text, start, end):
        if stop := _name_end(reading.text, match.end(), end):
            yield match.start(), stop
    for match in _nouns().finditer(reading.text, start, end):
        if match["noun"][0].isupper() and match.start() != start:
            continue
        at = match.end()
        while stop := _name_end(reading.text, at, end):
            if not _is_vessel_name(reading.text, at, stop):
                break
            if match["noun"][0].isupper() and " " not in reading.text[at:stop]:
                break  # "Vessel Tracker's data": the noun may be part of the name
            yield at, stop
            yield from _renamed(reading.text, stop, end)
            more = _MORE.match(reading.text, stop, end) if match["noun"] in _plural() else None
            if more is None:
                break
            at = more.end()


def _renamed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The other name of the vessel whose name ends at `start`, where it follows."""
    match = _RENAMED.match(text, start, end)
    if match and (stop := _name_end(text, match.end(), end)):
        yield match.end(), stop


def _name_end(text: str, start: int, end: int) -> int:
    """Where the name that begins at `start` ends; 0 where none does."""
    match = _NAME.match(text, start, end)
    if match is None:
        return 0
    if text[start - 1] in _QUOTES:
        return match.end()
    stop, before = start, ""
    for part in _PART.finditer(text, start, match.end()):
        word = part.group()
        if word[0].isupper() or word.isdigit():
            if _ends(word, before, text[start:stop]) or _counts(text, word, part.end()):
                break
            stop = part.end()
        before = word
    return stop if stop > start else 0


def _ends(word: str, before: str, name: str) -> bool:
    """Whether a capitalised word is no part of the name before it: a day, a state ("of Greece")."""
    if word in _list("no_part"):
        return True
    territory = find(word) or (by_demonym(word) if before.islower() else None)
    return bool(name and territory and (before[0].isupper() or " " in name))


def _counts(text: str, word: str, stop: int) -> bool:
    following = re.match(r" (\w+)", text[stop : stop + 20])
    return word.isdigit() and bool(following) and following[1] in _list("units")  # type: ignore[index]


def _is_vessel_name(text: str, start: int, stop: int) -> bool:
    """Whether it is not somebody who does something with a vessel: "the tanker Iran seized"."""
    name = text[start:stop]
    if len(name) < 2:  # "the vessel U.S. officials named"
        return False
    if text[start - 1] in _QUOTES:
        return True
    if text[stop : stop + 3] in {"'s ", "’s "} and text[stop + 3 : stop + 4].isupper():
        return False  # "the ship Lloyd's List named"
    first = name.split(" ", 1)[0]
    of_state = find(first) or by_demonym(first)
    if of_state and (first == name or kind_of(name) == "public_body"):
        return False
    return not (find(name) or body(name) or first in first_words())


def _again(reading: Reading, names: set[str]) -> Iterator[tuple[int, int]]:
    """Every other place where the names stand; a place's name only with "the" before it."""
    if not names:
        return
    told = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"(?<![\w-])(?P<the>[Tt]he [\"“‘']?)?(?P<name>{told})(?![\w-])")
    for sentence, start, end in reading.told:
        loud = sentence.block in reading.headlines
        for match in pattern.finditer(reading.text, start, end):
            name = match["name"]
            place = country_of_place(name, {}) or by_capital(name) or find(name)
            part = not loud and _goes_before(reading.text, match.start("name"))
            if match["the"] or not (place or part):
                yield match.span("name")


def _goes_before(text: str, start: int) -> bool:
    """Whether a capitalised word before a name makes it another's: "Gen. Charles de Gaulle"."""
    before = re.search(r"([A-Z]\w*|[A-Z][a-z]{0,3}\.) $", text[max(0, start - 20) : start])
    return before is not None and not (by_demonym(before[1]) or before[1] in first_words())


def _bare(name: str) -> str:
    """A vessel's name without the letters before it."""
    first, _, rest = name.partition(" ")
    return rest if first in vessel_letters() and rest else name


@cache
def _list(part: str) -> frozenset[str]:
    return frozenset(read("vessels")[part]["words"])


@cache
def _plural() -> frozenset[str]:
    return frozenset(w for word in _list("plural") for w in (word, word.capitalize()))


@cache
def _letters() -> re.Pattern[str]:
    told = "|".join(re.escape(w) for w in sorted(vessel_letters(), key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{told}) [\"“‘']?(?=[A-ZÀ-ÖØ-Þ])")


@cache
def _nouns() -> re.Pattern[str]:
    words = sorted(_list("nouns") | _plural(), key=len, reverse=True)
    nouns = "|".join(rf"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" for w in words)
    links = "|".join(re.escape(w) for w in sorted(_list("links"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<noun>{nouns})(?:{links}| (?:the )?)[\"“‘']?(?=[A-ZÀ-ÖØ-Þ])")
