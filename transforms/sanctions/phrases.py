"""Where the words of a group end: "companies that trade with the island"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Token
from transforms.sanctions.words import POSSESSIVE, word_list


def bare_pair(tokens: Sequence[Token], index: int) -> bool:
    """ "officials and elites close to ...": two nouns that share what stands around them."""
    if tokens[index].lower not in {"and", "or"} or index + 1 >= len(tokens) or not index:
        return False
    one, other = tokens[index - 1], tokens[index + 1]
    if index + 2 < len(tokens) and (
        _describes(tokens, index + 2) or tokens[index + 2].lower in RELATIVE | _SUBJECTS
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
        if index == start + 1 and tokens[start].lower in _OPEN_PRONOUNS:
            clause = index + _place_of(tokens, index)
            if told & set(range(index, clause)):
                return index, False
            index = clause
        word = tokens[index].lower
        if index > start and _tells_which(tokens, start, index):
            end = _clause_end(tokens, index)
            if told & set(range(index, end + 1)):
                return index, False
            return end, end < len(tokens) and tokens[end].lower in {"and", "or"}
        if _stops(tokens, index) or (index > start and _breaks(tokens, index)):
            break
        if index > start and word in {",", "and", "or"}:
            return index, _goes_on(tokens, index)
        index += 1
    return index, False


def told_end(tokens: Sequence[Token], index: int, told: frozenset[int]) -> int:
    """Where the clause behind a people ends that tells which of them: "Somalis who block aid".

    Right behind the people where there is none, or where it holds a trigger.
    """
    following = index + 1
    if following + 1 >= len(tokens) or not (
        tokens[following].lower in RELATIVE - {"that"} or _tells(tokens, following)
    ):
        return following
    end = _clause_end(tokens, following)
    return following if told & set(range(following, end + 1)) else end


def _stops(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].lower
    if word == "-" and index and tokens[index].start == tokens[index - 1].end:
        return False
    if word in _ENDS or _leaves(tokens, index):
        return True
    if _whose(tokens, index):
        return False  # "leaders of Saturday's coup"
    return word in heads()["stops"] and not _counted(tokens, index)


def _whose(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].lower in POSSESSIVE


def _leaves(tokens: Sequence[Token], index: int) -> bool:
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


def _open(tokens: Sequence[Token], start: int) -> bool:
    """ "those who ...", "people that ...": a group that only its clause tells."""
    return tokens[start].lower in _OPEN


_OPEN_PRONOUNS = word_list("groups", "open_pronouns")
_OPEN = _OPEN_PRONOUNS - {"whoever"} | word_list("groups", "open_nouns")


def open_group(tokens: Sequence[Token], index: int) -> bool:
    """Whether a pronoun opens the words of a group: "those who block peace", "anyone found to"."""
    word = tokens[index].lower
    if word not in _OPEN_PRONOUNS or index + 1 >= len(tokens):
        return False
    if word == "whoever":
        return True
    following = index + 1 + _place_of(tokens, index + 1)
    return tokens[following].lower in RELATIVE or _describes(tokens, following)


def _place_of(tokens: Sequence[Token], index: int) -> int:
    """How many tokens stand between a pronoun and its clause: "those on either side who"."""
    if tokens[index].pos != "ADP":
        return 0
    ahead = [t.lower for t in tokens[index : index + PLACE_REACH]]
    return ahead.index("who") if "who" in ahead else 0


PLACE_REACH = 6


def _tells_which(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether a clause belongs to the words of a group: "companies that trade with the island"."""
    word, before = tokens[index].lower, tokens[index - 1]
    if tokens[start].lower == "whoever" and index == start + 1:
        return True
    if word in RELATIVE:
        return _open(tokens, start) or groupish(before) or before.pos == "NOUN"
    following = tokens[index + 1].pos if index + 1 < len(tokens) else ""
    some = groupish(before) or before.lower in _PLAIN
    return word in _SUBJECTS and some and following in {"VERB", "AUX"}


RELATIVE = frozenset({"that", "who", "which", "whose", "whom"})
_PLAIN = word_list("groups", "plain")
_SUBJECTS = frozenset({"it", "he", "she", "they", "we"})
"""Subjects of clauses without a relative pronoun: "people it accuses of blocking peace"."""


def _counted(tokens: Sequence[Token], index: int) -> bool:
    """ "over 120 entities", "linked to", "responsible for": words that end a target elsewhere."""
    if index and tokens[index - 1].lower in _GO_ON.get(tokens[index].lower, ()):
        return True
    if _describes(tokens, index):
        return True
    return (
        index + 1 < len(tokens)
        and tokens[index].lower in {"over", "than", "under", "to", "at"}
        and (tokens[index + 1].pos == "NUM" or tokens[index].lower == "than")
    )


def _describes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle tells which group: "organizations suspected of raising money"."""
    return bool(index) and groupish(tokens[index - 1]) and _tells(tokens, index)


def _tells(tokens: Sequence[Token], index: int) -> bool:
    if index + 1 >= len(tokens):
        return False
    word = tokens[index].lower
    if word in heads()["stops"]:
        return False
    return word in _DESCRIBING or (
        word.endswith("ed") and tokens[index + 1].lower in _OF_PARTICIPLE
    )


_DESCRIBING = word_list("groups", "describing")
_OF_PARTICIPLE = frozenset({"of", "in", "as", "with"})


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
        or _describes(tokens, index)
    )


def _clause_end(tokens: Sequence[Token], index: int) -> int:
    """Where a relative clause ends: before a comma, a clause of its own, or the verb it is subject
    of: "leaders who obstruct the peace process | could face sanctions".
    """
    opening, told = index, tokens[index - 1].lower in _OPEN_PRONOUNS
    while index < len(tokens) and not _ends_clause(tokens, index):
        token, before = tokens[index], _no_adverb(tokens, index - 1)
        named = before.pos in {"NOUN", "PROPN"} or before.lower == "them"
        resumes = token.lower in _RESUMING and index > opening + 1 and before.lower not in _SPOKEN
        if (told and named and _finite(token)) or (
            resumes and (named or (told and before.pos == "VERB"))
        ):
            told = True
            break
        if _leaves(tokens, index) or (token.lower == "to" and _names_list(tokens, index)):
            break
        if told and token.lower in {"and", "or"} and _opens_group(tokens, index + 1):
            break
        told = told or token.pos == "VERB"
        index += 1
    return index if told else opening


def _no_adverb(tokens: Sequence[Token], index: int) -> Token:
    """The token at a place, or the one before where it is an adverb: "the charity | also run"."""
    return tokens[index - 1] if tokens[index].pos == "ADV" and index else tokens[index]


def _ends_clause(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.lower == "-" and token.start == tokens[index - 1].end:
        return False  # "the cease-fire"
    if token.lower in _SPOKEN and tokens[index - 1].lower in _SPOKEN_BEFORE:
        return False  # "firms that are said to", "firms it says"
    return token.lower in _CLAUSE_ENDS


def _opens_group(tokens: Sequence[Token], index: int) -> bool:
    """ "people who helped Iran and | companies that sold it arms"."""
    if index + 1 >= len(tokens) or not groupish(tokens[index]):
        return False
    return tokens[index + 1].lower in RELATIVE or _describes(tokens, index + 1)


_SPOKEN = frozenset({"said", "says"})
_SPOKEN_BEFORE = _SUBJECTS | {"are", "is", "were", "was"}
_CLAUSE_ENDS = word_list("groups", "clause_ends") | set(',.;:-–—“”"()')
_RESUMING = word_list("groups", "resuming")


def _finite(token: Token) -> bool:
    return token.pos == "VERB" and not token.lower.endswith(("ing", "ed", "en"))


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    rest = [t for t in tokens[index + 1 : index + 5] if t.lower not in {"and", "or", ",", "as"}]
    if not rest or rest[0].pos in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "ADV"}:
        return False
    return not any(t.pos == "AUX" for t in rest[:2])


def has_clause(tokens: Sequence[Token]) -> bool:
    """Whether a relative clause tells which group: its verb may end the words."""
    return any(t.lower in RELATIVE or t.lower in _SUBJECTS for t in tokens[1:])


def is_noun(token: Token) -> bool:
    """Whether a word is a noun, also a word for groups that only its place tells ("rulers")."""
    return token.pos == "NOUN" or (groupish(token) and token.dep in _NOMINAL)


_NOMINAL = frozenset({"nmod", "obj", "obl", "nsubj", "nsubj:pass"})


def groupish(token: Token) -> bool:
    """Whether a word is one for groups: "officials", "banks"."""
    return token.lower in heads()["groups"]
