"""GUM's entity layer (MISC column `Entity=`): the people, organisations and places with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .cleaning import clean
from .sentence import Sentence, Span
from .treebank import Node, conllu_blocks, nodes_of, treebank_files

GENRES = ("news", "bio", "interview")
"""Genres near to news; speeches and courts capitalise words that name nobody ("the Nation")."""
TAGS = {"person": "per", "organization": "org", "place": "geo"}
NAME_TAGS = frozenset(["NNP", "NNPS"])
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]+)")
_BRACKET = re.compile(r"(\()?([^()]+)(\))?")


def read_entities(path: Path) -> Iterator[Sentence]:
    """Sentences of GUM with its named people, organisations and places in the guide's labels.

    Other names, nationalities and dates are not marked: the spans are not all there are.
    """
    for name, content in treebank_files(path):
        if name.split("_")[1] not in GENRES:
            continue
        for number, (text, rows) in enumerate(conllu_blocks(content)):
            nodes = nodes_of(text, rows)
            if nodes:
                tagged = [_name(nodes, *mention) for mention in _mentions(rows)]
                spans = tuple(span for span in tagged if span)
                yield clean(Sentence(f"{name}-{number}", text, spans))


def _mentions(rows: list[list[str]]) -> Iterator[tuple[int, int, int, str]]:
    """(first word, last word, head word, GMB tag) of each mention of a kind in TAGS."""
    waiting: list[tuple[int, str]] = []
    for place, row in enumerate(rows):
        entity = _ENTITY.search(row[9])
        for opens, label, closes in _BRACKET.findall(entity.group(1)) if entity else ():
            if opens:
                waiting.append((place, label))
            if closes:
                key = label.split("-")[0]
                for i in reversed(range(len(waiting))):
                    if waiting[i][1].split("-")[0] == key:
                        first, opened = waiting.pop(i)
                        yield from _read_label(first, place, opened)
                        break


def _read_label(first: int, last: int, label: str) -> Iterator[tuple[int, int, int, str]]:
    fields = label.split("-")
    if len(fields) > 5 and fields[1] in TAGS:
        head = fields[5].split(",")[0]
        yield first, last, first + int(head) - 1 if head.isdigit() else last, TAGS[fields[1]]


def _name(nodes: tuple[Node, ...], first: int, last: int, head: int, tag: str) -> Span | None:
    """The run of proper nouns around the head, "of" between two of them included."""
    if not first <= head <= last or nodes[head].tag not in NAME_TAGS:
        return None
    start = end = head
    while start > first and nodes[start - 1].tag in NAME_TAGS:
        start -= 1
    while end < last:
        if nodes[end + 1].tag in NAME_TAGS or (
            nodes[end + 1].pos == "PUNCT" and _hyphen(nodes, end)
        ):
            end += 1
        elif end + 2 <= last and nodes[end + 1].lemma == "of" and nodes[end + 2].tag in NAME_TAGS:
            end += 2
        else:
            break
    return Span(nodes[start].start, nodes[end].end, tag)


def _hyphen(nodes: tuple[Node, ...], end: int) -> bool:
    """Whether a hyphen without spaces joins the word to another proper noun."""
    joined = nodes[end].end == nodes[end + 1].start and nodes[end + 1].end - nodes[end].end == 1
    return (
        joined
        and nodes[end + 1].tag == "HYPH"
        and end + 2 < len(nodes)
        and nodes[end + 2].tag in NAME_TAGS
    )
