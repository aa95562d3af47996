"""A party on one of OFAC's lists, in the words of its CSV, and the entry that comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from transforms.watchlists.countries import country
from transforms.watchlists.csv_rows import fold
from transforms.watchlists.entries import Entry, ListedName
from transforms.watchlists.listed_names import without_repeats
from transforms.watchlists.ofac_kinds import kind_of
from transforms.watchlists.ofac_measures import measures_of
from transforms.watchlists.ofac_remarks import running_name, told


@dataclass(slots=True)
class Party:
    """What a list tells of one party.

    `number` is OFAC's own; `party_type` individual, vessel, aircraft or anything else; `names` in
    reading order, the party's own first; `countries` of its addresses and flag, in OFAC's words;
    `remarks` one by one; `details` go before what is left of them.
    """

    number: str
    party_type: str
    names: list[ListedName] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    listed_on: date | None = None


def entry_of(party: Party, list_key: str) -> Entry:
    """The entry; only a party without any country is of those that gave it numbers.

    Without a day of listing, it is the first one of a directive, of which only the lists beside
    the SDN list tell: there, being under the directive is being listed.
    """
    facts = told(party.remarks)
    kind = kind_of(party.party_type, party.names[0].name, party.remarks)
    person = kind == "person"
    weak = (
        ListedName(running_name(name, person=person), "weak_alias") for name in facts.weak_names
    )
    names = without_repeats((*party.names, *weak))
    programs = _different(party.programs)
    positions = _different(party.titles)
    countries = facts.countries | {code for words in party.countries if (code := country(words))}
    rest = (remark for remark in facts.rest if remark not in positions)
    under_directive = facts.listed_on if list_key == "us_ofac_cons" else None
    return Entry(
        entry_id=party.number,
        kind=kind,
        name=names[0].name,
        names=names,
        programs=programs,
        measures=measures_of(list_key, programs, party.remarks, person=person),
        listed_on=party.listed_on or under_directive,
        birth_date=facts.birth_date if person else None,
        countries=tuple(sorted(countries or (set() if person else facts.issuers))),
        positions=positions,
        identifiers=facts.identifiers(kind, names[0].name),
        remarks="; ".join((*party.details, *rest)) or None,
    )


def _different(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told for word in words if (told := fold(word))))
