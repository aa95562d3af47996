"""FollowTheMoney's Sanction entities, joined by the entity that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from transforms.watchlists.csv_rows import fold
from transforms.watchlists.dates import day
from transforms.watchlists.draft import Draft, Words, note
from transforms.watchlists.measures import measures

Properties = Mapping[str, object]


@dataclass(slots=True)
class Sanctions:
    """What all sanctions of one entity tell; `ends` has the last day of each, where it has one."""

    programs: Words = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)
    reasons: Words = field(default_factory=dict)
    starts: list[date] = field(default_factory=list)
    ends: list[date | None] = field(default_factory=list)

    def add(self, properties: Properties) -> None:
        """Note one sanction by the properties of its entity."""
        note(self.programs, words(properties, "programId") or words(properties, "program"))
        note(self.reasons, words(properties, "reason"))
        self.measures |= measures(words(properties, "provisions")) - {"unspecified"}
        self.starts += _days(properties, "startDate") or _days(properties, "listingDate")
        self.ends.append(max(_days(properties, "endDate"), default=None))

    def tell(self, draft: Draft) -> None:
        """Note them in an entry; it is delisted once each of its sanctions has ended."""
        note(draft.programs, self.programs)
        note(draft.reasons, self.reasons)
        draft.measures |= self.measures
        draft.listed(min(self.starts, default=None))
        ended = [end for end in self.ends if end is not None]
        if ended and len(ended) == len(self.ends):
            draft.delisted_on = max(ended)


def words(properties: Properties, *names: str) -> list[str]:
    """The texts of some properties, each on one line; entities nested in them are left out."""
    found: list[str] = []
    for name in names:
        values = properties.get(name)
        listed = values if isinstance(values, list) else [values]
        found += [text for value in listed if isinstance(value, str) and (text := fold(value))]
    return found


def _days(properties: Properties, name: str) -> list[date]:
    return [known for told in words(properties, name) if (known := day(told))]


def nested(properties: Properties, name: str) -> list[Properties]:
    """The properties of the entities that a property holds."""
    values = properties.get(name)
    entities = values if isinstance(values, list) else []
    held = (entity.get("properties") for entity in entities if isinstance(entity, dict))
    return [properties for properties in held if isinstance(properties, dict)]
