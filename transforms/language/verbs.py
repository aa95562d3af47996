"""Verbs of saying, and what may stand behind each: a listener, an object, a clause."""

from __future__ import annotations

import re
from functools import cache

from transforms.language.words import read

ADVERBS = (
    r"(?:(?:also|later|then|further|has|had|have|was quoted as|were quoted as|is quoted as"
    r"|previously|once|often|again|earlier|went on to|goes on to|will|would|\w+ly)\s+)*"
)
"""What may stand between a subject and its verb."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall"
    r"|should|remains?|needs?|wants?|makes?|comes?|goes|takes?|gives?|means?|became|began|came|gave"
    r"|got|held|kept|knew|led|left|lost|made|met|put|ran|saw|sent|shot|showed|stood|told|took|went|won"
    r"|\w{3,}ed(?!\s+by\b))\b|n['’]t\b|['’](?:re|ve|ll)\b"
)
"""A verb that makes words a clause; no participle ("banks owned by the state")."""


@cache
def cues() -> re.Pattern[str]:
    """Any verb of saying, as group 1."""
    words = (w for group in read("cues")["cues"] for w in group["words"])
    told = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b({told})\b")


def reports(verb: str) -> bool:
    """Whether a clause behind the verb may tell what was said."""
    return verb.lower() in _listed("reporting")


def needs_that(verb: str) -> bool:
    """Whether that clause must begin with "that": "confirmed him" is no speech."""
    return verb.lower() in _listed("with_that")


def takes_object(verb: str) -> bool:
    """Whether a plain object may stand behind the verb too: "warned Ankara over the purchase"."""
    return verb.lower() in _listed("objects") or verb.lower() in _listed("listeners")


def has_listener(verb: str) -> bool:
    """Whether the object of the verb is the one who is told: "warned the board that …"."""
    return verb.lower() in _listed("listeners")


def inverts(verb: str) -> bool:
    """Whether the subject may stand behind the verb: "said Ann Miller", never "told Ann Miller"."""
    return verb.lower() not in _listed("never_inverted")


@cache
def _listed(part: str) -> frozenset[str]:
    return frozenset(read("cues")[part]["words"])
