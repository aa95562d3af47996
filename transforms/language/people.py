"""Chains of people: full names, and the surnames and given names that go back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from transforms.language.keys import entity_key, local_key, normalised, sounds
from transforms.language.reading import Mention
from transforms.language.territories import NAMES_KEPT
from transforms.language.words import family_names, titles

_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "iv"})
HEARD = 5
"""Letters of the shortest lone surname that another spelling may go back to."""
SPELT = 6
"""Letters of the shortest word of a full name that may be spelt otherwise: Joan is not Juan."""
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|ul)-(?=\w)", re.IGNORECASE)


@dataclass(slots=True)
class Person:
    """Someone whose full name the article has: its words, and where it stands in full."""

    name: str
    words: tuple[str, ...]
    surname: str
    starts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention was taken for: the chain's canonical name, and how the mention refers."""

    name: str
    form: str


def link_people(article_id: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Give every PERSON mention its key and form; the canonical name of each key.

    A name of one word that no full name in the article explains is keyed for this article alone.

    A part of a name goes back to the full name that has it: the surname before other words. Where
    two people of the article share it, the nearest earlier full name is taken, form `ambiguous`
    (ARCHITECTURE, "The way of the data"; the first full name where none stands earlier).
    """
    told = [m for m in mentions if m.label == "PERSON"]
    people = _people(told)
    names: dict[str, str] = {}
    for mention in told:
        link = _link(mention, people)
        one_word = len(_words(link.name)) < 2
        mention.key = (
            local_key(article_id, "person", link.name)
            if one_word
            else entity_key("person", link.name)
        )
        mention.form = link.form
        names.setdefault(mention.key, link.name)
    return names


def _people(told: Sequence[Mention]) -> list[Person]:
    people: list[Person] = []
    for mention in sorted(told, key=lambda m: (-len(_words(m.surface)), m.start)):
        words = _words(mention.surface)
        if len(words) < 2:
            continue
        same = _fitting(mention.surface, people)
        if len(same) == 1:
            same[0].starts.append(mention.start)
        elif not same:
            surface = mention.surface
            people.append(Person(surface, words, _surname(surface, words), [mention.start]))
    for person in people:
        person.starts.sort()
    return people


def _fitting(name: str, people: Sequence[Person]) -> list[Person]:
    """The people whom a full name may mean: all have its suffix, "Jr." or none."""
    words, suffix, reverse = _words(name), _suffix(name), _has_family_name(name)
    return [
        p
        for p in people
        if _same_person(words, p.words, reverse=reverse) and _suffix(p.name) == suffix
    ]


def _words(name: str) -> tuple[str, ...]:
    """The words of a name for comparison, a suffix left off."""
    told = _all_words(name)
    return told[:-1] if _suffix(name) else told


@lru_cache(NAMES_KEPT)
def _all_words(name: str) -> tuple[str, ...]:
    bare = (_ARABIC_ARTICLE.sub("", word) for word in name.split())
    return tuple(w for w in map(normalised, bare) if w)


def _suffix(name: str) -> str | None:
    """The "Jr." or "III" that ends a name."""
    told = _all_words(name)
    return told[-1] if len(told) > 1 and told[-1] in _SUFFIX else None


def _has_family_name(name: str) -> bool:
    """Whether one end of a name is a family name that may stand first or last."""
    told = name.split()
    return told[0] in family_names() or told[-1] in family_names()


def _surname(name: str, words: tuple[str, ...]) -> str:
    first = name.split(maxsplit=1)[0]
    last = name.rsplit(maxsplit=1)[-1]
    family = family_names()
    if first in family and len(words) <= 3 and (len(words) == 3 or last not in family):
        return words[0]
    return words[-1]


def _same_person(words: tuple[str, ...], full: tuple[str, ...], *, reverse: bool) -> bool:
    if len(words) == len(full) and all(map(_spelt_alike, words, full)):
        return True
    if reverse and len(words) == 2 and words == full[::-1]:  # "Shangfu Li", "Li Shangfu"
        return True
    if words[0] == full[0] and words[-1] == full[-1]:
        return _fits(words[1:-1], full[1:-1])
    size = len(words)
    return full[:size] == words or full[-size:] == words


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two words are one, or transliterations of one that are long enough to be told."""
    return one == other or (min(len(one), len(other)) >= SPELT and sounds(one) == sounds(other))


def _fits(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether middle names do not contradict: none, or initials of the other's."""
    if not fewer or not more:
        return True
    return all(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a, b in zip(fewer, more, strict=False)
    )


def _link(mention: Mention, people: Sequence[Person]) -> Link:
    words = _words(mention.surface)
    if len(words) >= 2:
        same = _fitting(mention.surface, people)
        if len(same) == 1:
            part = words[0] != same[0].words[0] and len(words) < len(same[0].words)
            return Link(same[0].name, "surname" if part else "name")
        if same:
            return Link(_nearest(mention, same).name, "ambiguous")
        return Link(mention.surface, "name")
    fitting = _having(words, people)
    if not fitting:
        return Link(mention.surface, "name")
    if len(fitting) == 1:
        return Link(fitting[0].name, "surname")
    return Link(_nearest(mention, fitting).name, "ambiguous")


def _having(words: tuple[str, ...], people: Sequence[Person]) -> list[Person]:
    if not words:
        return []
    word = words[0]
    by_surname = [p for p in people if p.surname == word] or [
        p for p in people if len(word) >= HEARD and sounds(p.surname) == sounds(word)
    ]
    particles = titles().particles
    return by_surname or [
        p for p in people if word in p.words and len(word) > 1 and word not in particles
    ]


def _nearest(mention: Mention, people: Sequence[Person]) -> Person:
    earlier = [
        (start, i) for i, p in enumerate(people) for start in p.starts if start < mention.start
    ]
    if earlier:
        return people[max(earlier)[1]]
    return people[min((p.starts[0], i) for i, p in enumerate(people))[1]]
