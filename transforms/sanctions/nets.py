"""The shipped nets: a file of arrays, and what they say of a trigger on average."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.sanctions.net import ACTIONS, ROLES, STATUSES, Engine, Weights, forward
from transforms.sanctions.net_inputs import Asked, Vocabulary, batch_of

MEMBERS = 40
"""Members of a cast that weigh as much as the rest that is reckoned of a token."""
AT_ONCE = 64 * 120 * MEMBERS
"""Weight of one call: 64 sentences of 40 tokens, with 80 before them, or one of any length."""

DIGITS = 6
"""Digits of log chances: the last ones of a sum depend on what else is reckoned beside it."""

Chances = Mapping[str, float]
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Chances of an event, of its actions and statuses, and of the roles of each member."""

    event: float
    action: Chances
    status: Chances
    roles: Sequence[Chances]


@dataclass(frozen=True, slots=True)
class Nets:
    """Nets that share a vocabulary, each trained on another part of the sentences."""

    vocabulary: Vocabulary
    weights: Sequence[Arrays]

    def judge(self, asked: Sequence[Asked]) -> list[Judged]:
        """What all nets together say of the triggers, in order; cheaper for many at once."""
        said: dict[int, Judged] = {}
        for some in _batches(asked):
            said |= zip(some, self._judge([asked[i] for i in some]), strict=True)
        return [said[i] for i in range(len(asked))]

    def _judge(self, asked: Sequence[Asked]) -> list[Judged]:
        batch = batch_of(asked, self.vocabulary)
        said = zip(*(forward(ENGINE, own, batch) for own in self.weights), strict=True)
        event, action, status, roles = (
            np.mean([_log_chances(odds) for odds in told], axis=0).round(DIGITS) for told in said
        )
        return [
            Judged(
                _named(("no", "yes"), event[i])["yes"],
                _named(ACTIONS, action[i]),
                _named(STATUSES, status[i]),
                [_named(ROLES, row) for row in roles[i, : len(one.cast)]],
            )
            for i, one in enumerate(asked)
        ]


def _batches(asked: Sequence[Asked]) -> Iterator[list[int]]:
    """Places of triggers that are judged in one call: of about one length, bounded in memory."""
    sizes = [_words(one) * (MEMBERS + len(one.cast)) for one in asked]
    some: list[int] = []
    for place in sorted(range(len(asked)), key=lambda i: sizes[i]):
        if some and (len(some) + 1) * sizes[place] > AT_ONCE:
            yield some
            some = []
        some.append(place)
    if some:
        yield some


def _words(one: Asked) -> int:
    return len(one.reading.tokens) + len(one.before)


def _lstm(own: Weights, rows: Any, inside: Any, backwards: bool) -> Any:
    """States of a long short-term memory; padding leaves them as they are."""
    size = own["h"].shape[0]
    moved = rows @ own["x"] + own["b"]
    before = cell = np.zeros((len(rows), size), rows.dtype)
    states = np.zeros((*rows.shape[:2], size), rows.dtype)
    order = range(rows.shape[1])
    for at in reversed(order) if backwards else order:
        gates = moved[:, at] + before @ own["h"]
        opened = 1 / (1 + np.exp(-gates))
        enter, keep, leave = opened[:, :size], opened[:, size : 2 * size], opened[:, 3 * size :]
        changed = keep * cell + enter * np.tanh(gates[:, 2 * size : 3 * size])
        real = inside[:, at, None]
        cell = np.where(real, changed, cell)
        before = np.where(real, leave * np.tanh(changed), before)
        states[:, at] = before
    return states


def _rows(table: Any, places: Any) -> Any:
    return table[places]


def _total(table: Any, features: Any) -> Any:
    counts = (features > 0).sum(-1)
    sums = np.zeros((*counts.shape, table.shape[1]), table.dtype)
    ends = counts[counts > 0].cumsum()
    if len(ends):
        starts = np.concatenate([[0], ends[:-1]])
        sums[counts > 0] = np.add.reduceat(table[features[features > 0]], starts)
    return sums


ENGINE = Engine(np, _rows, _total, _lstm, lambda rows, _: rows)
"""NumPy; nothing is left out, since nothing is learnt."""


def _log_chances(odds: NDArray[Any]) -> NDArray[Any]:
    shifted = odds - odds.max(-1, keepdims=True)
    told: NDArray[Any] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return told


def _named(names: Sequence[str], logs: NDArray[Any]) -> dict[str, float]:
    powers = np.exp(logs)
    return dict(zip(names, map(float, powers / powers.sum()), strict=True))


def save(nets: Nets, path: Path) -> None:
    """Write nets as one packed file of NumPy arrays: tables in bytes, the rest half floats."""
    lists = {f.name: getattr(nets.vocabulary, f.name) for f in fields(Vocabulary)}
    made = {f"list.{name}": _as_bytes(rows) for name, rows in lists.items()}
    for number, own in enumerate(nets.weights):
        for name, rows in own.items():
            made |= {f"{number}.{key}": part for key, part in _packed(name, rows).items()}
    np.savez_compressed(path, **made)  # type: ignore[arg-type]  # its stubs take the flag for rows


def load(path: Path) -> Nets:
    """The nets of a file that `save` wrote."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    lists = {f.name: _as_numbers(arrays.pop(f"list.{f.name}")) for f in fields(Vocabulary)}
    weights: dict[str, Arrays] = {}
    for name in sorted(arrays):
        if not name.endswith(SCALE):
            number, _, own = name.partition(".")
            scale = arrays.get(name + SCALE, np.ones(1))
            weights.setdefault(number, {})[own] = arrays[name] * scale.astype(np.float32)
    return Nets(Vocabulary(**lists), list(weights.values()))


def _packed(name: str, rows: NDArray[Any]) -> Arrays:
    """A table as bytes, with what a step of each row is worth; a vector as half floats."""
    if rows.ndim < 2:
        return {name: rows.astype(np.float16)}
    steps = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-6) / 127
    return {name: np.rint(rows / steps).astype(np.int8), name + SCALE: steps.astype(np.float32)}


SCALE = ".scale"


def _as_bytes(numbers: Mapping[str, int]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(numbers).encode(), np.uint8)


def _as_numbers(rows: NDArray[np.uint8]) -> dict[str, int]:
    numbers: dict[str, int] = json.loads(rows.tobytes())
    return numbers
