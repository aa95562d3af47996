"""How fast is the whole names pass beside a plain spaCy pipeline, and does its memory stay flat?

usage: python -m bench.names [--rounds 5] [--articles 50000]

The plain one has the settings of `spacy init config --pipeline ner --optimize efficiency` and is
trained for one pass on the gold sentences, with the same labels. It reads the articles' texts; the
names pass (`annotate`: model, corrections, chains, roles, quotes) reads the same articles. Both run
on one core, in turn, in one process; processor time counts. Memory is that of this process, while
other articles, each with names that no other has, go through the names pass.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded

import psutil
import pyarrow as pa
import spacy
from spacy.language import Language

from models.train.corpora import read_gmb, read_gold
from models.train.learning import epoch, span_example, start
from schemas.tables import TABLES
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines, load

SHARED = Path(__file__).resolve().parents[2] / "shared"
NEWS = SHARED / "news" / "wikinews_2019.csv"
GOLD = SHARED / "gold" / "ner_train.jsonl"
CORPUS = SHARED / "corpora" / "gmb_ner.csv.gz"
AT_ONCE = 1_000
"""Articles of a batch, as a run makes them."""
SENTENCES = 12


def plain() -> Language:
    """A plain CPU pipeline for the labels of the gold sentences, trained for one pass."""
    nlp = spacy.blank("en")
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": 96,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                    "rows": [5000, 1000, 2500, 2500],
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 96,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            }
        },
    )
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": listener,
            }
        },
    )
    examples = [span_example(nlp, sentence) for sentence in read_gold(GOLD)]
    optimizer = start(nlp, examples, seed=7)
    epoch(nlp, examples, optimizer, 400)
    with tempfile.TemporaryDirectory() as folder:  # as a user has it: no words of training known
        nlp.to_disk(folder)
        return spacy.load(folder)


def articles(texts: list[str]) -> tuple[pa.Table, pa.Table]:
    """Tables articles and blocks: a block a paragraph, as news without markup have them."""
    rows, blocks = [], []
    for number, text in enumerate(texts):
        key = f"a{number}"
        at = 0
        for ordinal, part in enumerate(text.split("\n\n")):
            span = {"start_char": at, "end_char": at + len(part), "duplicate_of": None}
            blocks.append({"article_id": key, "ordinal": ordinal, "kind": "paragraph", **span})
            at += len(part) + 2
        rows.append({"article_id": key, "uri": key, "record_key": None, "language": "en"})
        rows[-1]["text"] = text
    return pa.Table.from_pylist(rows), pa.Table.from_pylist(blocks, TABLES["blocks"].made)


def speed(pipelines: Pipelines, texts: list[str], rounds: int) -> Iterator[tuple[float, float]]:
    """Words a second of the names pass and of the plain pipeline, a pair a round."""
    words = sum(len(text.split()) for text in texts)
    tables, bare = articles(texts), plain()

    def names() -> None:
        annotate(*tables, pipelines)

    def model() -> None:
        with bare.memory_zone():
            for doc in bare.pipe(texts, batch_size=64):
                _ = [(e.start_char, e.end_char, e.label_) for e in doc.ents]

    names()
    model()
    for number in range(rounds):
        took: dict[Callable[[], None], float] = {}
        for run in (names, model) if number % 2 else (model, names):
            began = time.process_time()
            run()
            took[run] = time.process_time() - began
        yield words / took[names], words / took[model]


def memory(pipelines: Pipelines, count: int) -> Iterator[tuple[int, float]]:
    """MiB of this process after each tenth of `count` articles; sentences are silver ones."""
    sentences = [sentence.text for sentence in read_gmb(CORPUS)]
    choose = random.Random(7)
    done = 0
    for tenth in range(10):
        while done < (tenth + 1) * count // 10:
            size = min(AT_ONCE, count - done)
            chosen = [choose.sample(sentences, SENTENCES) for _ in range(size)]
            texts = [_unlike_others(done + i, some) for i, some in enumerate(chosen)]
            annotate(*articles(texts), pipelines)
            done += size
        yield done, psutil.Process().memory_info().rss / 2**20


def _unlike_others(number: int, sentences: list[str]) -> str:
    name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:07d}").title()
    own = f"Anna {name}son of the {name} Steel Company met Mr. Jo{name.lower()} in {name}grad."
    return "\n\n".join([own, *(" ".join(sentences[i : i + 4]) for i in range(0, SENTENCES, 4))])


def main() -> None:
    """Print the ratios, then the memory."""
    parser = argparse.ArgumentParser(prog="python -m bench.names", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=50_000)
    given = parser.parse_args()
    pipelines = load()
    with NEWS.open(encoding="utf-8", newline="") as rows:
        texts = [f"{row['title']}\n\n{row['text']}" for row in csv.DictReader(rows)]
    ratios = []
    print("| round | names pass (words/s) | plain pipeline (words/s) | ratio |\n|---|---|---|---|")
    for number, (ours, theirs) in enumerate(speed(pipelines, texts, given.rounds), 1):
        ratios.append(ours / theirs)
        print(f"| {number} | {ours:,.0f} | {theirs:,.0f} | {ours / theirs:.2f} |", flush=True)
    print(f"\nMedian ratio {statistics.median(ratios):.2f} (asked: at least 0.85).\n")
    print("| articles | MiB |\n|---|---|")
    for done, size in memory(pipelines, given.articles):
        print(f"| {done:,} | {size:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
