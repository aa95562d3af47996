"""Articles in, and out come their mentions, chains, roles and quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
from spacy.language import Language

from schemas.tables import TABLES
from transforms.language.bodies import link_organisations
from transforms.language.chains import Chain
from transforms.language.definite_titles import title_mentions
from transforms.language.foreign import foreign_chains, foreign_mentions
from transforms.language.keys import span_id
from transforms.language.names import RAW, mentions
from transforms.language.people import link_people
from transforms.language.pipelines import BATCH, Pipelines
from transforms.language.places import link_places
from transforms.language.quotes import Quote, quotes
from transforms.language.reading import Mention, Reading
from transforms.language.roles import Role, roles
from transforms.language.sentences import Block, blocks_of
from transforms.language.words import ENGLISH
from transforms.rejects import Reject

ARTICLES_AT_ONCE = 200
"""Articles read in one memory zone: enough to fill the model's batches, and small."""

Rows = dict[str, list[dict[str, Any]]]
_TABLES = ("mentions", "chains", "roles", "quotes")


def annotate(
    articles: pa.Table, blocks: pa.Table, pipelines: Pipelines
) -> tuple[dict[str, pa.Table], list[Reject]]:
    """Tables mentions, chains, roles and quotes of the articles, as stored but `batch_id`.

    `articles` and `blocks` are the tables of SCHEMA.md. Articles in a language without a pipeline
    give no rows, and those in another than English no roles and quotes. An article that the rules
    fail on gives none either, and a reject of stage `language`.
    """
    rows: Rows = {name: [] for name in _TABLES}
    rejects: list[Reject] = []
    parts = blocks_of(blocks)
    for code, nlp in ((ENGLISH, pipelines.names), *pipelines.others.items()):
        told = _in_language(articles, code)
        while some := list(islice(told, ARTICLES_AT_ONCE)):
            _add(rows, rejects, some, parts, code, nlp)
    return {name: _table(name, rows[name]) for name in _TABLES}, rejects


def _add(  # noqa: PLR0917
    rows: Rows,
    rejects: list[Reject],
    some: Sequence[dict[str, Any]],
    parts: dict[str, list[Block]],
    code: str,
    nlp: Language,
) -> None:
    """Add the rows of some articles of one language, or the rejects that they became."""
    readings = []
    for article in some:
        try:
            readings.append((article, _reading(article, parts)))
        except Exception as fault:  # noqa: BLE001 -- the edge that turns a record into a reject
            rejects.append(_reject(article, fault))
    raw = _names_or_none([reading for _, reading in readings], nlp)
    for (article, reading), found in zip(readings, raw, strict=True):
        try:
            told_names = _names([reading], nlp)[0] if found is None else found
            for name, some_rows in _annotated(reading, told_names, code).items():
                rows[name] += some_rows
        except Exception as fault:  # noqa: BLE001 -- the edge that turns a record into a reject
            rejects.append(_reject(article, fault))


def _in_language(articles: pa.Table, code: str) -> Iterator[dict[str, Any]]:
    columns = articles.select(["article_id", "uri", "record_key", "language", "text"])
    return (row for row in columns.to_pylist() if row["language"] == code)


def _reading(article: dict[str, Any], parts: dict[str, list[Block]]) -> Reading:
    reading = Reading(article["article_id"], article["text"], parts.get(article["article_id"], []))
    _ = reading.told
    return reading


def _reject(article: dict[str, Any], fault: Exception) -> Reject:
    message = f"{type(fault).__name__}: {fault}; the article is loaded without annotations"
    return Reject(article["uri"], article["record_key"], "language", "crashed", message)


def _names_or_none(readings: Sequence[Reading], nlp: Language) -> Sequence[list[RAW] | None]:
    """What the model finds in each article; None for all where one makes it fail."""
    try:
        return _names(readings, nlp)
    except Exception:  # noqa: BLE001 -- each article is then tried alone, and rejected alone
        return [None] * len(readings)


def _names(readings: Sequence[Reading], nlp: Language) -> list[list[RAW]]:
    """What the model finds in each article: plain spans, so that no Doc outlives the zone."""
    found: list[list[RAW]] = [[] for _ in readings]
    work = [(i, start, end) for i, r in enumerate(readings) for _, start, end in r.told]
    texts = (readings[i].text[start:end] for i, start, end in work)
    with nlp.memory_zone():
        docs = nlp.pipe(texts, batch_size=BATCH)
        for (i, start, _), doc in zip(work, docs, strict=True):
            found[i] += [(start + e.start_char, start + e.end_char, e.label_) for e in doc.ents]
    return found


def _annotated(reading: Reading, raw: Iterable[RAW], code: str) -> Rows:
    if code != ENGLISH:
        found = foreign_mentions(reading, raw, code)
        return _rows(reading, found, foreign_chains(reading, found, code), (), ())
    found = mentions(reading, raw)
    chains = link(reading, found)
    told_roles = roles(reading, found, chains)
    for role in told_roles:
        person = chains[role.key]
        person.country = person.country or role.country
    told_quotes = quotes(reading, found, told_roles, chains)
    titles = title_mentions(reading, found, told_roles, chains)
    everything = sorted([*found, *titles], key=lambda m: (m.start, m.end))
    return _rows(reading, everything, chains, told_roles, told_quotes)


def _rows(
    reading: Reading,
    found: Sequence[Mention],
    chains: Mapping[str, Chain],
    told_roles: Sequence[Role],
    told_quotes: Sequence[Quote],
) -> Rows:
    return {
        "mentions": [_mention_row(reading, m) for m in found],
        "chains": [
            {
                "article_id": reading.article_id,
                "entity_key": chain.key,
                "kind": chain.kind,
                "name": chain.name,
                "country": chain.country,
            }
            for chain in chains.values()
        ],
        "roles": [
            {
                "article_id": reading.article_id,
                "entity_key": role.key,
                "role": reading.text[role.start : role.end],
                "organization": role.organization,
                "country": role.country,
                "start_char": role.start,
                "end_char": role.end,
            }
            for role in told_roles
        ],
        "quotes": [
            {
                "quote_id": span_id(reading.article_id, "quote", q.start, q.end),
                "article_id": reading.article_id,
                "start_char": q.start,
                "end_char": q.end,
                "kind": q.kind,
                "speaker_entity_key": q.speaker,
                "cue": q.cue,
            }
            for q in told_quotes
        ],
    }


def link(reading: Reading, found: Sequence[Mention]) -> dict[str, Chain]:
    """Tell every mention its chain; the chains of the article by key."""
    chains: dict[str, Chain] = {}
    for chain in (
        *link_places(reading, found),
        *(
            Chain(key, "person", name)
            for key, name in link_people(reading.article_id, found).items()
        ),
        *link_organisations(reading, found),
    ):
        chains.setdefault(chain.key, chain)
    return chains


def _mention_row(reading: Reading, mention: Mention) -> dict[str, Any]:
    return {
        "mention_id": span_id(reading.article_id, mention.start, mention.end, mention.label),
        "article_id": reading.article_id,
        "start_char": mention.start,
        "end_char": mention.end,
        "surface": mention.surface,
        "label": mention.label,
        "form": mention.form,
        "block": mention.block,
        "sentence": mention.sentence,
        "entity_key": mention.key,
    }


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=TABLES[name].made)
