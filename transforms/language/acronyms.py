"""Names that an article gives initials for: "the Chinese Communist Party's (CCP) commitment"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.language.kinds import body
from transforms.language.labels import label_of
from transforms.language.reading import Mention, Reading
from transforms.language.territories import find

_IN_BRACKETS = re.compile(
    r"(?:['’]s?)?\s*[(\[]\s*[\"“]?(?:the )?([A-Z][A-Z&.-]{1,8}[A-Z.])s?[\"”]?[)\]]"
)
_BEHIND_OR = re.compile(r",? (?:or|(?:also )?(?:known as|called)) (?:the )?([A-Z]{4,10})\b")
_WORDS_BEFORE = re.compile(r"[^\s()\[\],;:“”\"]+")
_STATE_BEFORE = re.compile(r"\b(?:U\.S\.|U\.N\.|US|UN) $")
_HEAD = re.compile(r" (?:of|for|on|in) ")
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "du", "des", "la", "&"})
_LONG_ENOUGH = 4
"""Letters from which on an acronym may leave a word out, or take more than one letter of it."""


def introduced(reading: Reading) -> Iterator[Mention]:
    """The long names whose letters stand in brackets or behind "or", and the letters.

    ORG, or LAW where the long name is a treaty's. Territories are left to their list.
    """
    text = reading.text
    for _, start, end in reading.told:
        for pattern in (_IN_BRACKETS, _BEHIND_OR):
            for match in pattern.finditer(text, start, end):
                span = _long_form(text, start, match.start(), match.group(1))
                if span and not find(match.group(1)) and not find(text[slice(*span)]):
                    label = _label(text[slice(*span)])
                    yield reading.mention(*span, label, by_rule=True)
                    yield reading.mention(*match.span(1), label, by_rule=True)


def _label(name: str) -> str:
    head = _HEAD.split(name, maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    return "LAW" if label_of("MISC", head) == "LAW" else "ORG"


def _long_form(text: str, start: int, end: int, acronym: str) -> tuple[int, int] | None:
    """The words before an acronym that give its letters: by their initials exactly, or nearly."""
    letters = "".join(c for c in acronym if c.isalpha()).upper()
    words = [(m.start(), m.group()) for m in _WORDS_BEFORE.finditer(text, start, end)]
    longest = min(len(words), 2 * len(letters) + 2)
    for gives, fewest in ((_exactly, len(letters) - 1), (_nearly, 2)):
        for size in range(fewest, longest + 1):
            chosen = words[len(words) - size :]
            if chosen and chosen[0][1][0].isupper() and gives([w for _, w in chosen], letters):
                last, word = chosen[-1]
                return _with_state(text, chosen[0][0], last + len(word)), last + len(word)
    return None


def _with_state(text: str, start: int, end: int) -> int:
    """Where "U.S. Africa Command" begins, given "Africa Command"; a body known without it stays."""
    before = _STATE_BEFORE.search(text, max(0, start - 6), start)
    if before is None or (body(text[start:end]) and not body(text[before.start() : end])):
        return start
    return before.start()


def _exactly(words: list[str], letters: str) -> bool:
    return initials(iter(words)) == letters


def _nearly(words: list[str], letters: str) -> bool:
    """Whether the words give the letters with small words counted or one word left out: "ATMIS".

    Or with the first letters of words instead of one: "AFRICOM" of "Africa Command".
    """
    if len(letters) < _LONG_ENOUGH:
        return False
    parts = [p for word in words for p in word.split("-") if p]
    if words[-1] in _SMALL or any(not (p[0].isupper() or p in _SMALL) for p in parts):
        return False
    first = parts[0].upper()
    return any(
        first.startswith(letters[:size]) and _give(parts[1:], letters[size:], 1)
        for size in range(1, len(letters))
    )


def _give(parts: list[str], letters: str, to_skip: int) -> bool:
    """Whether each part gives one letter or more, but small words and `to_skip` others none."""
    if not parts or not letters:
        return not parts and not letters
    part, rest = parts[0], parts[1:]
    if any(
        part.upper().startswith(letters[:size]) and _give(rest, letters[size:], to_skip)
        for size in range(1, len(letters) + 1)
    ):
        return True
    if part in _SMALL:
        return _give(rest, letters, to_skip)
    return bool(rest) and to_skip > 0 and _give(rest, letters, to_skip - 1)


def initials(words: Iterator[str]) -> str:
    """The first letters of the words of a name, without its small words."""
    parts = [p for word in words for p in word.split("-") if p and word not in _SMALL]
    if any(not part[0].isupper() for part in parts):
        return ""
    return "".join(part[0] for part in parts)
