"""What is cut from a span that a model gave: articles, titles, possessives, quotation marks."""

from __future__ import annotations

import re

from transforms.language.words import titles

_FRONT = " \t\n\r\u00a0\"“”‘’'`([{<,;:.–—-*•/"
_BACK = ' \t\n\r\u00a0"“”‘`([{<,;:–—-*•/!?'
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’]|['’])$")
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros|Cos|St)\.)$")
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_FIRST = re.compile(r"(\S+?)[.,]?\s+(?=\S)")
_KEEP_THE = frozenset({"The Hague", "the Hague"})


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int] | None:
    """The span without what is no part of the name (NER_GUIDE, v1 to v3); None if nothing is left.

    `label` is a value of the vocabulary `label`; titles are cut from people, compass words from
    places, approximators from dates and sums.
    """
    start, end = edges(text, start, end)
    if label in {"DATE", "MONEY"}:
        start = _without_approximators(text, start, end, label)
    else:
        start = _without_article(text, start, end)
        end = _without_possessive(text, start, end)
        if label == "PERSON":
            start = _without_titles(text, start, end)
            end = _without_particles(text, start, end)
        elif label in {"GPE", "LOC"}:
            start = _without_compass(text, start, end)
    start, end = edges(text, start, end)
    name = text[start:end]
    if not any(c.isalnum() for c in name):
        return None
    if label in {"PERSON", "ORG", "GPE", "LOC", "NORP"} and not any(c.isupper() for c in name):
        return None
    return start, end


def edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, quotation marks, brackets and stops at its edges."""
    while start < end and text[start] in _FRONT:
        start += 1
    while end > start:
        last = text[end - 1]
        if last in ")]}":
            if {")": "(", "]": "[", "}": "{"}[last] in text[start:end]:
                break
        elif last == ".":
            if _ABBREVIATED.search(text, start, end):
                break
        elif last not in _BACK:
            break
        end -= 1
    return start, end


def _without_article(text: str, start: int, end: int) -> int:
    match = _ARTICLE.match(text, start, end)
    if match and text[start:end] not in _KEEP_THE:
        return match.end()
    return start


def _without_possessive(text: str, start: int, end: int) -> int:
    match = _POSSESSIVE.search(text, start, end)
    return match.start() if match else end


def _without_titles(text: str, start: int, end: int) -> int:
    lists = titles()
    while match := _FIRST.match(text, start, end):
        word = match.group(1)
        small = word.casefold()
        if (
            small in lists.titles
            or small.rstrip("s") in lists.titles
            or (word[0].islower() and small not in lists.particles)
        ):
            start = match.end()
        else:
            break
    return start


def _without_particles(text: str, start: int, end: int) -> int:
    """A name does not end in "al" or "bin": what came behind was cut off."""
    last = text[start:end].rsplit(" ", 1)
    return end - len(last[1]) - 1 if len(last) == 2 and last[1] in titles().particles else end


def _without_compass(text: str, start: int, end: int) -> int:
    while match := _FIRST.match(text, start, end):
        word = match.group(1)
        if word[0].islower() and word in titles().compass and text[match.end()].isupper():
            if text[start:end] == "southern Africa":
                break
            start = match.end()
        else:
            break
    return start


def _without_approximators(text: str, start: int, end: int, label: str) -> int:
    for words in titles().approximators:
        stop = start + len(words) + 1
        if stop < end and text[start:stop].lower() == f"{words} ":
            return _without_approximators(text, stop, end, label)
    if label == "MONEY":
        return _without_article(text, start, end) if text[start : start + 4] != "a " else start
    return start
