"""What being on one of OFAC's lists means, by its programs and remarks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_name("ofac_measures.toml")


def measures_of(
    list_key: str, programs: Iterable[str], remarks: Iterable[str], *, person: bool
) -> tuple[str, ...]:
    """The values of `measure` for an entry of `us_ofac_sdn` or `us_ofac_cons`, sorted."""
    rules = ofac_rules()
    sdn = list_key == "us_ofac_sdn"
    found: set[str] = set(rules["defaults"][list_key]) if sdn else set()
    for program in programs:
        if sdn and person and any(program.startswith(row["program"]) for row in rules["entry"]):
            found.add("travel_ban")
        for row in () if sdn else rules["cons"]:
            found.update(row["measures"] if program.startswith(row["program"]) else ())
    for remark in remarks:
        row = next((row for row in rules["remark"] if row["words"] in remark), None)
        found.update(row["measures"] if row else ())
    return tuple(sorted(found or rules["defaults"][list_key]))


@cache
def ofac_rules() -> dict[str, Any]:
    """`ofac_measures.toml` as it stands."""
    return tomllib.loads(RULES.read_text(encoding="utf-8"))
