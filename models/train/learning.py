"""The training loop, the same for every pipeline: batches by words, Adam, averaged weights."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed
from thinc.optimizers import Optimizer

from .sentence import Sentence, Span


def batches(examples: Sequence[Example], words: int) -> Iterator[list[Example]]:
    """Runs of examples of about `words` tokens."""
    batch: list[Example] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += len(example.reference)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def start(nlp: Language, sample: Sequence[Example], seed: int, rate: float = 0.001) -> Optimizer:
    """Initialise the weights from the seed and give the optimizer."""
    fix_random_seed(seed)
    random.seed(seed)
    nlp.initialize(lambda: sample)
    optimizer: Optimizer = Adam(learn_rate=rate, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True)
    return optimizer


def epoch(
    nlp: Language, examples: Sequence[Example], optimizer: Optimizer, words: int, drop: float = 0.1
) -> float:
    """One pass over the examples in their order; gives the summed loss."""
    losses: dict[str, float] = {}
    for batch in batches(examples, words):
        nlp.update(batch, sgd=optimizer, drop=drop, losses=losses)
    return sum(losses.values())


def span_example(nlp: Language, sentence: Sentence, hints: bool = False) -> Example:
    """A sentence as a training example; a span that ends inside a token is left unknown there."""
    predicted = nlp.make_doc(sentence.text)
    reference = nlp.make_doc(sentence.text)
    sure, unknown = [], []
    for span in sentence.spans:
        exact = reference.char_span(span.start, span.end, span.label)
        if exact is not None:
            sure.append(exact)
        else:
            wide = reference.char_span(span.start, span.end, alignment_mode="expand")
            if wide is not None:
                unknown.append(wide)
    taken = {token.i for span in sure for token in span}
    missing = []
    for wide in unknown:
        tokens = {token.i for token in wide}
        if not taken & tokens:  # two names may end inside one token: "Moscow-Tehran"
            taken |= tokens
            missing.append(wide)
    reference.set_ents(sure, missing=missing, default="outside")
    if hints:
        hint(predicted, sentence)
    return Example(predicted, reference)


def hint(doc: Doc, sentence: Sentence, keep: bool = True) -> Doc:
    """Write the corpus's own POS and entity tags on the tokens (TAG, LEMMA), or blanks."""
    words = iter(sentence.words)
    word = next(words, None)
    for token in doc:
        while word is not None and word.end <= token.idx:
            word = next(words, None)
        inside = word is not None and word.start < token.idx + len(token)
        token.tag_ = word.pos if word is not None and inside and keep else "_"
        token.lemma_ = word.tag if word is not None and inside and keep else "_"
    return doc


def predict(
    nlp: Language, sentences: Sequence[Sentence], hints: bool = False
) -> list[tuple[Span, ...]]:
    """The spans the pipeline finds in each sentence."""
    docs = [nlp.make_doc(s.text) for s in sentences]
    if hints:
        docs = [hint(doc, s) for doc, s in zip(docs, sentences, strict=True)]
    return [
        tuple(Span(e.start_char, e.end_char, e.label_) for e in doc.ents)
        for doc in nlp.pipe(docs, batch_size=256)
    ]
