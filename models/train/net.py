"""Training of the net over trigger sentences (`transforms/sanctions/net.py`), by PyTorch.

Deterministic for a seed and a number of threads.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from transforms.sanctions import nets
from transforms.sanctions.context import REACH
from transforms.sanctions.net import ACTIONS, ROLES, STATUSES, Engine, forward
from transforms.sanctions.net_inputs import (
    AT,
    FAR,
    FORMS,
    KINDS,
    UNKNOWN,
    Batch,
    Vocabulary,
    batch_of,
)
from transforms.sanctions.nets import Arrays

from .descent import Course, alike, descend
from .items import Example

Tree = dict[str, torch.Tensor]
NOTHING = -1
"""The label of what is not judged: the meaning of what is no event, and padding."""
EPOCHS, EXAMPLES_AT_ONCE, RATE, CLIP = 3, 32, 2e-3, 2.0
LAST_RATE, TIMES, SHARE = 4e-4, 4, 0.12
"""Of a last pass: found texts so many times, beside a share of those written for training."""
ROLE_WEIGHT = 3.0
FEATURE_DROP = 0.3
FORGOTTEN, FORGOTTEN_NAME = 0.05, 0.25
"""Shares of words, and of words of names, that are shown as unknown ones."""
SIZES = {
    "words": 100, "clusters": 32, "tags": 16, "relations": 16, "cues": 16, "kinds": 16,
    "flags": 8, "steps": 8, "keys": 24, "backs": 8,
}  # fmt: skip
ALONGSIDE = ("words", "clusters", "keys", "backs")
"""Tables that the second layer does not read."""
NAMED = ("words", "clusters", "tags", "relations", "cues", "keys")
MEMBER_SIZES = {"member_kinds": 16, "member_forms": 8, "member_steps": 16}
STATE, DEEP, HIDDEN = 160, 64, 128
ALONE, BEFORE = 160, 128


def initial(vocabulary: Vocabulary, seed: int) -> Tree:
    """First weights: small random ones, and none for the wide parts."""
    random = np.random.default_rng(seed)

    def normal(*shape: int, scale: float | None = None) -> NDArray[np.float32]:
        spread = scale if scale is not None else 1 / math.sqrt(shape[0])
        return (random.standard_normal(shape) * spread).astype(np.float32)

    counts = {n: max(getattr(vocabulary, n).values(), default=1) + 1 for n in NAMED}
    counts |= {"kinds": len(KINDS), "flags": 3, "steps": FAR + 1, "backs": REACH + 1}
    made: Arrays = {name: normal(counts[name], size, scale=1.0) for name, size in SIZES.items()}
    rows = {"member_kinds": len(KINDS), "member_forms": len(FORMS), "member_steps": FAR + 1}
    made |= {name: normal(rows[name], size, scale=1.0) for name, size in MEMBER_SIZES.items()}
    word = SIZES["words"] + SIZES["clusters"]
    parse = sum(size for name, size in SIZES.items() if name not in ALONGSIDE)
    for way in ("ahead", "back"):
        made |= _memory(f"first.{way}", word, STATE, normal)
        made |= _memory(f"second.{way}", word + 2 * STATE + parse, STATE, normal)
    states, meant = 2 * STATE, 2 + len(ACTIONS) + len(STATUSES)
    for name, (wide, out) in {
        "head": (2 * states, states),
        "before": (states + SIZES["kinds"] + SIZES["backs"], BEFORE),
        "ask": (states, BEFORE),
        "meaning": (2 * states + SIZES["keys"] + DEEP + BEFORE, HIDDEN),
        "meant": (HIDDEN, meant),
        "member": (2 * states + sum(MEMBER_SIZES.values()) + 2 * (DEEP + BEFORE), ALONE),
        "alone": (ALONE, ALONE),
        "role": (2 * ALONE, len(ROLES)),
    }.items():
        made |= {f"{name}.w": normal(wide, out), f"{name}.b": np.zeros(out, np.float32)}
    made["absent"] = np.zeros(states, np.float32)
    for name, features, classes in (
        ("event", vocabulary.event_features, meant),
        ("member", vocabulary.member_features, len(ROLES)),
    ):
        made[f"deep_{name}"] = normal(len(features) + 1, DEEP, scale=0.05)
        made[f"wide_{name}"] = np.zeros((len(features) + 1, classes), np.float32)
    return {n: torch.tensor(v, requires_grad=True) for n, v in made.items()}


def _memory(name: str, wide: int, size: int, normal: Any) -> Arrays:
    """Weights of a long short-term memory; at first it keeps what it knows."""
    bias = np.zeros(4 * size, np.float32)
    bias[size : 2 * size] = 1.0
    return {
        f"{name}.x": normal(wide, 4 * size),
        f"{name}.h": normal(size, 4 * size),
        f"{name}.b": bias,
    }


def learn(examples: Sequence[Example], vocabulary: Vocabulary, known: Arrays, seed: int) -> Arrays:
    """The weights of a net after all passes, by the names and shapes of `initial`.

    Those in `known` start from there. Raises `ValueError` where one is of no such name and shape.
    """
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    weights = initial(vocabulary, seed)
    for name, rows in known.items():
        if name not in weights or tuple(weights[name].shape) != rows.shape:
            raise ValueError(f"no weights of the net are {name} {rows.shape}")
        weights[name] = torch.tensor(rows, requires_grad=True)

    def go_through(told: Sequence[Example], passes: int, rate: float) -> None:
        lengths = [len(e.asked.reading.tokens) // 8 for e in told]
        batches = math.ceil(len(told) / EXAMPLES_AT_ONCE)
        descend(
            list(weights.values()),
            lambda: alike(lengths, EXAMPLES_AT_ONCE, random),
            lambda some: _loss(weights, _labelled([told[i] for i in some], vocabulary, random)),
            Course(f"net {seed}", passes, batches, rate, CLIP),
        )

    go_through(examples, EPOCHS, RATE)
    go_through(_mostly_found(examples, random), 1, LAST_RATE)
    made = {name: rows.detach().numpy() for name, rows in weights.items()}
    _check(made, batch_of([e.asked for e in examples[:EXAMPLES_AT_ONCE]], vocabulary))
    return made


def _mostly_found(examples: Sequence[Example], random: np.random.Generator) -> list[Example]:
    """What a last pass goes through, so that the conventions of found texts count for more."""
    found = [e for e in examples if e.found]
    written = [e for e in examples if not e.found and random.random() < SHARE]
    return found * TIMES + written


def _check(weights: Arrays, batch: Batch) -> None:
    """Raises `ArithmeticError` where NumPy does not say what PyTorch has learnt to say."""
    own = {name: torch.tensor(rows) for name, rows in weights.items()}
    with torch.no_grad():
        learnt = forward(engine(training=False), own, _tensors(batch))
    for one, other in zip(forward(nets.ENGINE, weights, batch), learnt, strict=True):
        if not np.allclose(one, other.numpy(), atol=1e-3):
            raise ArithmeticError("NumPy and PyTorch disagree about a net")


def _labelled(
    examples: Sequence[Example], vocabulary: Vocabulary, random: np.random.Generator
) -> Tree:
    """The arrays of the examples, with `event`, `action`, `status` [B] and `roles` [B, P]."""
    batch = batch_of([e.asked for e in examples], vocabulary)
    for own in ("", "before_"):
        share = np.where(batch[f"{own}kinds"] > 0, FORGOTTEN_NAME, FORGOTTEN)
        forgotten = (random.random(share.shape) < share) & (batch[f"{own}words"] > 0)
        batch[f"{own}words"] = np.where(forgotten, UNKNOWN, batch[f"{own}words"])
    batch["roles"] = np.full(batch["member_kinds"].shape, NOTHING, np.int32)
    for row, example in zip(batch["roles"], examples, strict=True):
        row[: len(example.roles)] = [ROLES.index(role) for role in example.roles]
    batch["event"] = np.array([e.event is not None for e in examples], np.int32)
    for name, values in (("action", ACTIONS), ("status", STATUSES)):
        told = [values.index(e.event[name]) if e.event else NOTHING for e in examples]
        batch[name] = np.array(told, np.int32)
    return _tensors(batch)


def _tensors(batch: Batch) -> Tree:
    made = {name: torch.tensor(rows, dtype=torch.long) for name, rows in batch.items()}
    return {**made, **{name: made[name].float() for name in AT}}


def _loss(weights: Tree, batch: Tree) -> torch.Tensor:
    event, action, status, roles = forward(engine(training=True), weights, batch)
    return (
        functional.cross_entropy(event, batch["event"])
        + _told(action, batch["action"])
        + _told(status, batch["status"])
        + ROLE_WEIGHT * _told(roles.flatten(0, 1), batch["roles"].flatten())
    )


def _told(odds: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """The mean loss of what is labelled, 0 where nothing is."""
    loss = functional.cross_entropy(odds, labels, ignore_index=NOTHING, reduction="sum")
    return loss / (labels != NOTHING).sum().clamp(min=1)


class _Numbers:
    """NumPy's names for what the net asks of PyTorch."""

    concatenate, where = staticmethod(torch.cat), staticmethod(torch.where)
    repeat = staticmethod(torch.repeat_interleave)
    take_along_axis = staticmethod(torch.take_along_dim)
    max, exp = staticmethod(torch.amax), staticmethod(torch.exp)

    @staticmethod
    def maximum(rows: torch.Tensor, least: float) -> torch.Tensor:
        return rows.clamp(min=least)


def _lstm(
    own: Mapping[str, torch.Tensor], rows: torch.Tensor, inside: torch.Tensor, backwards: bool
) -> torch.Tensor:
    """`Engine.lstm` by PyTorch's own; to read backwards, each row is turned within its length."""
    size = own["h"].shape[0]
    places = torch.arange(rows.shape[1])[None]
    turned = inside.sum(1, keepdim=True) - 1 - places
    turned = torch.where(turned < 0, places, turned)[..., None]
    told = torch.take_along_dim(rows, turned, 1) if backwards else rows
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    values = (own["x"].T, own["h"].T, own["b"], torch.zeros(4 * size))
    memory = torch.nn.LSTM(rows.shape[2], size, batch_first=True, device="meta")
    weights = dict(zip(names, values, strict=True))
    states: torch.Tensor = torch.func.functional_call(memory, weights, (told,))[0]
    return torch.take_along_dim(states, turned, 1) if backwards else states


def engine(*, training: bool) -> Engine:
    """PyTorch as what reckons; only in training is a share left out."""

    def drop(rows: torch.Tensor, share: float) -> torch.Tensor:
        return functional.dropout(rows, share, training)

    def total(table: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        flat = features.flatten(0, -2)
        there = drop((flat > 0).to(table.dtype), FEATURE_DROP)
        sums = functional.embedding_bag(flat, table, mode="sum", per_sample_weights=there)
        return sums.view(*features.shape[:-1], -1)

    return Engine(_Numbers, _rows, total, _lstm, drop)


def _rows(table: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    return functional.embedding(places, table)
