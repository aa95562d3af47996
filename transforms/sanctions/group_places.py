"""Where the words of unnamed groups begin: behind "on" and "against", before a word for a group."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.group_words import RELATIVE, describes, groupish, is_noun
from transforms.sanctions.parties import heads
from transforms.sanctions.phrases import open_group
from transforms.sanctions.reading import Reading, Token
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import POSSESSIVE, word_list

_TARGET_WORDS = word_list("groups", "target_words")


def target_places(reading: Reading, trigger: Trigger) -> list[int]:
    """Where the phrases begin that may tell the targets of a trigger."""
    tokens = reading.tokens
    at, after = reading.tokens_of(trigger)
    places: list[int] = []
    if trigger.kind == "verb":
        places.append(after)
    if trigger.kind in {"passive", "noun"}:
        places += [_subject_start(reading, at)] if trigger.kind == "passive" else []
    for index in range(after, min(after + 45, len(tokens) - 1)):
        if tokens[index].lower in _TARGET_WORDS:
            places.append(index + 1)
        if tokens[index].lower in _OWNED and tokens[index + 1].lower == "of":
            places.append(index + 2)
    for index in range(max(0, at - 12), at):
        if tokens[index].lower in {"hit", "hits", "punish", "against", "designates", "from"}:
            places.append(index + 1)
    return [p for p in places if p >= 0]


def phrase_starts(reading: Reading, told: frozenset[int]) -> list[int]:
    """Where the phrases begin whose head is a group, wherever they stand."""
    tokens = reading.tokens
    starts = []
    for index, token in enumerate(tokens):
        if open_group(tokens, index) or of_unnamed(tokens, index):
            starts.append(index)
            continue
        if any_one(tokens, index):
            starts.append(index + 1)
            continue
        single = token.lower in heads()["single"]
        if not is_noun(token) or not (single or groupish(token) or told_state(tokens, index)):
            continue
        first = first_word(tokens, index, told)
        if not single or _one_of_many(tokens, first, index):
            starts.append(first)
    return starts


def any_one(tokens: Sequence[Token], index: int) -> bool:
    """Whether "any", "every" or "each" at a place tells of somebody: "any state that helps", not
    "any attempt".
    """
    if tokens[index].lower not in _WHICHEVER:
        return False
    head = index
    while head + 1 < len(tokens) and _premodifies(tokens, head + 1):
        head += 1
    token = tokens[head]
    if head + 1 < len(tokens) and token.lower in _SIDES and tokens[head + 1].lower == "of":
        return False  # "any member of the Security Council"
    some = heads()["single"] | heads()["government"] | _SIDES
    return head > index and (groupish(token) or token.lower in some)


_SIDES = word_list("groups", "sides")


def told_state(tokens: Sequence[Token], index: int) -> bool:
    """ "states that held prisoners", "governments found to help": some that only a clause tells."""
    if tokens[index].lower not in {"states", "governments"} or index + 1 >= len(tokens):
        return False
    return tokens[index + 1].lower in RELATIVE or describes(tokens, index + 1)


def of_unnamed(tokens: Sequence[Token], index: int) -> bool:
    """ "the leader of the group", who is told by what he leads, if neither has a name here."""
    if tokens[index].lower not in _HEADS_OF or index + 3 >= len(tokens):
        return False
    one, other = tokens[index + 1], tokens[index + 2]
    if one.lower != "of" or other.lower not in {"the", "a", "an", "that"}:
        return False
    last = index + 3
    while last < len(tokens) and tokens[last].pos in PREMODIFIERS:
        last += 1
    led = tokens[index + 3 : last]
    if not led or any(t.pos == "PROPN" for t in led):
        return False
    if _named_before(tokens, index) or _named_behind(tokens, last):
        return False
    return groupish(led[-1]) or led[-1].lower in heads()["single"]


def _named_behind(tokens: Sequence[Token], index: int) -> bool:
    """ "the leader of the group | , NAME", "the leader of the group | known as NAME"."""
    behind = tokens[index : index + 2]
    if not behind or behind[0].lower in {"known", "called", "named"}:
        return bool(behind)
    return len(behind) == 2 and behind[0].lower == "," and behind[1].pos == "PROPN"


def _named_before(tokens: Sequence[Token], index: int) -> bool:
    """ "NAME, the | leader of the group"."""
    at = index - 1
    while at > 0 and tokens[at].pos in {"DET", "ADJ"}:
        at -= 1
    return at > 0 and tokens[at].lower == "," and tokens[at - 1].pos == "PROPN"


_HEADS_OF = word_list("groups", "heads_of")
_WHICHEVER = word_list("groups", "whichever")


def first_word(tokens: Sequence[Token], head: int, told: frozenset[int]) -> int:
    """The first of the words before a head noun, with whose it is: "Burma's ruling generals"."""
    first = head
    while first and first - 1 not in told:
        if tokens[first - 1].lower in POSSESSIVE and first > 1 and first - 2 not in told:
            if tokens[first - 2].pos not in PREMODIFIERS:
                break
        elif not _premodifies(tokens, first - 1):
            break
        first -= 1
    return first


def _one_of_many(tokens: Sequence[Token], first: int, head: int) -> bool:
    """ "a Syrian bank", "its director", "Iran's central bank": not "the bank", told before."""
    if told_as_one(tokens, first):
        return True
    following = tokens[head + 1].lower if head + 1 < len(tokens) else ""
    if following in RELATIVE or describes(tokens, head + 1):
        return True  # "the group that planned it"
    return any(t.lower in POSSESSIVE for t in tokens[first:head])


def told_as_one(tokens: Sequence[Token], first: int) -> bool:
    """Whether "a", "another" or "its" stands before a token: one of many, or somebody's."""
    return first > 0 and tokens[first - 1].lower in _ONE_OF


_OWNED = frozenset({"assets", "accounts", "visas", "money", "funds", "holdings", "deposits"})
_ONE_OF = word_list("groups", "one_of")


def _premodifies(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word stands before a noun: a participle only behind an article, a number, a hyphen
    ("two accused men"), since the parser takes some main verbs for it.
    """
    token = tokens[index]
    if token.pos in PREMODIFIERS or token.lower == "-":
        return True
    before = tokens[index - 1] if index else None
    behind = before is not None and (before.pos in {"DET", "NUM", "ADJ"} or before.lower == "-")
    return token.pos == "VERB" and token.dep == "amod" and behind


PREMODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"})


def _subject_start(reading: Reading, verb: int) -> int:
    for index, token in enumerate(reading.tokens[:verb]):
        if token.dep in {"nsubj:pass", "nsubj"} and token.head in {verb, reading.tokens[verb].head}:
            left = index
            while left > 0 and reading.tokens[left - 1].pos in {"DET", "ADJ", "NUM", "NOUN"}:
                left -= 1
            return left
    return -1
