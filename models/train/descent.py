"""Gradient descent by PyTorch, the same for the nets and for the language model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch

DECAY, WARM = 0.01, 0.15
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Course:
    """How often all batches are gone through, how many they are, the highest rate of learning and
    the longest step (norm of the gradient).
    """

    name: str
    passes: int
    batches: int
    rate: float
    longest: float


def alike(lengths: Sequence[int], size: int, random: np.random.Generator) -> Iterator[list[int]]:
    """Batches of places of about one of the `lengths`, `size` of them each, in any order."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], random.random()))
    for start in random.permutation(range(0, len(order), size)):
        yield order[start : start + size]


def descend(
    weights: Sequence[torch.Tensor],
    batches: Callable[[], Iterable[T]],
    loss: Callable[[T], Any],
    course: Course,
) -> list[float]:
    """Adam with decay and one cycle of the rate; changes the weights and gives each pass's loss."""
    adam = torch.optim.AdamW(weights, lr=course.rate, weight_decay=DECAY)
    steps = course.passes * course.batches
    rate = torch.optim.lr_scheduler.OneCycleLR(adam, course.rate, steps, pct_start=WARM)
    losses = []
    for number in range(course.passes):
        total = 0.0
        for batch in batches():
            told = loss(batch)
            adam.zero_grad()
            told.backward()
            torch.nn.utils.clip_grad_norm_(weights, course.longest)
            adam.step()
            rate.step()
            total += told.item()
        losses.append(total / course.batches)
        print(f"{course.name}, pass {number}: loss {losses[-1]:.3f}", flush=True)
    return losses
