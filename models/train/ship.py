"""Write a trained pipeline as it is shipped: small, without machine paths, its data named."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.strings import get_string_id

SOURCES = {
    "gmb_ner.csv.gz": "Groningen Meaning Bank, Voice of America texts: public domain; entity and "
    "POS tags automatic (silver)",
    "ner_train.jsonl": "entity labels of Voice of America sentences (public domain), made by "
    "language-model annotators for this project",
    "wikinews_2019.csv": "Wikinews articles of 2019: CC BY 2.5; the sentences of names.jsonl alone",
    "sentences.jsonl": "sentences about sanctions (Wikipedia's current events: CC BY-SA 4.0; White "
    "House, its press briefings of 2009-2017, Federal Register, CIA World Factbook: US government "
    "works; OpenSanctions' programme descriptions: MIT; GUM: per genre); the sentences of "
    "names.jsonl alone",
    "names.jsonl": "entity labels made for this project by language-model annotators, by reading: "
    "ids and offsets into the files above",
    "en_lexeme_cluster.json.gz": "Brown clusters of English words: spacy-lookups-data 1.0.5, MIT",
    "en_lexeme_prob.json.gz": "how frequent the words are: spacy-lookups-data 1.0.5, MIT",
    "en_ewt-ud-dev.iob2.gz": "Universal NER on the English Web Treebank, dev part: CC BY-SA 4.0",
    "gum_ud.tar.gz": "GUM, Zeldes (2017), https://gucorpling.org/gum/: annotation CC BY 4.0; texts "
    "by genre: court and academic CC BY 4.0, news and interviews CC BY 2.5, biographies and "
    "travel guides CC BY-SA 3.0, speeches public",
}
"""What each file of the training data is, and its licence."""


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ship(
    nlp: Language,
    folder: Path,
    name: str,
    *,
    release: str,
    data: Iterable[Path],
    recipe: Mapping[str, Any],
    performance: Mapping[str, Any],
) -> None:
    """Write the pipeline to `folder` (replaced), with a meta.json that says how it was made."""
    nlp.meta.update(
        {
            "name": name,
            "version": release,
            "description": f"sanctograph: {name} of English news",
            "license": "Apache-2.0 (weights); training data: see sources",
            "sources": [
                {"name": path.name, "sha256": fingerprint(path), "description": SOURCES[path.name]}
                for path in data
            ],
            "recipe": dict(recipe),
            "trained_with": {
                "python": platform.python_version(),
                "spacy": version("spacy"),
                "thinc": version("thinc"),
                "numpy": version("numpy"),
            },
            "performance": dict(performance),
        }
    )
    if folder.exists():
        shutil.rmtree(folder)
    nlp.to_disk(folder)
    _strip(folder, _label_strings(nlp))


def _label_strings(nlp: Language) -> set[str]:
    """The labels of all components, and the parts of which morphological labels are made."""
    labels = {label for group in nlp.pipe_labels.values() for label in map(str, group)}
    return labels | {part for label in labels for part in re.split(r"[|=]", label)}


def _strip(folder: Path, labels: set[str]) -> None:
    """Keep the labels and what the lemmatizer's edit trees refer to; the rest was training text."""
    needed = {get_string_id(label) for label in labels}
    trees = folder / "lemmatizer" / "trees"
    if trees.exists():
        _collect(srsly.msgpack_loads(trees.read_bytes()), needed)
    strings = folder / "vocab" / "strings.json"
    known = json.loads(strings.read_text(encoding="utf-8"))
    kept = sorted(text for text in known if get_string_id(text) in needed)
    strings.write_text(json.dumps(kept, ensure_ascii=False, indent=0), encoding="utf-8")


def _collect(value: Any, found: set[int]) -> None:
    if isinstance(value, bytes):
        _collect(srsly.msgpack_loads(value), found)
    elif isinstance(value, Mapping):
        for item in value.values():
            _collect(item, found)
    elif isinstance(value, list | tuple):
        for item in value:
            _collect(item, found)
    elif isinstance(value, int):
        found.add(value)
