from __future__ import annotations

import tomllib
from typing import Any

import pytest

from transforms.sanctions.details import DETAILS, MEASURES, measures_of, reason_of
from transforms.sanctions.repeats import Told, same_as
from transforms.sanctions.triggers import Trigger, find_triggers

_DETAILS: dict[str, Any] = tomllib.loads(DETAILS.read_text(encoding="utf-8"))
_MEASURES = [
    (m["name"], s)
    for m in tomllib.loads(MEASURES.read_text(encoding="utf-8"))["measure"]
    for s in m["examples"]
]


@pytest.mark.parametrize(("name", "sentence"), _MEASURES)
def test_every_measure_is_read_from_its_examples(name: str, sentence: str) -> None:
    whole = Trigger(0, len(sentence), "sanctions", "noun", (), None)
    assert name in measures_of(sentence, whole)


@pytest.mark.parametrize("example", _DETAILS["reason_examples"])
def test_reasons_are_read_behind_their_openers(example: dict[str, Any]) -> None:
    sentence = example["sentence"]
    span = reason_of(sentence, find_triggers(sentence)[0].end if "anction" in sentence else 0)
    assert (sentence[slice(*span)] if span else "") == example["reason"]


def _told(key: str, kind: str, paragraph: int, **more: frozenset[Any]) -> Told:
    targets = more.get("targets", frozenset({"Iran"}))
    counts = more.get("counts", frozenset())
    return Told(key, kind, paragraph, "impose", "actual", frozenset({"Canada"}), targets, counts)


def test_a_heading_repeats_the_event_of_the_paragraph_under_it() -> None:
    assert same_as([_told("h", "heading", 4), _told("p", "paragraph", 4)]) == {"h": "p"}


def test_a_heading_and_a_paragraph_with_one_count_tell_one_event() -> None:
    above = _told("h", "heading", 4, targets=frozenset(), counts=frozenset({120}))
    below = _told("p", "paragraph", 4, targets=frozenset({"firms"}), counts=frozenset({120}))
    assert same_as([above, below]) == {"h": "p"}


def test_a_heading_does_not_repeat_a_paragraph_far_below_or_about_others() -> None:
    other = _told("p", "paragraph", 4, targets=frozenset({"Cuba"}))
    assert same_as([_told("h", "heading", 4), other]) == {}
    assert same_as([_told("h", "heading", 4), _told("p", "paragraph", 9)]) == {}
