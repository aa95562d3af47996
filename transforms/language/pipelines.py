"""The spaCy pipelines: one a language reads names, another parses the sentences asked for."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from schemas.errors import BadInput
from transforms.language.words import ENGLISH

SHIPPED = Path(__file__).parents[2] / "models" / "news_en"
NAMES_NEED = frozenset({"tok2vec", "transformer", "curated_transformer", "ner", "entity_ruler"})
BATCH = 128
"""Sentences that a pipeline sees at once: larger arrays no longer fit the processor's caches."""


@dataclass
class Pipelines:
    """The pipelines of a run: those of English, and what finds names in other languages.

    `names` finds names in a sentence; the parser is loaded when `parse` is first called, since a
    batch without sanctions needs none. `others` are keyed by ISO 639-1 code. `versions` goes into
    the column `versions`.
    """

    names: Language
    names_version: str
    parser_name: str | None = None
    parser_language: Language | None = None
    others: Mapping[str, Language] = field(default_factory=dict)

    @cached_property
    def parser(self) -> Language:
        """The pipeline that parses. Raises `BadInput` when it is not installed."""
        return self.parser_language or open_pipeline(self.parser_name, "parser")

    def of(self, language: str | None) -> Language | None:
        """The pipeline that finds names in texts of a language; None where none was given."""
        return self.names if language == ENGLISH else self.others.get(language or "")

    def parse(self, sentences: Iterable[str]) -> Iterator[Doc]:
        """Parse each sentence, in order.

        The caller consumes the docs inside `parser.memory_zone()` and keeps none of them.
        """
        yield from self.parser.pipe(sentences, batch_size=BATCH)

    def words(self, text: str) -> list[tuple[str, int, int]]:
        """The words of a text in small letters with their spans, as the parser parts them."""
        tokens = (token for token in self.parser.tokenizer(text) if not token.is_space)
        return [(token.lower_, token.idx, token.idx + len(token)) for token in tokens]

    @cached_property
    def versions(self) -> dict[str, str]:
        """Name, version and hash of each pipeline: "news_en_names 0.1.0 3f2a…"."""
        where = _where(self.parser_name, "parser")
        parser = _told(where) if where.is_dir() else where.name
        others = {f"names_{code}": version_of(nlp) for code, nlp in sorted(self.others.items())}
        return {"names": self.names_version, "parser": parser, **others}


def load(
    names: str | None = None, parser: str | None = None, others: Mapping[str, str] | None = None
) -> Pipelines:
    """The pipelines of these names: a package ("en_core_web_trf") or a path; None = the shipped.

    `others` gives the names pipeline of each further language, by its ISO 639-1 code. Raises
    `BadInput` with the remedy when a names pipeline is not installed or finds no names.
    """
    language = _that_names(names)
    further = {code: _that_names(name) for code, name in (others or {}).items()}
    return Pipelines(language, version_of(language), parser, others=further)


def _that_names(names: str | None) -> Language:
    language = open_pipeline(names, "names")
    if not language.has_pipe("ner") and not language.has_pipe("entity_ruler"):
        raise BadInput(
            f"the pipeline {names or 'names'} finds no names: it has no `ner`; name another one"
        )
    for pipe in language.pipe_names:
        if pipe not in NAMES_NEED:
            language.disable_pipe(pipe)
    return language


def open_pipeline(name: str | None, part: str) -> Language:
    """Load a pipeline by package name or path; None is the shipped one for `part`.

    Raises `BadInput`, whose message says how to install it.
    """
    wanted = str(SHIPPED / part) if name is None else name
    try:
        return spacy.load(wanted)
    except (OSError, ImportError, ValueError) as fault:
        raise BadInput(_remedy(name, part, fault)) from fault


def _remedy(name: str | None, part: str, fault: Exception) -> str:
    why = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    if name is None:
        return (
            f"the shipped model models/news_en/{part} cannot be loaded ({why}); "
            "check the clone out again, or make it: python -m models.train"
        )
    if "/" in name:
        return f"no spaCy pipeline can be loaded from {name} ({why}); check the path"
    return (
        f"the spaCy pipeline {name} cannot be loaded ({why}); if it is one of spaCy's own, install "
        f"it: python -m spacy download {name}; if not, install its publisher's wheel"
    )


def version_of(language: Language) -> str:
    """Name, version and content hash of a loaded pipeline."""
    if language.path is not None:
        return _told(Path(language.path))
    meta: Mapping[str, object] = language.meta
    return f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"


def _where(name: str | None, part: str) -> Path:
    if name is None:
        return SHIPPED / part
    try:
        package = importlib.metadata.distribution(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return Path(name)
    inner = Path(str(package.locate_file(name)))
    return next(iter(sorted(inner.glob(f"{name}-*"))), inner)


def _told(path: Path) -> str:
    meta = path / "meta.json"
    told = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
    digest = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        digest.update(file.relative_to(path).as_posix().encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    name = f"{told.get('lang', 'xx')}_{told.get('name', path.name)}"
    return f"{name} {told.get('version', '?')} {digest.hexdigest()[:12]}"
