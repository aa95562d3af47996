"""GMB's automatic tags into the label scheme of NER_GUIDE.md, by rule."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from .sentence import Sentence, Span, tidy

_WORDS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
_TITLES = frozenset(_WORDS["titles"])
_NOT_ORGANIZATIONS = frozenset(_WORDS["not_organizations"])
_REGIONS = frozenset(_WORDS["regions"])
_REGION_HEADS = frozenset(_WORDS["region_heads"])
_FACILITY_HEADS = frozenset(_WORDS["facility_heads"])
_COUNTRIES = frozenset(_WORDS["countries"])
_GROUPS = frozenset(_WORDS["groups"])
_ORGANIZATIONS = frozenset(_WORDS["organizations"])
_DATE_WORDS = frozenset(_WORDS["date_words"])
_DATE_OPENERS = "|".join(map(re.escape, _WORDS["date_openers"]))
_OPENERS = re.compile(rf"(?:(?<=\s)|(?<=^))(?:(?i:{_DATE_OPENERS}|\d+)[ -])+$")
_TAIL = re.compile(r"^(?:[ -](?:day|week|month|year|decade)s?(?:-old)?)\b")
_YEAR = re.compile(r"^(?:1[5-9]|20)\d\ds?$")
_COMPASS = re.compile(r"^(?:north|south|east|west|central)[a-z]* (?=[A-Z])")
_POSSESSIVE = re.compile(r"['’]s?$")
_MONEY = re.compile(
    r"(?:(?:US|C|A)?[$€£]\s?\d[\d.,]*\d?(?:[- ](?:thousand|million|billion|trillion))?"
    r"|\d[\d.,]*(?: (?:thousand|million|billion|trillion))? "
    r"(?:dollars|euros|pounds|yen|rubles|rupees|yuan|francs))\b"
)
_PERIOD = re.compile(
    r"\b(?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate) )?(?:[Tt]his|[Ll]ast|[Nn]ext) "
    r"(?:week|month|year|decade|century|summer|winter|spring|weekend)\b"
    r"|\brecent (?:week|month|year|day)s\b"
)
_WAR = re.compile(r"\bWorld Wars? I{1,2}\b|\bOlympics?(?: Games)?\b|\bWorld Cup\b|\bIslam\b")


def clean(sentence: Sentence) -> Sentence:
    """Map the GMB tags of a sentence to the labels of the guide; what the guide leaves out goes."""
    found = [_clean_span(sentence.text, span) for span in _joined(sentence.text, sentence.spans)]
    sure = [
        Span(match.start(), match.end(), label)
        for label, pattern in (("MONEY", _MONEY), ("DATE", _PERIOD), ("MISC", _WAR))
        for match in pattern.finditer(sentence.text)
    ]
    spans = [s for s in found if s and not any(s.start < m.end and m.start < s.end for m in sure)]
    return tidy(replace(sentence, spans=tuple(spans + sure)))


def _joined(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """Put together what GMB splits: `Sri` (per) + `Lanka` (gpe), `Prime` + `Minister Blair`."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and text[before.end : span.start] == " ":
            both = text[before.start : span.end]
            pair = {before.label, span.label}
            if both.split()[0] in {"Sri", "Saudi"} or pair in ({"per"}, {"tim"}):
                joined[-1] = Span(before.start, span.end, span.label)
                continue
        joined.append(span)
    return joined


def _clean_span(text: str, span: Span) -> Span | None:
    if span.label == "tim":
        return _date(text, span)
    trimmed = _trim(text, span)
    return _relabel(text, trimmed) if trimmed else None


def _trim(text: str, span: Span) -> Span | None:
    """Cut a leading "the", compass words, titles and a possessive off a span."""
    start, end = span.start, span.end
    surface = text[start:end]
    possessive = _POSSESSIVE.search(surface)
    if possessive:
        end -= len(possessive.group())
    if surface.lower().startswith("the "):
        start += 4
    compass = _COMPASS.match(text[start:end])
    if compass:
        start += compass.end()
    if span.label == "per":
        words = text[start:end].split(" ")
        while words and words[0] in _TITLES:
            start += len(words.pop(0)) + 1
    return Span(start, end, span.label) if start < end else None


def _relabel(text: str, span: Span) -> Span | None:
    surface = text[span.start : span.end]
    label: str | None
    if surface in _ORGANIZATIONS and not surface.startswith("White"):
        label = "ORG"
    elif surface in _GROUPS or (
        span.label != "per"
        and surface.split()[0] in _GROUPS - {"American"}
        and surface.split()[-1] in _GROUPS
    ):
        label = "NORP"
    elif surface in _REGIONS or (span.label == "geo" and surface.split()[-1] in _REGION_HEADS):
        label = "LOC"
    elif span.label == "geo" and surface.split()[-1] in _FACILITY_HEADS:
        label = "MISC"
    elif surface in _COUNTRIES:
        label = "GPE"
    elif surface in _NOT_ORGANIZATIONS:
        label = None
    else:
        label = {
            "geo": "GPE",
            "gpe": "NORP",
            "per": "PERSON",
            "org": "ORG",
            "art": "MISC",
            "eve": "MISC",
        }.get(span.label)
    if label is None or not any(c.isupper() for c in surface):
        return None
    return Span(span.start, span.end, label)


def _date(text: str, span: Span) -> Span | None:
    """A `tim` span as a DATE of a day or longer; clock times and bare counts go."""
    start, end = span.start, span.end
    tail = _TAIL.match(text[end:])
    if tail:
        end += tail.end()
    surface = text[start:end]
    for prefix in ("since ", "from ", "in ", "before ", "late ", "early "):
        if surface.startswith(prefix) and (
            prefix not in {"late ", "early "} or surface[-3:] == "day"
        ):
            start += len(prefix)
            surface = text[start:end]
    stems = {w if w in _DATE_WORDS else w.removesuffix("s") for w in re.split(r"[ ,-]+", surface)}
    if not (stems & _DATE_WORDS or _YEAR.match(surface)):
        return None
    opener = _OPENERS.search(text[:start])
    if opener and not _YEAR.match(surface):
        start = opener.start()
    return Span(start, end, "DATE")
