"""One batch, from raw records to every fact table: the whole transform, as one pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from schemas.check import check_facts
from schemas.errors import InvalidRows
from transforms.articles.build import build
from transforms.articles.signatures import signatures
from transforms.language.annotate import annotate
from transforms.language.pipelines import Pipelines
from transforms.rejects import Reject
from transforms.sanctions.extract import extract

Tables = dict[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Facts:
    """Fact tables by name (columns `Table.made`), checked, and what was rejected."""

    tables: Tables
    rejects: list[Reject]


def _unheard(_stage: str) -> None:
    """Nobody takes the time."""


def transform(
    records: pa.Table, pipelines: Pipelines, done: Callable[[str], None] = _unheard
) -> Facts:
    """Make the facts of `records` (schema `schemas.records.RECORDS`).

    A record that a stage cannot do becomes a reject and the others go on; rows that break the
    rules of their table cost their article, never the batch. `done` is called with the name of
    each stage when it has ended: articles, language, sanctions, check.
    """
    tables, rejects = build(records)
    tables["article_signatures"] = signatures(tables["articles"], tables["blocks"])
    done("articles")
    named, faults = annotate(tables["articles"], tables["blocks"], pipelines)
    rejects += faults
    done("language")
    told, faults = extract(
        tables["articles"],
        tables["blocks"],
        named["mentions"],
        named["chains"],
        named["quotes"],
        pipelines,
    )
    rejects += faults
    done("sanctions")
    checked, faults = keep_valid({**tables, **named, **told})
    done("check")
    return Facts(checked, rejects + faults)


def keep_valid(tables: Tables) -> tuple[Tables, list[Reject]]:
    """The tables without the articles whose rows break a rule, and a reject for each of those."""
    try:
        check_facts(tables)
    except InvalidRows:
        pass
    else:
        return tables, []
    rejects: list[Reject] = []
    good: list[str] = []
    for article in tables["articles"].select(["article_id", "uri", "record_key"]).to_pylist():
        article_id = article["article_id"]
        try:
            check_facts(_only(tables, [article_id]))
        except InvalidRows as fault:
            rejects.append(
                Reject(article["uri"], article["record_key"], "load", "invalid_row", str(fault))
            )
        else:
            good.append(article_id)
    kept = _only(tables, good)
    check_facts(kept)
    return kept, rejects


def _only(tables: Mapping[str, pa.Table], article_ids: list[str]) -> Tables:
    """The rows of some articles; parties and counts follow their events."""
    wanted = pa.array(article_ids, pa.string())
    kept = {
        name: rows.filter(pc.is_in(rows["article_id"], value_set=wanted))
        for name, rows in tables.items()
        if "article_id" in rows.schema.names
    }
    events = kept["sanction_events"]["event_id"].combine_chunks()
    for name, rows in tables.items():
        if name not in kept:
            kept[name] = rows.filter(pc.is_in(rows["event_id"], value_set=events))
    return kept
