"""A small recurrent net over a trigger sentence: is it an event, of what meaning, and whose.

A bidirectional LSTM reads the words, a second one reads its states with the parse, the cues and
the cast. The first one also reads the sentences before: what it makes of the members there, and of
the words that the trigger asks for (attention; Bahdanau et al. 2015). Beside them stand features
of the event and of its cast, as a wide and as a deep part (Cheng et al. 2016, "Wide & Deep
Learning"). `forward` is written once for NumPy, which runs it, and PyTorch, which trains it
(`models/train/net.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.sanctions.net_inputs import Batch

Weights = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Engine:
    """What reckons.

    `numbers` has the functions of NumPy that are used here; `rows(table, places)` takes rows of a
    table, `total(table, features)` sums those of features that are there (0 is none);
    `lstm(weights, rows, inside, backwards)` gives the states [B, T, H] of a long short-term memory
    whose gates are in, forget, new and out; `drop(rows, share)` leaves out a share, in training.
    """

    numbers: Any
    rows: Callable[[Any, Any], Any]
    total: Callable[[Any, Any], Any]
    lstm: Callable[[Weights, Any, Any, bool], Any]
    drop: Callable[[Any, float], Any]


ACTIONS = ("impose", "tighten", "extend", "ease", "lift", "evade", "enforce", "in_force")
STATUSES = ("actual", "threatened", "demanded", "opposed", "denied")
ROLES = ("none", "issuer", "target", "actor")
"""What the net tells apart, in the order of its weights."""
MEMBER = ("member_kinds", "member_forms", "member_steps")
NEVER = -9.0
"""Below every state."""
UNASKED = -1e4
"""The odds of what is no word."""
WORD_DROP, DROP = 0.2, 0.4


def forward(engine: Engine, weights: Weights, batch: Batch) -> tuple[Any, Any, Any, Any]:
    """Logits of events [B, 2], actions [B, 8], statuses [B, 5] and roles [B, P, 4]."""
    xp, drop = engine.numbers, engine.drop
    inside = batch["flags"] > 0
    states = _read(engine, weights, batch, inside)
    on = batch["trigger_at"][..., None]
    trigger = (states * on).sum(1) / xp.maximum(on.sum(1), 1)
    whole = xp.max(xp.where(inside[..., None], states, NEVER), 1)
    event = xp.maximum(engine.total(weights["deep_event"], batch["event_features"]), 0)
    keys = engine.rows(weights["keys"], batch["keys"])
    before, asked = _read_before(engine, weights, batch, trigger)
    told = xp.concatenate([trigger, whole, keys, event, asked], -1)
    hidden = xp.maximum(_dense(weights, "meaning", drop(told, DROP)), 0)
    meaning = _dense(weights, "meant", drop(hidden, DROP))
    meaning = meaning + engine.total(weights["wide_event"], batch["event_features"])
    roles = _roles(engine, weights, batch, (states, trigger, event, before, asked))
    statuses = 2 + len(ACTIONS)
    return meaning[:, :2], meaning[:, 2:statuses], meaning[:, statuses:], roles


def _read(engine: Engine, weights: Weights, batch: Batch, inside: Any) -> Any:
    """States of the tokens [B, T, 2H], each joined with that of the token it hangs on."""
    xp, drop = engine.numbers, engine.drop
    words = _first_layer(engine, weights, (batch["words"], batch["clusters"]), inside)
    names = ("tags", "relations", "cues", "kinds", "flags", "steps")
    words += [engine.rows(weights[name], batch[name]) for name in names]
    told = drop(xp.concatenate(words, -1), DROP)
    states = xp.concatenate(both_ways(engine, weights, "second", told, inside), -1)
    over = xp.take_along_axis(states, batch["heads"][..., None], 1)
    joined = _dense(weights, "head", drop(xp.concatenate([states, over], -1), DROP))
    return states + xp.maximum(joined, 0)


def _first_layer(
    engine: Engine, weights: Weights, words: tuple[Any, Any], inside: Any
) -> list[Any]:
    """Words with their clusters as rows, and the states of the first layer over them."""
    tables = (weights["words"], weights["clusters"])
    rows = [engine.rows(table, places) for table, places in zip(tables, words, strict=True)]
    told = engine.drop(engine.numbers.concatenate(rows, -1), WORD_DROP)
    return [told, *both_ways(engine, weights, "first", told, inside)]


def _read_before(engine: Engine, weights: Weights, batch: Batch, trigger: Any) -> tuple[Any, Any]:
    """States of the words before [B, C, S], and of those that the trigger asks for [B, S]."""
    xp, drop = engine.numbers, engine.drop
    inside = batch["before_backs"] > 0
    words = (batch["before_words"], batch["before_clusters"])
    read = _first_layer(engine, weights, words, inside)[1:]
    read += [engine.rows(weights[name], batch[f"before_{name}"]) for name in ("kinds", "backs")]
    states = xp.maximum(_dense(weights, "before", drop(xp.concatenate(read, -1), DROP)), 0)
    odds = (states * _dense(weights, "ask", trigger)[:, None]).sum(-1)
    odds = xp.where(inside, odds, UNASKED)
    shares = xp.exp(odds - xp.max(odds, 1)[:, None]) * inside
    shares = shares / xp.maximum(shares.sum(1), 1e-6)[:, None]
    return states, (states * shares[..., None]).sum(1)


def _roles(engine: Engine, weights: Weights, batch: Batch, seen: tuple[Any, ...]) -> Any:
    """Each member by its mentions, its features and the trigger, then beside the others."""
    xp, drop = engine.numbers, engine.drop
    states, trigger, event, before, asked = seen
    count = batch["member_at"].sum(-1)[..., None]
    mentioned = _mean_at(xp, batch["member_at"], states)
    named = _mean_at(xp, batch["before_member_at"], before)
    members = count.shape[1]
    told = [
        xp.where(count > 0, mentioned, weights["absent"]),
        xp.repeat(trigger[:, None], members, 1),
        *(engine.rows(weights[name], batch[name]) for name in MEMBER),
        xp.maximum(engine.total(weights["deep_member"], batch["member_features"]), 0),
        xp.repeat(event[:, None], members, 1),
        named,
        xp.repeat(asked[:, None], members, 1),
    ]
    alone = xp.maximum(_dense(weights, "member", drop(xp.concatenate(told, -1), DROP)), 0)
    alone = xp.maximum(_dense(weights, "alone", drop(alone, DROP)), 0)
    beside = xp.concatenate([alone, _most_of_others(xp, alone, batch["member_kinds"])], -1)
    wide = engine.total(weights["wide_member"], batch["member_features"])
    return _dense(weights, "role", drop(beside, DROP)) + wide


def _mean_at(xp: Any, at: Any, states: Any) -> Any:
    """The mean of the states at the places [B, P, T] of each member, 0 where it has none."""
    return at @ states / xp.maximum(at.sum(-1)[..., None], 1)


def _most_of_others(xp: Any, alone: Any, kinds: Any) -> Any:
    """The largest of each value (none is below 0) among the other members, 0 where there is none.

    For the member that has the largest that is the second one, which is no smaller where two are
    alike. It takes no room for every pair.
    """
    own = xp.where((kinds > 0)[..., None], alone, 0.0)
    most = xp.max(own, 1)[:, None]
    less = own < most
    following = xp.max(xp.where(less, own, 0.0), 1)[:, None]
    following = xp.where((~less).sum(1)[:, None] > 1, most, following)
    return xp.where(less, most, following)


def _dense(weights: Weights, name: str, rows: Any) -> Any:
    return rows @ weights[f"{name}.w"] + weights[f"{name}.b"]


def both_ways(engine: Engine, weights: Weights, name: str, rows: Any, inside: Any) -> list[Any]:
    """States of a long short-term memory read forwards, and of another read backwards."""
    made = []
    for way in ("ahead", "back"):
        own = {key: weights[f"{name}.{way}.{key}"] for key in "xhb"}
        made.append(engine.lstm(own, rows, inside, way == "back"))
    return made
