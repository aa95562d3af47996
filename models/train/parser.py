"""The recipe of the parser: the tagger on silver news first, then everything on GUM's trees."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from .augment import headline, typographic
from .corpora import held_out, read_gmb, without
from .learning import epoch, start
from .pipeline import parser_pipeline
from .sentence import Sentence
from .ship import ship
from .treebank import Tree, read_treebank, to_doc

VERSION = "1.0.0"
DATA = ("corpora/gmb_ner.csv.gz", "corpora/gum_ud/gum_ud.tar.gz")
MEASURING = ("gold/ner_dev.jsonl", "gold/sanctions_dev.jsonl")
HELD_OUT_EVERY, HELD_OUT_FROM = 12, 6
"""Of GUM's documents in the order of their names, every 12th from the 6th on is held out (8 %)."""
SCORES = ("dep_uas", "dep_las", "tag_acc", "pos_acc", "morph_acc", "lemma_acc")
MAX_TOKENS = 100


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long each stage trains: sentences of silver tags and passes over them, tree passes."""

    seed: int = 7
    width: int = 96
    silver: int = 25_000
    silver_passes: int = 2
    passes: int = 14


def held_out_documents(trees: Iterable[Tree]) -> frozenset[str]:
    """The documents that are measured on and never trained on."""
    names = sorted({tree.document for tree in trees})
    return frozenset(names[HELD_OUT_FROM::HELD_OUT_EVERY])


def train(shared: Path, out: Path, recipe: Recipe) -> Mapping[str, Any]:
    """Train, measure and write the parser to `out`; gives its figures."""
    begun = perf_counter()
    rng = random.Random(recipe.seed)
    trees = list(read_treebank(shared / DATA[1]))
    dev_names = held_out_documents(trees)
    train_trees = [t for t in trees if t.document not in dev_names]
    dev_trees = [t for t in trees if t.document in dev_names]
    nlp = parser_pipeline(recipe.width)
    optimizer = start(nlp, _examples(nlp, train_trees), recipe.seed)
    silver = _tagged(nlp, shared, recipe, rng)
    with nlp.select_pipes(enable=["tok2vec", "tagger"]):
        for _ in range(recipe.silver_passes):
            epoch(nlp, rng.sample(silver, len(silver)), optimizer, 1000)
    _say(begun, f"tagger on {len(silver)} silver sentences")
    for number in range(recipe.passes):
        optimizer.learn_rate = 0.001 if number < recipe.passes - 4 else 0.0005
        dressed = [_varied(t, rng) for t in rng.sample(train_trees, len(train_trees))]
        epoch(nlp, _examples(nlp, dressed), optimizer, min(1500, 300 + 100 * number), drop=0.2)
        if number % 3 == 1 or number == recipe.passes - 1:
            with nlp.use_params(optimizer.averages):
                _say(begun, f"pass {number}: {measure(nlp, dev_trees)['gum_dev']}")
    with nlp.use_params(optimizer.averages):
        figures = measure(nlp, dev_trees)
        data = [shared / name for name in DATA]
        ship(
            nlp,
            out,
            "news_en_parser",
            release=VERSION,
            data=data,
            recipe=asdict(recipe),
            performance=figures,
        )
    return figures


def measure(nlp: Language, trees: Sequence[Tree]) -> dict[str, Any]:
    """UAS, LAS (punctuation left out) and the accuracies, on all trees and on those of news."""
    news = [tree for tree in trees if tree.document.startswith("GUM_news")]
    return {"gum_dev": _figures(nlp, trees), "gum_dev_news": _figures(nlp, news)}


def _figures(nlp: Language, trees: Sequence[Tree]) -> dict[str, Any]:
    examples = _examples(nlp, trees)
    scores = nlp.evaluate(examples)
    figures = {name: round(float(scores[name]), 4) for name in SCORES}
    return {
        **figures,
        "sentences": len(examples),
        "tokens": sum(len(e.reference) for e in examples),
    }


def _examples(nlp: Language, trees: Iterable[Tree]) -> list[Example]:
    docs = (to_doc(nlp, tree) for tree in trees)
    return [
        Example(nlp.make_doc(doc.text), doc)
        for doc in docs
        if doc is not None and len(doc) <= MAX_TOKENS
    ]


def _varied(tree: Tree, rng: random.Random) -> Tree:
    """The tree with its text in other dress of the same length: a headline, curled quotes."""
    dressed = Sentence(tree.document, tree.text)
    if rng.random() < 0.08 and not tree.text.endswith("."):
        dressed = headline(dressed)
    if rng.random() < 0.3:
        dressed = typographic(dressed)
    return replace(tree, text=dressed.text)


def _tagged(nlp: Language, shared: Path, recipe: Recipe, rng: random.Random) -> list[Example]:
    """Sentences of GMB with its POS tags as far as the tagger has them; nothing measured on."""
    excluded = held_out(shared / name for name in MEASURING)
    known = frozenset(nlp.get_pipe("tagger").labels)  # type: ignore[attr-defined]
    pool = list(without(read_gmb(shared / DATA[0]), excluded))
    return [_tag_example(nlp, s, known) for s in rng.sample(pool, min(len(pool), recipe.silver))]


def _tag_example(nlp: Language, sentence: Sentence, known: frozenset[str]) -> Example:
    predicted = nlp.make_doc(sentence.text)
    at = {(w.start, w.end): w.pos for w in sentence.words}
    tags = [at.get((t.idx, t.idx + len(t)), "") for t in predicted]
    reference = Doc(
        nlp.vocab,
        words=[t.text for t in predicted],
        spaces=[bool(t.whitespace_) for t in predicted],
        tags=[tag if tag in known else "" for tag in tags],
    )
    return Example(predicted, reference)


def _say(begun: float, what: str) -> None:
    print(f"{perf_counter() - begun:6.0f} s  {what}", flush=True)
