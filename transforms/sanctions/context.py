"""Who is meant where a sentence does not say it: parties of the sentences before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms.sanctions.parties import Name, Party, find_parties
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

REACH = 5
"""Sentences before that are looked at (the guide's `context` is about as long)."""
MOST_NAMES = 6
"""Names of the sentences before beside states and bodies: with all of them casts double."""
_MEASURE = re.compile(r"sanction|embargo|freez|ban\b|blacklist|restriction|penalt", re.IGNORECASE)
_AGAINST = re.compile(r"(?:against|on|upon)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|them|he|his|the country|the island)\b", re.IGNORECASE
)
_BODIES = frozenset({"United Nations", "United States", "European Union"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """A party of the sentences before, with what is known of all its mentions there."""

    party: Party
    features: tuple[str, ...]


def earlier_parties(sentences: Sequence[tuple[str, Sequence[Name]]]) -> list[Earlier]:
    """Everybody named in `sentences`, one a name, with features.

    The sentences are oldest first, each with its names. Only the last `REACH` of them count, and of
    names that no gazetteer has (people, organisations, places, peoples) the first `MOST_NAMES`,
    from the last sentence backwards.
    """
    found: dict[str, tuple[Party, set[str], int]] = {}
    left = MOST_NAMES
    for back, (sentence, names) in enumerate(reversed(sentences[-REACH:]), start=1):
        for order, party in enumerate(find_parties(sentence, names)):
            name = party.state or party.name
            if party.kind in {"person", "name"} and name not in found:
                if not left:
                    continue
                left -= 1
            known, features, count = found.get(name, (party, {f"back={back}"}, 0))
            features |= _mention_features(sentence, party, back, order)
            found[name] = (known, features, count + 1)
    most = max((count for _, _, count in found.values()), default=0)
    return [
        Earlier(party, (*sorted(features), f"count={min(count, 4)}", f"most={count == most}"))
        for party, features, count in found.values()
    ]


def _mention_features(sentence: str, party: Party, back: int, order: int) -> set[str]:
    before, after = sentence[: party.start], sentence[party.end :]
    kind = party.name if party.name in _BODIES else party.kind
    found = {f"kind={kind}", f"kind={kind}:{party.form}", f"{kind}:back={back}"}
    if order == 0:
        found.add(f"opens:{min(back, 2)}")
    if _MEASURE.search(sentence):
        found |= {"beside", f"{kind}:beside", f"beside:back={back}"}
        if _AGAINST.search(before) and _MEASURE.search(before[-60:]):
            found.add("against")
        if _MEASURE.match(after.strip()[:12]):
            found |= {"modifies", f"{kind}:modifies"}
        if _MEASURE.search(after):
            found.add("leads")
    return found


def of_context(reading: Reading, trigger: Trigger, earlier: Earlier) -> list[str]:
    """Features of what the sentences before tell of `earlier`, and of how this one goes on."""
    name = earlier.party.state or earlier.party.name
    again = any((c.party.state or c.party.name) == name for c in reading.candidates)
    before = reading.text[: trigger.start].split()
    definite = bool(before) and before[-1].lower() in {"the", "these", "those", "such", "its"}
    pronoun = bool(_PRONOUN.search(reading.text))
    return [
        *earlier.features, f"pronoun={pronoun}", f"again={again}", f"definite={definite}",
        f"any={bool(reading.candidates)}", f"key={trigger.key}",
    ]  # fmt: skip
