"""What the language stage found, by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import pyarrow as pa

from transforms.sanctions.parties import in_full, whole_name

Named = tuple[int, int, str, str, str | None, str | None]
"""Start, end, label, the name that an event gives, country and key."""


@dataclass(slots=True)
class Language:
    """Mentions (start, end, label, surface, key), chains (name and country, by key) and quotes
    (start, end, id), each by article.
    """

    mentions: dict[str, list[tuple[int, int, str, str, str | None]]] = field(default_factory=dict)
    chains: dict[str, dict[str, tuple[str, str | None]]] = field(default_factory=dict)
    quotes: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def names(self, article_id: str, text: str) -> list[Named]:
        """The mentions of an article under the names of their chains, in order."""
        mentions, chains = self.mentions.get(article_id, []), self.chains.get(article_id, {})
        surfaces = {surface for _, _, _, surface, _ in mentions}
        mentions = sorted(mentions, key=itemgetter(0))
        wholes = [whole_name(text, (start, end), label) for start, end, label, _, _ in mentions]
        fuller = {
            key: whole
            for (_, _, _, surface, key), (_, whole) in zip(mentions, wholes, strict=True)
            if key and whole != surface and chains.get(key, ("",))[0] == surface
        }
        named: list[Named] = []
        for (start, _, label, _, key), (last, whole) in zip(mentions, wholes, strict=True):
            if named and start < named[-1][1]:
                continue  # the part behind a hyphen, read as a name of its own
            name, country = chains.get(key or "", (whole, None))
            full = in_full(text, start, label, fuller.get(key or "", name), surfaces)
            named.append((start, last, label, full, country, key))
        return named


def by_article(mentions: pa.Table, chains: pa.Table, quotes: pa.Table) -> Language:
    """The rows of tables mentions, chains and quotes of SCHEMA.md."""
    told = Language()
    for article, start, end, label, surface, key in _columns(
        mentions, "article_id", "start_char", "end_char", "label", "surface", "entity_key"
    ):
        told.mentions.setdefault(article, []).append((start, end, label, surface, key))
    for article, key, name, country in _columns(
        chains, "article_id", "entity_key", "name", "country"
    ):
        told.chains.setdefault(article, {})[key] = (name, country)
    for article, start, end, quote in _columns(
        quotes, "article_id", "start_char", "end_char", "quote_id"
    ):
        told.quotes.setdefault(article, []).append((start, end, quote))
    return told


def _columns(table: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)
