"""What the word that governs a trigger decides by itself: weighed, eased, kept, got round."""

from __future__ import annotations

from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import word_list

REACH = 7
"""Tokens before a trigger in which its governing word is looked for."""
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADP", "CCONJ"})
_LINKS = frozenset({"of", "on", "its", "their", "his", "her", "our", "-", "and", "’s", "'s"})
_WEIGHING = word_list("governing", "weighing")
_EVADING = word_list("governing", "evading")
_MAYBE = word_list("governing", "maybe")
_AIMING = word_list("governing", "aiming")
_NEGATED = frozenset({"not", "n't", "n’t", "never"})


def settle(reading: Reading, trigger: Trigger, action: str, status: str) -> tuple[str, str]:
    """Action and status, corrected where the governing word leaves no doubt."""
    at = governor(reading, trigger) if trigger.kind == "noun" else -1
    word = reading.tokens[at].lower if at >= 0 else ""
    if action == "evade" or (word in _EVADING and action in {"impose", "in_force"}):
        return "evade", _evading(reading, trigger, status)
    if _relieved(reading, trigger):
        action = "ease"
    if trigger.kind == "attributive" and action == "in_force" and _lists(reading, trigger):
        return "impose", status
    if word in _WEIGHING and status == "actual":
        return "impose" if action == "in_force" else action, "threatened"
    if status == "actual" and _not_done(reading, trigger, action):
        status = "denied"
    return action, status


def _relieved(reading: Reading, trigger: Trigger) -> bool:
    """ "sanctions relief": of 40 labelled ones 38 are eased, and the nets see 29 of them."""
    end = reading.token_at(trigger.end - 1) + 1
    behind = reading.tokens[end : end + 2]
    return any(t.lower == "relief" for t in behind) and all(t.lower in _RELIEF for t in behind[:1])


_RELIEF = word_list("governing", "relief")
_TAKEN = frozenset({"impose", "tighten", "extend", "ease", "lift"})
_NO_OTHER = word_list("governing", "no_other")


def _not_done(reading: Reading, trigger: Trigger, action: str) -> bool:
    """ "has imposed no new sanctions": whether what is told is that nothing was done.

    Not "no doubt sanctions were imposed", whose "no" the parser hangs on the sanctions too.
    """
    if trigger.kind != "noun" or action not in _TAKEN:
        return False
    first, last = reading.tokens_of(trigger)
    return any(
        token.lower == "no" and first <= token.head < last
        and reading.tokens[index + 1].lower not in _NO_OTHER
        for index, token in enumerate(reading.tokens[:first])
    )  # fmt: skip


def _lists(reading: Reading, trigger: Trigger) -> bool:
    """ "the sanctioned firms include NAME": whom an act hit is told."""
    end = reading.token_at(trigger.end - 1) + 1
    return bool({t.lower for t in reading.tokens[end : end + 4]} & {"include", "includes"})


def governed(reading: Reading, trigger: Trigger) -> bool:
    """Whether a word that keeps, eases, lifts or weighs measures governs a noun."""
    at = governor(reading, trigger) if trigger.kind == "noun" else -1
    return at >= 0 and reading.tokens[at].lower in _ANY


def governor(reading: Reading, trigger: Trigger) -> int:
    """The token that governs a noun: the next word before it that is no part of its phrase, or -1.

    Read on the surface, so that headlines count whose verbs the parser takes for nouns.
    """
    at = reading.token_at(trigger.start)
    for index in range(at - 1, max(-1, at - 1 - REACH), -1):
        token = reading.tokens[index]
        if token.lower in _ANY or token.lower in _THREAT:
            return index
        if token.pos not in _INSIDE and token.lower not in _LINKS:
            return index
        if token.pos == "ADP" and token.lower not in _LINKS:
            return index
    return -1


_THREAT = frozenset({"threat", "threats", "prospect", "possibility"})
_ANY = _WEIGHING | _EVADING | word_list("governing", "governing")
"""Verbs that weigh, get round, keep, ease, lift or renew, and "despite", "under"."""


def evading_word(reading: Reading, trigger: Trigger) -> int:
    """The word that tells the evading of a trigger: the nearest before it, else behind; or -1."""
    at = reading.token_at(trigger.start)
    places = [c.first for c in reading.cues if c.name == "evade"]
    before = [p for p in places if p <= at and at - p <= 2 * REACH]
    behind = [p for p in places if p > at]
    return max(before) if before else min(behind, default=-1)


def _evading(reading: Reading, trigger: Trigger, status: str) -> str:
    """ "would breach", "to be used to circumvent": not got round yet."""
    at = evading_word(reading, trigger)
    if at < 0 or status not in {"actual", "threatened"}:
        return status
    words = [t.lower for t in reading.tokens]
    near = words[max(0, at - 4) : at]
    chain = _above(reading, at)
    told = {t.lower for i in chain for t in reading.tokens if t.head == i and t.dep == "aux"}
    if set(near) & {"to", "from"} and _denied(reading, chain[1:]):
        return "denied"
    if _denied(reading, chain[:1]) and told & {"will", "would", "’ll", "'ll", "wo"}:
        return "denied"
    if set(near) & _MAYBE or any(words[i] in _AIMING for i in chain[1:]):
        return "threatened"
    return status


_UP = frozenset({
    "xcomp", "advcl", "acl", "ccomp", "conj", "amod", "compound", "obl", "obj", "iobj", "nmod",
})  # fmt: skip


def _above(reading: Reading, index: int) -> list[int]:
    """The word and those that it hangs on, as long as they are clauses of one sentence."""
    chain = [index]
    while len(chain) < 7 and reading.tokens[chain[-1]].dep in _UP:
        chain.append(reading.tokens[chain[-1]].head)
    return chain


def _denied(reading: Reading, chain: list[int]) -> bool:
    """ "will not use ... to evade": refused."""
    for index in chain:
        helpers = {t.lower for t in reading.tokens if t.head == index}
        if helpers & _NEGATED and helpers & {"will", "would", "wo", "'ll", "’ll"}:
            return True
    return False
