"""What kind of thing an entry of OFAC's lists is, where the list itself says only "entity"."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("ofac_kinds.csv")

OWN_KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
"""`SDN_Type` of the CSV and the party types of the XML, in lower case, that tell the kind."""

_DROPPED = re.compile("[.'’]")
_BETWEEN = re.compile(r"[\W_]+")


def kind_of(party_type: str, name: str, remarks: Sequence[str]) -> str:
    """The `entity_kind` of an entry by its type, else by the first line of `ofac_kinds.csv` to fit.

    Lines with the place `name` fit where their words stand in the name, `end` where they end it,
    and `remark` where one of the remarks begins with them. Without any: an organisation.
    """
    own = OWN_KINDS.get(party_type.lower())
    if own:
        return own
    words = f" {_BETWEEN.sub(' ', _DROPPED.sub('', name.upper())).strip()} "
    for place, sought, kind in _rules():
        if place == "remark":
            fits = any(remark.removeprefix("alt. ").startswith(sought) for remark in remarks)
        else:
            fits = words.endswith(sought) if place == "end" else sought in words
        if fits:
            return kind
    return "organization"


@cache
def _rules() -> tuple[tuple[str, str, str], ...]:
    with LIST.open(encoding="utf-8", newline="") as rows:
        return tuple(
            (
                row["place"],
                row["words"] if row["place"] == "remark" else f" {row['words']} ",
                row["kind"],
            )
            for row in csv.DictReader(rows)
        )
