"""The empty spaCy pipelines that are trained: tokenizer, embedding sizes, components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from .clusters import with_clusters, without_norms

EXTRA_INFIXES = (
    r"(?<=[A-Z]\.)(?:-|–)(?=[A-Za-z])",  # "U.S.-led", "U.N.-backed"
    r"(?<=[A-Za-z])(?:-|–)(?=[0-9]{4})",  # "mid-2004"
    r"(?<=[0-9])(?:-|–)(?=[A-Za-z]{3})",  # "27-nation", "20-year-old"
)
"""Hyphens at which spaCy's English tokenizer does not part a name from what follows."""


def blank() -> Language:
    """An English pipeline without components, whose tokenizer also parts "U.S.-led"."""
    nlp = without_norms(spacy.blank("en"))
    infixes = [*(nlp.Defaults.infixes or ()), *EXTRA_INFIXES]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def tok2vec(
    width: int, depth: int, attrs: Sequence[str], rows: Sequence[int], pieces: int = 3
) -> dict[str, Any]:
    """A hash-embedding CNN (spacy.Tok2Vec.v2) over token attributes; no static vectors."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": list(attrs),
            "rows": list(rows),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "depth": depth,
            "window_size": 1,
            "maxout_pieces": pieces,
        },
    }


def names_pipeline(
    width: int = 128, hints: bool = False, scale: float = 1.0, labels: Sequence[str] = ()
) -> Language:
    """A pipeline with one `ner` component of its own embedding.

    NORM is the word's cluster (`clusters`), LOWER the word. With `hints` the embedding also reads
    TAG and LEMMA, where the corpus's automatic tags are put.
    """
    attrs = ["LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE"]
    rows = [int(scale * n) for n in (10000, 5000, 2500, 2500, 2500)]
    if hints:
        attrs += ["TAG", "LEMMA"]
        rows += [200, 200]
    nlp = with_clusters(blank())
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec(width, 4, attrs, rows, pieces=2),  # 3 are no better, and a fifth slower
    }
    ner = nlp.add_pipe("ner", config={"model": model})
    for label in labels:
        ner.add_label(label)  # type: ignore[attr-defined]
    return nlp


def parser_pipeline(width: int = 96, scale: float = 1.0) -> Language:
    """Tagger, morphologizer, lemmatizer and parser over one shared embedding.

    `whole` (a sentencizer whose only mark never occurs) makes the whole input one sentence, so
    that the parser gives one tree for what it is given.
    """
    nlp = blank()
    nlp.add_pipe("sentencizer", name="whole", config={"punct_chars": ["\x00"]})
    rows = [int(scale * n) for n in (8000, 2000, 4000, 2000)]
    embedding = tok2vec(width, 4, ["NORM", "PREFIX", "SUFFIX", "SHAPE"], rows)
    nlp.add_pipe("tok2vec", config={"model": embedding})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "*"}
    tags = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    nlp.add_pipe("tagger", config={"model": tags})
    nlp.add_pipe("morphologizer", config={"model": tags})
    nlp.add_pipe(
        "trainable_lemmatizer",
        name="lemmatizer",
        config={"model": tags, "top_k": 3, "min_tree_freq": 3},
    )
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 3,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 5})
    return nlp
