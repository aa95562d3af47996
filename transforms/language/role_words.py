"""The words of roles: nouns, what stands before them, and offices that only one state has."""

from __future__ import annotations

from functools import cache

from transforms.language.words import read


def noun_of(word: str) -> str | None:
    """The role noun that a word is or ends with, lower case and in the singular; None if none."""
    small = word.casefold()
    for told in (small, small.rsplit("-", 1)[-1]):
        if told in _nouns():
            return told
    return None


def is_local(noun: str) -> bool:
    """Whether a role noun is an office that stays in its own state: "mayor", "judge"."""
    return noun in _local_nouns()


def modifies(word: str) -> bool:
    """Whether a word may stand before a role noun: "former", "deputy", "vice", "trade-union"."""
    small = word.casefold()
    parts = small.split("-")
    if small in _modifiers() or noun_of(word):
        return True
    return len(parts) > 1 and (parts[0] in _modifiers() or noun_of(parts[-1]) is not None)


def office_country(role: str) -> str | None:
    """The country of an office that only one state has: "Secretary of State"."""
    told = role.casefold()
    return next((country for office, country in _offices() if office in told), None)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word for group in read("roles")["nouns"] for word in group["words"])


@cache
def _local_nouns() -> frozenset[str]:
    return frozenset(read("roles")["local"]["words"])


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(read("roles")["modifiers"]["words"])


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    return tuple(
        (word.casefold(), group["country"])
        for group in read("roles")["offices"]
        for word in group["words"]
    )
