"""The hash that stands for an entity of an article, the same wherever the same name stands."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from transforms.language.territories import NAMES_KEPT, find

_SOUNDS = (
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("dj", "j"), ("tch", "ch"),
    ("ck", "k"), ("ou", "u"), ("oo", "u"), ("ei", "i"), ("ey", "i"), ("ay", "ai"), ("y", "i"),
    ("o", "u"), ("e", "a"), ("q", "k"), ("w", "v"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_NOT_IN_NAMES = re.compile(r"[^\w]+")


@lru_cache(NAMES_KEPT)
def normalised(name: str) -> str:
    """`name` for comparison: case folded, accents and punctuation gone, one space between words."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(_NOT_IN_NAMES.sub(" ", bare.replace(".", "").replace("'", "")).split())


@lru_cache(NAMES_KEPT)
def sounds(word: str) -> str:
    """A normalised word as transliterations agree on it: "shoigu" and "shoygu" are one.

    Letters for one sound are made one (kh and h, ph and f, y and i, ou and u, e and a) and doubled
    ones single. Consonants stay: "hassan" and "hussein" are two.
    """
    told = word
    for letters, one in _SOUNDS:
        told = told.replace(letters, one)
    return _DOUBLED.sub(r"\1", told)


def entity_key(kind: str, name: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over kind and normalised fullest name.

    `kind` is a value of the vocabulary `entity_kind`. A country is keyed by its code, so that
    every name of it gives the same key (ARCHITECTURE, "The way of the data").
    """
    territory = find(name) if kind == "country" else None
    told = territory.code if territory else normalised(name)
    return hashlib.sha256(f"{kind}:{told}".encode()).hexdigest()[:16]


def local_key(article_id: str, kind: str, name: str) -> str:
    """The key of someone whose name does not tell who it is outside the article: a lone surname.

    Two articles that say "Miller" need not mean the same Miller.
    """
    return hashlib.sha256(f"{kind}:{normalised(name)}:{article_id}".encode()).hexdigest()[:16]


def span_id(article_id: str, *parts: object) -> str:
    """An id for something in an article: 16 hexadecimal digits over the article and `parts`."""
    told = "\x1f".join([article_id, *map(str, parts)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
