"""Where the words of a group end: "companies that trade with the island"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.sanctions.clauses import clause_end, leaves, more_clauses, tells_which
from transforms.sanctions.group_words import (
    IN_PHRASE,
    OPEN_PRONOUNS,
    RELATIVE,
    demonym,
    describes,
    groupish,
    is_noun,
    verb_like,
)
from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Token
from transforms.sanctions.words import POSSESSIVE, word_list


def bare_pair(tokens: Sequence[Token], index: int) -> bool:
    """ "firms and people considered a threat": two nouns that share what stands around them."""
    if tokens[index].lower not in {"and", "or"} or index + 1 >= len(tokens) or not index:
        return False
    one, other = tokens[index - 1], tokens[index + 1]
    if other.lower in OPEN_PRONOUNS | {"other", "several", "many", "more"}:
        return False  # "pirate leaders and those who finance them"
    if one.pos == "PROPN":  # "Syrian and Lebanese politicians", not "Iran and Chinese firms"
        return demonym(one) and demonym(other)
    if one.pos == "NOUN" and groupish(other) and not groupish(one):
        return False  # "oil exports and companies that carry them"
    return one.pos in {"NOUN", "ADJ"} and other.pos in {"NOUN", "ADJ"}


@dataclass(frozen=True, slots=True)
class Known:
    """Tokens that are known: `told` are those of triggers, `places` those of states and places.

    No group's words reach up to a trigger, and a clause that holds one tells what happened to the
    group, not which one it is.
    """

    told: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


def phrase_end(tokens: Sequence[Token], start: int, known: Known) -> tuple[int, bool]:
    """Where a phrase ends (token index), and whether another of its list follows."""
    told = known.told
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
                end = clause_end(tokens, index, helped=False)
            within = told & set(range(index, end + 1))
            if within:
                return _before_measure(tokens, index, min(within)), False
            end = more_clauses(tokens, index, end, told)
            return end, end < len(tokens) and tokens[end].lower in {"and", "or"}
        breaks = index > start and _breaks(tokens, index)
        if _stops(tokens, index) or breaks or (word == "from" and _barred(tokens, start, told)):
            break
        if (
            index > start
            and word in {",", "and", "or"}
            and not _same_group(tokens, start, index, known)
        ):
            return index, _goes_on(tokens, index)
        index += 1
    return _before_list(tokens, start, index) if index in told else index, False


def _barred(tokens: Sequence[Token], start: int, told: frozenset[int]) -> bool:
    """Whether a trigger before a group bars it from something: "bars two | officials from"."""
    at = _before_phrase(tokens, start)
    return at in told and tokens[at].lower in _BARRING


_BARRING = word_list("groups", "barring")


def _before_list(tokens: Sequence[Token], start: int, index: int) -> int:
    """Where a group's words end before a trigger: "a charity | named in the new (list)"."""
    at = index
    while at > start + 1 and tokens[at - 1].pos in {"DET", "ADJ", "NUM", "PRON", "PROPN"}:
        at -= 1
    return at if tokens[at - 1].pos == "ADP" else index


def _before_measure(tokens: Sequence[Token], opening: int, trigger: int) -> int:
    """Where a clause ends before what is done to its group: "officers who took power | with
    sanctions"; at its opening where the clause itself tells that ("officers who face sanctions").
    """
    at = trigger - 1
    while at > opening and tokens[at].pos in IN_PHRASE:
        at -= 1
    told = any(t.pos == "VERB" for t in tokens[opening:at])
    ends = tokens[at].lower in _TO_GROUP and tokens[at - 1].pos in {"NOUN", "PROPN"}
    return at if told and ends else opening


_TO_GROUP = word_list("groups", "to_group")


def _stops(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].lower
    if word in POSSESSIVE | {"'", "’"} and index + 1 < len(tokens):
        return tokens[index + 1].lower in _POSSESSIONS and groupish(tokens[index - 1])
    if word == "-" and index and tokens[index].start == tokens[index - 1].end:
        return False
    if word in _ENDS or leaves(tokens, index) or _long_ago(tokens, index):
        return True
    if _whose(tokens, index):
        return False  # "leaders of Saturday's coup"
    return word in heads()["stops"] and not _counted(tokens, index)


def _long_ago(tokens: Sequence[Token], index: int) -> bool:
    """ "firms | three years ago", "firms | more than a year later"."""
    for at in range(index, min(index + LONG_AGO, len(tokens) - 1)):
        if tokens[at].lower in _UNITS:
            return tokens[at + 1].lower in {"ago", "later", "earlier"}
        if tokens[at].pos != "NUM" and tokens[at].lower not in heads()["quantifiers"]:
            break
    return False


LONG_AGO = 6
"""Tokens from "more than" to the unit of time."""
_UNITS = word_list("groups", "time_units")


_POSSESSIONS = word_list("groups", "possessions")


def _whose(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].lower in POSSESSIVE


_ENDS = frozenset(
    {";", ":", ".", "(", "-", "—", "–", "!", "?", "”", '"', "who", "which", "whom", "whose"}
)


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    """A finite verb, a clause, or the start of another phrase: "the movement a terrorist group"."""
    if tokens[index].lower in {"a", "an"}:
        return tokens[index - 1].pos != "ADP" and not describes(tokens, index - 1)
    if tokens[index].lower == "that":
        return True
    return (
        tokens[index].pos in {"VERB", "AUX"}
        and not verb_like(tokens, index)
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
    word = tokens[index].lower
    if word == "to":
        return tokens[index - 1].lower == "up"
    return (
        index + 1 < len(tokens)
        and word in {"over", "than", "under", "at"}
        and (tokens[index + 1].pos == "NUM" or word == "than")
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


def _same_group(tokens: Sequence[Token], start: int, index: int, known: Known) -> bool:
    """Whether a comma or "and" joins what is told of one group: "blocking peace or violating
    rights", "firms in China, Iran and Russia".
    """
    if index + 1 >= len(tokens):
        return False
    if _acting(tokens[index + 1]):
        pairs = zip(tokens[index:], tokens[index + 1 : index + LAST_OF_LIST], strict=False)
        listed = any(t.lower in {"and", "or"} and _acting(following) for t, following in pairs)
        return listed and any(map(_acting, tokens[start + 1 : index]))
    return _in_places(tokens, start, index, known.places)


LAST_OF_LIST = 20
"""Tokens from a comma to the end of its list of participles."""


def _acting(token: Token) -> bool:
    return token.pos == "VERB" and token.lower.endswith("ing")


def _in_places(tokens: Sequence[Token], start: int, index: int, places: frozenset[int]) -> bool:
    """Whether all of a list of places tells where a group is: "firms in China, Iran and Russia".

    None where a verb follows of which the last place may be the subject.
    """
    first = index
    while first > start and _in_list(tokens[first - 1]):
        first -= 1
    if first == index or tokens[first - 1].lower not in {"in", "from"}:
        return False
    last = index
    while last < len(tokens) and _in_list(tokens[last]):
        last += 1
    while tokens[last - 1].lower == ",":
        last -= 1
    named = (n for n in range(first, last) if tokens[n].pos == "PROPN")
    if not all(n in places for n in named):
        return False
    joined = any(t.lower in {"and", "or"} for t in tokens[index:last])
    if not joined or tokens[last - 1].pos != "PROPN" or _whose(tokens, last - 1):
        return False
    following = tokens[last].pos if last < len(tokens) else "PUNCT"
    acts = following in {"VERB", "AUX", "ADV"}
    return following not in {"NOUN", "ADJ"} and not (acts and _behind_preposition(tokens, start))


def _in_list(token: Token) -> bool:
    return token.pos in {"PROPN", "DET"} or token.lower in {",", "and", "or"}


def _behind_preposition(tokens: Sequence[Token], start: int) -> bool:
    at = _before_phrase(tokens, start)
    return at >= 0 and tokens[at].pos in {"ADP", "SCONJ"}


def _before_phrase(tokens: Sequence[Token], start: int) -> int:
    """The token before a phrase and its article, number and adjectives; -1 where there is none."""
    at = start - 1
    while at >= 0 and tokens[at].pos in {"DET", "NUM", "ADJ"}:
        at -= 1
    return at


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    rest = [t for t in tokens[index + 1 : index + 5] if t.lower not in {"and", "or", ",", "as"}]
    if not rest or rest[0].pos in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "ADV"}:
        return False
    return not any(t.pos == "AUX" for t in rest[:2])
