from __future__ import annotations

import tomllib
from typing import Any

import pytest

from transforms.sanctions.cues import CUES, find_cues
from transforms.sanctions.parties import BODIES, find_parties
from transforms.sanctions.triggers import RULES, find_triggers

_RULES: dict[str, list[dict[str, Any]]] = tomllib.loads(RULES.read_text(encoding="utf-8"))
_TRIGGERS = [(t["key"], s, w) for t in _RULES["trigger"] for s, w in t["examples"]]
_TRAPS = [(t["sense"], s) for t in _RULES["trap"] for s in t["examples"]]
_BODIES = [
    (s, n)
    for b in tomllib.loads(BODIES.read_text(encoding="utf-8"))["body"]
    for s, n in b["examples"]
]
_CUES = [
    (c["class"], s, w)
    for c in tomllib.loads(CUES.read_text(encoding="utf-8"))["cue"]
    for s, w in c["examples"]
]


@pytest.mark.parametrize(("key", "sentence", "words"), _TRIGGERS)
def test_every_trigger_is_found_in_its_examples(key: str, sentence: str, words: str) -> None:
    found, _ = find_triggers(sentence)
    assert (key, words) in [(t.key, sentence[t.start : t.end]) for t in found]


@pytest.mark.parametrize(("sense", "sentence"), _TRAPS)
def test_nothing_is_found_in_the_examples_of_other_senses(sense: str, sentence: str) -> None:
    assert find_triggers(sentence)[0] == [], sense


@pytest.mark.parametrize(("sentence", "name"), _BODIES)
def test_every_body_is_found_under_its_canonical_name(sentence: str, name: str) -> None:
    assert name in [p.name for p in find_parties(sentence)]


@pytest.mark.parametrize(("name", "sentence", "words"), _CUES)
def test_every_class_of_cues_is_found_in_its_examples(name: str, sentence: str, words: str) -> None:
    tokens = sentence.lower().rstrip(".").replace(",", " ,").split()
    found = {(c.name, " ".join(tokens[c.first : c.last])) for c in find_cues(tokens)}
    assert (name, words) in found


def test_sanctions_is_a_verb_between_a_name_and_an_object() -> None:
    assert find_triggers("Ottawa sanctions three generals.")[0][0].kind == "verb"
    assert find_triggers("The new sanctions on three generals hurt.")[0][0].kind == "noun"
    assert find_triggers("He was sanctioned by Peru.")[0][0].kind == "passive"
    assert find_triggers("The sanctioned firms closed.")[0][0].kind == "attributive"


def test_agencies_stand_for_their_state_and_keep_their_authority() -> None:
    found = find_parties("OFAC, the State Department and the Security Council agreed.")
    assert [(p.name, p.authority) for p in found] == [
        ("United States", "us_ofac"),
        ("United States", "us_state"),
        ("United Nations", "zz_unsc"),
    ]
