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
    kind: str
    measures: tuple[str, ...]
    action: str | None
    needs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Trap:
    sense: str
    pattern: re.Pattern[str]
    of: frozenset[str] | None
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Rules:
    entries: tuple[_Entry, ...]
    traps: tuple[_Trap, ...]
    any: re.Pattern[str]


def find_triggers(sentence: str) -> tuple[list[Trigger], str | None]:
    """The triggers of a sentence in order, and the sense that ruled others out, if any did.

    Spans do not overlap: of two, the earlier and longer one stays.
    """
    rules = _rules()
    if not rules.any.search(sentence):
        return [], None
    found: list[Trigger] = []
    sense: str | None = None
    for entry in rules.entries:
        if entry.needs and not entry.needs.search(sentence):
            continue
        for match in entry.pattern.finditer(sentence):
            trap = _trapped(rules.traps, entry.key, match, sentence)
            if trap:
                sense = sense or trap
                continue
            found.append(_trigger(entry, match, sentence))
    return _apart(found), sense


def _trigger(entry: _Entry, match: re.Match[str], sentence: str) -> Trigger:
    kind = entry.kind
    if kind == "auto":
        kind = _part_of_speech(sentence, match)
    return Trigger(match.start(), match.end(), entry.key, kind, entry.measures, entry.action)


def _part_of_speech(sentence: str, match: re.Match[str]) -> str:
    """Noun or verb, from the words around: "Ottawa sanctions three" against "new sanctions on"."""
    word = match.group().lower()
    before = sentence[: match.start()].split()
    after = re.findall(r"[\w'’]+|[^\w\s]", sentence[match.end() :])
    last = before[-1].lower() if before else ""
    following = after[0].lower() if after else "."
    if word.endswith("ed") and last in _BEFORE_NOUNS and following.isalpha() and following != "by":
        return "attributive"
    if word.endswith("ed"):
        return "passive" if following == "by" or _be_before(before) else "verb"
    if word.endswith("ing"):
        return "verb"
    if word in {"sanction", "blacklist", "black-list"}:
        return "verb" if last in _MODALS and following not in _NOT_AN_OBJECT else "noun"
    named = bool(before) and (before[-1][0].isupper() or before[-1][-1] in ".’'")
    verbal = last not in _NOT_A_VERB and following not in _NOT_AN_OBJECT and following.isalnum()
    return "verb" if named and verbal else "noun"


_BEFORE_NOUNS = word_list("triggers", "before_nouns")
_MODALS = word_list("triggers", "modals")
_BE = word_list("triggers", "be")


def _be_before(before: Sequence[str]) -> bool:
    return any(word.lower() in _BE for word in before[-3:])


def _trapped(traps: Sequence[_Trap], key: str, match: re.Match[str], sentence: str) -> str | None:
    for trap in traps:
        if trap.unless and trap.unless.search(sentence):
            continue
        if trap.of is not None:
            if key in trap.of and trap.pattern.search(sentence):
                return trap.sense
        elif any(
            m.start() < match.end() and match.start() < m.end()
            for m in trap.pattern.finditer(sentence)
        ):
            return trap.sense
    return None


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
    traps = tuple(_trap(row) for row in raw["trap"])
    any_of = "|".join(f"(?:{e.pattern.pattern})" for e in entries)
    return _Rules(entries, traps, re.compile(any_of, _FLAGS))


def _entry(row: Mapping[str, object]) -> _Entry:
    measures = row["measures"]
    action, needs = row.get("action"), row.get("needs")
    assert isinstance(measures, list)  # noqa: S101 -- a file of our own
    return _Entry(
        str(row["key"]),
        re.compile(str(row["pattern"]), _FLAGS),
        str(row["kind"]),
        tuple(measures),
        str(action) if action else None,
        re.compile(str(needs), _FLAGS) if needs else None,
    )


def _trap(row: Mapping[str, object]) -> _Trap:
    of = row.get("of")
    unless = row.get("unless")
    return _Trap(
        str(row["sense"]),
        re.compile(str(row["pattern"]), _FLAGS),
        frozenset(of) if row.get("whole") and isinstance(of, list) else None,
        re.compile(str(unless), _FLAGS) if unless else None,
    )
