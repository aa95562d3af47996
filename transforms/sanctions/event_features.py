"""What the classifiers see of a trigger, for its sense, action and status: features as strings."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.sanctions.cues import Cue
from transforms.sanctions.governing import governor
from transforms.sanctions.nearness import bucket, classes_at
from transforms.sanctions.reading import Reading
from transforms.sanctions.triggers import Trigger

NEAR = 4
"""Cues to the left or right of a trigger that are looked at in order."""


def of_event(reading: Reading, trigger: Trigger) -> list[str]:
    """Features of the action and status of `trigger`."""
    at, end = reading.tokens_of(trigger)
    left, right = _around(reading, at, end)
    features = [
        "bias",
        f"key={trigger.key}",
        f"kind={trigger.kind}",
        f"{trigger.key}:{trigger.kind}",
    ]
    features += _ordered("L", [c.name for c in left])
    features += _ordered("R", [c.name for c in right])
    features += [f"L:{c.name}:{bucket(at - c.last)}" for c in left]
    features += [f"R:{c.name}:{bucket(c.first - end)}" for c in right[:6]]
    features += [f"any:{name}" for name in {c.name for c in reading.cues}]
    features += _words(reading, at, end)
    features += _heads(reading, at)
    features += _grammar(reading, at)
    if trigger.kind in {"verb", "passive"}:
        features += [f"v:{f}" for f in features if f[:2] in {"L1", "w-"}]
        features.append(f"form={reading.tokens[at].lower}")
    return features


def of_sense(reading: Reading, trigger: Trigger) -> list[str]:
    """What the sentence is about, and whose: courts, teams and schools have sanctions too."""
    words = {t.lower for t in reading.tokens if t.pos in _TELLING}
    parties = {c.party.kind for c in reading.candidates}
    states = "state" in parties, "body" in parties
    kind = f"{trigger.key}:{trigger.kind}"
    return [
        *(f"has={word}" for word in sorted(words)),
        *(f"party={kind}" for kind in sorted(parties)),
        f"states={states}", f"states={states}:{kind}",
    ]  # fmt: skip


_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


def of_governor(reading: Reading, trigger: Trigger) -> list[str]:
    """Features of the word that governs `trigger`, read on the surface."""
    over = governor(reading, trigger)
    if over < 0:
        return ["over=none"]
    names = classes_at(reading, over)
    kind = trigger.kind
    return [f"over={kind}:{reading.tokens[over].lower}", *(f"over:{kind}:{n}" for n in names)]


def _around(reading: Reading, at: int, end: int) -> tuple[list[Cue], list[Cue]]:
    left = [c for c in reading.cues if c.last <= at]
    left.reverse()
    return left, [c for c in reading.cues if c.first >= end]


def _ordered(side: str, names: Sequence[str]) -> list[str]:
    found = [f"{side}{n + 1}={name}" for n, name in enumerate(names[:NEAR])]
    found += [f"{side}12={'|'.join(names[:2])}", f"{side}123={'|'.join(names[:3])}"]
    if not names:
        found.append(f"{side}=none")
    return found


def _words(reading: Reading, at: int, end: int) -> list[str]:
    words = [t.lower for t in reading.tokens]
    found = [f"w-{n}={words[at - n]}" for n in range(1, 4) if at - n >= 0]
    found += [f"w+{n}={words[end + n - 1]}" for n in range(1, 4) if end + n - 1 < len(words)]
    if at >= 2:
        found.append(f"w-21={words[at - 2]} {words[at - 1]}")
    found += [f"pre={w}" for w in words[max(0, at - 5) : at]]
    found.append(f"first={words[0]}")
    return found


def _heads(reading: Reading, at: int) -> list[str]:
    """The words that the trigger hangs on, with their helpers: modals, negation, "to"."""
    tokens = reading.tokens
    found, index, chain = [f"dep={tokens[at].dep}"], at, []
    for level in range(1, 5):
        if tokens[index].head == index:
            break
        dep, index = tokens[index].dep, tokens[index].head
        names = classes_at(reading, index)
        chain.append(names[0] if names else tokens[index].pos)
        found += [f"H{level}:{name}" for name in names] + [f"H:{name}" for name in names]
        found += [f"h{level}={tokens[index].lower}", f"H{level}dep={dep}:{chain[-1]}"]
        helpers = [
            t for t in tokens if t.head == index and t.dep in {"aux", "aux:pass", "advmod", "mark"}
        ]
        found += [f"H{level}aux={t.lower}" for t in helpers]
        found += [f"Haux={t.lower}" for t in helpers if t.dep != "advmod"]
    found += [f"chain={'>'.join(chain[:n])}" for n in (2, 3) if len(chain) >= n]
    return found


def _grammar(reading: Reading, at: int) -> list[str]:
    """The verbs, modals, negations and conjunctions of the sentence, and the words it hangs on."""
    tokens = reading.tokens
    before = [t.lower for t in tokens[:at] if t.pos in _VERBAL]
    found = [f"W={t.lower}" for t in tokens if t.pos in _VERBAL or t.pos in _PARTICLES]
    found += [f"Vb={word}" for word in before]
    found += [f"Va={t.lower}" for t in tokens[at:] if t.pos in _VERBAL]
    if before:
        found += [f"Vlast={before[-1]}", f"Vfirst={before[0]}"]
    index, words = at, []
    for level in range(4):
        if tokens[index].head == index:
            break
        index = tokens[index].head
        words.append(tokens[index].lower)
        found.append(f"chain{level}={' '.join(words)}")
    return found


_VERBAL = frozenset({"VERB", "AUX"})
_PARTICLES = frozenset({"SCONJ", "ADV", "PART"})
