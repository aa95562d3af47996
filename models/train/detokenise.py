"""Words of a tokenised corpus back into natural text, with each word's place in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ATTACH_LEFT = frozenset([".", ",", ";", ":", "?", "!", "%", ")", "]", "}", "..."]) | {
    "'s",
    "’s",
    "n't",
    "n’t",
}
_CLITIC = re.compile(r"(?i)['’](s|re|ve|ll|d|m|t)$")
_ATTACH_RIGHT = frozenset(["(", "[", "{", "$", "#", "£", "€"])
_QUOTES = frozenset(['"', "``", "''"])
_LAKH = re.compile(r"^\d{1,2}(,\d{2})+,\d{3}$")


def natural_number(word: str) -> str:
    """A number grouped by lakhs, as GMB prints some ("2,00,000"), in groups of three."""
    return f"{int(word.replace(',', '')):,}" if _LAKH.match(word) else word


def detokenise(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join words into text.

    Returns the text and, for each word, its half-open range of code points in the text. Straight
    double quotes are taken as opening and closing by turns, a single "'" as a possessive after
    a word that ends in s, as a quote else.
    """
    text = ""
    places: list[tuple[int, int]] = []
    quoted: dict[str, bool] = {'"': False, "'": False}
    glue = True
    for position, raw in enumerate(words):
        word = '"' if raw in _QUOTES else natural_number(raw)
        left, right = word in _ATTACH_LEFT or bool(_CLITIC.match(word)), word in _ATTACH_RIGHT
        if word in quoted:
            possessive = word == "'" and not quoted[word] and words[position - 1][-1:] in "sSzx"
            left = quoted[word] or (possessive and position > 0)
            right = not left
            if not (possessive and position > 0):
                quoted[word] = right
        if text and not glue and not left:
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
        glue = right
    return text, places
