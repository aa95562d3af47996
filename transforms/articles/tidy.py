"""The lines of a text, without what layout has done to them: hard wraps, odd spaces, glued stops.

Repair codes: `spaces` (no-break and other odd spaces), `wiki_tags` ("((WN))"), `hard_wraps`,
`glued_sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transforms.articles.patterns import WORDS

_ODD_SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WIKI_TAG = re.compile(r"\(\((?:[A-Z]\w{1,20}|[a-z]{2,3})\)\)\s*")
_GLUED = re.compile(
    r"(?P<before>[^\W\d_]+)(?P<stop>[.!?][”’\"')]?)(?P<after>[A-Z][a-z]*)(?=,? [\w“‘\"'])"
)
_TOUCHING = re.compile(r"[.!?][”’\"')]?(?<! [A-Z]\.)[A-Z]")
_ENDED = re.compile(r"[.!?:;][”’\"')\]]*$")
_WRAP_SHORTEST, _WRAP_LONGEST = 45, 120
"""Code points a hard-wrapped line may have: mail and terminals break between 60 and 100."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; `gap` says whether an empty line or the start is before it."""

    text: str
    gap: bool


def tidy_lines(text: str) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of a text, each stripped and single-spaced, and the repair codes."""
    repairs: list[str] = []
    if _ODD_SPACE.search(text):
        text = _ODD_SPACE.sub(" ", text)
        repairs.append("spaces")
    if "((" in text and _WIKI_TAG.search(text):
        text = _WIKI_TAG.sub("", text)
        repairs.append("wiki_tags")
    lines: list[Line] = []
    gap = True
    for raw in text.split("\n"):
        if line := " ".join(raw.split(" ")).strip() if "  " not in raw else " ".join(raw.split()):
            lines.append(Line(line, gap))
        gap = not line
    if _is_hard_wrapped(lines):
        lines = _unwrapped(lines)
        repairs.append("hard_wraps")
    fixed = [Line(unglue(line.text), line.gap) for line in lines]
    if fixed != lines:
        repairs.append("glued_sentences")
    return fixed, tuple(repairs)


def _is_hard_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines that another follows mostly end within a sentence, none of them long."""
    followed = [a.text for a, b in pairwise(lines) if not b.gap]
    if len(followed) < 4 or len(followed) * 2 < len(lines):
        return False
    middle = [t for t in followed if len(t) >= _WRAP_SHORTEST]
    open_ended = sum(not _ENDED.search(t) for t in middle)
    return (
        max(map(len, followed)) <= _WRAP_LONGEST
        and len(middle) * 10 >= len(followed) * 7
        and open_ended * 10 >= len(middle) * 6
    )


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Wrapped lines joined; a short line or one that a gap follows ends its paragraph."""
    joined: list[Line] = []
    running = False
    for line in lines:
        if running and not line.gap:
            joined[-1] = Line(f"{joined[-1].text} {line.text}", joined[-1].gap)
        else:
            joined.append(line)
        running = len(line.text) >= _WRAP_SHORTEST
    return joined


def unglue(line: str) -> str:
    """A space put after a stop that the next sentence is glued to: "the end.Next one" .

    Only between a word and a capitalised one that more words follow, and only where the first is
    an ordinary word in small letters or the second a usual opener of sentences: names
    ("Prof.Smith"), initials ("U.S.A"), addresses ("Example.Com") and numbers are left alone.
    """
    if len(line) <= 20 or not _TOUCHING.search(line):
        return line
    return _GLUED.sub(_parted, line)


def _parted(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    ordinary = before.islower() and len(before) >= 3 and len(after) >= 2
    opening = after in WORDS["openers"] and len(before) >= 2 and before[1:].islower()
    if before.lower() in WORDS["abbreviations"] or not (ordinary or opening):
        return match[0]
    if match.start() and match.string[match.start() - 1] in "./@:":
        return match[0]
    return f"{before}{match['stop']} {after}"
