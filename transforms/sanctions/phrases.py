"""Where the words of a group end: "companies that trade with the island"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.clauses import (
    OPEN_PRONOUNS,
    RELATIVE,
    SUBJECTS,
    clause_end,
    describes,
    groupish,
    leaves,
    tells_which,
)
from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Token
from transforms.sanctions.words import POSSESSIVE, word_list


def bare_pair(tokens: Sequence[Token], index: int) -> bool:
    """ "officials and elites close to ...": two nouns that share what stands around them."""
    if tokens[index].lower not in {"and", "or"} or index + 1 >= len(tokens) or not index:
        return False
    one, other = tokens[index - 1], tokens[index + 1]
    if index + 2 < len(tokens) and (
        describes(tokens, index + 2) or tokens[index + 2].lower in RELATIVE | SUBJECTS
    ):
        return False  # "businesses and people considered a threat"
    return one.pos in {"NOUN", "ADJ"} and other.pos in {"NOUN", "ADJ"} and other.lower not in {
        "other", "several", "many", "more"
    }  # fmt: skip


def phrase_end(tokens: Sequence[Token], start: int, told: frozenset[int]) -> tuple[int, bool]:
    """Where a phrase ends (token index), and whether another of its list follows.

    `told` are the tokens of triggers: no group's words reach up to one, and a clause that holds
    one tells what happened to the group, not which one it is.
    """
    index = start
    while index < len(tokens) and index not in told:
        if index == start + 1 and tokens[start].lower in OPEN_PRONOUNS:
            clause = index + _place_of(tokens, index)
            if told & set(range(index, clause)):
                return index, False
            index = clause
        word = tokens[index].lower
        if index > start and tells_which(tokens, start, index):
            end = clause_end(tokens, index)
            if told & set(range(index, end + 1)):
                return index, False
            return end, end < len(tokens) and tokens[end].lower in {"and", "or"}
        if _stops(tokens, index) or (index > start and _breaks(tokens, index)):
            break
        if index > start and word in {",", "and", "or"}:
            return index, _goes_on(tokens, index)
        index += 1
    return index, False


def _stops(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].lower
    if word == "-" and index and tokens[index].start == tokens[index - 1].end:
        return False
    if word in _ENDS or leaves(tokens, index):
        return True
    if _whose(tokens, index):
        return False  # "leaders of Saturday's coup"
    return word in heads()["stops"] and not _counted(tokens, index)


def _whose(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].lower in POSSESSIVE


_ENDS = frozenset(
    {";", ":", ".", "(", "-", "—", "–", "!", "?", "”", '"', "who", "which", "whom", "whose"}
)


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    """A finite verb, a clause, or the start of another phrase: "the movement a terrorist group"."""
    if tokens[index].lower in {"a", "an"}:
        return tokens[index - 1].pos != "ADP"
    if tokens[index].lower == "that":
        return True
    return (
        tokens[index].pos in {"VERB", "AUX"}
        and not _participle(tokens, index)
        and not is_noun(tokens[index])
    )


def open_group(tokens: Sequence[Token], index: int) -> bool:
    """Whether a pronoun opens the words of a group: "those who block peace", "anyone found to"."""
    word = tokens[index].lower
    if word not in OPEN_PRONOUNS or index + 1 >= len(tokens):
        return False
    if word == "whoever":
        return True
    following = index + 1 + _place_of(tokens, index + 1)
    return tokens[following].lower in RELATIVE or describes(tokens, following)


def _place_of(tokens: Sequence[Token], index: int) -> int:
    """How many tokens stand between a pronoun and its clause: "those on either side who"."""
    if tokens[index].pos != "ADP":
        return 0
    ahead = [t.lower for t in tokens[index : index + PLACE_REACH]]
    return ahead.index("who") if "who" in ahead else 0


PLACE_REACH = 6


def _counted(tokens: Sequence[Token], index: int) -> bool:
    """ "over 120 entities", "linked to", "responsible for": words that end a target elsewhere."""
    if index and tokens[index - 1].lower in _GO_ON.get(tokens[index].lower, ()):
        return True
    if describes(tokens, index):
        return True
    return (
        index + 1 < len(tokens)
        and tokens[index].lower in {"over", "than", "under", "to", "at"}
        and (tokens[index + 1].pos == "NUM" or tokens[index].lower == "than")
    )


_GO_ON = {
    "to": word_list("groups", "go_on_to"),
    "for": word_list("groups", "go_on_for"),
    "by": word_list("groups", "go_on_by"),
    "on": word_list("groups", "go_on_on"),
}


def _participle(tokens: Sequence[Token], index: int) -> bool:
    return (
        tokens[index].dep in {"acl", "amod", "compound"}
        or tokens[index].lower.endswith("ing")
        or describes(tokens, index)
    )


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    rest = [t for t in tokens[index + 1 : index + 5] if t.lower not in {"and", "or", ",", "as"}]
    if not rest or rest[0].pos in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "ADV"}:
        return False
    return not any(t.pos == "AUX" for t in rest[:2])


def is_noun(token: Token) -> bool:
    """Whether a word is a noun, also a word for groups that only its place tells ("rulers")."""
    return token.pos == "NOUN" or (groupish(token) and token.dep in _NOMINAL)


_NOMINAL = frozenset({"nmod", "obj", "obl", "nsubj", "nsubj:pass"})
