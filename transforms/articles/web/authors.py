"""Who wrote the article of a page: names out of what its metadata and bylines say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from transforms.articles.blocks import folded
from transforms.articles.bylines import is_agency, is_person
from transforms.articles.patterns import compiled
from transforms.articles.web.json_ld import LinkedData, types
from transforms.read.decode import repair

_PATTERNS = compiled(Path(__file__).with_name("writers.toml"))
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_ADDRESS = re.compile(r"[<(\[]?(?:https?://|www\.)\S+|[<(\[]?\S+@\S+\.\w+[>)\]]?|(?<!\w)@\w+")
_DATED = re.compile(
    r"(?i)[\s,|•·–—-]*(?:\b(?:published|updated|posted|last modified|veröffentlicht|publié"
    r"|publicado|pubblicato|gepubliceerd|publicerad|opublikowano|опубликовано)\b.*|\b\d{1,2}[:.h]\d\d\b.*"
    r"|\b\w+\.? \d{1,2},? \d{4}\b.*|\b\d{1,2}\.? \w+\.?,? \d{4}\b.*"
    r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b.*)$"
)
"""What a byline says of the day, and all behind it."""
_COMMA = re.compile(r"\s*,\s*(?:(?:and|und|et|og|och)\s+)?")
_INVERTED = re.compile(r"(?P<last>[^\W\d_][\w.’' -]{0,40}),\s*(?P<first>[^\W\d_][\w.’' -]{0,40})")
_SUFFIX = re.compile(r"(?i:jr|sr|i{2,3}|iv|ph\.? ?d|m\.?d|mba|esq)\.?")
_EDGES = ' \t\r\n\xa0,;:.|/–—-•·*()[]<>"“”'
_LONGEST, _LONGEST_LINE = 80, 2000
"""Code points of a name, and of a byline."""
_MOST = 40
"""Authors of an article; more are a list of something else."""


def linked_authors(data: LinkedData) -> list[str]:
    """The authors that JSON-LD tells, as given."""
    for name in ("author", "creator", "contributor"):
        value = data.article.get(name)
        if found := list(_told(value, data)):
            return found
    return []


def _told(value: Any, data: LinkedData, depth: int = 0) -> Iterator[str]:
    """The names that a value of JSON-LD tells: words, nodes, ids of nodes, lists of those."""
    if isinstance(value, list):
        for member in value[:_MOST] if depth < 4 else []:
            yield from _told(member, data, depth + 1)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        node = data.resolved(value)
        name = node.get("name")
        if name is None and (node.get("givenName") or node.get("familyName")):
            name = f"{node.get('givenName') or ''} {node.get('familyName') or ''}"
        if isinstance(name, list | str):
            yield from _told(name, data, depth + 1)
        elif isinstance(node.get("author"), list | dict | str) and not types(node):
            yield from _told(node["author"], data, depth + 1)


def clean_authors(
    values: Iterable[str], *, inverted: bool = False, site: Iterable[str] = ()
) -> list[str]:
    """Names out of bylines: split, without lead-ins, trades, papers, addresses and repeats.

    `inverted` says that the values are of catalogues, which put the surname first ("Roe, Jane").
    A name of the `site` is no author where there is another.
    """
    found: dict[str, str] = {}
    for value in islice(values, _MOST):
        words = repair(_MARKUP.sub(" ", html.unescape(value[:_LONGEST_LINE])))[0]
        for name in _names(words, inverted=inverted):
            found.setdefault(folded(name), name)
    sites = {key for name in site if (key := folded(name))}
    others = {key: name for key, name in found.items() if not _is_of(key, sites)}
    return list((others or found).values())[:_MOST]


def _is_of(name: str, sites: set[str]) -> bool:
    """Whether a name is the site's: its own, one of its desks ("CNN Business") or a shorter one."""
    if name in sites or any(" " in name and site.startswith(f"{name} ") for site in sites):
        return True
    return not is_person(name.title()) and any(name.startswith(f"{site} ") for site in sites)


def _names(words: str, *, inverted: bool) -> Iterator[str]:
    words = _DATED.sub("", _ADDRESS.sub(" ", " ".join(words.split())))
    if inverted and (match := _INVERTED.fullmatch(words.strip())):
        yield f"{match['first'].strip()} {match['last'].strip()}"
        return
    for piece in _split(_without_lead(words)):
        name = _name(piece)
        if name and len(name) <= _LONGEST:
            yield name


def _split(words: str) -> list[str]:
    """The names that a byline joins; a word joins only what looks like full names."""
    signs, *doubtful = _PATTERNS["join"]
    pieces = signs.split(words)
    for join in doubtful:
        pieces = [part for piece in pieces for part in _split_by(join, piece)]
    return [part for piece in pieces for part in _split_by_comma(piece)]


def _split_by(join: re.Pattern[str], words: str) -> list[str]:
    pieces = join.split(words)
    return pieces if all(_is_full(piece) for piece in pieces) else [words]


def _split_by_comma(words: str) -> list[str]:
    """Names between commas; what is no name there is told of the one before it."""
    pieces = [piece for piece in _COMMA.split(words) if piece.strip()]
    if len(pieces) < 2:
        return [words]
    if len(pieces) == 2 and _INVERTED.fullmatch(words) and all(" " not in p for p in pieces):
        last, first = pieces
        return pieces if is_agency(first) or is_agency(last) else [f"{first} {last}"]
    names: list[str] = []
    for piece in pieces:
        if names and _SUFFIX.fullmatch(piece):
            names[-1] = f"{names[-1]} {piece}"
        elif not names or _is_full(piece):
            names.append(piece if not names or not _is_told(f"{names[-1]}, {piece}") else "")
    return [name for name in names if name]


def _is_full(piece: str) -> bool:
    """Whether a piece may be a whole name: two words or more, or an agency, or no Latin letters."""
    words = piece.strip(_EDGES)
    return " " in words or is_agency(words) or not words.isascii()


def _is_told(words: str) -> bool:
    return any(pattern.search(words) for pattern in _PATTERNS["told"][:2])


def _without_lead(words: str) -> str:
    words = words.strip(_EDGES)
    for pattern in (*_PATTERNS["lead"], *_PATTERNS["weak_lead"]):
        match = pattern.match(words)
        if match and match.end() and (rest := words[match.end() :].strip(_EDGES)):
            return rest
    return words


def _name(piece: str) -> str | None:
    """A name without what is told of its bearer; null where it is nobody's."""
    words = " ".join(_without_lead(piece).split())
    for pattern in _PATTERNS["trade"]:
        words = pattern.sub("", words, count=1) if pattern.match(words) else words
    for pattern in _PATTERNS["told"]:
        match = pattern.search(words)
        if match and match.start() > 2:
            words = words[: match.start()]
    words = _without_agency(words.strip(_EDGES))
    if any(pattern.fullmatch(words) for pattern in _PATTERNS["nobody"]):
        return None
    return words if any(c.isalpha() for c in words) else None


def _without_agency(words: str) -> str:
    """A full name without the agency that stands glued behind it: "Jane Roe Associated Press"."""
    parts = words.split()
    for size in (1, 2, 3):
        if len(parts) >= size + 2 and is_agency(" ".join(parts[-size:])):
            return " ".join(parts[:-size])
    return words
