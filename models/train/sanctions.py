"""The recipe of the sanctions nets: texts and labelled sentences in, nets and calibration out.

    python -m models.train.sanctions [../shared]

The files hold words, features and weights alone. Deterministic for a number of threads.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from transforms.language import pipelines
from transforms.sanctions import calibration, choice, frames, judging, nets
from transforms.sanctions.net_inputs import Asked, Vocabulary
from transforms.sanctions.nets import Arrays, Judged, Nets

from .agreement import STRICT, agreement
from .choice import learn, weighed
from .items import Item, examples, read_items
from .labelled import read_all, read_texts
from .measured import Held, figures
from .vocabulary import clusters_of, tokens_of, vocabulary_of

FOLDS = 4
"""Parts held out in turn; the nets of all of them are shipped."""
AT_ONCE = 2
"""Folds that are learnt at a time, each on as many threads as OMP_NUM_THREADS says."""
THREADS = 2
"""Of the language model, which is learnt alone before them."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and what a net that has not seen it says of its triggers."""

    item: Item
    asked: Sequence[Asked]
    said: Sequence[Judged]


def learn_without(fold: int) -> tuple[Arrays, list[Heard]]:
    """The net of all sentences but those of one fold, and what it says there."""
    from .net import learn  # noqa: PLC0415 -- PyTorch must start after the processes do

    items, vocabulary, known = _SHARED
    made = list(examples(item for item in items if _fold(item.gold["id"], FOLDS) != fold))
    weights = learn(made, vocabulary, known, seed=fold)
    net = Nets(vocabulary, [weights])
    unseen = (item for item in items if _fold(item.gold["id"], FOLDS) == fold)
    asked = ((item, frames.ask(item.reading, item.before)) for item in unseen)
    return weights, [Heard(item, told, net.judge(told)) for item, told in asked]


_SHARED: tuple[Sequence[Item], Vocabulary, Arrays]
"""What the processes inherit."""


def _pretrain(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Arrays:
    import torch  # noqa: PLC0415 -- as above

    from .language import pretrain  # noqa: PLC0415

    torch.set_num_threads(THREADS)
    return pretrain(texts, vocabulary, seed=0)


def learn_all(items: Sequence[Item], texts: Sequence[Sequence[str]]) -> tuple[Nets, list[Heard]]:
    """The nets that are shipped, and every sentence read by the net that has not seen it.

    `texts` are sentences as words in small letters; the words of the nets, and what they know of
    them at first, come from there.
    """
    global _SHARED  # noqa: PLW0603 -- inherited by the processes, too large to be sent
    words = {word for text in texts for word in text}
    vocabulary = vocabulary_of(list(examples(items)), texts, clusters_of(words))
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, mp_context=fork) as pool:
        known = pool.submit(_pretrain, texts, vocabulary).result()
    _SHARED = items, vocabulary, known
    with ProcessPoolExecutor(AT_ONCE, mp_context=fork) as pool:
        results = list(pool.map(learn_without, range(FOLDS)))
    heard = [one for _, own in results for one in own]
    return Nets(vocabulary, [weights for weights, _ in results]), heard


def learn_choice(heard: Iterable[Heard]) -> dict[str, float]:
    """The weights of the choice of targets, from the events that are labelled."""
    return learn(
        [
            weighed(asked, said, one.item.told[asked.trigger])
            for one in heard
            for asked, said in zip(one.asked, one.said, strict=True)
            if asked.trigger in one.item.told
        ]
    )


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
    """Train on all labelled sentences; write the nets, the choice and the table of calibration."""
    golds = read_all(Path(shared))
    pipes = pipelines.load()
    items = read_items(golds, pipes)
    texts = [tokens_of(text, pipes) for text in read_texts(Path(shared), golds)]
    made, heard = learn_all(items, texts)
    nets.save(made, judging.NETS)
    _write(choice.WEIGHTS, learn_choice(heard))
    held = [Held(one.item, frames.frames_of(one.asked, one.said)) for one in heard]
    table = {**calibrate(held), "held_out": figures(held, golds)}
    _write(calibration.TABLE, table)


def _write(path: Path, table: Mapping[str, object]) -> None:
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared")
