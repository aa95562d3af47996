"""The recipe of the sanctions nets: texts and labelled sentences in, nets and calibration out.

    python -m models.train.sanctions [../shared]

The files hold words, features and weights alone. Deterministic for a number of threads.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from transforms.language import pipelines
from transforms.sanctions import calibration, frames, judging, nets
from transforms.sanctions.net_inputs import Vocabulary
from transforms.sanctions.nets import Arrays, Nets

from .agreement import STRICT, agreement
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


def learn_without(fold: int) -> tuple[Arrays, list[Held]]:
    """The net of all sentences but those of one fold, and what it finds there."""
    from .net import learn  # noqa: PLC0415 -- PyTorch must start after the processes do

    items, vocabulary, known = _SHARED
    made = list(examples(item for item in items if _fold(item.gold["id"], FOLDS) != fold))
    weights = learn(made, vocabulary, known, seed=fold)
    net = Nets(vocabulary, [weights])
    unseen = (item for item in items if _fold(item.gold["id"], FOLDS) == fold)
    return weights, [
        Held(item, frames.find_frames(item.reading, item.earlier, net)) for item in unseen
    ]


_SHARED: tuple[Sequence[Item], Vocabulary, Arrays]
"""What the processes inherit."""


def _pretrain(texts: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Arrays:
    import torch  # noqa: PLC0415 -- as above

    from .language import pretrain  # noqa: PLC0415

    torch.set_num_threads(THREADS)
    return pretrain(texts, vocabulary, seed=0)


def learn_all(items: Sequence[Item], texts: Sequence[Sequence[str]]) -> tuple[Nets, list[Held]]:
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
    held = [one for _, own in results for one in own]
    return Nets(vocabulary, [weights for weights, _ in results]), held


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
    """Train on all labelled sentences; write the nets and the table of calibration."""
    golds = read_all(Path(shared))
    pipes = pipelines.load()
    items = read_items(golds, pipes)
    texts = [tokens_of(text, pipes) for text in read_texts(Path(shared), golds)]
    made, held = learn_all(items, texts)
    nets.save(made, judging.NETS)
    table = {**calibrate(held), "held_out": figures(held, golds)}
    calibration.TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared")
