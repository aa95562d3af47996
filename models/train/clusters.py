"""Brown clusters as a feature: words that stand in the same company, "Tehran" with "London".

They are those of the package spacy-lookups-data (MIT), 1,000 clusters of English words. The model
carries them where spaCy keeps words' norms (`lexeme_norm`), so that any spaCy reads it without code
of ours; the word itself is a feature beside them (LOWER).
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from spacy import util
from spacy.attrs import NORM
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.language import Language

WORDS = 200_000
"""The most frequent clustered words are taken: the table weighs 2.6 MB, the whole one 14."""
LONGEST = 30
"""Code points of the longest word that is taken."""
TABLE = "lexeme_norm"


def sources() -> tuple[Path, Path]:
    """The files of clusters and of frequencies. Raises `ModuleNotFoundError` with the remedy."""
    try:
        data = Path(str(files("spacy_lookups_data"))) / "data"
    except ModuleNotFoundError as fault:
        remedy = "the clusters are missing: `make model` installs them (requirements-train.lock)"
        raise ModuleNotFoundError(remedy) from fault
    return data / "en_lexeme_cluster.json.gz", data / "en_lexeme_prob.json.gz"


def with_clusters(nlp: Language) -> Language:
    """The pipeline, whose clustered words have their cluster for a norm."""
    table = without_norms(nlp).vocab.lookups.add_table(TABLE, clusters())
    _norms(nlp.vocab)[NORM] = util.add_lookups(LEX_ATTRS[NORM], table, BASE_NORMS)
    return nlp


def without_norms(nlp: Language) -> Language:
    """The pipeline without the table of English norms that spacy-lookups-data brings, if installed.

    A model must be the same wherever it is trained.
    """
    if TABLE in nlp.vocab.lookups:
        nlp.vocab.lookups.remove_table(TABLE)
    _norms(nlp.vocab)[NORM] = util.add_lookups(LEX_ATTRS[NORM], BASE_NORMS)
    return nlp


def _norms(vocab: Any) -> dict[int, Any]:
    return vocab.lex_attr_getters  # type: ignore[no-any-return]  # spaCy's stubs do not know it


@cache
def clusters() -> dict[str, str]:
    """Word -> its cluster, such as "c678"; case matters."""
    cluster, frequency = map(_read, sources())
    words = [w for w in cluster if cluster[w] and _is_word(w)]
    words.sort(key=lambda word: (-frequency.get(word, -99.0), word))
    return {word: f"c{cluster[word]:.0f}" for word in words[:WORDS]}


def _is_word(text: str) -> bool:
    return len(text) < LONGEST and any(c.isalpha() for c in text)


def _read(path: Path) -> dict[str, float]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)  # type: ignore[no-any-return]
