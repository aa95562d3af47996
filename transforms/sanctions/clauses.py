"""Clauses that tell which group is meant: "companies | that trade with the island"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Token
from transforms.sanctions.words import word_list


def told_end(tokens: Sequence[Token], index: int, told: frozenset[int]) -> int:
    """Where the clause behind a people ends that tells which of them: "Somalis who block aid".

    Right behind the people where there is none, or where it holds a trigger.
    """
    following = index + 1
    if following + 1 >= len(tokens) or not (
        tokens[following].lower in RELATIVE - {"that"} or _tells(tokens, following)
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
    return _names_list(tokens, index) or rest[:1] in (["its"], ["their"])


def _names_list(tokens: Sequence[Token], index: int) -> bool:
    return bool(_LISTS & {t.lower for t in tokens[index + 1 : index + 6]})


_OCCASIONS = word_list("groups", "occasions")
_LISTS = word_list("groups", "lists")


def _open(tokens: Sequence[Token], start: int) -> bool:
    """ "those who ...", "people that ...": a group that only its clause tells."""
    return tokens[start].lower in _OPEN


OPEN_PRONOUNS = word_list("groups", "open_pronouns")
_OPEN = OPEN_PRONOUNS - {"whoever"} | word_list("groups", "open_nouns")


def tells_which(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether a clause belongs to the words of a group: "companies that trade with the island"."""
    word, before = tokens[index].lower, tokens[index - 1]
    if tokens[start].lower == "whoever" and index == start + 1:
        return True
    if word in RELATIVE:
        return _open(tokens, start) or groupish(before) or before.pos == "NOUN"
    following = tokens[index + 1].pos if index + 1 < len(tokens) else ""
    if before.lower in _PLAIN:
        return word in SUBJECTS and following == "VERB"
    return word in SUBJECTS and groupish(before) and following in {"VERB", "AUX"}


RELATIVE = frozenset({"that", "who", "which", "whose", "whom"})
_PLAIN = word_list("groups", "plain")
SUBJECTS = frozenset({"it", "he", "she", "they", "we"})
"""Subjects of clauses without a relative pronoun: "people it accuses of blocking peace"."""


def describes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle tells which group: "organizations suspected of raising money"."""
    return bool(index) and groupish(tokens[index - 1]) and _tells(tokens, index)


def _tells(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word at a place is a participle behind those whom it tells of."""
    if index + 1 >= len(tokens):
        return False
    word = tokens[index].lower
    if word in heads()["stops"]:
        return False
    following = tokens[index + 1].lower
    if word in _DESCRIBING_OF:
        return following in _ONLY_OF  # not "officials accused Iran"
    return word in _DESCRIBING or (word.endswith("ed") and following in _OF_PARTICIPLE)


_DESCRIBING = word_list("groups", "describing")
_DESCRIBING_OF = word_list("groups", "describing_of")
_ONLY_OF = frozenset({"of", "to"})
_OF_PARTICIPLE = frozenset({"of", "in", "as", "with"})


def clause_end(tokens: Sequence[Token], index: int) -> int:
    """Where a relative clause ends: before a comma, a clause of its own, or the verb it is subject
    of: "leaders who obstruct the peace process | could face sanctions".
    """
    opening, told = index, tokens[index - 1].lower in OPEN_PRONOUNS
    bare = _is_bare(tokens, opening)
    while index < len(tokens) and not _ends_clause(tokens, index):
        token, before = tokens[index], _no_adverb(tokens, index - 1)
        named = before.pos in {"NOUN", "PROPN"} or before.lower == "them"
        resumes = token.lower in _RESUMING and before.lower not in _SAYING
        if told and ((named and _finite(token)) or (resumes and before.pos == "VERB")):
            break
        if resumes and named and (told or (bare and index > opening + 1)):
            break
        if leaves(tokens, index) or (token.lower == "to" and _names_list(tokens, index)):
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
    return tokens[opening + 1].pos not in {"PROPN", "DET", "PRON"}


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


def _finite(token: Token) -> bool:
    return token.pos == "VERB" and not token.lower.endswith(("ing", "ed", "en"))


def has_clause(tokens: Sequence[Token]) -> bool:
    """Whether a relative clause tells which group: its verb may end the words."""
    return any(t.lower in RELATIVE or t.lower in SUBJECTS for t in tokens[1:])


def groupish(token: Token) -> bool:
    """Whether a word is one for groups: "officials", "banks"."""
    return token.lower in heads()["groups"]
