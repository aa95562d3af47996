"""Clauses that tell which group is meant: "companies | that trade with the island"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from transforms.sanctions.group_words import (
    MANY,
    OPEN_PRONOUNS,
    RELATIVE,
    SUBJECTS,
    describes,
    groupish,
    tells,
    told_more_of,
    verb_like,
)
from transforms.sanctions.reading import Token
from transforms.sanctions.words import word_list


def told_end(tokens: Sequence[Token], index: int, told: frozenset[int]) -> int:
    """Where the clause behind a people ends that tells which of them: "Somalis who block aid".

    Right behind the people where there is none, or where it holds a trigger.
    """
    following = index + 1
    if following + 1 >= len(tokens) or not (
        tokens[following].lower in RELATIVE - {"that"} or tells(tokens, following)
    ):
        return following
    end = clause_end(tokens, following)
    return following if told & set(range(following, end + 1)) else end


def leaves(tokens: Sequence[Token], index: int) -> bool:
    """Where the list is told that a group stands on, or when: "banks | off its blacklist"."""
    word, rest = tokens[index].lower, [t.lower for t in tokens[index + 1 : index + 6]]
    if word == "in" and rest:
        return rest[0] in _OCCASIONS or (rest[0].isdigit() and len(rest[0]) == 4)
    if word not in {"from", "off", "into"}:
        return False
    if word == "from" and rest and rest[0].endswith("ing"):
        return True  # "officials | from entering the bloc"
    if word == "off" and rest[:1] == ["from"]:
        return True
    return _names_list(tokens, index) or bool(rest and rest[0] in _BARRED)


def _names_list(tokens: Sequence[Token], index: int) -> bool:
    near = takewhile(lambda t: t.pos != "ADP", tokens[index + 1 : index + 6])
    return any(t.lower in _LISTS for t in near)


_OCCASIONS = word_list("groups", "occasions")
_BARRED = word_list("groups", "barred")
_LISTS = word_list("groups", "lists")


def _open(tokens: Sequence[Token], start: int) -> bool:
    """ "those who ...", "people that ...": a group that only its clause tells."""
    return tokens[start].lower in _OPEN


_OPEN = OPEN_PRONOUNS - {"whoever"} | word_list("groups", "open_nouns")


def tells_which(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether a clause belongs to the words of a group: "companies that trade with the island"."""
    word, before = tokens[index].lower, tokens[index - 1]
    if before.lower in _THERE and index - 1 > start:
        before = tokens[index - 2]
    if tokens[start].lower == "whoever" and index == start + 1:
        return True
    if word in RELATIVE:
        placed = before.pos == "PROPN" and any(map(groupish, tokens[start:index]))
        return _open(tokens, start) or groupish(before) or before.pos == "NOUN" or placed
    if word in SUBJECTS:
        return index + 1 < len(tokens) and _judged_by(before, tokens[index + 1])
    return word in _JUDGED and describes(tokens, index) and tokens[index + 1].lower == "to"


def _judged_by(before: Token, verb: Token) -> bool:
    """Whether "it" behind a group begins what is told of it: "officials it links to", "a bank it
    accused of"; not "if sanctions hit a bank it loses".
    """
    if groupish(before) and before.lower not in _MEN:
        return verb.pos in _VERBS
    if before.lower in MANY:
        return verb.pos == "VERB"
    return told_more_of(before) and verb.lower in _JUDGING


_MEN = word_list("groups", "men")
"""Behind these "he" or "it" rather begins a sentence: "without those men he is free"."""
_THERE = word_list("groups", "there")
_JUDGING = word_list("groups", "judging")
_JUDGED = word_list("groups", "judged")
"""Participles whose infinitive goes on like a clause: "those found to have blocked peace"."""
_VERBS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
"""How the parser tags the verb in "officials it links to the programme"."""


def clause_end(tokens: Sequence[Token], index: int, *, helped: bool = True) -> int:
    """Where a relative clause ends: before a comma, a clause of its own, or the verb it is subject
    of: "leaders who obstruct the peace process | could face sanctions".

    Where `helped`, the verb behind "help" and whom is none of these: "people who help NAME avoid
    arrest".
    """
    opening = index
    told = tokens[index - 1].lower in OPEN_PRONOUNS or tokens[index].lower in SUBJECTS
    bare = _is_bare(tokens, opening)
    while index < len(tokens) and not _ends_clause(tokens, index):
        token, before = tokens[index], _no_adverb(tokens, index - 1)
        named = before.pos in {"NOUN", "PROPN"} or (
            before.lower in _OBJECTS and index > opening + 1
        )
        resumes = token.lower in _RESUMING and before.lower not in _SAYING
        finite = named and _finite(token) and not (helped and _helps(tokens[opening:index]))
        finite = finite and not verb_like(tokens, index)
        if told and (finite or (resumes and before.pos == "VERB")):
            break
        if resumes and named and (told or (bare and index > opening + 1)):
            break
        if leaves(tokens, index) or (token.lower in _ONTO and _names_list(tokens, index)):
            break
        if told and token.lower in {"and", "or"} and _opens_group(tokens, index + 1):
            break
        told = told or token.pos == "VERB"
        index += 1
    return index if told or (bare and index > opening + 1) else opening


def _is_bare(tokens: Sequence[Token], opening: int) -> bool:
    """Whether a relative pronoun is the subject: "companies that supply fuel", also where the
    parser takes the verb for a noun; not "companies that Iran has used".
    """
    if tokens[opening].lower not in RELATIVE - {"whose", "whom"} or opening + 1 >= len(tokens):
        return False
    following = tokens[opening + 1]
    return following.pos not in {"PROPN", "PRON"} and following.lower not in _ARTICLES


def more_clauses(tokens: Sequence[Token], opening: int, end: int, told: frozenset[int]) -> int:
    """Where the last clause of a pronoun ends: "those who impede peace, hinder aid and | ...".

    Only verbs of one tense go on with it, and none that holds a trigger (`told`).
    """
    verb = next((t for t in tokens[opening:end] if t.pos == "VERB"), None)
    while verb is not None and tokens[opening].lower in RELATIVE and end + 2 < len(tokens):
        following = end + 1 + (tokens[end + 1].lower in {"and", "or"})
        further = tokens[following]
        if tokens[end].lower not in {",", "and", "or"} or not _acts(tokens, following):
            break
        if _tense(further) != _tense(verb) or further.lower in _SAYING:
            break
        last = clause_end(tokens, following)
        if last == following or told & set(range(following, last + 1)):
            break
        end = last
    return end


def _acts(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is a verb, also one that the parser takes for a noun: "block | the aid"."""
    behind = tokens[index + 1].pos if index + 1 < len(tokens) else ""
    return tokens[index].pos == "VERB" or (tokens[index].pos == "NOUN" and behind == "DET")


def _tense(verb: Token) -> str:
    return next((ending for ending in ("ed", "ing", "s") if verb.lower.endswith(ending)), "")


_ONTO = word_list("groups", "onto")
_OBJECTS = word_list("groups", "objects")
_ARTICLES = word_list("groups", "articles")


def _no_adverb(tokens: Sequence[Token], index: int) -> Token:
    """The token at a place, or the one before where it is an adverb: "the charity | also run"."""
    return tokens[index - 1] if tokens[index].pos == "ADV" and index else tokens[index]


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.lower == "-" and token.start == tokens[index - 1].end:
        return False  # "the cease-fire"
    if token.lower in _SAYING and tokens[index - 1].lower in _SPOKEN_BEFORE:
        return False  # "firms that are said to", "firms it says"
    return token.lower in _CLAUSE_ENDS


def _opens_group(tokens: Sequence[Token], index: int) -> bool:
    """ "people who helped Iran and | companies that sold it arms"."""
    if index + 1 >= len(tokens) or not groupish(tokens[index]):
        return False
    return tokens[index + 1].lower in RELATIVE or describes(tokens, index + 1)


_SAYING = word_list("groups", "saying")
_SPOKEN_BEFORE = SUBJECTS | {"are", "is", "were", "was"}
_CLAUSE_ENDS = word_list("groups", "clause_ends") | set(',.;:-–—“”"()')
_RESUMING = word_list("groups", "resuming")


def _helps(tokens: Sequence[Token]) -> bool:
    """ "who help NAME | avoid arrest": what follows is no verb of its own."""
    places = [n for n, t in enumerate(tokens) if t.lower in _HELPING]
    return bool(places) and not any(t.pos in {"ADP", "VERB"} for t in tokens[places[-1] + 1 :])


_HELPING = word_list("groups", "helping")


def _finite(token: Token) -> bool:
    return token.pos == "VERB" and not token.lower.endswith(("ing", "ed", "en"))


def has_clause(tokens: Sequence[Token]) -> bool:
    """Whether a relative clause tells which group: its verb may end the words."""
    return any(t.lower in RELATIVE or t.lower in SUBJECTS for t in tokens[1:])
