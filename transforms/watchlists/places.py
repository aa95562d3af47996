"""The countries that a sanctions programme is about: where its entries are likely at home."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from transforms.language.territories import by_code
from transforms.programs.programs import by_alias
from transforms.watchlists.countries import country
from transforms.watchlists.names import KEPT

_PARTS = re.compile(r"[\s\-/()]+|(?=EO\d)")
_CODES = {
    "DRC": "cd", "CAR": "cf", "DPRK": "kp", "BURMA": "mm", "SouthSudan": "ss", "GB": "gw",
    "Taliban": "af",
}  # fmt: skip
"""What the lists call programmes and the table of programmes does not; GB is Guinea-Bissau."""


def places(programs: Iterable[str]) -> tuple[str, ...]:
    """Codes of the countries that programmes are about, as the lists write them; sorted.

    "RUSSIA-EO14024" is about Russia, "Democratic Republic of the Congo" about that country,
    "SDGT" about no country.
    """
    return tuple(sorted({code for program in programs for code in _of(program)}))


@lru_cache(KEPT)
def _of(program: str) -> frozenset[str]:
    if program in _CODES:
        return frozenset({_CODES[program]})
    if (whole := country(program)) is not None:
        return frozenset({whole})
    parts = {_CODES.get(part) or country(part.title()) for part in _PARTS.split(program) if part}
    told = {code for code in parts if code}
    # What is named after Ukraine is about Russia too, as the table says.
    if told and told != {"ua"}:
        return frozenset(told)
    territories = {t[:2] for one in by_alias(program) for t in one.territories}
    return frozenset(told | {code for code in territories if by_code(code)})
