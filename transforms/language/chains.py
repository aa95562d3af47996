"""Chains: what mentions of one article go back to the same person, body, country or thing."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.language.keys import entity_key, local_key


@dataclass(slots=True)
class Chain:
    """A row of the table `chains`, without its article."""

    key: str
    kind: str
    name: str
    country: str | None = None

    @classmethod
    def of(cls, kind: str, name: str, country: str | None = None) -> Chain:
        """The chain of this kind and canonical name."""
        return cls(entity_key(kind, name), kind, name, country)

    @classmethod
    def local(cls, article_id: str, kind: str, name: str) -> Chain:
        """The chain of a name that says who is meant in its article alone: "Foreign Ministry"."""
        return cls(local_key(article_id, kind, name), kind, name)
