"""Screening a name of which no article tells: a birth date and a country, if that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from transforms.watchlists.dates import span
from transforms.watchlists.deciding import AUTO_FROM, DOUBTS, decide
from transforms.watchlists.evidence import Evidence
from transforms.watchlists.likeness import UNSURE

BIRTH_APART, COUNTRY_APART = 0.15, 0.1
"""What another birth date and another country cost a score. With both, the very same name stays
above `UNSURE`: dates and countries of lists are often wrong or one of several."""
AGREED = 0.05
"""What a birth date that agrees adds."""
YEARS_APART = 1
"""Birth years further apart than this are of two people, where either is no full day."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A name that was asked for; `birth_date` EDTF or ISO, `country` a code in lower case."""

    name: str
    birth_date: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may be who was asked for; `decision` is auto or candidate."""

    score: float
    decision: str
    explanation: str


def judge(asked: Screened, evidence: Evidence) -> Hit | None:
    """Weigh an entry whose name is like the one asked for; `None` below `UNSURE`.

    `evidence` holds what the list tells; what was asked is put in here.
    """
    born = births_agree(asked.birth_date, evidence.birth_dates)
    told = replace(evidence, country=asked.country)
    finding = decide(told)
    score = evidence.score
    if born is not None:
        score += AGREED if born else -BIRTH_APART
    if finding.features["country"] < 0:
        score -= COUNTRY_APART
    score = min(score, 1.0)
    if score < UNSURE:
        return None
    explanation = finding.explanation
    if born is not None:
        how = "agree" if born else "differ"
        dates = " or ".join(evidence.birth_dates)
        explanation = f"{explanation[:-1]}; birth dates {how} ({asked.birth_date}, {dates})."
    sure = finding.decision == "auto" and born is not False
    if born and finding.decision == "candidate":
        sure = evidence.score >= AUTO_FROM and not any(finding.features[d] for d in DOUBTS)
    return Hit(round(score, 4), "auto" if sure else "candidate", explanation)


def births_agree(asked: str | None, listed: Sequence[str]) -> bool | None:
    """Whether a birth date may be one of an entry's; `None` where either is not told."""
    mine = span(asked) if asked else None
    theirs = [found for edtf in listed if (found := span(edtf))]
    if mine is None or not theirs:
        return None
    return any(_agree(mine, their) for their in theirs)


def _agree(mine: tuple[date, date], theirs: tuple[date, date]) -> bool:
    """Full days must be one; where either is vaguer, a year's difference is a slip."""
    if mine[0] == mine[1] and theirs[0] == theirs[1]:
        return mine == theirs
    return (
        mine[0].year - YEARS_APART <= theirs[1].year
        and theirs[0].year - YEARS_APART <= mine[1].year
    )
