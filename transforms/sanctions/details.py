"""What else a sentence tells of an event: by what means, and why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from transforms.sanctions.triggers import Trigger

MEASURES = Path(__file__).with_name("measures.toml")
DETAILS = Path(__file__).with_name("details.toml")
NEAR = 70
"""Code points between a trigger and the words that tell its means."""
_NOT_A_REASON = re.compile(r"(?:the\s+)?(?:next|last|past|first|time|moment|year|month|weeks?)\b")
_CLAUSE_END = re.compile(r"[;:.?!](?:\s|$)|\bsaid\b|\bsays\b|\bwho\b|\bwhich\b")
REASON_REACH = 140
"""Code points between the measure or its target and the reason."""
_REASON_END = re.compile(r"[,;:.?!](?:\s|$|[”\"])|\s[-–—]+\s|\)|\bsaid\b|\bsays\b|[”\"](?:\s|$)")


def measures_of(sentence: str, trigger: Trigger) -> list[str]:
    """The means of an event: the trigger's own and those told beside it; else `unspecified`."""
    left, right = max(0, trigger.start - NEAR), trigger.end + NEAR
    told = [*trigger.measures]
    for name, pattern in _measures():
        for match in pattern.finditer(sentence):
            if match.end() > left and match.start() < right:
                told.append(name)
                break
    if trigger.key == "embargo" and len(set(told)) > 1 and "trade_embargo" in told[:1]:
        bare = sentence[trigger.start : trigger.end].lower().startswith("embargo")
        told = told[1:] if not bare or "arms_embargo" in told or "oil_embargo" in told else told
    return sorted(set(told)) or ["unspecified"]


def reason_of(sentence: str, start: int) -> tuple[int, int] | None:
    """The span of the reason told behind offset `start` of the sentence, or None.

    Only what stands in the same clause as the measure is taken (SANCTIONS_GUIDE v2, "reason").
    """
    clause = _CLAUSE_END.search(sentence, start)
    match = _reason_words().search(sentence, start, clause.start() if clause else len(sentence))
    if match is None or match.start() - start > REASON_REACH:
        return None
    begin = match.end("open")
    end = _REASON_END.search(sentence, begin)
    stop = end.start() if end else len(sentence)
    while begin < stop and sentence[begin].isspace():
        begin += 1
    words = sentence[begin:stop].rstrip()
    if len(words.split()) < 2 or _NOT_A_REASON.match(words.lower()):
        return None
    return begin, begin + len(words)


@cache
def _raw() -> dict[str, dict[str, list[str]]]:
    raw: dict[str, dict[str, list[str]]] = tomllib.loads(DETAILS.read_text(encoding="utf-8"))
    return raw


@cache
def _reason_words() -> re.Pattern[str]:
    opens = []
    for words in _raw()["reasons"]["words"]:
        preposition, _, rest = words.partition(" ")
        pattern = rf"{preposition}\s+(?={rest}\b)" if preposition == "for" else rf"{words}\s"
        if rest.startswith("(?="):
            pattern = rf"for\s+{rest}"
        opens.append(pattern)
    return re.compile(rf"\b(?P<open>{'|'.join(opens)})(?!\d)")


@cache
def _measures() -> Sequence[tuple[str, re.Pattern[str]]]:
    rows = tomllib.loads(MEASURES.read_text(encoding="utf-8"))["measure"]
    return [(row["name"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows]
