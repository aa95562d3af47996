"""Organisations told by the noun behind them: "Dolce Vita, a snack maker based in Osaka"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from transforms.language.reading import Mention, Reading
from transforms.language.words import read

_LABELS = frozenset({"PERSON", "GPE", "LOC", "NORP", "PRODUCT"})


def told_organisations(reading: Reading, found: Iterable[Mention]) -> None:
    """Make ORG of the mentions that the words behind them say are organisations."""
    for mention in found:
        if mention.label in _LABELS and _apposition().match(
            reading.text, mention.end, reading.sentences[mention.sentence].end
        ):
            mention.label, mention.by_rule = "ORG", True


@cache
def _apposition() -> re.Pattern[str]:
    """ ", a large snack maker based", ", the state-owned bank,"; "the bank" alone names no one."""
    lists = read("appositions")
    nouns, makers, people, then = (
        "|".join(re.escape(w) for w in lists[part]["words"])
        for part in ("nouns", "makers", "of_people", "then")
    )
    word = r"[\w’'.-]+(?<![’']s)\s+"
    made = rf"(?!(?:{people})\b)[\w-]+\s+(?:{makers})"
    return re.compile(
        rf",\s+(?:(?:an?|one of the)\s+(?:{word}){{0,4}}?|the\s+(?:{word}){{1,4}}?)"
        rf"(?:{nouns}|{made})(?:[,.;)]|\s+(?:{then})\b)"
    )
