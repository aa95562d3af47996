"""Where a found event agrees with a labelled one, and what shares that makes."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from transforms.sanctions.frames import Frame

ACTIONS = {
    "impose": "restrict", "tighten": "restrict", "extend": "restrict", "in_force": "stand",
    "enforce": "stand", "ease": "relax", "lift": "relax", "evade": "evade",
}  # fmt: skip
STATUSES = {
    "actual": "actual", "threatened": "prospective", "demanded": "prospective",
    "opposed": "resisted", "denied": "resisted",
}  # fmt: skip
"""Families, in which careful readers agree more often than in the exact value."""
EVENT = ("action_family", "status_family", "issuers", "targets")
STRICT = ("action", "status", "issuers", "targets")


def agreement(frame: Frame, gold: Mapping[str, Any]) -> dict[str, bool]:
    """Each field, and whether it agrees; an unnamed target does by half of its words."""
    return {
        "action": frame.action == gold["action"],
        "status": frame.status == gold["status"],
        "action_family": ACTIONS[frame.action] == ACTIONS[gold["action"]],
        "status_family": STATUSES[frame.status] == STATUSES[gold["status"]],
        "issuers": {*map(canonical, frame.names("issuer"))} == {*map(canonical, gold["issuers"])},
        "targets": targets_agree(frame.names("target"), gold["targets"]),
    }


def targets_agree(found: Sequence[str], targets: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every labelled target is found, and nobody else."""
    hit = [t for t in targets if any(_same(t["name"], name, t["named"]) for name in found)]
    return len(hit) == len(targets) == len(found)


def count(counts: Counter[str], fields: Mapping[str, bool]) -> None:
    """Add a pair of a found and a labelled event, by its `agreement`, to what `shares` reads."""
    counts["paired"] += 1
    counts.update(name for name, right in fields.items() if right)
    counts["event"] += all(fields[name] for name in EVENT)
    counts["strict"] += all(fields[name] for name in STRICT)


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """F1 of event, strict and detection, and the shares of found events right in each field."""
    both = counts["found"] + counts["labelled"]
    told = {"labelled": float(counts["labelled"])}
    for name, hits in (("event", "event"), ("strict", "strict"), ("detection", "paired")):
        told[name] = round(2 * counts[hits] / max(both, 1), 3)
    for name in dict.fromkeys((*EVENT, *STRICT)):
        told[name] = round(counts[name] / max(counts["paired"], 1), 3)
    return told


def _same(gold: str, name: str, named: bool) -> bool:
    if canonical(gold) == canonical(name):
        return True
    one, other = words_of(gold), words_of(name)
    return not named and len(one & other) >= 0.5 * len(one | other) > 0


def canonical(name: str) -> str:
    """The name in small letters, of several names of one party always the same one."""
    return _also().get(name.lower(), name.lower())


@cache
def _also() -> dict[str, str]:
    table = tomllib.loads(Path(__file__).with_name("same_party.toml").read_text(encoding="utf-8"))
    return {name: kept for kept, names in table.items() for name in names}


def words_of(name: str) -> set[str]:
    """The words of a name without articles and plurals."""
    return {w.rstrip("s") for w in re.findall(r"[\w']+", name.lower())} - {"the", "a", "of", "and"}
