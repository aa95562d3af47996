"""Names that the language stage did not read, or read in part: runs of capitalised words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from transforms.sanctions.group_words import groupish
from transforms.sanctions.parties import Party, heads
from transforms.sanctions.reading import Reading, Token
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import word_list

MOST_CAPITALS = 0.6
"""Share of capitalised words above which a sentence is a headline that shows no names by them: one
in 250 sentences of the silver corpus has more."""
LONGEST = 8
"""Tokens of a name; a longer run is a list or a title."""
SMALL_ONES = 3
"""Tokens from a small word to the name that it belongs to: "Jaysh | al-Adl"."""

_SMALL = word_list("capitals", "small")
_NEVER = word_list("capitals", "never")
_TITLES = word_list("capitals", "titles")
_BEFORE_TITLES = word_list("capitals", "before_titles")
_BELONGS = word_list("capitals", "belongs")
_PAPERS = word_list("capitals", "papers")

Span = tuple[int, int]


def with_capitals(
    reading: Reading, parties: Sequence[Party], triggers: Sequence[Trigger]
) -> list[Party]:
    """The parties of a sentence and the names that no reader took, in order.

    A name that was read in part is told whole: "Boeing | Aerospace", "Liwa | Zainebiyoun".
    """
    if _is_headline(reading):
        return list(parties)
    spans = [*map(reading.tokens_of, parties), *map(reading.tokens_of, triggers)]
    taken = {i for span in spans for i in range(*span)}
    found = list(parties)
    for span in _runs(reading, taken):
        _add(reading, found, span)
    return sorted(found, key=lambda p: (p.start, -p.end))


def _is_headline(reading: Reading) -> bool:
    words = [t for t in reading.tokens if t.lower.isalpha()]
    return sum(_capital(reading, t) for t in words) > MOST_CAPITALS * len(words)


def _runs(reading: Reading, taken: set[int]) -> Iterator[Span]:
    """Runs of capitalised words that nobody took, without titles before them."""
    tokens, index = reading.tokens, 0
    while index < len(tokens):
        last = index
        while last < len(tokens) and last not in taken and _goes_on(reading, index, last):
            last += 1
        end = last
        while end > index and tokens[end - 1].lower in _SMALL:
            end -= 1
        first = index
        while first < end and (_is_title(tokens, first) or not _is_name(tokens[first])):
            first += 1
        if first == index < end:
            first = _opening(reading, first, taken)
        if first < end <= first + LONGEST and not _common(tokens[first:end]):
            yield first, end
        index = max(last, index + 1)


def _is_title(tokens: Sequence[Token], index: int) -> bool:
    """ "Foreign | Minister | Lavrov"; not "Crown Resorts"."""
    if tokens[index].lower not in _BEFORE_TITLES:
        return tokens[index].lower in _TITLES
    return index + 1 < len(tokens) and tokens[index + 1].lower in _offices()


def _opening(reading: Reading, first: int, taken: set[int]) -> int:
    """Where a run really begins: "designates the | Proud Boys", "and | The Base"."""
    while first > 1 and first - 1 not in taken:
        token = reading.tokens[first - 1]
        if not _capital(reading, token) or token.pos not in {"ADJ", "DET"}:
            break
        first -= 1
    return first


def _goes_on(reading: Reading, first: int, index: int) -> bool:
    """Whether a token begins a run or goes on with it: "Arctic LNG 2", "Presidency of Defense"."""
    token = reading.tokens[index]
    if _is_name(token) and _capital(reading, token):
        return True
    if index == first:
        return False
    if token.pos == "NUM" and token.lower.isdigit():
        return reading.tokens[index - 1].lower not in _SMALL
    near = reading.tokens[index + 1 : index + SMALL_ONES + 1]
    behind = next((t for t in near if t.lower not in _SMALL), None)
    if token.lower not in _SMALL or behind is None:
        return False
    return _capital(reading, behind) and _is_name(behind)


def _is_name(token: Token) -> bool:
    letters = sum(map(str.isalpha, token.lower))
    return (
        token.pos == "PROPN"
        and letters > 1
        and "$" not in token.lower
        and token.lower not in _NEVER
    )


def _capital(reading: Reading, token: Token) -> bool:
    return reading.text[token.start].isupper()


def _common(run: Sequence[Token]) -> bool:
    """Whether it is a paper, an office, or nothing but words for groups: "Chapter VII"."""
    if any(_is_paper(run, n) for n in range(len(run))) or run[-1].lower in _offices():
        return True
    return all(t.lower in _no_names() or t.pos == "NUM" for t in run)


def _is_paper(run: Sequence[Token], index: int) -> bool:
    """ "Resolution | 1718", "Plan | of Action", "Sanctions Act"; not "List Group"."""
    if run[index].lower not in _PAPERS:
        return False
    behind = run[index + 1] if index + 1 < len(run) else None
    if behind is None or behind.lower in _SMALL:
        return True
    return behind.pos == "NUM" or not behind.lower.strip("ivxlc")


@cache
def _offices() -> frozenset[str]:
    return heads()["officials"] | _TITLES | _BEFORE_TITLES


@cache
def _no_names() -> frozenset[str]:
    lists = (heads()[kind] for kind in ("government", "groups", "single", "things"))
    return _offices().union(_SMALL, *lists)


def _add(reading: Reading, found: list[Party], span: Span) -> None:
    """Add a run as a name of its own, or to the name beside it."""
    first, last = span
    before, after = _at(reading, found, first - 1), _at(reading, found, last)
    if (before and after) or _introduces(reading, after, span):
        return
    left, right = reading.tokens[first].start, reading.tokens[last - 1].end
    if before is not None and _opens(reading, before, last - first):
        found.remove(before)
        found.append(_whole(reading, before, before.start, right))
    elif after is not None and after.kind == "name" and _as_written(reading, after):
        found.remove(after)
        found.append(_whole(reading, after, left, after.end))
    elif before is None or (before.kind == "state" and last - first > 1):
        found.append(Party(left, right, reading.text[left:right], "name"))


def _introduces(reading: Reading, after: Party | None, span: Span) -> bool:
    """Whether a run is a title or no name: "Security Advisor | NAME", "Top | diplomats say", or
    whether what it names is told by the noun behind it: "Haqqani | network".
    """
    first, last = span
    if after is not None and after.kind == "person":
        return True
    behind = reading.tokens[last : last + 1]
    if last - first > 1 or not behind:
        return False
    told = groupish(behind[0]) or behind[0].lower in heads()["single"]
    opens = first == 0 or (first == 1 and reading.tokens[0].pos == "PUNCT")
    return told or (opens and behind[0].pos not in {"VERB", "AUX", "PART"})


def _at(reading: Reading, found: Sequence[Party], index: int) -> Party | None:
    """The party that a token belongs to."""
    if not 0 <= index < len(reading.tokens):
        return None
    start = reading.tokens[index].start
    return next((p for p in found if p.start <= start < p.end), None)


def _opens(reading: Reading, party: Party, words: int) -> bool:
    """Whether a party is the first part of the name behind it: "Hassan | Moukalled", "Ghana |
    Cocoa Industries"; not "Iranian | Fars".
    """
    if party.kind == "state" or party.form == "place":
        at = reading.token_at(party.start)
        belongs = at > 0 and reading.tokens[at - 1].lower in _BELONGS
        return party.form in {"name", "place"} and words > 1 and not belongs
    known = party.kind in {"person", "name"} and party.form != "people"
    return known and _as_written(reading, party)


def _as_written(reading: Reading, party: Party) -> bool:
    """Whether no chain tells the party in full."""
    return party.name == reading.text[party.start : party.end]


def _whole(reading: Reading, party: Party, left: int, right: int) -> Party:
    kind = party.kind if party.kind == "person" else "name"
    whole = replace(party, start=left, end=right, name=reading.text[left:right], kind=kind)
    return replace(whole, form="name", state=None, key=None, authority=None, issues_for=None)
