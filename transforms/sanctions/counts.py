"""How many: the numbers told with an event, and whether they count its targets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from transforms.sanctions.parties import Party
from transforms.sanctions.triggers import Trigger

COUNTS = Path(__file__).with_name("counts.toml")
BEFORE, BEHIND = 40, 90
"""Code points before and behind an event's trigger and targets in which its counts stand."""
REACH = 100
"""Code points between a measure and a number of its targets."""
_FACING = re.compile(
    r"^(?:\s+[\w’'-]+){0,6}?\s+(?:was|were|are|is|been|being|be|face|faces|facing|faced)"
    r"(?:\s+\w+){0,2}\s+$"
)
_NAME = re.compile(r"\w.*\b[A-Z][\w’'-]*\s+$")
"""What stands before a number that belongs to a name: "the Nord Stream 2 pipeline"."""
_THAT_IS = re.compile(r"^\s*(?:[—–:(,-]+|\s)*(?:that’s|that's|including|namely|among them)?\s*$")
_WITHIN = re.compile(r"\b(?:across|in|from|spanning|throughout)\s+$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Count:
    """A number told: half-open span in the sentence, value, qualifier, unit and scope."""

    start: int
    end: int
    low: int
    high: int | None
    qualifier: str
    unit: str
    scope: str


def counts_of(sentence: str) -> list[Count]:
    """The numbers of a sentence, in order; `scope` is what their unit may be."""
    return [c for m in _counter().finditer(sentence) if (c := _count(m)) is not None]


def counts_for(sentence: str, trigger: Trigger, targets: Sequence[Party]) -> list[Count]:
    """The numbers near an event, with their scope in it.

    `targets` are those named in the sentence. Who is not among them, nor stands behind the measure
    as they do, is counted by something else (scope other): "the 15 members of the council".
    """
    left = min([trigger.start, *(t.start for t in targets)]) - BEFORE
    right = max([trigger.end, *(t.end for t in targets)]) + BEHIND
    found: list[Count] = []
    for count in counts_of(sentence):
        if left <= count.start and count.end <= right:
            scope = _scope(sentence, trigger, targets, count, found)
            found.append(replace(count, scope=scope))
    return found


def _scope(
    sentence: str, trigger: Trigger, targets: Sequence[Party], count: Count, before: Sequence[Count]
) -> str:
    if count.scope == "rounds":
        behind = sentence[count.end : trigger.start]
        told = trigger.start < count.start or not behind.startswith(" of") or len(behind) < BEFORE
        return "rounds" if told else "other"
    if count.scope == "jurisdictions" and _WITHIN.search(sentence[: count.start]):
        return "jurisdictions" if trigger.end < count.start else "other"
    among = any(count.start <= t.start <= count.end for t in targets if t.kind != "state")
    joined = bool(before) and before[-1].scope == "targets" and _joins(sentence, before[-1], count)
    if among or joined or _of_the_measure(sentence, trigger, count):
        return "targets"
    return "other"


def _joins(sentence: str, one: Count, other: Count) -> bool:
    """ "12 officials and eight firms": a list goes on."""
    between = sentence[one.end : other.start].lower()
    words = set(re.findall(r"\w+", between))
    if _THAT_IS.match(between):
        return True
    apart = words & _words("apart") or ";" in between
    return len(between) < BEFORE and bool({"and", ","} & {*words, *between}) and not apart


def _of_the_measure(sentence: str, trigger: Trigger, count: Count) -> bool:
    """Whether a number stands where targets do: "sanctions on 12 ...", "12 ... were sanctioned"."""
    if count.end <= trigger.start:
        return _FACING.match(sentence[count.end : trigger.start]) is not None
    gap = sentence[trigger.end : count.start].lower()
    words = re.findall(r"[\w’'-]+", gap)
    if len(gap) > REACH or set(gap) & set(";:") or set(words) & _words("apart"):
        return False
    if not words or words[-1] in _words("targeting") or words == ["of"]:
        return True
    if trigger.kind == "verb":
        return len(words) < 3
    return bool(set(words) & _words("before_lists")) and gap.rstrip()[-3:] in {"and", ","}


def _count(match: re.Match[str]) -> Count | None:
    number, unit = match["low"].lower(), match["unit"]
    before = match.string[: match.start()]
    if (
        not match["qualifier"]
        and number.isdigit()
        and (_YEAR.match(number) or _NAME.search(before))
    ):
        return None
    low, at_least = _value(number)
    one = match["noun"].lower() in _words("singular")
    if one != (low == 1) and (one or number in {"one", "1"}):
        return None
    high = _value(match["high"].lower())[0] if match["high"] else None
    told = _qualifiers().get((match["qualifier"] or "").lower(), "exact")
    qualifier = "at_least" if at_least and told == "exact" else told
    scope = _scopes()[match["noun"].lower()]
    if scope == "rounds" and (match["noun"][-1] == "s") == (number in _raw()["ordinals"]):
        return None
    if scope != "rounds" and number in _raw()["ordinals"]:
        return None
    return Count(match.start(), match.end(), low, high, qualifier, unit, scope)


def _value(words: str) -> tuple[int, bool]:
    """The value of a number, and whether it is no more than the least that it may be."""
    plain = words.replace(",", "")
    if plain.isdigit():
        return int(plain), False
    least: Mapping[str, int] = _raw()["at_least"]
    if plain in least:
        return least[plain], True
    ordinal = re.sub(r"(?:st|nd|rd|th)$", "", plain)
    if ordinal.isdigit():
        return int(ordinal), False
    numbers = {**_raw()["numbers"], **_raw()["ordinals"]}
    return sum(numbers[w] for w in ([plain] if plain in numbers else plain.split("-"))), False


@cache
def _raw() -> Mapping[str, Any]:
    return tomllib.loads(COUNTS.read_text(encoding="utf-8"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_raw()["words"][name].split())


@cache
def _scopes() -> Mapping[str, str]:
    return {word.lower(): scope for scope, words in _raw()["units"].items() for word in words}


@cache
def _qualifiers() -> Mapping[str, str]:
    return {word: name for name, words in _raw()["qualifiers"].items() for word in words}


@cache
def _counter() -> re.Pattern[str]:
    units = "|".join(sorted(_scopes(), key=len, reverse=True))
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    words = [*_raw()["numbers"], *_raw()["at_least"], *_raw()["ordinals"]]
    number = (
        rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?![\d.,/]\d|[\d+])(?:st|nd|rd|th)?"
        rf"|(?:{tens})-(?:one|two|three|four|five|six|seven|eight|nine)"
        rf"|{'|'.join(sorted(words, key=len, reverse=True))})"
    )
    qualifier = "|".join(_qualifiers())
    theirs = r"(?:\s+of(?:\s+(?:its|his|her|their|the|our|those|these))?(?=\s))?"
    never = "|".join([*_words("never_inside"), *words, r"\d"])
    inner = rf"(?!and\b)(?:[\"“]?(?!(?:{never})\b)(?:U\.S\.|[\w’'-]+)[\"”]?,?\s+){{0,5}}?"
    return re.compile(
        rf"(?<![\w+/.,$€£-])(?:(?P<qualifier>{qualifier})\s+)?(?P<low>{number})"
        rf"(?:\s*(?:to|-|–)\s*(?P<high>{number}))?(?![\w-])"
        rf"{theirs}\s+(?P<unit>{inner}(?P<noun>{units})(?:\s+and\s+(?:{units}))?)\b(?!-)",
        re.IGNORECASE,
    )
