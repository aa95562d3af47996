"""Which of the times that a sentence tells dates an event: the one of its own verb or noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from transforms.sanctions.dates import NONE, Time, When, find_times, reckon
from transforms.sanctions.reading import Reading, Token
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import word_list

OWN = 25
"""Code points between "today's" and the sanctions that are today's."""
REACH = 90
"""Code points between the trigger and words that date its act, unless they open the sentence."""
_UNDER_WAY = frozenset({"in_force"})
_NOT_THE_ACT = re.compile(
    r"(?:\buntil|\bby|\bsaid|\bsays|\btold\s+\w+|\bnext|\bbetween|\bbefore|\bafter|\b(?:end|start|rest)\s+of)"
    r"\s*(?:the\s+|in\s+|on\s+)?$",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(r"(?<!,)\s(?:after|before|because|although|though)\s")
_TO_COME = re.compile(r"\b(?:will|effective|starting|beginning|into force)\b[^,;]*$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[,:“\"–—]\s?)\s*(?:on|in)?\s*$", re.IGNORECASE)
_STANDING = frozenset({"lift", "ease", "extend"})
_RELATIVE = "acl:relcl"
_PASSED_OVER = frozenset({"ADP", "ADV", "SCONJ", "CCONJ", "PROPN", "PRON"})
_IMPOSED = word_list("dated", "imposed")
_BOUNDARIES = word_list("dated", "boundaries")
_SUBORDINATORS = word_list("dated", "subordinators")
_SAYING = word_list("dated", "saying")
_REPORTS = word_list("dated", "reports")
_ACTS = word_list("dated", "acts")


def date_of(reading: Reading, trigger: Trigger, action: str, published: date | None) -> When:
    """The date of the act that `trigger` tells.

    Sanctions in force have the time since which they are (SANCTIONS_GUIDE v2, "date": a time that
    locates the event's own action); no other time is theirs.
    """
    ranked = [
        (rank, max(trigger.start - time.end, time.start - trigger.end), time)
        for time in find_times(reading.text)
        if (rank := _rank(reading, trigger, action, time)) is not None
    ]
    if not ranked:
        return NONE
    time = min(ranked, key=lambda told: told[:2])[2]
    ahead = _TO_COME.search(reading.text[: time.start]) is not None
    return reckon(time, published, ahead)


def _rank(reading: Reading, trigger: Trigger, action: str, time: Time) -> int | None:
    """How closely a time belongs to an act, the closest 0; None where it does not."""
    if (action in _UNDER_WAY) != (time.opener == "since") or _elsewhere(
        reading.text, trigger, action, time
    ):
        return None
    near = _near(reading.text, trigger, time)
    if reading.text[time.end : time.end + 2].rstrip("s") in {"'", "’"}:
        return 0 if near and _of_the_act(reading, trigger, time) else None
    at = _act(reading, trigger)
    governor = _governor(reading, reading.token_at(time.start), reading.token_at(time.end - 1))
    over = list(_upwards(reading, at))
    if near and _below(reading, at, governor, action):
        return 0
    if governor in over:
        return 1 if _one_clause(reading, over[: over.index(governor)], governor) else None
    return 2 if near and _fronted(reading, trigger, time) else None


def _elsewhere(sentence: str, trigger: Trigger, action: str, time: Time) -> bool:
    """Whether words alone tell that a time is that of something else."""
    if time.start < trigger.end and trigger.start < time.end:
        return True
    before = time.end <= trigger.start
    gap = sentence[time.end : trigger.start] if before else sentence[trigger.end : time.start]
    imposed = not before and bool(_IMPOSED & set(gap.lower().split()))
    return (
        _NOT_THE_ACT.search(sentence[: time.start]) is not None
        or _OTHER_CLAUSE.search(gap) is not None
        or (imposed and action in _STANDING)
    )


def _of_the_act(reading: Reading, trigger: Trigger, time: Time) -> bool:
    """ "today's announcement of sanctions", but not "last month's crackdown"."""
    gap = trigger.start - time.end
    words = [
        w.lower().rstrip(".") for w in re.findall(r"[\w.-]+", reading.text[time.end + 2 :])[:3]
    ]
    return gap >= 0 and (gap < OWN or bool(_ACTS & set(words)))


def _fronted(reading: Reading, trigger: Trigger, time: Time) -> bool:
    """ "..., on March 4th, the ministry took steps": a time in front is that of what follows."""
    before, behind = reading.text[: time.start], reading.text[time.end :]
    opens = _OPENS.search(before) is not None and behind.startswith(",")
    gap = reading.text[time.end : trigger.start].lower().split()
    return opens and time.end <= trigger.start and not set(gap) & _SUBORDINATORS


def _near(sentence: str, trigger: Trigger, time: Time) -> bool:
    before = time.end <= trigger.start
    gap = sentence[time.end : trigger.start] if before else sentence[trigger.end : time.start]
    words = set(re.findall(r"\w+|[;:]", gap.lower()))
    return len(gap) <= REACH and not words & _BOUNDARIES


def _act(reading: Reading, trigger: Trigger) -> int:
    """The token that stands for the act: "sanctions", or "actions" of "sanctions actions"."""
    at = _head_of(reading, reading.token_at(trigger.start), reading.token_at(trigger.end - 1))
    token = reading.tokens[at]
    return token.head if token.dep in {"compound", "amod"} and token.head > at else at


def _head_of(reading: Reading, first: int, last: int) -> int:
    """The token of a span whose head lies outside it."""
    inside = range(first, last + 1)
    return next((i for i in inside if reading.tokens[i].head not in inside), last)


def _governor(reading: Reading, first: int, last: int) -> int:
    """The token that a time depends on, particles and names ("Russia today bans") passed over."""
    at = _head_of(reading, first, last)
    token = reading.tokens[at]
    while token.head != at:
        at, token = token.head, reading.tokens[token.head]
        if token.pos not in _PASSED_OVER:
            break
    return at


def _upwards(reading: Reading, at: int) -> Iterator[int]:
    """A token and those above it, to the root."""
    seen: set[int] = set()
    while at not in seen:
        seen.add(at)
        yield at
        at = reading.tokens[at].head


def _one_clause(reading: Reading, path: list[int], governor: int) -> bool:
    """Whether the tokens between the act and the word that a time belongs to are of one telling.

    Not so where the act stands in a clause of its own: "left in 2008 after the sanctions were
    imposed", "said on Monday that ...".
    """
    if reading.tokens[governor].lower in _REPORTS:
        return False
    for index in path:
        token = reading.tokens[index]
        if token.dep == _RELATIVE or (token.dep == "advcl" and _marked(reading, index)):
            return False
        if token.dep == "ccomp" and reading.tokens[token.head].lower in _SAYING:
            return False
    return True


def _marked(reading: Reading, clause: int) -> bool:
    below = (t for t in reading.tokens if t.head == clause and t.dep in {"mark", "advmod"})
    return any(t.lower in _SUBORDINATORS for t in below)


def _below(reading: Reading, at: int, governor: int, action: str) -> bool:
    """Whether a time below the act is its own: "sanctions imposed on Iran last week"."""
    over = list(_upwards(reading, governor))
    if at not in over:
        return False
    path = [reading.tokens[i] for i in over[: over.index(at)]]
    verbs = [t for t in path if _is_verb(t)]
    if verbs:
        own = len(verbs) == 1 and path[-1] is verbs[0] and verbs[0].lower in _IMPOSED
        return own and action not in _STANDING
    return any(c.first <= governor < c.last for c in reading.candidates)


def _is_verb(token: Token) -> bool:
    return token.pos in {"VERB", "AUX"}
