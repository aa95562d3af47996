"""Which state is meant where an article names none: its sentence's, or the article's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.language.places import countries_told
from transforms.language.reading import Mention

MOSTLY = 2
"""A country named more than this many times as often as any other is what an article is about."""


class Homes:
    """Whose a body or an office is that every state has: "the Foreign Ministry", "the mayor"."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._by_sentence: dict[int, Counter[str]] = {}
        for mention in mentions:
            told = countries_told([mention]).countries
            self._by_sentence.setdefault(mention.sentence, Counter()).update(told)
        self._all = sum(self._by_sentence.values(), Counter[str]())

    def of(self, mention: Mention) -> str | None:
        """The one country of its sentence, or else the one that most of the article is about."""
        here = self._by_sentence.get(mention.sentence, Counter())
        if len(here) == 1:
            return next(iter(here))
        (first, most), (_, next_most) = [*self._all.most_common(2), ("", 0), ("", 0)][:2]
        return first if most > next_most * MOSTLY else None
