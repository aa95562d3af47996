"""Where sentences begin and end, by rule: the same spans for every stage that reads the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

RULES = Path(__file__).with_name("sentences.toml")
LONGEST = 20_000
"""Code points of the longest sentence: no writer's is longer, and a list or table without full
stops, given whole to a spaCy pipeline (at most 1,000,000 characters, `Language.max_length`), would
cost its article all annotations."""

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[’”\"'»)\]]*+(?:\[[0-9a-z]{1,3}\])*(?=\s)|[.!?](?=[A-Z“][a-z ’'])"
)
_NEXT = re.compile(r"[\s“‘\"'(\[«—–-]*")
_WORD = re.compile(r"[^\s]+")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_LONGEST_WORD = 100
_OPENERS = "“‘\"'([«—–-"
_CLOSERS = "’”\"'»)]"


@dataclass(frozen=True, slots=True)
class Block:
    """A row of `blocks` of one article."""

    ordinal: int
    kind: str
    start: int
    end: int
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the article from 0, its block's ordinal, its span in the text."""

    ordinal: int
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rules:
    never: frozenset[str]
    before_number: frozenset[str]
    maybe: frozenset[str]
    first: frozenset[str]


def blocks_of(blocks: pa.Table) -> dict[str, list[Block]]:
    """The rows of a `blocks` table by article, in the order of the text."""
    columns = ("article_id", "ordinal", "kind", "start_char", "end_char", "duplicate_of")
    found: dict[str, list[Block]] = {}
    for article_id, *row in zip(*(blocks[c].to_pylist() for c in columns), strict=True):
        found.setdefault(article_id, []).append(Block(*row))
    for rows in found.values():
        rows.sort(key=lambda block: block.ordinal)
    return found


def sentences(text: str, blocks: Iterable[Block]) -> list[Sentence]:
    """The sentences of every block, in order: half-open spans of code points into `text`.

    A span has no white space at its ends and never crosses a block; every block that is not blank
    has at least one, whatever its kind. None is longer than `LONGEST`: what has no end before is
    cut at the last white space before it, or, where there is none, at that length.
    """
    found: list[Sentence] = []
    for block in blocks:
        for start, end in split(text, block.start, block.end):
            found.append(Sentence(len(found), block.ordinal, start, end))
    return found


def split(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The spans of the sentences between two offsets of `text`, stripped of white space.

    Pieces of at most `LONGEST` code points where a sentence is longer.
    """
    stop = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, stop):
        if match.end() < stop and _ends(text, begin, match, stop):
            yield from _spans(text, begin, match.end())
            begin = match.end()
    yield from _spans(text, begin, stop)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        while text[start].isspace():
            start += 1
        cut = end if end - start <= LONGEST else _cut(text, start)
        stop = cut
        while text[stop - 1].isspace():
            stop -= 1
        yield start, stop
        start = cut


def _cut(text: str, start: int) -> int:
    """Where the piece of a sentence that is too long ends: at white space if it has any."""
    for at in range(start + LONGEST, start, -1):
        if text[at].isspace():
            return at
    return start + LONGEST


def _ends(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    opening = _NEXT.match(text, match.end(), stop)
    at = opening.end() if opening else match.end()
    if at >= stop:
        return bool(text[match.end() : stop].strip())
    following = text[at]
    if following.islower() or following in ",;:)":
        return False
    if match.group().rstrip(_CLOSERS) != "." or match.group()[-1] in _CLOSERS:
        return True
    last = _last_word(text, begin, match.start())
    next_word = _WORD.match(text, at, min(stop, at + _LONGEST_WORD))
    told = re.split(r"[^\w]", next_word.group(), maxsplit=1)[0] if next_word else ""
    if not text[match.end()].isspace():
        return _glued(last)
    return _full_stop_ends(last, told, first=_blank(text, begin, match.start() - len(last)))


def _blank(text: str, start: int, end: int) -> bool:
    while start < end and text[start].isspace():
        start += 1
    return start >= end


def _last_word(text: str, begin: int, end: int) -> str:
    start, begin = end, max(begin, end - _LONGEST_WORD)
    while start > begin and not text[start - 1].isspace() and text[start - 1] not in _OPENERS:
        start -= 1
    return text[start:end]


def _glued(last: str) -> bool:
    """Whether "said.The" is two sentences: not in an address or an abbreviation."""
    bare = last.rstrip(_CLOSERS)
    return len(bare) > 2 and bare[-2:].islower() and bare.isalpha() and bare not in _rules().never


def _full_stop_ends(last: str, following: str, *, first: bool) -> bool:
    rules = _rules()
    if last in rules.never:
        return False
    if following[:1].isdigit():
        return last not in rules.before_number and not (first and last.isdigit())
    if first and (last.isdigit() or len(last) == 1):
        return False
    if last in rules.maybe or _LETTERS.fullmatch(last) or (len(last) == 1 and last.isalpha()):
        return following in rules.first
    return True


@cache
def _rules() -> _Rules:
    with RULES.open("rb") as file:
        told = tomllib.load(file)
    never, number, maybe = (
        frozenset(word for entry in told[name] for word in entry["words"])
        for name in ("never_ends", "before_a_number", "may_end")
    )
    return _Rules(never, number, maybe, frozenset(told["first_words"]["words"]))
