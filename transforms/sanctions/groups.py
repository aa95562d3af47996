"""Unnamed groups in the places where targets stand, and wherever a word for one stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.sanctions.clauses import has_clause, told_end
from transforms.sanctions.group_places import (
    PREMODIFIERS,
    any_one,
    first_word,
    of_unnamed,
    phrase_starts,
    target_places,
    told_as_one,
    told_state,
)
from transforms.sanctions.group_words import IN_PHRASE, MANY, RELATIVE, SUBJECTS, groupish
from transforms.sanctions.parties import Party, heads
from transforms.sanctions.phrases import Known, bare_pair, phrase_end
from transforms.sanctions.reading import Reading, Token
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import POSSESSIVE, word_list


def find_groups(reading: Reading, parties: list[Party], triggers: Sequence[Trigger]) -> list[Party]:
    """Unnamed groups in the places where targets stand: "on two Iranian banks"."""
    found: dict[tuple[int, int], Party] = {}
    measures = [reading.tokens_of(t) for t in triggers if not _own_deed(reading, t)]
    told = frozenset(i for span in measures for i in range(*span))
    placed = (p for p in parties if p.kind == "state" or p.form == "place")
    known = Known(told, frozenset(i for p in placed for i in range(*reading.tokens_of(p))))
    places = (p for trigger in triggers for p in target_places(reading, trigger))
    for start in dict.fromkeys(places):
        for group in _read_list(reading, start, parties, known):
            found.setdefault((group.start, group.end), group)
    for start in phrase_starts(reading, told):
        first = next(_read_list(reading, start, parties, known), None)
        if first is not None and _headed(reading, first):
            found.setdefault((first.start, first.end), first)
    for group in _peoples(reading, parties, told):
        found.setdefault((group.start, group.end), group)
    kept: list[Party] = []
    for group in sorted(found.values(), key=lambda g: (g.start, -g.end)):
        if not kept or group.start >= kept[-1].end:
            kept.append(group)
    return kept


def _own_deed(reading: Reading, trigger: Trigger) -> bool:
    """Whether a clause tells a trigger of its group: "a government that | seizes land", "ships
    that broke the arms | embargo".
    """
    before = [t for t in reading.tokens[: reading.tokens_of(trigger)[0]] if t.pos not in _HELPS]
    last = before[-1].lower if before else ""
    if last == "who" or (trigger.kind == "verb" and last in RELATIVE):
        return True
    while before and before[-1].pos in IN_PHRASE and before[-1].lower not in _DEEDS:
        before.pop()
    return len(before) > 1 and before[-1].lower in _DEEDS and before[-2].lower in RELATIVE


_HELPS = frozenset({"AUX", "ADV"})
_DEEDS = word_list("groups", "deeds")
"""What somebody does to sanctions: who "faces" them does not do so."""


def _headed(reading: Reading, group: Party) -> bool:
    """Whether a word for groups is the head of what was read: not "a plane crash"."""
    tokens = reading.tokens
    first, last = reading.tokens_of(group)
    head = max(_first_head(tokens, first, last), first)
    return (
        groupish(tokens[head])
        or tokens[head].lower in heads()["single"]
        or (first > 0 and any_one(tokens, first - 1))
        or of_unnamed(tokens, first)
        or told_state(tokens, head)
    )


def _peoples(reading: Reading, parties: Sequence[Party], told: frozenset[int]) -> Iterator[Party]:
    """ "two Venezuelans", "Somalis who block aid": some of a people, and no state."""
    for party in parties:
        name = reading.text[party.start : party.end]
        if party.kind != "state" or party.form != "demonym" or not name.endswith(("s", "ese")):
            continue
        first, last = reading.tokens_of(party)
        if name.endswith("ese") and _premodifies_next(reading.tokens, last):
            continue
        before = reading.tokens[first - 1] if first else None
        counted = before is not None and (before.pos == "NUM" or before.lower in _SOME)
        end = told_end(reading.tokens, last - 1, told)
        if counted or end > last:
            right = reading.tokens[end - 1].end
            name = reading.text[party.start : right]
            yield Party(party.start, right, name, "group", "name", party.country)


def _premodifies_next(tokens: Sequence[Token], last: int) -> bool:
    """ "two Chinese firms", "two Chinese and four Iranian banks": no people is meant by itself."""
    if last < len(tokens) and tokens[last].lower in {"and", "or"}:
        return any(t.pos == "NOUN" for t in tokens[last + 1 : last + 4])
    return last < len(tokens) and tokens[last].pos in PREMODIFIERS | {"NUM"}


_SOME = word_list("groups", "some")


def _read_list(reading: Reading, start: int, parties: list[Party], known: Known) -> Iterator[Party]:
    """The unnamed groups of a list that begins at token `start`."""
    tokens, index = reading.tokens, start
    while index < len(tokens):
        end, joined = phrase_end(tokens, index, known)
        if joined and bare_pair(tokens, end):
            end, joined = phrase_end(tokens, end + 1, known)
        group = _group(reading, index, end, parties)
        if group is not None:
            yield group
        if not joined:
            break
        index = end
        while index < len(tokens) and tokens[index].lower in {",", "and", "or", "as", "well"}:
            index += 1


def _group(reading: Reading, start: int, end: int, parties: list[Party]) -> Party | None:
    tokens = reading.tokens
    while start < end and (
        tokens[start].lower in heads()["quantifiers"]
        or tokens[start].lower in POSSESSIVE
        or (tokens[start].pos in _BEFORE_A_GROUP and not groupish(tokens[start]))
    ):
        start += 1
    while end > start and (tokens[end - 1].pos in _BEHIND_A_GROUP or _such(tokens, end - 1)):
        if tokens[end - 1].pos == "VERB" and has_clause(tokens[start:end]):
            break
        end -= 1
    nouns = [i for i in range(start, end) if tokens[i].pos == "NOUN" or groupish(tokens[i])]
    if not nouns:
        return None
    left, right = tokens[start].start, tokens[end - 1].end
    head = _first_head(tokens, start, end)
    inside = [p for p in parties if left <= p.start and p.end <= right]
    over = [p for p in parties if p.start < right and left < p.end]
    if head < 0 or not _is_group(tokens, head, over):
        return None
    if _only_describes(tokens, head, [p for p in inside if p.kind in {"person", "name"}]):
        return None
    country = next((p.country for p in inside if p.country), None)
    name = reading.text[left:right]
    return Party(left, right, name, "group", "name", country)


def _such(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].lower == "such"  # "countries such as"


_BEHIND_A_GROUP = frozenset({"PUNCT", "ADV", "CCONJ", "ADP", "VERB", "SCONJ"})
_BEFORE_A_GROUP = frozenset({"NUM", "PUNCT", "VERB", "AUX", "PRON", "ADV", "SCONJ", "ADP"})


def _only_describes(tokens: Sequence[Token], head: int, named: Sequence[Party]) -> bool:
    """ "the Nord Stream 2 pipeline", "chief of staff NAME": one thing, and its name is told."""
    word = tokens[head].lower
    if not named or word.endswith("s") or word in MANY:
        return False
    before = [p for p in named if p.end <= tokens[head].start]
    if before:  # "al-Qaida's branch", "a Taleban commander"
        first = next(i for i, t in enumerate(tokens) if t.end > before[0].start)
        of_many = told_as_one(tokens, first_word(tokens, first, frozenset()))
        whose = (t.lower in POSSESSIVE for t in tokens[:head] if t.start >= before[-1].end)
        return not (of_many or tokens[head - 1].lower in POSSESSIVE or any(whose))
    clause = (t for t in tokens[head + 1 :] if t.end <= named[0].start)
    if any(t.lower in RELATIVE | SUBJECTS or t.pos == "VERB" for t in clause):
        return False  # "anyone who helps NAME"
    return word not in heads()["related"]


def _first_head(tokens: Sequence[Token], start: int, end: int) -> int:
    """The head noun: the last noun of the first run without a preposition or a clause."""
    head = -1
    for index in range(start, end):
        joined = index > start and tokens[index - 1].lower == "-"
        if index > start and tokens[index].lower in RELATIVE:
            break
        if tokens[index].pos in {"ADP", "SCONJ", "VERB"} and index > start and not joined:
            break
        if tokens[index].pos == "NOUN" or groupish(tokens[index]):
            head = index
    return head


def _is_group(tokens: Sequence[Token], head: int, inside: Sequence[Party]) -> bool:
    word = tokens[head].lower
    if word in _NEVER or (word in heads()["things"] and not _some_people(tokens, head)):
        return False
    told = head + 1 < len(tokens) and tokens[head + 1].lower in {"that", "which", "whose", "found"}
    if word in heads()["government"] and not told and (inside or not word.endswith("s")):
        return False
    if head and tokens[head - 1].lower == "terrorist" and not word.endswith("s"):
        return False  # what somebody is declared, and nobody
    if any(p.start <= tokens[head].start < p.end for p in inside):
        return False
    after = tokens[head + 1].start if head + 1 < len(tokens) else -1
    return not any(p.kind in {"person", "name"} and p.start == after for p in inside)


def _some_people(tokens: Sequence[Token], head: int) -> bool:
    """ "four people", "people who": some of them, and not a state's own."""
    if tokens[head].lower != "people":
        return False
    before = tokens[head - 1] if head else None
    after = tokens[head + 1].lower if head + 1 < len(tokens) else ""
    counted = before is not None and (before.pos == "NUM" or before.lower in _SOME)
    if head > 1 and tokens[head - 1].lower in {"and", "or"} and groupish(tokens[head - 2]):
        return True  # "eleven companies and people"
    return counted or after in _PEOPLE_ARE_TOLD


_PEOPLE_ARE_TOLD = (
    word_list("groups", "describing")
    | word_list("groups", "describing_of")
    | {"who", "whose", "it", "they", "he"}
)
_NEVER = word_list("groups", "never")
