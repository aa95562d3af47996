"""The nets say the same of a trigger whatever is judged beside it, and hold to known arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from transforms.sanctions.cast import cast_of
from transforms.sanctions.net import ROLES, _most_of_others
from transforms.sanctions.net_inputs import (
    FAR,
    FORMS,
    KINDS,
    UNKNOWN,
    Asked,
    Vocabulary,
    batch_of,
)
from transforms.sanctions.nets import ENGINE, Arrays, Nets, load, save
from transforms.sanctions.parties import Party
from transforms.sanctions.reading import Candidate, Reading, Token
from transforms.sanctions.triggers import Trigger

KNOWN = Vocabulary(
    words={"peru": 2, "sanctions": 3}, clusters={"peru": 1, "chile": 1}, tags={"PROPN": 1},
    relations={"nsubj": 1}, cues={}, keys={"sanction": 1}, event_features={"said": 1, "may": 2},
    member_features={"before": 1, "after": 2},
)  # fmt: skip


def asked(*words: str, named: tuple[int, ...] = (), told: tuple[str, ...] = ("said",)) -> Asked:
    """A sentence of `words` whose last is the trigger; those at `named` are states."""
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    tokens = tuple(
        Token(w, at, at + len(w), "PROPN", "nsubj", max(i - 1, 0))
        for i, (w, at) in enumerate(zip(words, starts, strict=True))
    )
    candidates = tuple(
        Candidate(Party(starts[i], tokens[i].end, words[i], "state"), i, i + 1, n, i)
        for n, i in enumerate(named)
    )
    trigger = Trigger(starts[-1], tokens[-1].end, "sanction", "noun", (), None)
    reading = Reading(" ".join(words), tokens, (), (trigger,), candidates)
    cast = cast_of(reading, [])
    return Asked(reading, trigger, cast, told, [{"before"} for _ in cast])


def weights(seed: int = 5) -> Arrays:
    random = np.random.default_rng(seed)
    shapes = {
        "words": (4, 3), "clusters": (2, 2), "tags": (2, 1), "relations": (2, 1), "cues": (1, 1),
        "kinds": (len(KINDS), 1), "flags": (3, 1), "steps": (FAR + 1, 1), "keys": (2, 2),
        "member_kinds": (len(KINDS), 2), "member_forms": (len(FORMS), 1),
        "member_steps": (FAR + 1, 1), "absent": (4,), "head.w": (8, 4), "head.b": (4,),
        "meaning.w": (13, 5), "meaning.b": (5,), "meant.w": (5, 15), "meant.b": (15,),
        "member.w": (18, 4), "member.b": (4,), "alone.w": (4, 4), "alone.b": (4,),
        "role.w": (8, 4), "role.b": (4,), "deep_event": (3, 3), "wide_event": (3, 15),
        "deep_member": (3, 3), "wide_member": (3, 4),
    }  # fmt: skip
    for way in ("ahead", "back"):
        shapes |= {f"first.{way}.x": (5, 8), f"first.{way}.h": (2, 8), f"first.{way}.b": (8,)}
        shapes |= {f"second.{way}.x": (15, 8), f"second.{way}.h": (2, 8), f"second.{way}.b": (8,)}
    return {n: random.standard_normal(s).astype(np.float32) for n, s in shapes.items()}


SHORT = asked("peru", "sanctions", named=(0,))
LONG = asked("peru", "and", "chile", "may", "face", "sanctions", named=(0, 2), told=("may",))
NOBODY = asked("it", "may", "face", "sanctions")


def test_what_is_judged_beside_a_trigger_changes_nothing():
    nets = Nets(KNOWN, [weights(), weights(6)])
    together = nets.judge([LONG, SHORT, NOBODY])
    for one, said in zip([LONG, SHORT, NOBODY], together, strict=True):
        (alone,) = nets.judge([one])
        assert said.event == pytest.approx(alone.event, abs=1e-6)
        assert said.action == pytest.approx(alone.action, abs=1e-6)
        assert said.status == pytest.approx(alone.status, abs=1e-6)
        assert len(said.roles) == len(one.cast)
        for role, own in zip(said.roles, alone.roles, strict=True):
            assert role == pytest.approx(own, abs=1e-6)


def test_chances_add_up_and_depend_on_the_features():
    said, other = Nets(KNOWN, [weights()]).judge(
        [SHORT, asked("peru", "sanctions", named=(0,), told=("may",))]
    )
    assert sum(said.action.values()) == pytest.approx(1)
    assert sum(said.roles[0].values()) == pytest.approx(1)
    assert set(said.roles[0]) == set(ROLES)
    assert abs(said.event - other.event) > 0.001


def test_nothing_to_judge():
    assert Nets(KNOWN, [weights()]).judge([]) == []


def test_a_file_gives_the_same_nets_back(tmp_path):
    nets = Nets(KNOWN, [weights(), weights(6)])
    save(nets, tmp_path / "nets.npz")
    again = load(tmp_path / "nets.npz")
    assert again.vocabulary == KNOWN
    assert len(again.weights) == 2
    (one,), (other,) = nets.judge([LONG]), again.judge([LONG])
    assert other.event == pytest.approx(one.event, abs=0.02)  # tables are kept as bytes
    assert other.action == pytest.approx(one.action, abs=0.02)
    for own, kept in zip(one.roles, other.roles, strict=True):
        assert kept == pytest.approx(own, abs=0.02)


def test_many_triggers_are_judged_in_several_calls(monkeypatch):
    calls = []

    def judge(self, some):
        calls.append(len(some))
        return whole(self, some)

    whole = Nets._judge
    monkeypatch.setattr("transforms.sanctions.nets.AT_ONCE", 500)
    monkeypatch.setattr(Nets, "_judge", judge)
    said = Nets(KNOWN, [weights()]).judge([LONG, SHORT, LONG, SHORT, NOBODY])
    assert [len(one.roles) for one in said] == [2, 1, 2, 1, 0]
    assert calls == [3, 1, 1]


def test_a_sentence_as_numbers():
    batch = batch_of([LONG, SHORT], KNOWN)
    assert batch["words"].tolist() == [[2, 1, 1, 1, 1, 3], [2, 3, 0, 0, 0, 0]]
    assert UNKNOWN == 1
    assert batch["clusters"].tolist()[0] == [1, 0, 1, 0, 0, 0]
    assert batch["flags"].tolist() == [[1, 1, 1, 1, 1, 2], [1, 2, 0, 0, 0, 0]]
    assert batch["heads"].tolist()[0] == [0, 0, 1, 2, 3, 4]
    assert batch["member_at"].tolist()[0] == [[1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]]
    assert batch["event_features"].tolist() == [[2], [1]]
    assert batch["member_kinds"].tolist() == [[4, 4], [4, 0]]


def test_a_long_short_term_memory_by_hand():
    own = {"x": np.zeros((1, 4)), "h": np.zeros((1, 4)), "b": np.array([0.0, 0.0, 1.0, 0.0])}
    states = ENGINE.lstm(own, np.zeros((1, 2, 1)), np.array([[True, True]]), False)
    cell = 0.5 * np.tanh(1)
    assert states[0, 0, 0] == pytest.approx(0.5 * np.tanh(cell))
    assert states[0, 1, 0] == pytest.approx(0.5 * np.tanh(0.5 * cell + cell))


def test_each_member_sees_the_most_of_the_others_also_where_two_are_alike():
    values = np.array([[[5.0, 2.0], [3.0, 2.0], [4.0, 1.0], [9.0, 9.0]]])
    seen = _most_of_others(np, values, np.array([[4, 4, 4, 0]]))
    assert seen[0, :3].tolist() == [[4.0, 2.0], [5.0, 2.0], [5.0, 2.0]]
    alone = _most_of_others(np, values[:, :1], np.array([[4]]))
    assert alone.tolist() == [[[0.0, 0.0]]]
