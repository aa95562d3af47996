"""A name taken apart for comparison: folded to ASCII words, legal forms and titles set aside."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from anyascii import anyascii

KEPT = 200_000
"""Names and words whose parts are remembered."""

_APOSTROPHES = re.compile(r"['’‘`ʼʻ´ʾʿ]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?=\W|$)")
_OTHER = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name for comparison.

    `words` are lower-case ASCII, in reading order, without titles (of people) and legal forms (of
    others); `native` the same in the name's own script where that is not Latin, else empty;
    `form` the key of its legal form, if any.
    """

    words: tuple[str, ...]
    native: tuple[str, ...]
    form: str | None


@lru_cache(KEPT)
def parts_of(name: str, *, person: bool) -> NameParts:
    """Take a name apart; `person` tells which words say nothing of who it is."""
    # "V.V. Putin" has two initials, "A.B.C. Company" one name.
    apart = " " if person else ""
    told = _INITIALS.sub(lambda match: match[0].replace(".", apart), name.replace("&", " and "))
    told = unicodedata.normalize("NFKC", told)
    if person and told.count(",") == 1:
        told = " ".join(reversed(told.split(",")))  # "LI, Shangfu"
    words = _split(anyascii(told))
    native = () if not is_foreign(told) else _split(told)
    if person:
        titles = word_list("titles")
        return NameParts(tuple(w for w in words if w not in titles) or words, native, None)
    form, rest = _without_form(words)
    joints = word_list("joints")
    kept = tuple(_numbers().get(word, word) for word in rest if word not in joints)
    return NameParts(kept or words, native, form)


def _split(text: str) -> tuple[str, ...]:
    bare = _APOSTROPHES.sub("", text.casefold())
    return tuple(word for word in _OTHER.split(bare) if word)


def is_foreign(text: str) -> bool:
    """Whether it has a letter outside the Latin script: beyond U+024F, but for Latin additions."""
    return any(c.isalpha() and c > "ɏ" and not "Ḁ" <= c <= "ỿ" for c in text)


def _without_form(words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The legal form that the words begin or end with, the longest first, and the other words."""
    found: str | None = None
    kept = words
    forms = _forms()
    changed = True
    while changed and len(kept) > 1:
        changed = False
        for length in range(min(_longest_form(), len(kept) - 1), 0, -1):
            for part, rest in ((kept[-length:], kept[:-length]), (kept[:length], kept[length:])):
                if (key := forms.get(" ".join(part))) is not None:
                    found, kept, changed = found or key, rest, True
                    break
            if changed:
                break
    return found, kept


@cache
def lists() -> Mapping[str, Any]:
    """`name_words.toml` as it stands."""
    return tomllib.loads(Path(__file__).with_name("name_words.toml").read_text(encoding="utf-8"))


@cache
def legal_forms() -> Mapping[str, Any]:
    """`legal_forms.toml` as it stands."""
    return tomllib.loads(Path(__file__).with_name("legal_forms.toml").read_text(encoding="utf-8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list of `name_words.toml`."""
    return frozenset(lists()[name]["words"])


@cache
def _numbers() -> Mapping[str, str]:
    return dict(line.split() for line in lists()["numbers"]["words"])


@cache
def _forms() -> Mapping[str, str]:
    return {words: form["key"] for form in legal_forms()["form"] for words in form["words"]}


@cache
def _longest_form() -> int:
    return max(len(words.split()) for words in _forms())
