"""Whether somebody in an article is who a list names: the evidence of that article alone.

A name is never enough, unless it is long and rare. What counts for it is a country, an office, or
a birth date that article and list agree on; what counts against it is a country or an age that
they tell differently, or another entry that the same name fits as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from transforms.watchlists.evidence import Evidence, cannot_be_alive, features
from transforms.watchlists.explaining import explanation
from transforms.watchlists.groups import PERSON
from transforms.watchlists.names import KEPT

CANDIDATE_FROM = 0.8
"""Names less alike than this are no candidates."""
AUTO_FROM = 0.9
"""Names less alike than this are never accepted by rule."""
EXACT = 0.999
"""Names of the same words."""
SPELLING, AUTO_SPELLING = 0.7, 0.75
"""Likeness in spelling that every shared word must have, for a candidate and to be accepted."""


DOUBTS = ("written otherwise", "junior on one side", "another trade")
"""What keeps a match from being accepted by rule, whatever speaks for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What follows: `decision` is auto, candidate, or `None` where the article gainsays it."""

    decision: str | None
    features: Mapping[str, float]
    explanation: str
    weight: float = field(default=0.0, compare=False)


def decide(evidence: Evidence) -> Finding:
    """Weigh one article's evidence for one entry; other entries are for `among` to compare."""
    found = _weighed(replace(evidence, day=None))
    if not cannot_be_alive(evidence):
        return found
    told = {**found.features, "too young or old": 1.0}
    return Finding(None, told, explanation(evidence, told), found.weight)


def may_match(called: str, listed: str, group: str, score: float) -> bool:
    """Whether any article's evidence could make two names a candidate.

    Decided on evidence that says all that can be said for it: pairs that fail it need not be kept.
    """
    home = ("ru",)
    best = Evidence(
        called=called,
        group=group,
        kind=group,
        country=home[0],
        roles=(),
        role_countries=(),
        around=home,
        day=None,
        list_name=listed,
        name_type="primary",
        score=score,
        countries=home,
        positions=(),
    )
    return decide(best).decision is not None


@lru_cache(KEPT)
def _weighed(evidence: Evidence) -> Finding:
    """The same whatever the day: what many articles say alike is weighed once."""
    told = features(evidence)
    decision = _decision(evidence, told)
    support = told["country"] + told["office"] + told["rare"] + 0.5 * told["country around"]
    return Finding(decision, told, explanation(evidence, told), told["name"] + support)


def among(findings: Sequence[Finding]) -> list[Finding]:
    """Findings for entries of one list that one name fits: at most the best stays `auto`.

    Entries that the evidence fits equally well stay candidates: namesakes on the list itself.
    """
    if any(f.decision and f.features["name"] >= EXACT for f in findings):
        findings = [_without_longer(f) for f in findings]
    if sum(f.decision == "auto" for f in findings) < 2:
        return list(findings)
    best = max(f.weight for f in findings)
    first = [f for f in findings if f.weight >= best - 0.005]
    return [
        f
        if f.decision != "auto" or (f in first and len(first) == 1)
        else Finding(
            "candidate",
            {**f.features, "namesakes": float(sum(g.decision == "auto" for g in findings))},
            f"{f.explanation[:-1]}; other entries of the list bear that name too.",
            f.weight,
        )
        for f in findings
    ]


def _without_longer(finding: Finding) -> Finding:
    """Where the very name is on the list, longer ones (branches, sons) are not meant."""
    if finding.decision == "candidate" and finding.features["words in one name alone"]:
        return replace(finding, decision=None)
    return finding


def _decision(evidence: Evidence, told: Mapping[str, float]) -> str | None:
    person = evidence.group == PERSON
    if not (_is_person(told) if person else _is_other(told)):
        return None
    if told["country"] < 0:
        # A namesake, unless the very name is rare: people have several countries.
        return "candidate" if told["rare"] or told["office"] == 1 else None
    if evidence.score < AUTO_FROM and not (person and _is_office_holder(told)):
        return "candidate"
    if told["least alike word"] < AUTO_SPELLING or any(told[name] for name in DOUBTS):
        return "candidate"
    return "auto" if (_sure_of_person if person else _sure_of_other)(told) else "candidate"


def _is_person(told: Mapping[str, float]) -> bool:
    """Whether a person is worth anybody's time: not on a surname, a sound or a father's name."""
    if told["words"] < 2 or told["least alike word"] < SPELLING:
        return False
    if told["begins inside"] and told["country"] <= 0:
        return False
    placed = told["country"] > 0 or told["country around"]
    if told["name"] >= AUTO_FROM and not told["strange words"]:
        return True
    return bool(placed and told["uncommon words"])


def _is_other(told: Mapping[str, float]) -> bool:
    """Names of bodies are words of the language: they must be nearly all the same."""
    alone = told["words"] < 2
    if alone and (told["words in one name alone"] or told["name"] < EXACT):
        return False
    if alone and told["weak name"] and told["country"] <= 0:
        return False
    return told["name"] >= AUTO_FROM and told["least alike word"] >= SPELLING


def _is_office_holder(told: Mapping[str, float]) -> bool:
    """Whether a shorter name has the office and country of the longer: "Nicolás Maduro"."""
    placed = told["country"] > 0 or told["country around"]
    return bool(told["whole"] and placed and told["office"] == 1 and not told["begins inside"])


def _sure_of_person(told: Mapping[str, float]) -> bool:
    if told["weak name"]:
        return told["office"] == 1 and told["country"] > 0
    if told["rare"]:
        return True
    known = told["uncommon words"] or told["country around"]
    if told["office"] == 1 and (told["country"] > 0 or known):
        return True
    if not told["uncommon words"] or told["begins inside"] or told["strange words"]:
        return False
    return told["country"] > 0 or bool(told["country around"] and told["name"] >= EXACT)


def _sure_of_other(told: Mapping[str, float]) -> bool:
    """Bodies, firms, ships."""
    if told["weak name"] or told["name"] < EXACT:
        return False
    if told["country"] > 0 or told["rare"]:
        return True
    if told["words"] < 2:
        return False  # "Eurasia", "Unity": words of the language
    # Every state has its Interior Ministry: one in the news need not be that of a state around it.
    placed = told["country around"] and not told["public body"]
    return bool(placed and told["uncommon words"])
