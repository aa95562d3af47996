"""Names that an article gives initials for: "the Chinese Communist Party's (CCP) commitment"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.language.reading import Mention, Reading
from transforms.language.territories import find

_IN_BRACKETS = re.compile(
    r"(?:['’]s?)?\s*[(\[]\s*[\"“]?(?:the )?([A-Z][A-Z&.-]{1,8}[A-Z.])s?[\"”]?[)\]]"
)
_WORDS_BEFORE = re.compile(r"[^\s()\[\],;:“”\"]+")
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "du", "des", "la", "&"})


def introduced(reading: Reading) -> Iterator[Mention]:
    """The long names whose initials stand in brackets behind them, and the initials, as ORG.

    Only where the initials of the capitalised words give the letters exactly; territories are
    left to their list.
    """
    text = reading.text
    for _, start, end in reading.told:
        for match in _IN_BRACKETS.finditer(text, start, end):
            span = _long_form(text, start, match.start(), match.group(1))
            if span and not find(match.group(1)) and not find(text[span[0] : span[1]]):
                yield reading.mention(*span, "ORG", by_rule=True)
                yield reading.mention(match.start(1), match.end(1), "ORG", by_rule=True)


def _long_form(text: str, start: int, end: int, acronym: str) -> tuple[int, int] | None:
    letters = "".join(c for c in acronym if c.isalpha()).upper()
    words = [(m.start(), m.group()) for m in _WORDS_BEFORE.finditer(text, start, end)]
    for size in range(len(letters) - 1, min(len(words), 2 * len(letters) + 2) + 1):
        chosen = words[len(words) - size :]
        if chosen and chosen[0][1][0].isupper() and initials(w for _, w in chosen) == letters:
            return chosen[0][0], chosen[-1][0] + len(chosen[-1][1])
    return None


def initials(words: Iterator[str]) -> str:
    """The first letters of the words of a name, without its small words."""
    parts = [p for word in words for p in word.split("-") if p and word not in _SMALL]
    if any(not part[0].isupper() for part in parts):
        return ""
    return "".join(part[0] for part in parts)
