"""A language model over the news: what the first layer of the nets knows before it learns events.

Two long short-term memories in the shape of that layer (`net.py`): one foretells the next word of a
sentence, the other the word before (Peters et al. 2018, "Deep contextualized word
representations").
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from transforms.sanctions.net import both_ways
from transforms.sanctions.net_inputs import UNKNOWN, Vocabulary
from transforms.sanctions.nets import Arrays

from .descent import Course, alike, descend
from .net import STATE, Tree, engine, initial

PASSES, SENTENCES_AT_ONCE, RATE, CLIP, DROP = 4, 48, 4e-3, 2.0, 0.2
FORETOLD = 10_000
"""Words that are told apart when foretold: the most frequent ones; the others are one."""
SHORTEST, LONGEST = 4, 100
"""Tokens: a shorter sentence is left out, a longer one is cut."""
TABLE_SPREAD = 0.3
TABLES = ("words", "clusters")

Numbers = NDArray[np.int64]
Numbered = tuple[Numbers, Numbers, Numbers]
"""Numbers of the words, of their clusters and of the words as foretold."""


def pretrain(texts: Sequence[Sequence[str]], vocabulary: Vocabulary, seed: int) -> Arrays:
    """First weights of the tables of words [W, 100] and clusters [C, 32], and of the first layer:
    `first.ahead.*` and `first.back.*` with `x` [132, 640], `h` [160, 640] and `b` [640].

    `texts` are sentences as words in small letters, of 20 different words at the least. Raises
    `ArithmeticError` where nothing is learnt.
    """
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    read = _numbered(texts, vocabulary)
    weights = _first(initial(vocabulary, seed))
    over = _foretelling(max(int(one[2].max()) for one in read) + 1)
    lengths = [len(one[0]) // 4 for one in read]
    losses = descend(
        [*weights.values(), *over.parameters()],
        lambda: alike(lengths, SENTENCES_AT_ONCE, random),
        lambda some: _loss(weights, over, [read[i] for i in some]),
        Course("language model", PASSES, math.ceil(len(read) / SENTENCES_AT_ONCE), RATE, CLIP),
    )
    if losses[-1] >= losses[0]:
        raise ArithmeticError("the language model has learnt nothing")
    return {name: rows.detach().numpy() for name, rows in weights.items()}


def _foretelling(words: int) -> nn.ModuleDict:
    """From states to the chances of words; rare words get fewer weights (Grave et al. 2017)."""
    ends = [max(words // 10, 1), max(words * 4 // 10, 2)]
    return nn.ModuleDict(
        {
            "turn": nn.Sequential(nn.Dropout(DROP), nn.Linear(STATE, STATE)),
            "chances": nn.AdaptiveLogSoftmaxWithLoss(STATE, words, ends, div_value=2.0),
        }
    )


def _first(weights: Tree) -> Tree:
    """The weights that are learnt here; tables start smaller than beside a parse."""
    own = {n: w.detach() for n, w in weights.items() if n in TABLES or n.startswith("first.")}
    scaled = {n: w * TABLE_SPREAD if n in TABLES else w for n, w in own.items()}
    return {n: w.clone().requires_grad_() for n, w in scaled.items()}


def _numbered(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[Numbered]:
    counts = Counter(word for text in texts for word in text)
    often = {w: n for n, (w, _) in enumerate(counts.most_common(FORETOLD - 1), start=1)}
    return [
        (
            np.array([vocabulary.words.get(w, UNKNOWN) for w in text]),
            np.array([vocabulary.clusters.get(w, 0) for w in text]),
            np.array([often.get(w, 0) for w in text]),
        )
        for text in (text[:LONGEST] for text in texts)
        if len(text) >= SHORTEST
    ]


def _loss(weights: Tree, over: nn.ModuleDict, some: Sequence[Numbered]) -> torch.Tensor:
    words, clusters, foretold = (
        nn.utils.rnn.pad_sequence([torch.tensor(one[n]) for one in some], batch_first=True)
        for n in range(3)
    )
    lengths = torch.tensor([len(one[0]) for one in some])
    inside = torch.arange(words.shape[1])[None] < lengths[:, None]
    tables = (weights["words"][words], weights["clusters"][clusters])
    rows = functional.dropout(torch.cat(tables, -1), DROP)
    ahead, back = both_ways(engine(training=True), weights, "first", rows, inside)
    both = inside[:, 1:]
    states = torch.cat([ahead[:, :-1][both], back[:, 1:][both]])
    told = torch.cat([foretold[:, 1:][both], foretold[:, :-1][both]])
    loss: torch.Tensor = over["chances"](over["turn"](states), told).loss
    return loss
