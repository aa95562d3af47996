from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from transforms.sanctions.cues import CUES, find_cues
from transforms.sanctions.parties import BODIES, find_parties
from transforms.sanctions.triggers import RULES, find_triggers

LABELS = Path(__file__).resolve().parents[2] / "models" / "train" / "labels"
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
    found = find_triggers(sentence)
    assert (key, words) in [(t.key, sentence[t.start : t.end]) for t in found]


@pytest.mark.parametrize(("sense", "sentence"), _TRAPS)
def test_nothing_is_found_in_the_examples_of_other_senses(sense: str, sentence: str) -> None:
    assert find_triggers(sentence) == [], sense


@pytest.mark.parametrize(("sentence", "name"), _BODIES)
def test_every_body_is_found_under_its_canonical_name(sentence: str, name: str) -> None:
    assert name in [p.name for p in find_parties(sentence)]


@pytest.mark.parametrize(("name", "sentence", "words"), _CUES)
def test_every_class_of_cues_is_found_in_its_examples(name: str, sentence: str, words: str) -> None:
    tokens = sentence.lower().rstrip(".").replace(",", " ,").split()
    found = {(c.name, " ".join(tokens[c.first : c.last])) for c in find_cues(tokens)}
    assert (name, words) in found


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Ottawa sanctions three generals.", "verb"),
        ("The new sanctions on three generals hurt.", "noun"),
        ("He was sanctioned by Peru.", "passive"),
        ("The sanctioned firms closed.", "attributive"),
        ("The Treasury has frozen the assets of four groups.", "verb"),
        ("He said their assets were frozen in May.", "passive"),
        ("The frozen funds of the bank are in Geneva.", "attributive"),
        ("The bloc will freeze the assets of two banks.", "verb"),
        ("Congress wants to ban oil imports.", "verb"),
        ("Minsk bans three airlines in retaliation.", "verb"),
        ("The bans on travel were lifted.", "noun"),
        ("Oslo has imposed no trade limits on the generals.", "noun"),
        ("The bloc may suspend trade benefits.", "verb"),
        ("Aid was cut off by Oslo.", "passive"),
        ("Oslo cut all aid to the generals.", "verb"),
        ("Lawmakers want a halt to aid.", "noun"),
        ("The Canadian ban hurt trade with Peru.", "noun"),
        ("Oslo's restrictions hurt trade.", "noun"),
        ("The minister's visa was revoked by Canada.", "passive"),
        ("Cuba says that the U.S. blacklist may grow.", "noun"),
    ],
)
def test_a_trigger_is_noun_or_verb_by_its_form_and_the_words_around(
    sentence: str, kind: str
) -> None:
    assert [t.kind for t in find_triggers(sentence)] == [kind]


def test_no_two_entries_have_one_key() -> None:
    keys = [t["key"] for t in _RULES["trigger"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "sentence",
    [
        "Secretary-General Ban Ki-moon welcomed the arms deal.",
        "Mr. Ban said the visas were late.",
        "Secretary-General Ban condemned the arms trade.",
        "He faces the death penalty for nuclear trade.",
        "The Blocked Persons List names his accounts.",
    ],
)
def test_names_and_sentences_of_death_are_no_triggers(sentence: str) -> None:
    assert find_triggers(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The United States suspended aid to Pakistan over its nuclear tests.",
        "The bloc froze the assets of eight nuclear research companies.",
        "The bloc banned political leaders of Belarus from entering its territory.",
        "Washington banned drilling equipment exports to Iran.",
    ],
)
def test_what_is_punished_does_not_hide_the_punishment(sentence: str) -> None:
    assert find_triggers(sentence)


def test_agencies_stand_for_their_state_and_keep_their_authority() -> None:
    found = find_parties("OFAC, the State Department and the Security Council agreed.")
    assert [(p.name, p.authority) for p in found] == [
        ("United States", "us_ofac"),
        ("United States", "us_state"),
        ("United Nations", "zz_unsc"),
    ]


def test_no_sentence_is_passed_over_for_want_of_a_stem() -> None:
    files = sorted(LABELS.glob("sanctions/*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [t for line in lines[::5] if (t := json.loads(line).get("text"))]
    lost = {
        (row["key"], text)
        for row in _RULES["trigger"]
        for text in texts
        if all(re.search(p, text, re.IGNORECASE) for p in (row["pattern"], row.get("needs", "")))
        if not re.search(rf"\b(?:{'|'.join(row['stems'])})", text.casefold())
    }
    assert len(texts) > 5_000
    assert not lost


@pytest.mark.parametrize(
    "sentence", ["It imposed sanct\u0131ons on Iran.", "YENİ SANCTİONS", "new \u0345sanctions"]
)
def test_letters_that_match_where_case_is_ignored_begin_a_trigger_too(sentence: str) -> None:
    assert [t.key for t in find_triggers(sentence)] == ["sanctions"]


def test_no_stem_begins_with_another_and_hides_behind_it() -> None:
    stems = {stem for row in _RULES["trigger"] for stem in row["stems"]}
    assert not [(a, b) for a in stems for b in stems if a != b and b.startswith(a)]
    assert {stem.casefold() for stem in stems} == stems
