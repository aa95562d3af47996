"""Names as the UN writes them: several in a cell, family name first, explanations in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.watchlists.countries import country
from transforms.watchlists.entries import ListedName
from transforms.watchlists.listed_names import unquoted
from transforms.watchlists.names import is_foreign

ACRONYM_LENGTH = 12
"""Most characters of an acronym in brackets; the longest in the list is ISIS-GS."""

_MARKER = re.compile(r"(?:^|(?<=\s))[a-z]\)\s")
_BORN = re.compile(r",?\s+born\s(?:in|on|\d).*", re.IGNORECASE)
_FORMER = re.compile(r"(?:previously|formerly) listed as", re.IGNORECASE)
_SCRIPT = re.compile(r"original script\s*:?|-\s*sub-unit name", re.IGNORECASE)
_NATIVE_NOTE = re.compile(r"in arabic(?: script)?:\s*([^.;]+)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|i{1,3}|iv)\.?", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z\d][\w./-]*(?: [A-Z]+\.?)?")
_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


def names(cell: str, kind: str, *, person: bool) -> Iterator[ListedName]:
    """The names in a cell, in order, as in running text; `kind` is a `listed_name_type`.

    Separators are ";", " / ", the Arabic comma and "b)" outside brackets. A bracket gives names
    where it is written in another script ("Jin Tiesan (金铁三)") or abbreviates an organisation
    ("Haqqani Network (HQN)"), it makes the name a former one ("previously listed as"), and it
    stays where it tells namesakes apart ("Al-Haramain Foundation (Pakistan)"). Any other
    explains, and is left out.
    """
    for piece in _split(_MARKER.sub(";", " ".join(cell.split()).lstrip(")"))):
        yield from _names(_BORN.sub("", piece), kind, person=person)


def noted(note: str) -> tuple[bool, list[str]]:
    """Whether a note makes its alias a former name, and the names in Arabic that it gives."""
    arabic = (unquoted(found) for found in _NATIVE_NOTE.findall(note))
    return bool(_FORMER.search(note)), [name for name in arabic if name]


def _split(text: str) -> Iterator[str]:
    depth, begin = 0, 0
    for place, sign in enumerate(text):
        depth = max(depth + (sign == "(") - (sign == ")"), 0)
        spaced = sign == "/" and text[place - 1 : place + 2] == " / "
        if depth == 0 and (sign in ";،" or spaced):
            yield text[begin:place]
            begin = place + 1
    yield text[begin:]


def _names(piece: str, kind: str, *, person: bool) -> Iterator[ListedName]:
    bare = _GROUP.sub(" ", piece)
    told, more = "", []
    end = 0
    for group in _GROUP.finditer(piece):
        told += piece[end : group.start()]
        end = group.end()
        inside = group[0][1:-1].strip()
        follows = _GROUP.sub("", piece[end:]).strip(" ,.")
        if not told.strip() and follows:
            told += f"{inside} "
        elif _FORMER.search(inside):
            kind = "former"
        elif bare.strip() and is_foreign(inside) != is_foreign(bare):
            more.append(_SCRIPT.sub("", inside))
        elif not person and (acronyms := _acronyms(inside, bare)):
            more += acronyms
        elif not person and (country(inside) or follows):
            told += group[0]
    name = unquoted(told + piece[end:])
    if any(map(str.isalnum, name)):
        yield ListedName(_in_order(name) if person else name, kind)
    for inside in more:
        yield from names(inside, kind, person=person)


def _in_order(name: str) -> str:
    """A person's name with the family name behind: "Majeed, Abdul" to "Abdul Majeed"."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) != 2 or _SUFFIX.fullmatch(parts[1]):
        return " ".join(parts)
    return f"{parts[1]} {parts[0]}"


def _acronyms(inside: str, name: str) -> list[str]:
    """What a bracket says that abbreviates the name; letters must come in the name's order."""
    return [part for part in inside.split(", ") if _abbreviates(part, name)]


def _abbreviates(part: str, name: str) -> bool:
    if len(part) > ACRONYM_LENGTH or not _ACRONYM.fullmatch(part):
        return False
    letters = [sign for sign in part.casefold() if sign.isalpha()]
    words = re.split(r"[^\w]+", name.casefold())
    if len(letters) < 2 or not any(word.startswith(letters[0]) for word in words):
        return False
    rest = iter("".join(words))
    return all(letter in rest for letter in letters)
