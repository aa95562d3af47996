"""Which state is meant where an article names none: its sentence's, or the article's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from transforms.language.places import country_told
from transforms.language.reading import Mention

MOSTLY = 2
"""A country named more than this many times as often as any other is what an article is about."""


class Homes:
    """Whose a body or an office is that every state has: "the Foreign Ministry", "the mayor"."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = mentions

    @cached_property
    def _by_sentence(self) -> dict[int, Counter[str]]:
        found: dict[int, Counter[str]] = {}
        for mention in self._mentions:
            code, _ = country_told(mention)
            if code:
                found.setdefault(mention.sentence, Counter())[code] += 1
        return found

    @cached_property
    def _all(self) -> Counter[str]:
        return sum(self._by_sentence.values(), Counter[str]())

    def of(self, mention: Mention) -> str | None:
        """The one country of its sentence, or else the one that most of the article is about."""
        here = self._by_sentence.get(mention.sentence, Counter())
        if len(here) == 1:
            return next(iter(here))
        (first, most), (_, next_most) = [*self._all.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > next_most * MOSTLY else None
