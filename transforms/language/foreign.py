"""Articles in other languages: what their pipeline finds, chained by the rules that need no words.

Countries are told by the names that the Unicode CLDR has for them in the language (babel), so that
"Russland" and "Russia" are one entity. Roles, quotes and sanctions are read in English alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

from transforms.language.bodies import link_organisations
from transforms.language.chains import Chain
from transforms.language.labels import label_of
from transforms.language.people import link_people
from transforms.language.places import link_places, of_territory
from transforms.language.reading import Mention, Reading
from transforms.language.spans import edges
from transforms.language.territories import Territory, by_code


def foreign_mentions(
    reading: Reading, raw: Iterable[tuple[int, int, str]], code: str
) -> list[Mention]:
    """The spans that the pipeline of the language `code` found, under our labels, in order.

    A place that is called as a state is called in the language is GPE; words without a capital or
    caseless letter are no names.
    """
    found = []
    for first, last, told in sorted(raw):
        start, end = edges(reading.text, first, last)
        name = reading.text[start:end]
        label = label_of(told, name)
        if label is None or not any(c.isalpha() and not c.islower() for c in name):
            continue
        if label == "LOC" and _territories(code).get(name):
            label = "GPE"
        found.append(reading.mention(start, end, label))
    return found


def foreign_chains(reading: Reading, found: Sequence[Mention], code: str) -> dict[str, Chain]:
    """Tell every mention its chain; the chains of the article by key."""
    states = []
    for mention in found:
        territory = _territories(code).get(mention.surface)
        if territory and mention.label in {"GPE", "LOC", "ORG"}:
            chain = of_territory(territory)
            mention.key = chain.key
            states.append(chain)
    rest = [mention for mention in found if mention.key is None]
    chains: dict[str, Chain] = {}
    for chain in (
        *states,
        *link_places(reading, rest),
        *(
            Chain(key, "person", name)
            for key, name in link_people(reading.article_id, rest).items()
        ),
        *link_organisations(reading, rest),
    ):
        chains.setdefault(chain.key, chain)
    return chains


@cache
def _territories(code: str) -> Mapping[str, Territory]:
    """The states, the EU and the UN by what the language calls them; none where CLDR has none."""
    try:
        names = Locale.parse(code).territories
    except (UnknownLocaleError, ValueError):
        return {}
    told = ((name, by_code(key.lower())) for key, name in names.items() if key.isalpha())
    return {name: territory for name, territory in told if territory}
