"""Which words are groups, and which words behind them tell more: "firms | suspected of"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.language import territories
from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Token
from transforms.sanctions.words import word_list

RELATIVE = word_list("groups", "openings")
SUBJECTS = word_list("groups", "subjects")
"""Subjects of clauses without a relative pronoun: "people it accuses of blocking peace"."""
OPEN_PRONOUNS = word_list("groups", "open_pronouns")
MANY = word_list("groups", "many")
"""Words for many without an s."""


IN_PHRASE = frozenset({"DET", "ADJ", "NUM", "PRON", "NOUN", "PROPN"})
"""Tags of the words of a noun phrase."""


def groupish(token: Token) -> bool:
    """Whether a word is one for groups: "officials", "banks"."""
    return token.lower in heads()["groups"]


def is_noun(token: Token) -> bool:
    """Whether a word is a noun, also a word for groups that only its place tells ("rulers")."""
    return token.pos == "NOUN" or (groupish(token) and token.dep in _NOMINAL)


_NOMINAL = frozenset({"nmod", "obj", "obl", "nsubj", "nsubj:pass"})


def demonym(token: Token) -> bool:
    """Whether a word tells whose somebody is: "Syrian"."""
    return territories.by_demonym(token.lower.capitalize()) is not None


def verb_like(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is a noun behind another that the parser may take for a verb: "war crimes"."""
    return bool(index) and tokens[index].lower in _VERB_LIKE and tokens[index - 1].pos == "NOUN"


_VERB_LIKE = word_list("groups", "verb_like_nouns")


def told_more_of(token: Token) -> bool:
    """Whether a word is one that clauses tell more of."""
    return groupish(token) or token.lower in _one_or_state() | MANY


def _one_or_state() -> frozenset[str]:
    return heads()["single"] | heads()["government"]


def describes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle tells which group: "organizations suspected of raising money".

    Behind one person, firm or state only where a preposition shows that it is none of its verbs:
    "a bank linked to", not "the side blamed Iran".
    """
    if not index or not tells(tokens, index):
        return False
    before = tokens[index - 1]
    if groupish(before) or before.lower in MANY:
        return True
    return before.lower in _one_or_state() and tokens[index + 1].lower in _BEHIND_PARTICIPLE


def tells(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word at a place is a participle behind those whom it tells of."""
    if index + 1 >= len(tokens):
        return False
    word = tokens[index].lower
    if word in heads()["stops"]:
        return False
    following = tokens[index + 1].lower
    if word in _DESCRIBING_OF:
        return following in _ONLY_OF or following.endswith("ing")  # not "officials accused Iran"
    return word in _DESCRIBING or (word.endswith("ed") and following in _OF_PARTICIPLE)


_DESCRIBING = word_list("groups", "describing")
_DESCRIBING_OF = word_list("groups", "describing_of")
_ONLY_OF = frozenset({"of", "to"})
_OF_PARTICIPLE = frozenset({"of", "in", "as", "with"})
_BEHIND_PARTICIPLE = _OF_PARTICIPLE | {"to", "for", "by"}
