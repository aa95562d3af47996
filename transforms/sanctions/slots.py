"""The places of a frame by rule: passive subject, "by", "against", subject of the verb."""

from __future__ import annotations

from transforms.sanctions.reading import Candidate, Reading
from transforms.sanctions.triggers import Trigger
from transforms.sanctions.words import word_list

_DIRECT = word_list("slots", "direct")
_SKIP = frozenset({"DET", "NUM", "ADJ", "ADV"})
_OF_ACTION = {
    "impose": "issuer", "announce": "issuer", "tighten": "issuer", "extend": "issuer",
    "ease": "issuer", "lift": "issuer", "deny": "issuer", "threaten": "threatens",
    "face": "target", "evade": "evader", "demand": "actor", "oppose": "actor",
}  # fmt: skip
_RAISING = frozenset({"xcomp", "ccomp", "advcl", "conj", "acl", "parataxis"})


def slots(reading: Reading, trigger: Trigger, candidate: Candidate) -> list[str]:
    """The places that `candidate` fills in the frame of `trigger`, as features `slot=...`."""
    found = [*_beside(reading, trigger, candidate), *_subject(reading, trigger, candidate)]
    kind = trigger.kind
    return [*(f"slot={f}" for f in found), *(f"slot:{kind}={f}" for f in found)]


def _beside(reading: Reading, trigger: Trigger, candidate: Candidate) -> list[str]:
    """What surface alone tells: the words between trigger and candidate."""
    at, end = reading.tokens_of(trigger)
    tokens = reading.tokens
    found = []
    if candidate.lead >= end:
        between = tokens[end : candidate.lead]
        words = [t.lower for t in between]
        bare = [t for t in between if t.pos not in _SKIP]
        if words and bare and bare[0].lower in _DIRECT and len(bare) == 1:
            found.append("against")
        if words and words[-1] in _DIRECT and any(w in _IMPOSED for w in words) and len(words) < 6:
            found.append("imposed-against")
        if trigger.kind == "verb" and not bare and len(between) < 6:
            found.append("object")
        lead_in = [t.lower for t in tokens[max(0, candidate.lead - 3) : candidate.lead]]
        if "by" in lead_in and not any(t.pos == "VERB" for t in between[-3:]):
            found.append("by" if len(between) < 9 else "by-far")
        if set(lead_in[-2:]) & _INCLUDING:
            found.append("including")
        if lead_in[-1:] == ["of"] and "asset_freeze" in trigger.measures:
            told = {t.lower for t in tokens[at : candidate.lead]}
            found += ["assets-of"] if told & _ASSETS else []
    if candidate.last <= at and any(
        t.lower in {"hit", "hits", "threaten", "threatens", "threatened", "punish", "slap"}
        for t in tokens[max(0, candidate.lead - 2) : candidate.lead]
    ):
        found.append("hit-with")
    return found


_IMPOSED = word_list("slots", "imposed")
_ASSETS = frozenset({"assets", "accounts", "funds", "property"})
_INCLUDING = frozenset({"including", "include", "includes"})


def _subject(reading: Reading, trigger: Trigger, candidate: Candidate) -> list[str]:
    """What the parse tells: whose subject it is on the way up from the trigger."""
    tokens = reading.tokens
    index = reading.token_at(trigger.start)
    mine = range(candidate.lead, candidate.last)
    found = []
    for level in range(7):
        subjects = [
            t.dep for i, t in enumerate(tokens) if i in mine and t.head == index and "subj" in t.dep
        ]
        classes = [c.name for c in reading.cues if c.first <= index < c.last]
        roles = [_OF_ACTION[c] for c in classes if c in _OF_ACTION] or ["other"]
        if subjects:
            found += [f"{subjects[0]}@{min(level, 3)}", *(f"{subjects[0]}:{r}" for r in roles)]
            if level == 0:
                found.append(f"own-{subjects[0]}")
            break
        if tokens[index].head == index:
            break
        if any(t.head == index and "subj" in t.dep for t in tokens) and (
            tokens[index].dep not in _RAISING
        ):
            break
        index = tokens[index].head
    return found
