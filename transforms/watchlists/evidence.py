"""What speaks for and against somebody in an article being who a list names, in numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from transforms.watchlists.alignment import PATRONYMIC, align, spelling_likeness
from transforms.watchlists.dates import span
from transforms.watchlists.groups import PERSON
from transforms.watchlists.keys import common_words
from transforms.watchlists.names import KEPT, parts_of, word_list
from transforms.watchlists.offices import Agreement, agreement, has_another_trade
from transforms.watchlists.sounds import is_transliteration

FEW_LETTERS, SHORT_SYLLABLES = 4, 6
"""Letters that a word must have to be rare: names put together of few short syllables need more."""
SYLLABIC = frozenset({"cn", "hk", "kh", "kp", "kr", "la", "mm", "mo", "sg", "tw", "vn"})
"""Countries of such names: of "Gao Qiang" and "Tin Oo" there are thousands."""
_JUNIOR = re.compile(r"\b(?:jr|junior|fils|hijo|filho)\b", re.IGNORECASE)
RARE_WORDS = 3
"""A name of as many words that few names have needs no other evidence."""
YOUNGEST, OLDEST = 14, 105
"""Ages, in years, between which people in the news stand on lists."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article says of somebody, and what a list says of an entry with a name like it.

    `kind` is the `entity_kind` of the article's chain; `group` one of `groups.GROUPS`; countries
    are codes in lower case: `around` those that the article names, `places` those that the
    entry's programmes are about. `birth_dates` are EDTF, `name_type` is the list name's.
    """

    called: str
    group: str
    kind: str
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


def features(evidence: Evidence) -> dict[str, float]:
    """The evidence by name; what is not there is 0, what speaks against is told by its name."""
    person = evidence.group == PERSON
    names = (evidence.called, evidence.list_name)
    shared = _shared(*names, person=person)
    words = [pair[0] for pair in shared]
    least = SHORT_SYLLABLES if evidence.at_home & SYLLABIC else FEW_LETTERS
    uncommon = [w for w in words if len(w) >= least and w not in common_words()]
    office = agreement(evidence.roles, evidence.positions)
    lengths = [len(_words(name, person=person)) for name in names]
    return {
        "name": evidence.score,
        "words": float(len(words)),
        "uncommon words": float(len(uncommon)),
        "words in one name alone": float(max(lengths) - len(words)),
        "strange words": float(person and _strange_words(*names)),
        "whole": float(len(words) == lengths[0] and all(one == other for one, other in shared)),
        "least alike word": min((spelling_likeness(*pair) for pair in shared), default=0.0),
        "written otherwise": float(not all(is_transliteration(*pair) for pair in shared)),
        "junior on one side": float(person and len({_is_junior(name) for name in names}) > 1),
        "another trade": float(person and has_another_trade(evidence.roles, evidence.positions)),
        "begins inside": float(person and _begins_inside(*names)),
        "public body": float(evidence.kind == "public_body"),
        "weak name": float(evidence.name_type == "weak_alias"),
        "country": _country(evidence),
        "country around": float(not evidence.at_home.isdisjoint(evidence.around)),
        "office": {Agreement.SAME: 1.0, Agreement.NEAR: 0.5, Agreement.NONE: 0.0}[office],
        "rare": float(len(words) >= RARE_WORDS and len(uncommon) >= RARE_WORDS - 1),
    }


def _words(name: str, *, person: bool) -> list[str]:
    """The words of a name, particles left out."""
    slight = word_list("particles" if person else "joints")
    words = parts_of(name, person=person).words
    return [word for word in words if word not in slight] or list(words)


def _is_junior(name: str) -> bool:
    return bool(_JUNIOR.search(name))


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
def _strange_words(called: str, listed: str) -> int:
    """Words of either name that the other lacks, but for a father's name or initial on the list."""
    one, other = _words(called, person=True), _words(listed, person=True)
    pairs = [pair for pair in align(one, other) if pair.likeness >= 0.7]
    mine, theirs = {i for p in pairs for i in p.one}, {j for p in pairs for j in p.other}
    missing = [w for j, w in enumerate(other) if j not in theirs]
    explained = sum(len(w) == 1 or w.endswith(PATRONYMIC) for w in missing)
    return len(one) - len(mine) + len(missing) - explained


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


def cannot_be_alive(evidence: Evidence) -> bool:
    """Whether by every birth date of a person's entry nobody of that age would be in the news."""
    spans = [found for edtf in evidence.birth_dates if (found := span(edtf))]
    day = evidence.day
    if not spans or day is None or evidence.group != PERSON:
        return False
    return all(
        day.year - first.year < YOUNGEST or day.year - last.year > OLDEST for first, last in spans
    )
