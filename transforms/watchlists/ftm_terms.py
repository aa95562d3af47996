"""Terms of FollowTheMoney, the data model of OpenSanctions and of its journal tables.

Schemas and properties: the FollowTheMoney schema reference; topics and country codes:
OpenSanctions' data dictionary.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from transforms.watchlists.countries import country
from transforms.watchlists.draft import Draft
from transforms.watchlists.printed_names import family_name_behind, reading_order

SCHEMAS = Path(__file__).with_name("ftm_schemas.csv")
WIKIDATA = re.compile(r"Q\d+")

FAMILY_NAME_FIRST = frozenset({"cn", "hk", "hu", "jp", "kp", "kr", "mo", "tw", "vn"})
"""Countries in which the family name stands before the others in running text."""


def kind_of(schema: str) -> str | None:
    """The `entity_kind` of a schema that can be a target; `None` for addresses and the like."""
    return _kinds().get(schema)


def alpha2(codes: Iterable[str]) -> set[str]:
    """The ISO alpha-2 codes among country codes, without regions ("ua-cri") and past states."""
    return {code for code in codes if len(code) == 2 and country(code) == code}


def in_reading_order(draft: Draft, name: str) -> str:
    """The name of a target, told by capitals which part is the family's; countries noted before."""
    if draft.kind != "person" or draft.countries & FAMILY_NAME_FIRST:
        return name
    return family_name_behind(reading_order(name))


@cache
def _kinds() -> dict[str, str]:
    with SCHEMAS.open(encoding="utf-8", newline="") as rows:
        return {row["schema"]: row["kind"] for row in csv.DictReader(rows)}
