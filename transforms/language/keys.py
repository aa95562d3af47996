"""The hash that stands for an entity of an article, the same wherever the same name stands."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from transforms.language.territories import find

_NOT_IN_NAMES = re.compile(r"[^\w]+")


def normalised(name: str) -> str:
    """`name` for comparison: case folded, accents and punctuation gone, one space between words."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(_NOT_IN_NAMES.sub(" ", bare.replace(".", "").replace("'", "")).split())


def entity_key(kind: str, name: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over kind and normalised fullest name.

    `kind` is a value of the vocabulary `entity_kind`. A country is keyed by its code, so that
    every name of it gives the same key (ARCHITECTURE, "The way of the data").
    """
    territory = find(name) if kind == "country" else None
    told = territory.code if territory else normalised(name)
    return hashlib.sha256(f"{kind}:{told}".encode()).hexdigest()[:16]


def span_id(article_id: str, *parts: object) -> str:
    """An id for something in an article: 16 hexadecimal digits over the article and `parts`."""
    told = "\x1f".join([article_id, *map(str, parts)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
