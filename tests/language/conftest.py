"""Articles of one or more paragraphs, read with names given by hand instead of by a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pytest
import spacy

from schemas.tables import TABLES
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines

Names = dict[str, str]


@dataclass
class Told:
    """What was found in one article."""

    text: str
    tables: dict[str, list[dict[str, Any]]]

    @property
    def names(self) -> list[tuple[str, str]]:
        return [(m["surface"], m["label"]) for m in self.tables["mentions"]]

    @property
    def chains(self) -> dict[str, list[tuple[str, str]]]:
        """Canonical name -> surfaces with their form, in the order of the text."""
        names = {c["entity_key"]: c["name"] for c in self.tables["chains"]}
        found: dict[str, list[tuple[str, str]]] = {}
        for mention in self.tables["mentions"]:
            if mention["entity_key"]:
                told = (mention["surface"], mention["form"])
                found.setdefault(names[mention["entity_key"]], []).append(told)
        return found

    def chain(self, name: str) -> dict[str, Any]:
        return next(c for c in self.tables["chains"] if c["name"] == name)

    @property
    def roles(self) -> list[tuple[str, str, str | None, str | None]]:
        names = {c["entity_key"]: c["name"] for c in self.tables["chains"]}
        return [
            (names[r["entity_key"]], r["role"], r["organization"], r["country"])
            for r in self.tables["roles"]
        ]

    @property
    def quotes(self) -> list[tuple[str, str | None, str | None, str]]:
        names = {c["entity_key"]: c["name"] for c in self.tables["chains"]}
        return [
            (
                q["kind"],
                names.get(q["speaker_entity_key"]),
                q["cue"],
                self.text[q["start_char"] : q["end_char"]],
            )
            for q in self.tables["quotes"]
        ]


Read = Callable[..., Told]


def article(
    *paragraphs: str | tuple[str, str], language: str = "en", article_id: str = "a"
) -> tuple[pa.Table, pa.Table]:
    """Tables articles and blocks; a paragraph is its text, or its kind and text."""
    parts = [p if isinstance(p, tuple) else ("paragraph", p) for p in paragraphs]
    text, at, rows, seen = "\n\n".join(t for _, t in parts), 0, [], dict[str, int]()
    for ordinal, (kind, part) in enumerate(parts):
        rows.append(
            {
                "article_id": article_id,
                "ordinal": ordinal,
                "kind": kind,
                "start_char": at,
                "end_char": at + len(part),
                "duplicate_of": seen.get(part),
            }
        )
        seen.setdefault(part, ordinal)
        at += len(part) + 2
    columns = {"article_id": article_id, "uri": "file:a", "record_key": None}
    articles = pa.Table.from_pylist([{**columns, "language": language, "text": text}])
    return articles, pa.Table.from_pylist(rows, schema=TABLES["blocks"].made)


def pipelines(names: Names) -> Pipelines:
    """A pipeline that finds these names with these labels, wherever they stand."""
    language = spacy.blank("en")
    ruler: Any = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    return Pipelines(language, "given 0")


@pytest.fixture(scope="session")
def read() -> Read:
    def of(*paragraphs: str | tuple[str, str], names: Names | None = None) -> Told:
        articles, blocks = article(*paragraphs)
        tables, rejects = annotate(articles, blocks, pipelines(names or {}))
        assert rejects == []
        text = articles["text"][0].as_py()
        rows = {name: rows.to_pylist() for name, rows in tables.items()}
        for table, quoted in (("mentions", "surface"), ("roles", "role"), ("quotes", None)):
            for row in rows[table]:
                words = text[row["start_char"] : row["end_char"]]
                assert words
                assert words == words.strip()
                assert quoted is None or row[quoted] == words
        return Told(text, rows)

    return of
