"""The recipe of the names model: corrected silver sentences first, then the gold ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from spacy.language import Language

from .augment import full_names, texts
from .cleaning import clean
from .clusters import sources
from .corpora import (
    held_out,
    read_gmb,
    read_gold,
    read_uner,
    read_uner_test,
    read_wikigold,
    without,
)
from .entity_layer import read_entities
from .learning import epoch, predict, span_example, start
from .own import NAMES, NAMES_TEST, read_own
from .pipeline import names_pipeline
from .score import score
from .sentence import LABELS, Sentence, Span, folded, tidy
from .ship import ship

VERSION = "1.1.0"
UNER = "corpora/uner_ewt/en_ewt-ud-dev.iob2.gz"
GUM = "corpora/gum_ud/gum_ud.tar.gz"
DATA = (
    "corpora/gmb_ner.csv.gz",
    "gold/ner_train.jsonl",
    "news/wikinews_2019.csv",
    "prose/sentences.jsonl",
    UNER,
    GUM,
)
WEB_LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC"])
"""What UNER and GUM mark; the other labels on their sentences are the model's own."""
MEASURING = ("gold/ner_dev.jsonl", "gold/sanctions_dev.jsonl")
WIKIGOLD = "corpora/wikigold/wikigold.conll.txt.gz"
WIKIGOLD_ALIKE = {"GPE": "LOC", "NORP": "MISC"}
"""Our labels in wikigold's scheme; DATE and MONEY are not marked there."""
UNER_TEST = "corpora/uner_ewt/en_ewt-ud-test.iob2.gz"
UNER_ALIKE = {"GPE": "LOC"}
"""Our labels in UNER's scheme, which marks people, organisations and places alone."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long each stage trains. `silver` bounds the silver sentences (None: all)."""

    seed: int = 7
    width: int = 96
    silver: int | None = None
    corrector_silver: int = 8_000
    corrector_passes: int = 6
    second_pass: int = 20_000
    gold_passes: int = 5
    gold_pass_silver: int = 3_000


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is trained on: `tagged` and `gold` sentences with GMB's tags, `web` ones half marked."""

    tagged: tuple[Sentence, ...]
    gold: tuple[Sentence, ...]
    web: tuple[Sentence, ...]


def load(shared: Path) -> Corpus:
    """The training sentences: none whose folded text is in a measuring set, none twice."""
    excluded = held_out(shared / name for name in MEASURING)
    raw = {s.key: s for s in without(read_gmb(shared / DATA[0]), excluded)}
    gold = tuple(_with_words(s, raw) for s in without(read_gold(shared / DATA[1]), excluded))
    gold += tuple(without(read_own(NAMES, shared), excluded))
    texts_seen = {folded(s.text) for s in gold}
    others = (*read_uner(shared / UNER), *read_entities(shared / GUM))
    web = tuple(without(others, excluded))
    return Corpus(tuple(_once(raw.values(), texts_seen)), gold, web)


def train(shared: Path, out: Path, recipe: Recipe) -> Mapping[str, Any]:
    """Train, measure and write the names model to `out`; gives its figures."""
    begun = perf_counter()
    rng = random.Random(recipe.seed)
    corpus = load(shared)
    tagged = rng.sample(corpus.tagged, min(len(corpus.tagged), recipe.silver or 10**9))
    _say(begun, f"{len(tagged)} silver, {len(corpus.gold)} gold sentences")
    corrector = _corrector(tagged, corpus.gold, recipe, rng)
    found = predict(corrector, tagged, hints=True)
    silver = [replace(s, spans=spans) for s, spans in zip(tagged, found, strict=True)]
    _say(begun, "silver corrected")

    def watch(number: int, model: Language) -> None:
        figures = measure(model, shared)
        _say(begun, f"pass {number}: " + ", ".join(f"{k} {figures[k]['names']}" for k in figures))

    nlp = _student(silver, corpus, recipe, rng, watch)
    figures = measure(nlp, shared)
    ship(
        nlp,
        out,
        "news_en_names",
        release=VERSION,
        data=[*(shared / name for name in DATA), NAMES, *sources()],
        recipe=asdict(recipe),
        performance=figures,
    )
    return figures


def measure(nlp: Language, shared: Path) -> dict[str, Any]:
    """Figures by the rule of the entity scorer; wikigold and UNER's test in their own schemes."""
    alike, names = WIKIGOLD_ALIKE, ("PERSON", "ORG", "LOC")
    return {
        "ner_dev": score(_pairs(nlp, read_gold(shared / MEASURING[0]))),
        "wikinews_test": score(_pairs(nlp, read_own(NAMES_TEST, shared))),
        "wikigold": score(_pairs(nlp, read_wikigold(shared / WIKIGOLD)), alike, (*names, "MISC")),
        "uner_test": score(_pairs(nlp, read_uner_test(shared / UNER_TEST)), UNER_ALIKE, names),
    }


def _pairs(
    nlp: Language, sentences: Iterable[Sentence]
) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    told = list(sentences)
    return zip(predict(nlp, told), (s.spans for s in told), strict=True)


def _corrector(
    tagged: Sequence[Sentence], gold: Sequence[Sentence], recipe: Recipe, rng: random.Random
) -> Language:
    """A model that reads GMB's tags beside the words and gives the guide's labels."""
    nlp = names_pipeline(recipe.width, hints=True, scale=0.6, labels=LABELS)
    known = [span_example(nlp, s, hints=True) for s in gold if s.words]
    optimizer = start(nlp, known, recipe.seed)
    first = [span_example(nlp, clean(s), hints=True) for s in tagged[: recipe.corrector_silver]]
    epoch(nlp, first, optimizer, 600)
    for _ in range(recipe.corrector_passes):
        epoch(nlp, rng.sample(known, len(known)), optimizer, 400, drop=0.25)
    with nlp.use_params(optimizer.averages):
        return _frozen(nlp, names_pipeline(recipe.width, hints=True, scale=0.6, labels=LABELS))


def _frozen(nlp: Language, copy: Language) -> Language:
    """`copy`, made alike, with the weights the pipeline has at this moment."""
    copy.initialize()
    return copy.from_bytes(nlp.to_bytes())


def _student(
    silver: Sequence[Sentence],
    corpus: Corpus,
    recipe: Recipe,
    rng: random.Random,
    watch: Callable[[int, Language], None],
) -> Language:
    """The model that is shipped; `watch` sees it, with averaged weights, after each pass."""
    nlp = names_pipeline(recipe.width, labels=LABELS)
    optimizer = start(nlp, [span_example(nlp, s) for s in corpus.gold], recipe.seed)
    people = full_names((*silver, *corpus.gold, *corpus.web))

    def web() -> list[Sentence]:
        with nlp.use_params(optimizer.averages):
            return _completed(nlp, corpus.web)

    for number, (sentences, words, drop) in enumerate(
        _passes(silver, corpus.gold, web, recipe, rng)
    ):
        optimizer.learn_rate = 0.001 if number < 3 else 0.0005
        examples = [span_example(nlp, s) for s in texts(sentences, rng, people)]
        epoch(nlp, examples, optimizer, words, drop)
        with nlp.use_params(optimizer.averages):
            watch(number, nlp)
    with nlp.use_params(optimizer.averages):
        return _frozen(nlp, names_pipeline(recipe.width, labels=LABELS))


def _passes(
    silver: Sequence[Sentence],
    gold: Sequence[Sentence],
    web: Callable[[], list[Sentence]],
    recipe: Recipe,
    rng: random.Random,
) -> Iterator[tuple[list[Sentence], int, float]]:
    """The sentences of each pass, its batch size in words and its dropout.

    `web` is asked for after the first pass, when the model can complete what is marked there.
    """
    yield [*silver, *gold], 800, 0.1
    others = web()
    part = rng.sample(silver, min(len(silver), recipe.second_pass))
    yield [*part, *gold, *gold, *others], 1000, 0.15
    for _ in range(recipe.gold_passes):
        part = rng.sample(silver, min(len(silver), recipe.gold_pass_silver))
        yield [*part, *gold, *others], 700, 0.2


def _completed(nlp: Language, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Half marked sentences with the model's spans of the labels that are not marked there."""
    return [
        tidy(replace(s, spans=(*s.spans, *_apart(spans, s.spans))))
        for s, spans in zip(sentences, predict(nlp, sentences), strict=True)
    ]


def _apart(found: Sequence[Span], marked: Sequence[Span]) -> list[Span]:
    return [
        span
        for span in found
        if span.label not in WEB_LABELS
        and not any(span.start < m.end and m.start < span.end for m in marked)
    ]


def _with_words(sentence: Sentence, raw: Mapping[str, Sentence]) -> Sentence:
    """A gold sentence with GMB's tags on it, where GMB prints the same text."""
    twin = raw.get(sentence.key)
    same = twin is not None and twin.text == sentence.text
    return replace(sentence, words=twin.words) if twin is not None and same else sentence


def _once(sentences: Any, seen: set[str]) -> Iterator[Sentence]:
    for sentence in sentences:
        key = folded(sentence.text)
        if key not in seen:
            seen.add(key)
            yield sentence


def _say(begun: float, what: str) -> None:
    print(f"{perf_counter() - begun:6.0f} s  {what}", flush=True)
