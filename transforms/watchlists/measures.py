"""Measures in the words of the lists to the vocabulary `measure`.

`measures.csv` has the words of the UK Sanctions List ("Sanctions Imposed") and of OpenSanctions'
programmes (its vocabulary `Measure`). What no value of ours says, such as a ban from ports or
boards, is `blacklist`: the target was put on an official list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("measures.csv")


def measures(told: Iterable[str]) -> set[str]:
    """The measures of cells that tell one each; `unspecified` for words that are not known."""
    return {_measure(cell.casefold()) for cell in told if cell.strip()}


def _measure(told: str) -> str:
    return next((value for words, value in _words() if words in told), "unspecified")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    with WORDS.open(encoding="utf-8", newline="") as rows:
        return tuple((row["words"], row["measure"]) for row in csv.DictReader(rows))
