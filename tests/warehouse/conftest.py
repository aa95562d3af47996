"""Articles made for the store's tests: a title, a sentence a name, a sanctions sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas.check import check_facts
from transforms.rejects import Reject
from warehouse.layout import Layout
from warehouse.staging import STAGED, stage

V1 = {"extractor": "1", "model": "m"}
COUNTRIES = {
    "United States": "us",
    "United Kingdom": "gb",
    "Iran": "ir",
    "Myanmar": "mm",
    "Rosteknika": "ru",
    "Volgamash": "ru",
}
"""Of states, and of firms that are targets."""
LABELS = {"person": "PERSON", "country": "GPE", "company": "ORG", "public_body": "ORG"}


def hashed(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def entity_key(kind: str, name: str) -> str:
    return hashed(kind, name.casefold())


class Article:
    """One article's rows, put together sentence by sentence."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec
        self.id = str(spec["id"])
        self.text = ""
        self.rows: dict[str, list[dict[str, Any]]] = {t.name: [] for t in STAGED}
        self.add_block("title", str(spec.get("title", f"News of {self.id}")), [])
        for kind, name, country in spec.get("names", []):
            self.add_block("paragraph", f"{name} spoke.", [(kind, name, country)])
        if spec.get("repeat"):
            self.rows["blocks"][-1]["duplicate_of"] = len(self.rows["blocks"]) - 2
        if "event" in spec:
            self.add_event(*spec["event"])
        if "body" in spec:
            self.add_block("paragraph", str(spec["body"]), [])
        self.rows["articles"].append(self.article())

    def article(self) -> dict[str, Any]:
        spec = self.spec
        return {
            "article_id": self.id,
            "revision": 1,
            "source": "adhoc",
            "uri": spec.get("uri", f"/in/{self.id}.txt"),
            "title": self.text.split("\n")[0],
            "authors": [],
            "contributors": [],
            "language": "en",
            "published_at": spec.get("published_at"),
            "published_date": spec.get("published", date(2020, 1, 1)),
            "published_precision": spec.get("precision"),
            "updated_at": spec.get("updated_at"),
            "text": self.text,
            "word_count": len(self.text.split()),
            "content_hash": hashed(self.text),
            "raw_sha256": hashed("raw", self.text),
            "fetched_at": spec.get("fetched_at", datetime(2021, 1, 1)),
            "reader": "text",
            "repairs": [],
            "flags": [],
        }

    def add_block(self, kind: str, words: str, names: Sequence[tuple[str, str, str | None]]) -> int:
        self.text += ("\n\n" if self.text else "") + words
        start = len(self.text) - len(words)
        ordinal = len(self.rows["blocks"])
        span = {"article_id": self.id, "start_char": start, "end_char": len(self.text)}
        self.rows["blocks"].append({**span, "ordinal": ordinal, "kind": kind})
        for name_kind, name, country in names:
            self.add_name(name_kind, name, country, start + words.index(name), ordinal)
        return start

    def add_name(self, kind: str, name: str, country: str | None, start: int, block: int) -> None:
        key = entity_key(kind, name)
        self.rows["mentions"].append(
            {
                "mention_id": hashed(self.id, start, name),
                "article_id": self.id,
                "start_char": start,
                "end_char": start + len(name),
                "surface": name,
                "label": LABELS[kind],
                "form": "name",
                "block": block,
                "sentence": block,
                "entity_key": key,
            }
        )
        if all(chain["entity_key"] != key for chain in self.rows["chains"]):
            self.rows["chains"].append(
                {
                    "article_id": self.id,
                    "entity_key": key,
                    "kind": kind,
                    "name": name,
                    "country": country,
                }
            )

    def add_event(self, issuer: str, target: str) -> None:
        words = f"{issuer} imposed sanctions on {target}."
        names = [("country", name, COUNTRIES[name]) for name in (issuer, target)]
        start = self.add_block("paragraph", words, names)
        trigger = start + words.index("sanctions")
        event_id = hashed(self.id, trigger)
        self.rows["sanction_events"].append(
            {
                "event_id": event_id,
                "article_id": self.id,
                "sentence_start": start,
                "sentence_end": start + len(words),
                "trigger_start": trigger,
                "trigger_end": trigger + len("sanctions"),
                "evidence": words,
                "action": "impose",
                "status": "actual",
                "measures": ["unspecified"],
                "date_method": "none",
                "rule": "made",
                "confidence": 0.75,
            }
        )
        for role, name in (("issuer", issuer), ("target", target)):
            begin = start + words.index(name)
            party = {
                "event_id": event_id,
                "role": role,
                "ordinal": 0,
                "name": name,
                "named": True,
                "country": COUNTRIES[name],
                "entity_key": entity_key("country", name),
                "start_char": begin,
                "end_char": begin + len(name),
            }
            self.rows["sanction_parties"].append(party)


def made_tables(specs: list[dict[str, Any]]) -> dict[str, pa.Table]:
    articles = [Article(spec) for spec in specs]
    tables = {}
    for table in STAGED:
        rows = [row for article in articles for row in article.rows[table.name]]
        tables[table.name] = pa.Table.from_pylist(rows, schema=table.made)
    check_facts(tables)
    return tables


@pytest.fixture
def tables() -> Callable[[list[dict[str, Any]]], dict[str, pa.Table]]:
    """Rows of every staged table for articles described by dicts."""
    return made_tables


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "home")


@pytest.fixture
def staged_batch(layout: Layout) -> Callable[..., Path]:
    """Stage a batch of articles described by dicts; the batch id may be given."""

    def make(
        *specs: dict[str, Any],
        batch_id: str | None = None,
        versions: dict[str, str] = V1,
        rejects: tuple[Reject, ...] = (),
        home: Layout = layout,
    ) -> Path:
        name = batch_id or hashed(sorted(map(str, specs)), versions)
        return stage(home, name, made_tables(list(specs)), rejects, versions)

    return make
