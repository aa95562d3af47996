"""The recipe of the sanctions weights: labelled sentences in, regressions and nets out.

    python -m models.train.sanctions [../shared]

The files hold features, words and weights alone. Deterministic for a number of threads.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from transforms.language import pipelines
from transforms.sanctions import calibration, frames, judging, linear, nets
from transforms.sanctions.judging import Models
from transforms.sanctions.linear import Linear
from transforms.sanctions.member_features import beside_others
from transforms.sanctions.net_inputs import Vocabulary
from transforms.sanctions.nets import Arrays, Nets

from .agreement import STRICT, agreement
from .corpora import read_gmb
from .items import Example, Item, examples, read_items
from .labelled import read_all
from .logistic import train
from .measured import Held, figures
from .vocabulary import clusters_of, vocabulary_of

INVERSE_PENALTY = {"event": 0.5, "action": 0.5, "status": 0.5, "role": 0.1}
"""Chosen by cross-validation."""
LOOKS = 4
"""Parts of the sentences, each looked at by a model of the others."""
FOLDS = 4
"""Parts held out in turn; the nets of all of them are shipped."""
AT_ONCE = 2


def fit(made: Sequence[Example]) -> dict[str, Linear]:
    """The regressions. The second look at the cast learns from what first looks give to others."""
    rows = {
        "event": [(e.asked.sense, "yes" if e.event else "no") for e in made],
        "action": [(e.asked.meaning, e.event["action"]) for e in made if e.event],
        "status": [
            (e.asked.meaning_of(e.event["action"]), e.event["status"]) for e in made if e.event
        ],
    }
    models = {name: train(told, INVERSE_PENALTY[name]) for name, told in rows.items()}
    told = [e for e in made if e.event]
    models["alone"] = _alone(told)
    looked: list[tuple[set[str], str]] = []
    for fold in range(LOOKS):
        other = _alone([e for e in told if _fold(e.sentence, LOOKS) != fold])
        for example in told:
            if _fold(example.sentence, LOOKS) == fold:
                looked += _second(example, other)
    models["role"] = train(looked, INVERSE_PENALTY["role"])
    return models


def _alone(told: Iterable[Example]) -> Linear:
    rows = [pair for e in told for pair in zip(e.asked.members, e.roles, strict=True)]
    return train(rows, INVERSE_PENALTY["role"])


def _second(example: Example, first: Linear) -> Iterator[tuple[set[str], str]]:
    asked = example.asked
    beside = beside_others(asked.cast, [first.chances(told) for told in asked.members])
    for features, more, role in zip(asked.members, beside, example.roles, strict=True):
        yield {*features, *more}, role


def learn_without(fold: int) -> tuple[Arrays, list[Held]]:
    """The net of all sentences but those of one fold, and what it and regressions find there."""
    from .net import learn  # noqa: PLC0415 -- PyTorch must start after the processes do

    items, vocabulary = _SHARED
    made = list(examples(item for item in items if _fold(item.gold["id"], FOLDS) != fold))
    weights = learn(made, vocabulary, seed=fold)
    models = Models(fit(made), Nets(vocabulary, [weights]))
    unseen = (item for item in items if _fold(item.gold["id"], FOLDS) == fold)
    return weights, [
        Held(item, frames.find_frames(item.reading, item.earlier, models)) for item in unseen
    ]


_SHARED: tuple[Sequence[Item], Vocabulary]
"""What the processes inherit."""


def learn_all(items: Sequence[Item], texts: Iterable[str]) -> tuple[Models, list[Held]]:
    """The models that are shipped, and every sentence read by models of the other folds.

    `texts` are those whose words the nets know the clusters of.
    """
    global _SHARED  # noqa: PLW0603 -- inherited by the processes, too large to be sent
    made = list(examples(items))
    _SHARED = items, vocabulary_of(made, clusters_of(texts))
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(AT_ONCE, mp_context=fork) as pool:
        folds = pool.map(learn_without, range(FOLDS))
        results = list(folds)
    regressions = fit(made)
    held = [one for _, own in results for one in own]
    return Models(regressions, Nets(_SHARED[1], [weights for weights, _ in results])), held


def calibrate(held: Iterable[Held]) -> dict[str, list[float]]:
    """The shares of events that were right in the strict sense, by their score."""
    scored = []
    for one in held:
        for frame in one.frames:
            gold = one.item.told.get(frame.trigger)
            right = gold is not None and all(agreement(frame, gold)[name] for name in STRICT)
            scored.append((frame.score(), right))
    return calibration.measure(scored)


def _fold(sentence: str, folds: int) -> int:
    return zlib.crc32(sentence.encode()) % folds


def main(shared: str) -> None:
    """Train on all labelled sentences; write the weights and the table of calibration."""
    golds = read_all(Path(shared))
    items = read_items(golds, pipelines.load())
    texts = [s.text for s in read_gmb(Path(shared) / "corpora/gmb_ner.csv.gz")]
    texts += [gold["text"] for gold in golds]
    models, held = learn_all(items, texts)
    linear.save(models.regressions, judging.WEIGHTS)
    nets.save(models.nets, judging.NETS)
    table = {**calibrate(held), "held_out": figures(held, golds)}
    calibration.TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared")
