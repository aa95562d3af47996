"""What the nets are told of a member of the cast, beside its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.sanctions.cast import Member
from transforms.sanctions.context import of_context
from transforms.sanctions.reading import Reading
from transforms.sanctions.role_features import of_role
from transforms.sanctions.triggers import Trigger

_MEANING = ("L1=", "R1=", "L12=", "h1=", "H1:", "H2:", "chain=", "w-1=")
_MEANING_OF_NAMED = ("L1=", "over:", "H1:", "chain=")


def of_members(
    reading: Reading,
    trigger: Trigger,
    cast: Sequence[Member],
    event: Sequence[str],
    governor: Sequence[str],
) -> list[set[str]]:
    """Features of each member of the cast in the event of `trigger`.

    `event` and `governor` are features of the event and of the word that governs the trigger.
    """
    own = [_mentions(reading, trigger, member) for member in cast]
    slots = Counter(f for features in own for f in features if f.startswith("slot="))
    meaning = [*(f for f in event if f.startswith(_MEANING)), *governor]
    here = sum(bool(m.here) for m in cast)
    states = sum(bool(m.here) and m.party.kind in {"state", "body"} for m in cast)
    made = []
    for member, features in zip(cast, own, strict=True):
        at = member.where
        found = features | _standing(member, here, states)
        found |= {f"{at}:other:{f}" for f in slots if slots[f] > (f in features)}
        told = [f for f in meaning if f.startswith(_MEANING_OF_NAMED)]
        found |= {f"{at}:{member.kind}:{f}" for f in told}
        if member.before is not None:
            found |= {f"{at}:c:{f}" for f in of_context(reading, trigger, member.before)}
        if not member.here:
            found |= {f"before:{member.kind}:{f}" for f in meaning}
            found |= {f"before:tk={trigger.kind}:{member.kind}", f"before:key={trigger.key}"}
        made.append(found)
    return made


def _mentions(reading: Reading, trigger: Trigger, member: Member) -> set[str]:
    return {f for candidate in member.here for f in of_role(reading, trigger, candidate)}


def _standing(member: Member, here: int, states: int) -> set[str]:
    """Where and how often a member is named, among how many, and which state or body it is."""
    at = member.where
    found = {
        f"where={at}", f"where={at}:{member.kind}", f"{at}:nt={min(here, 4)}",
        f"{at}:ns={min(states, 4)}", f"{at}:m={min(len(member.here), 3)}",
        f"{at}:both={bool(member.here and member.before)}",
    }  # fmt: skip
    if member.party.kind in {"state", "body"}:
        found |= {f"name={member.name}", f"{at}:name={member.name}"}
    return found
