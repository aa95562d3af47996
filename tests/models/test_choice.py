"""The weights of a choice: what is right more often than chance tells weighs more."""

from __future__ import annotations

import pytest

from models.train.choice import Sets, learn


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
