"""Names as lists print them, to names as in running text: marks at the ends, order of the words."""

from __future__ import annotations

import re

from transforms.watchlists.listed_names import unquoted

_PAIRS = {"‘": "’", "'": "'", "’": "’", "`": "'"}
_SUFFIX = re.compile(r"(?:jr|sr|i{1,3}|iv)\.?", re.IGNORECASE)
_STOP = re.compile(r"([^.]*\w{4})\.")


def tidy(name: str) -> str:
    """A name on one line, without quotation marks about it and stray marks at its ends.

    A bracket that is never opened goes, and one that is never closed is closed at the end.
    """
    told = re.sub(r"\s+[-–]$", "", unquoted(name.replace("_", " ")).strip(" ,;:–/"))
    if stop := _STOP.fullmatch(told):
        told = stop[1]
    if "(" in told or ")" in told:
        told = _balanced(told)
    if told.startswith("‘") and told.endswith("’’"):
        told = told[1:-1]
    if len(told) > 1 and _PAIRS.get(told[0]) == told[-1] and not set(told[1:-1]) & set("‘’'"):
        told = told[1:-1].strip()
    return told


def _balanced(text: str) -> str:
    kept, depth = "", 0
    for sign in text:
        if sign == ")" and not depth:
            continue
        depth += (sign == "(") - (sign == ")")
        kept += sign
    return kept + ")" * depth if depth < 2 else text


def reading_order(name: str) -> str:
    """A person's name as in running text: "LI, Shangfu" and "Bin Marwan, Bilal" are turned round.

    Not where the family name, in capitals, stands at the end already: then the comma is a slip.
    """
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) < 2:
        return " ".join(parts)
    if _SUFFIX.fullmatch(parts[-1]):
        return f"{reading_order(', '.join(parts[:-1]))}, {parts[-1]}"
    if ends_in_capitals(parts[-1]) and not in_capitals(parts[0]):
        return " ".join(parts)
    return " ".join(reversed(parts))


def family_name_behind(name: str) -> str:
    """A person's name whose family name, told by capitals, comes first: "PUTIN Vladimir" turned.

    Names of East Asia are written so in running text too: whoever calls leaves them as they are.
    """
    words = name.split()
    first = next((n for n, word in enumerate(words) if not in_capitals(word)), 0)
    if not first or any(in_capitals(word) for word in words[first:]):
        return name
    given = words[first:]
    return " ".join([*given, *words[:first]]) if any(len(word) > 2 for word in given) else name


def in_capitals(words: str) -> bool:
    """Whether all letters are capitals, as those of family names; one letter is an initial."""
    return len(words) > 1 and words.isupper()


def ends_in_capitals(words: str) -> bool:
    """Whether the last word is in capitals."""
    return in_capitals(words.rsplit(maxsplit=1)[-1])
