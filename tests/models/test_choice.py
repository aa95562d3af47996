"""The weights of a choice: what is right more often than chance tells weighs more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.train.choice import Sets, learn, weighed
from models.train.items import Item
from models.train.sanctions import Heard, learn_choice
from transforms.sanctions.cast import cast_of
from transforms.sanctions.context import Before
from transforms.sanctions.net_inputs import Asked
from transforms.sanctions.nets import Judged
from transforms.sanctions.parties import Party
from transforms.sanctions.reading import Candidate, Reading, Token
from transforms.sanctions.triggers import Trigger


def test_what_is_right_weighs_more():
    pair = [{"good": 1.0}, {"bad": 1.0}, {"neither": 1.0}]
    told = [Sets(pair, [True, False, False])] * 20 + [Sets(pair, [False, True, False])] * 5
    weights = learn(told)
    assert weights["good"] > weights["bad"] > weights["neither"]


def test_two_sets_may_both_be_right():
    told = [Sets([{"a": 1.0}, {"b": 1.0}, {"c": 1.0}], [True, True, False])] * 9
    weights = learn(told)
    assert weights["a"] == pytest.approx(weights["b"], abs=1e-3)
    assert weights["a"] > weights["c"]


def test_nothing_to_learn_from_is_told():
    with pytest.raises(ValueError, match="no event has its labelled targets"):
        learn([Sets([{"a": 1.0}], [False])])


def heard(*, wanted: str) -> Heard:
    """A sentence with two states in two lists, both likely targets; one of them is labelled."""
    words = ("Peru", "says", "Chile", "faces", "sanctions")
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(len(words))]
    tokens = tuple(
        Token(word.lower(), at, at + len(word), "PROPN", "dep", 3)
        for word, at in zip(words, starts, strict=True)
    )
    candidates = tuple(
        Candidate(Party(tokens[n].start, tokens[n].end, words[n], "state"), n, n + 1, n, n)
        for n in (0, 2)
    )
    trigger = Trigger(starts[-1], tokens[-1].end, "sanction", "noun", (), None)
    reading = Reading(" ".join(words), tokens, (), (trigger,), candidates)
    asked = Asked(reading, trigger, cast_of(reading, []), (), [(), ()])
    roles = [{"none": 0.1, "issuer": 0.0, "target": 0.9, "actor": 0.0}] * 2
    event = {"targets": [{"name": wanted, "named": True}]}
    item = Item({"id": "a"}, reading, Before(), {trigger: event})
    return Heard(item, [asked], [Judged(1.0, {}, {}, roles)])


def test_all_sets_of_likely_members_are_weighed_beside_the_label():
    one = heard(wanted="Chile")
    (asked,), (said,) = one.asked, one.said
    told = weighed(asked, said, one.item.told[asked.trigger])
    assert told.right == [False, False, True, False]
    assert [features.get("size=1", 0) for features in told.features] == [0, 1, 1, 0]
    assert told.features[3]["apart:state:state"] == 1


def test_a_choice_is_learnt_from_what_was_heard_of_labelled_triggers():
    weights = learn_choice([heard(wanted="Chile"), heard(wanted="Peru")])
    assert weights["size=1"] > weights["size=2"]
    unlabelled = heard(wanted="Chile")
    nothing = replace(unlabelled, item=replace(unlabelled.item, told={}))
    with pytest.raises(ValueError, match="no event has its labelled targets"):
        learn_choice([nothing])
