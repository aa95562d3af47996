"""Words that tell a sanctions event, told apart from those that only look like it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.sanctions.words import word_list

RULES = Path(__file__).with_name("triggers.toml")

_FLAGS = re.IGNORECASE
_NOT_A_VERB = word_list("triggers", "not_a_verb")
_NOT_AN_OBJECT = word_list("triggers", "not_an_object")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger word found: half-open span in the sentence, and what its entry says."""

    start: int
    end: int
    key: str
    kind: str
    measures: tuple[str, ...]
    action: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    pattern: re.Pattern[str]
    stems: frozenset[str]
    kind: str
    measures: tuple[str, ...]
    action: str | None
    needs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Rules:
    entries: tuple[_Entry, ...]
    traps: tuple[re.Pattern[str], ...]
    stem: re.Pattern[str]
    """Any stem of any entry, in folded text: nine sentences in ten are told apart by it alone."""


def find_triggers(sentence: str) -> list[Trigger]:
    """The triggers of a sentence in order; words in a sense that is never a sanction are none.

    Spans do not overlap: of two stays the earlier, then the longer, then that whose entry is first.
    """
    rules = _rules()
    stems = set(rules.stem.findall(_folded(sentence)))
    if not stems:
        return []
    matches = [
        (entry, match)
        for entry in rules.entries
        if not entry.stems.isdisjoint(stems)
        if not entry.needs or entry.needs.search(sentence)
        for match in entry.pattern.finditer(sentence)
    ]
    if not matches:
        return []
    trapped = [m.span() for trap in rules.traps for m in trap.finditer(sentence)]
    return _apart(
        [
            _trigger(entry, match, sentence)
            for entry, match in matches
            if not any(a < match.end() and match.start() < b for a, b in trapped)
        ]
    )


def _folded(sentence: str) -> str:
    """In small letters, with an i for all that match one where case is ignored, and a blank for the
    mark that would become a letter.
    """
    return (sentence if sentence.isascii() else sentence.translate(_LIKE_I)).casefold()


_LIKE_I = str.maketrans({"\u0130": "i", "\u0131": "i", "\u0345": " "})


def _trigger(entry: _Entry, match: re.Match[str], sentence: str) -> Trigger:
    kind = entry.kind
    if kind == "auto":
        kind = _part_of_speech(sentence, match)
    return Trigger(match.start(), match.end(), entry.key, kind, entry.measures, entry.action)


def _part_of_speech(sentence: str, match: re.Match[str]) -> str:
    """Noun or verb, by form and the words around: "Ottawa sanctions three", "new sanctions on"."""
    word = match.group().lower().split()[0]
    before = sentence[max(0, match.start() - AROUND) : match.start()].split()
    after = re.findall(r"[\w'’]+|[^\w\s]", sentence[match.end() : match.end() + AROUND])
    last = before[-1].lower() if before else ""
    following = after[0].lower() if after else "."
    if word.endswith("ed") or word in _PARTICIPLES:
        if last in _BEFORE_NOUNS and following.isalpha() and following != "by":
            return "attributive"
        return "passive" if following == "by" or _be_before(before) else "verb"
    if word.endswith("ing") or word in _ONLY_VERBS:
        return "verb"
    verbal = following not in _NOT_AN_OBJECT and following.isalnum()
    if word in _BARE and last in _BE:
        return "passive"
    if word in _BARE and last in _MODALS:
        return "verb" if following not in _NOT_AN_OBJECT else "noun"
    named = bool(before) and (before[-1][0].isupper() or before[-1][-1] in ".’'")
    return "verb" if named and verbal and last not in _NOT_A_VERB and word not in _NEVER else "noun"


AROUND = 80
"""Code points on either side that decide whether a trigger is a noun or a verb."""
_BEFORE_NOUNS = word_list("triggers", "before_nouns")
_MODALS = word_list("triggers", "modals")
_BE = word_list("triggers", "be")
_PARTICIPLES = word_list("triggers", "participles")
_ONLY_VERBS = word_list("triggers", "only_verbs")
_BARE = word_list("triggers", "bare")
_NEVER = word_list("triggers", "never_behind_a_name")
"""Between a name and an object these are nouns still: "the U.S. blacklist may"."""


def _be_before(before: Sequence[str]) -> bool:
    return any(word.lower() in _BE for word in before[-3:])


def _apart(found: list[Trigger]) -> list[Trigger]:
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (t.start, t.start - t.end)):
        if not kept or trigger.start >= kept[-1].end:
            kept.append(trigger)
    return kept


@cache
def _rules() -> _Rules:
    raw = tomllib.loads(RULES.read_text(encoding="utf-8"))
    entries = tuple(_entry(row) for row in raw["trigger"])
    traps = tuple(re.compile(str(row["pattern"]), _FLAGS) for row in raw["trap"])
    stems = "|".join(sorted(map(re.escape, frozenset().union(*(e.stems for e in entries)))))
    return _Rules(entries, traps, re.compile(rf"\b(?:{stems})"))


def _entry(row: Mapping[str, object]) -> _Entry:
    measures, stems = row["measures"], row["stems"]
    action, needs = row.get("action"), row.get("needs")
    assert isinstance(measures, list)  # noqa: S101 -- a file of our own
    assert isinstance(stems, list)  # noqa: S101
    return _Entry(
        str(row["key"]),
        re.compile(str(row["pattern"]), _FLAGS),
        frozenset(stems),
        str(row["kind"]),
        tuple(measures),
        str(action) if action else None,
        re.compile(str(needs), _FLAGS) if needs else None,
    )
