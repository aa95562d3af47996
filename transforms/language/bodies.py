"""Chains of organisations: full names, initials, shortened names and definite head nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from transforms.language.acronyms import initials
from transforms.language.chains import Chain
from transforms.language.homes import Homes
from transforms.language.keys import normalised
from transforms.language.kinds import body, country_of, heads, is_generic, kind_of
from transforms.language.reading import Mention, Reading
from transforms.language.territories import by_code, by_demonym, find

_BRACKETED = re.compile(r"(?:['’]s?)?\s*[,(\[]\s*[\"“]?$")
_OWNER = re.compile(r"(?:['’]s?|)\s+(?:new |own |former )?$")


@dataclass(slots=True)
class Organisation:
    """An organisation that the article names: what it is called, in which form, and where."""

    chain: Chain
    names: dict[str, str]
    starts: list[int] = field(default_factory=list)


def link_organisations(reading: Reading, mentions: Sequence[Mention]) -> list[Chain]:
    """Give every ORG mention that has no key its key and form; the chains of the organisations."""
    told = [m for m in mentions if m.label == "ORG" and m.key is None]
    owners = _owners(reading, mentions)
    homes = Homes(mentions)
    found: list[Organisation] = []
    for mention in sorted(told, key=lambda m: (-len(m.surface.split()), m.start)):
        owner = owners.get(mention.start)
        if owner is None and is_generic(mention.surface) and not body(mention.surface):
            known = mention.surface == _ISSUER or bool(_holding(mention.surface, found))
            owner = None if known else homes.of(mention)
        _link(reading, mention, owner, found)
    return [organisation.chain for organisation in found]


_ISSUER = "Treasury"
"""A body that puts states on lists: the state that the article is about is hardly its own."""


def _owners(reading: Reading, mentions: Sequence[Mention]) -> dict[int, str]:
    """Countries that stand right before an organisation: "China's Defense Ministry"."""
    found = {}
    for before, mention in pairwise(mentions):
        between = reading.text[before.end : mention.start]
        if mention.label == "ORG" and before.label in {"GPE", "NORP"} and _OWNER.fullmatch(between):
            territory = find(before.surface) or by_demonym(before.surface)
            if territory:
                found[mention.start] = territory.code
    return found


def _link(reading: Reading, mention: Mention, owner: str | None, found: list[Organisation]) -> None:
    name = mention.surface
    same = [
        o
        for o in found
        if normalised(name) in o.names and (owner is None or o.chain.country in {None, owner})
    ]
    for form, known in (
        (same[0].names[normalised(name)] if same else "name", same),
        ("acronym", _by_initials(reading, mention, found)),
        ("title", _by_head(reading, mention, found, owner)),
        ("name", _shortened(name, found, owner) or ([] if owner else _holding(name, found))),
    ):
        if known:
            organisation = _nearest(mention, known)
            mention.form = "ambiguous" if len(known) > 1 else form
            mention.key = organisation.chain.key
            organisation.starts.append(mention.start)
            if len(known) == 1:
                organisation.names.setdefault(normalised(name), mention.form)
            return
    chain = _chain(reading.article_id, name, owner)
    mention.key = chain.key
    names = {normalised(name): "name", normalised(chain.name): "name"}
    found.append(Organisation(chain, names, [mention.start]))


def _chain(article_id: str, name: str, owner: str | None) -> Chain:
    known = body(name)
    if known and (owner is None or owner == known.country):
        return Chain.of(known.kind, known.name, known.country)
    kind, country = kind_of(name), owner or country_of(name)
    if owner and kind == "public_body" and country_of(name) is None:
        name = f"{_adjective(owner)} {name}"
    if country is None and is_generic(name):
        return Chain.local(article_id, kind, name)
    return Chain.of(kind, name, country)


def _adjective(code: str) -> str:
    territory = by_code(code)
    return (territory.adjective or territory.name) if territory else code


def _by_initials(
    reading: Reading, mention: Mention, found: Sequence[Organisation]
) -> list[Organisation]:
    letters = mention.surface.replace(".", "").replace("&", "")
    if not (2 <= len(letters) <= 8 and letters.isupper()):
        return []
    fitting = [o for o in found if _initials(o.chain.name) == letters]
    if fitting:
        return fitting
    before = reading.text[max(0, mention.start - 4) : mention.start]
    bracket = _BRACKETED.search(before)
    if not bracket or "(" not in bracket.group():
        return []
    at = mention.start - len(bracket.group())
    return (
        [o for o in found if any(s < at <= s + len(o.chain.name) + 4 for s in o.starts)]
        if " " not in letters
        else []
    )


def _initials(name: str) -> str:
    words = name.replace("U.S.", "United States").replace("U.N.", "United Nations").split()
    return initials(iter(words)) if len(words) > 1 else ""


def _by_head(
    reading: Reading, mention: Mention, found: Sequence[Organisation], owner: str | None
) -> list[Organisation]:
    if mention.surface.casefold() not in heads() or owner:
        return []
    before = reading.text[max(0, mention.start - 4) : mention.start].lower()
    if before != "the ":
        return []
    return nearest_with_head(mention.surface, mention.start, found)


def nearest_with_head(head: str, at: int, found: Sequence[Organisation]) -> list[Organisation]:
    """The organisation named last before `at` whose name has this noun for its last word."""
    noun = head.casefold()
    fitting = [
        (max(s for s in o.starts if s < at), i)
        for i, o in enumerate(found)
        if any(s < at for s in o.starts) and _head(o.chain.name) == noun
    ]
    return [found[max(fitting)[1]]] if fitting else []


def _head(name: str) -> str:
    head = re.split(r" (?:of|for) ", name, maxsplit=1)[0]
    return head.rsplit(maxsplit=1)[-1].casefold()


def _shortened(name: str, found: Sequence[Organisation], owner: str | None) -> list[Organisation]:
    """Longer names that end or, for firms, begin with this one: "Security Council", "Huawei"."""
    words = normalised(name).split()
    fitting = []
    for organisation in found:
        full = normalised(organisation.chain.name).split()
        if owner and owner != organisation.chain.country:
            continue
        rest = full[: -len(words)]
        ends = full[-len(words) :] == words and _is_country(rest)
        ends = ends and (len(words) >= 2 or kind_of(name) == "public_body")
        begins = full[: len(words)] == words and all(
            w in heads() or kind_of(w) == "company" for w in full[len(words) :]
        )
        if len(full) > len(words) and (ends or begins):
            fitting.append(organisation)
    return fitting


def _holding(name: str, found: Sequence[Organisation]) -> list[Organisation]:
    """Bodies of a country whose longer names hold all words of a name that every state's have.

    "The Treasury" is the U.S. Treasury Department where the article names that.
    """
    words = set(normalised(name).split())
    if not is_generic(name) or not words:
        return []
    return [
        o
        for o in found
        if o.chain.country and _adds_a_state(words, normalised(o.chain.name).split())
    ]


def _adds_a_state(words: Set[str], full: Sequence[str]) -> bool:
    """Whether a longer name has all the words, and beside them a state and "department" alone."""
    more = [w for w in full if w not in words]
    return words < set(full) and all(w in _PLAIN or _is_country([w]) for w in more)


_PLAIN = frozenset({"department", "of", "the"})


def _is_country(words: Sequence[str]) -> bool:
    if len(words) == 1 and words[0] in {"national", "federal", "royal", "state"}:
        return True
    told = " ".join(w.upper() if len(w) < 3 else w.title() for w in words)
    return bool(find(told) or by_demonym(told))


def _nearest(mention: Mention, known: Sequence[Organisation]) -> Organisation:
    earlier = [(s, i) for i, o in enumerate(known) for s in o.starts if s < mention.start]
    return known[max(earlier)[1]] if earlier else known[0]
