"""The nets say the same of a trigger whatever is judged beside it, and hold to known arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from transforms.sanctions.cast import cast_of
from transforms.sanctions.context import REACH, WORDS, Before, before_of
from transforms.sanctions.net import ROLES, _most_of_others, _read_before
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


def asked(
    *words: str,
    named: tuple[int, ...] = (),
    told: tuple[str, ...] = ("said",),
    before: Before | None = None,
) -> Asked:
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
    before = before or Before()
    cast = cast_of(reading, before.parties)
    return Asked(reading, trigger, cast, told, [{"before"} for _ in cast], before.words)


def behind(*sentences: str) -> Before:
    """What stands before a sentence, in words that are parted by blanks."""
    return before_of([(text, ()) for text in sentences], parted)


def parted(text: str) -> Sequence[tuple[str, int, int]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((word.lower(), at, at + len(word)))
        at += len(word)
    return found


def weights(seed: int = 5) -> Arrays:
    random = np.random.default_rng(seed)
    shapes = {
        "words": (4, 3), "clusters": (2, 2), "tags": (2, 1), "relations": (2, 1), "cues": (1, 1),
        "kinds": (len(KINDS), 1), "flags": (3, 1), "steps": (FAR + 1, 1), "keys": (2, 2),
        "member_kinds": (len(KINDS), 2), "member_forms": (len(FORMS), 1),
        "member_steps": (FAR + 1, 1), "absent": (4,), "head.w": (8, 4), "head.b": (4,),
        "backs": (REACH + 1, 2), "before.w": (7, 3), "before.b": (3,), "ask.w": (4, 3),
        "ask.b": (3,),
        "meaning.w": (16, 5), "meaning.b": (5,), "meant.w": (5, 15), "meant.b": (15,),
        "member.w": (24, 4), "member.b": (4,), "alone.w": (4, 4), "alone.b": (4,),
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
LATER = asked("it", "faces", "sanctions", before=behind("Chad met Peru .", "Peru was hit ."))


def test_what_is_judged_beside_a_trigger_changes_nothing():
    nets = Nets(KNOWN, [weights(), weights(6)])
    several = [LONG, SHORT, NOBODY, LATER]
    together = nets.judge(several)
    for one, said in zip(several, together, strict=True):
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
    assert abs(said.action["tighten"] - other.action["tighten"]) > 0.001
    assert said.event != other.event


def test_the_words_before_tell_of_the_event_and_of_who_is_named_there():
    nets = Nets(KNOWN, [weights()])
    other = asked("it", "faces", "sanctions", before=behind("Chad met Peru .", "Peru was it ."))
    turned = asked("it", "faces", "sanctions", before=behind("Peru was hit .", "Chad met Peru ."))
    assert [m.name for m in LATER.cast] == ["Peru", "Chad"]
    assert nets.judge([LATER]) == nets.judge([other])  # neither word is known
    (one,), (two,) = nets.judge([LATER]), nets.judge([turned])
    assert abs(one.action["tighten"] - two.action["tighten"]) > 0.001
    assert one.roles[0] != pytest.approx(two.roles[1], abs=0.001)


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


def test_the_sentences_before_as_numbers():
    batch = batch_of([SHORT, LATER], KNOWN)
    assert batch["before_words"].tolist() == [[0] * 8, [1, 1, 2, 1, 2, 1, 1, 1]]
    assert batch["before_backs"].tolist()[1] == [2, 2, 2, 2, 1, 1, 1, 1]
    assert batch["before_kinds"].tolist()[1] == [4, 0, 4, 0, 4, 0, 0, 0]
    peru, chad = batch["before_member_at"].tolist()[1]
    assert (peru, chad) == ([0, 0, 1, 0, 1, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0])


def test_of_long_sentences_before_the_last_words_are_read():
    before = behind("one two three", " ".join(f"w{i}" for i in range(WORDS - 1)))
    assert [w.lower for w in before.words[:2]] == ["three", "w0"]
    assert len(before.words) == WORDS
    assert not behind().words


@pytest.mark.parametrize(("trigger", "told"), [(1.0, 1.731), (0.0, 1.5)])
def test_a_trigger_asks_for_words_before_by_hand(trigger: float, told: float) -> None:
    """Of two words with the states 1 and 2 it sees the second e times as much, or both alike."""
    own = {
        "words": np.zeros((4, 1)), "clusters": np.zeros((2, 1)), "kinds": np.zeros((len(KINDS), 1)),
        "backs": np.arange(REACH + 1.0)[:, None], "ask.w": np.ones((1, 1)), "ask.b": np.zeros(1),
        "before.w": np.array([[0.0], [0.0], [0.0], [1.0]]), "before.b": np.zeros(1), **memory(1, 2),
    }  # fmt: skip
    batch = batch_of([asked("it", "faces", "sanctions", before=behind("Old", "New"))], KNOWN)
    states, seen = _read_before(ENGINE, own, batch, np.array([[trigger]]))
    assert states.tolist() == [[[2.0], [1.0]]]
    assert seen[0, 0] == pytest.approx(told, abs=1e-3)


def memory(size: int, wide: int) -> Arrays:
    """A first layer that keeps nothing."""
    shapes = {"x": (wide, 4 * size), "h": (size, 4 * size), "b": (4 * size,)}
    return {f"first.{w}.{n}": np.zeros(s) for w in ("ahead", "back") for n, s in shapes.items()}


def roles_behind(text: str, own: Arrays) -> dict[str, float]:
    one = asked("it", "faces", "sanctions", before=behind(text))
    return dict(Nets(KNOWN, [own]).judge([one])[0].roles[0])


def test_who_is_named_twice_before_is_seen_once() -> None:
    own = {**weights(), **memory(2, 5)}
    own["member.w"] = np.vstack([own["member.w"][:-3], np.zeros((3, 4))])  # without attention
    assert roles_behind("Peru met Peru .", own) == roles_behind("Peru met it .", own)


def test_roles_depend_on_the_words_that_the_trigger_asks_for() -> None:
    own = {**{name: rows * 0.5 for name, rows in weights().items()}, **memory(2, 5)}
    one, other = roles_behind("Peru .", own), roles_behind("Peru . . . . .", own)
    assert one != pytest.approx(other, abs=1e-5)


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
