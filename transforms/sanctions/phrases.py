"""Where the words of a group end: "companies that trade with the island"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.parties import heads
from transforms.sanctions.reading import Token
from transforms.sanctions.words import word_list


def bare_pair(tokens: Sequence[Token], index: int) -> bool:
    """ "officials and elites close to ...": two nouns that share what stands around them."""
    if tokens[index].lower not in {"and", "or"} or index + 1 >= len(tokens) or not index:
        return False
    one, other = tokens[index - 1], tokens[index + 1]
    return one.pos in {"NOUN", "ADJ"} and other.pos in {"NOUN", "ADJ"} and other.lower not in {
        "other", "several", "many", "more"
    }  # fmt: skip


def phrase_end(tokens: Sequence[Token], start: int) -> tuple[int, bool]:
    """Where a phrase ends (token index), and whether another of its list follows."""
    index = start
    while index < len(tokens):
        word = tokens[index].lower
        if index > start and _tells_which(tokens, start, index):
            return _clause_end(tokens, index), False
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
    return word in _ENDS or (word in heads()["stops"] and not _counted(tokens, index))


_ENDS = frozenset({";", ":", ".", "(", "-", "—", "–", "!", "?", "”", '"', "who", "which"})


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    """A finite verb, a clause, or the start of another phrase: "the movement a terrorist group"."""
    if tokens[index].lower in {"a", "an"}:
        return tokens[index - 1].pos != "ADP"
    if tokens[index].lower == "that":
        return True
    return tokens[index].pos in {"VERB", "AUX"} and not _participle(tokens, index)


def _open_group(tokens: Sequence[Token], start: int) -> bool:
    """ "those who ...", "people that ...": a group that only its clause tells."""
    return tokens[start].lower in _OPEN


_OPEN = word_list("groups", "open")


def _tells_which(tokens: Sequence[Token], start: int, index: int) -> bool:
    """Whether a clause belongs to the words of a group: "companies that trade with the island"."""
    word = tokens[index].lower
    if word in {"that", "who", "which"} and _open_group(tokens, start):
        return True
    return word == "that" and groupish(tokens[index - 1])


def _counted(tokens: Sequence[Token], index: int) -> bool:
    """ "over 120 entities", "linked to", "responsible for": words that end a target elsewhere."""
    if index and tokens[index - 1].lower in _GO_ON.get(tokens[index].lower, ()):
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
    return tokens[index].dep in {"acl", "amod", "compound"} or tokens[index].lower.endswith("ing")


def _clause_end(tokens: Sequence[Token], index: int) -> int:
    while index < len(tokens) and tokens[index].lower not in {",", ".", ";", ":", "-", "–"}:
        index += 1
    return index


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    rest = [t for t in tokens[index + 1 : index + 5] if t.lower not in {"and", "or", ",", "as"}]
    if not rest or rest[0].pos in {"VERB", "AUX", "PRON", "ADP", "SCONJ", "ADV"}:
        return False
    return not any(t.pos == "AUX" for t in rest[:2])


def groupish(token: Token) -> bool:
    """Whether a word is one for groups: "officials", "banks"."""
    return token.lower in heads()["groups"]
