"""Whether somebody in an article is who a list names: the evidence of that article alone.

A name is never enough, unless it is long and rare. What counts for it is a country, an office, or
a birth date that article and list agree on; what counts against it is a country or an age that
they tell differently, or another entry that the same name fits as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from transforms.language.territories import by_code
from transforms.watchlists.alignment import align, spelling_likeness
from transforms.watchlists.dates import span
from transforms.watchlists.groups import PERSON
from transforms.watchlists.keys import common_words
from transforms.watchlists.names import KEPT, parts_of, word_list
from transforms.watchlists.offices import Agreement, agreement

CANDIDATE_FROM = 0.8
"""Names less alike than this are no candidates."""
AUTO_FROM = 0.9
"""Names less alike than this are never accepted by rule."""
EXACT = 0.999
"""Names of the same words."""
SPELLING, AUTO_SPELLING = 0.7, 0.75
"""Likeness in spelling that every shared word must have, for a candidate and to be accepted."""
RARE_WORDS = 3
"""A name of as many words that few names have needs no other evidence."""
YOUNGEST, OLDEST = 14, 105
"""Ages, in years, between which people in the news stand on lists."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article says of somebody, and what a list says of an entry with a name like it.

    `group` is person, organization, vessel, aircraft or other; countries are codes in lower case;
    `around` the countries that the article names; `places` those that the entry's programmes are
    about; `birth_dates` EDTF; `name_type` the list name's.
    """

    called: str
    group: str
    country: str | None
    roles: tuple[str, ...]
    role_countries: tuple[str, ...]
    around: tuple[str, ...]
    day: date | None
    list_name: str
    name_type: str
    score: float
    countries: tuple[str, ...]
    positions: tuple[str, ...]
    birth_dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def told_of(self) -> frozenset[str]:
        """The countries that the article says somebody is of."""
        return frozenset({self.country, *self.role_countries} - {None})  # type: ignore[arg-type]

    @property
    def at_home(self) -> frozenset[str]:
        """The countries where the list places the entry."""
        return frozenset({*self.countries, *self.places})


@dataclass(frozen=True, slots=True)
class Finding:
    """What follows: `decision` is auto, candidate, or `None` where the article gainsays it."""

    decision: str | None
    features: Mapping[str, float]
    explanation: str
    weight: float = field(default=0.0, compare=False)


def decide(evidence: Evidence) -> Finding:
    """Weigh one article's evidence for one entry; other entries are for `among` to compare."""
    told = _features(evidence)
    decision = _decision(evidence, told)
    support = told["country"] + told["office"] + told["rare"] + 0.5 * told["country around"]
    return Finding(decision, told, _explanation(evidence, told), told["name"] + support)


def among(findings: Sequence[Finding]) -> list[Finding]:
    """Findings for entries of one list that one name fits: at most the best stays `auto`.

    Entries that the evidence fits equally well stay candidates: namesakes on the list itself.
    """
    if sum(f.decision == "auto" for f in findings) < 2:
        return list(findings)
    best = max(f.weight for f in findings)
    first = [f for f in findings if f.weight >= best - 0.005]
    return [
        f
        if f.decision != "auto" or (f in first and len(first) == 1)
        else Finding(
            "candidate",
            {**f.features, "namesakes": float(len(findings))},
            f"{f.explanation[:-1]}; other entries of the list bear that name too.",
            f.weight,
        )
        for f in findings
    ]


def _features(evidence: Evidence) -> dict[str, float]:
    person = evidence.group == PERSON
    names = (evidence.called, evidence.list_name)
    shared = _shared(*names, person=person)
    words = [pair[0] for pair in shared]
    uncommon = [w for w in words if len(w) > 2 and w not in common_words()]
    office = agreement(evidence.roles, evidence.positions)
    lengths = [len(_words(name, person=person)) for name in names]
    return {
        "name": evidence.score,
        "words": float(len(words)),
        "uncommon words": float(len(uncommon)),
        "words in one name alone": float(max(lengths) - len(words)),
        "whole": float(len(words) == lengths[0] and all(one == other for one, other in shared)),
        "least alike word": min((spelling_likeness(*pair) for pair in shared), default=0.0),
        "begins inside": float(person and _begins_inside(*names)),
        "weak name": float(evidence.name_type == "weak_alias"),
        "country": _country(evidence),
        "country around": float(not evidence.at_home.isdisjoint(evidence.around)),
        "office": {Agreement.SAME: 1.0, Agreement.NEAR: 0.5, Agreement.NONE: 0.0}[office],
        "too young or old": float(person and _cannot_be_alive(evidence)),
        "rare": float(len(words) >= RARE_WORDS and len(uncommon) >= RARE_WORDS - 1),
    }


def _words(name: str, *, person: bool) -> list[str]:
    """The words of a name, particles left out."""
    slight = word_list("particles" if person else "joints")
    words = parts_of(name, person=person).words
    return [word for word in words if word not in slight] or list(words)


@lru_cache(KEPT)
def _shared(called: str, listed: str, *, person: bool) -> tuple[tuple[str, str], ...]:
    """The words that both names have, in both spellings."""
    one, other = _words(called, person=person), _words(listed, person=person)
    return tuple(
        ("".join(one[i] for i in p.one), "".join(other[j] for j in p.other))
        for p in align(one, other)
        if p.likeness >= 0.7
    )


@lru_cache(KEPT)
def _begins_inside(called: str, listed: str) -> bool:
    """Whether the first word of a person's name is a middle word of the list's name.

    "Saddam Hussein" is not "Ali Saddam Hussein al-Tikriti", who is his son.
    """
    one, other = _words(called, person=True), _words(listed, person=True)
    place = next((p.other[0] for p in align(one, other) if 0 in p.one), 0)
    return 0 < place < len(other) - 1


def _country(evidence: Evidence) -> float:
    """1 where article and list tell a country that is the same, -1 where they differ, else 0.

    A programme's country can agree and never differ: people of other countries are listed too.
    """
    if evidence.told_of & evidence.at_home:
        return 1.0
    return -1.0 if evidence.told_of and evidence.countries else 0.0


def _cannot_be_alive(evidence: Evidence) -> bool:
    """Whether by every birth date of the entry nobody of that age would be in the news."""
    spans = [found for edtf in evidence.birth_dates if (found := span(edtf))]
    day = evidence.day
    if not spans or day is None:
        return False
    return all(
        day.year - first.year < YOUNGEST or day.year - last.year > OLDEST for first, last in spans
    )


def _decision(evidence: Evidence, told: Mapping[str, float]) -> str | None:
    person = evidence.group == PERSON
    if not (_is_person(told) if person else _is_other(told)):
        return None
    if told["country"] < 0:
        # A namesake, unless the very name is rare: people have several countries.
        return "candidate" if told["rare"] or told["office"] == 1 else None
    if evidence.score < AUTO_FROM and not (person and _is_office_holder(told)):
        return "candidate"
    if told["least alike word"] < AUTO_SPELLING:
        return "candidate"
    return "auto" if (_sure_of_person if person else _sure_of_other)(told) else "candidate"


def _is_person(told: Mapping[str, float]) -> bool:
    """Whether a person is worth anybody's time: not on a surname, a sound or a father's name."""
    if told["too young or old"] or told["words"] < 2 or told["least alike word"] < SPELLING:
        return False
    if told["begins inside"] and told["country"] <= 0:
        return False
    placed = told["country"] > 0 or told["country around"]
    return told["name"] >= AUTO_FROM or bool(placed and told["uncommon words"])


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
    if not told["uncommon words"] or told["begins inside"]:
        return False
    return told["country"] > 0 or bool(told["country around"] and told["name"] >= EXACT)


def _sure_of_other(told: Mapping[str, float]) -> bool:
    """Bodies, firms, ships."""
    if told["weak name"] or told["name"] < EXACT:
        return False
    if told["country"] > 0 or told["rare"]:
        return True
    return bool(told["country around"] and told["uncommon words"])


def _explanation(evidence: Evidence, told: Mapping[str, float]) -> str:
    """One sentence for a reader who has to judge."""
    same = "is" if evidence.score >= 1 else "is much like"
    parts = [f"“{evidence.called}” {same} the listed name “{evidence.list_name}”"]
    parts += _reasons(evidence, told)
    return "; ".join(parts) + "."


def _reasons(evidence: Evidence, told: Mapping[str, float]) -> Iterable[str]:
    if told["country"] > 0:
        yield f"both say {_names(evidence.told_of & evidence.at_home)}"
    elif told["country"] < 0:
        told_of, listed = _names(evidence.told_of), _names(evidence.countries)
        yield f"it is said to be of {told_of}, on the list of {listed}"
    elif told["country around"]:
        shared = evidence.at_home & set(evidence.around)
        yield f"the article speaks of {_names(shared)}, where the list places the entry"
    if told["office"]:
        alike = "the same office" if told["office"] == 1 else "a like office"
        yield f"both tell {alike} ({evidence.roles[0]})"
    if told["rare"]:
        yield "so long a name is rare"
    if told["weak name"]:
        yield "the list itself calls the name weak"
    if told["words"] < 2:
        yield "it is one word only"


def _names(codes: Iterable[str]) -> str:
    found = sorted(codes)
    told = [territory.name if (territory := by_code(code)) else code for code in found]
    return ", ".join(told[:3]) + (" and others" if len(told) > 3 else "")
