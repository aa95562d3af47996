"""From a parsed sentence to a `Reading`: who is named, in which lists, and which groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from transforms.sanctions.capitals import with_capitals
from transforms.sanctions.cues import find_cues
from transforms.sanctions.groups import find_groups
from transforms.sanctions.parties import Name, Party, find_parties, heads
from transforms.sanctions.reading import Candidate, Reading, Token
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import POSSESSIVE, word_list


def read(doc: Doc, names: Iterable[Name], triggers: Sequence[Trigger]) -> Reading:
    """Make a parsed sentence ready. `names` and `triggers` have offsets in `doc.text`."""
    tokens = tuple(
        Token(t.lower_, t.idx, t.idx + len(t.text), t.pos_, t.dep_, t.head.i) for t in doc
    )
    parties = [_whole(tokens, p) for p in find_parties(doc.text, names)]
    bare = Reading(
        doc.text,
        tokens,
        tuple(find_cues([t.lower for t in tokens])),
        tuple(triggers),
        (),
    )
    parties = with_capitals(bare, parties, triggers)
    groups = find_groups(bare, parties, triggers)
    candidates = _candidates(bare, [*parties, *groups])
    return replace(bare, candidates=candidates, inner=_inner(bare, parties, candidates))


def _whole(tokens: Sequence[Token], party: Party) -> Party:
    """A demonym or possessive with the words behind it: whose state, and for whom it speaks."""
    if party.kind != "state" and not (party.kind == "body" and party.state):
        return party
    first = next((i for i, t in enumerate(tokens) if t.end > party.start), 0)
    last = next((i for i, t in enumerate(tokens) if t.end >= party.end), first) + 1
    possessive = last < len(tokens) and tokens[last].lower in POSSESSIVE | {"'", "’"}
    head = _head_word(tokens, last + possessive)
    if party.form == "demonym" and head in heads()["government"]:
        return replace(party, form="name")
    return party


def _head_word(tokens: Sequence[Token], index: int) -> str:
    """The last noun of the run of nouns and adjectives that begins at `index`."""
    head = ""
    while index < len(tokens) and tokens[index].pos in {"NOUN", "ADJ", "PROPN"}:
        if tokens[index].pos == "NOUN" or tokens[index].lower in heads()["officials"]:
            head = tokens[index].lower
        index += 1
    return head


def _candidates(reading: Reading, parties: list[Party]) -> tuple[Candidate, ...]:
    groups = [p for p in parties if p.kind == "group"]
    whole = [p for p in parties if p.kind == "name"]
    kept = [p for p in parties if p.kind in _OWN or not _inside(p, [*groups, *whole])]
    kept.sort(key=lambda p: (p.start, -p.end))
    found: list[Candidate] = []
    series, lead = -1, 0
    previous: Candidate | None = None
    for party in kept:
        first, last = reading.tokens_of(party)
        if previous is None or not _joined(reading, previous, first):
            series, lead = series + 1, first
        previous = Candidate(party, first, last, series, lead)
        found.append(previous)
    return tuple(found)


def _inner(
    reading: Reading, parties: Iterable[Party], candidates: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """The states and bodies that only the words of a group or another name tell."""
    told = {c.party.state or c.party.name for c in candidates}
    found = []
    for party in parties:
        host = next((c for c in candidates if _inside(party, [c.party])), None)
        if host is None or party.kind in _OWN or (party.state or party.name) in told:
            continue
        if host.party.kind == "group" or host.party.start < party.start:
            inside = replace(party, form="inside")
            found.append(Candidate(inside, *reading.tokens_of(party), host.series, host.lead))
    return tuple(found)


_OWN = frozenset({"group", "person", "name"})
"""Kinds that may be meant by themselves, also inside the words of a group."""


def _inside(party: Party, groups: Sequence[Party]) -> bool:
    return any(g.start <= party.start and party.end <= g.end for g in groups if g is not party)


_JOINS = word_list("prepare", "joins")


def _joined(reading: Reading, previous: Candidate, first: int) -> bool:
    between = reading.tokens[previous.last : first]
    return (
        bool(between)
        and len(between) <= 5
        and (
            all(t.lower in _JOINS for t in between)
            or (
                all(t.lower in _JOINS or t.pos in {"DET", "NUM", "ADJ", "PRON"} for t in between)
                and any(t.lower in {",", "and", "including"} for t in between)
            )
        )
    )
