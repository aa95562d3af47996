"""Conclusions: what follows from all facts, lists and decisions together."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from schemas.fields import BOOL, DAY, INT, NUMBER_MAP, REAL, TEXT, TEXTS, TIME, Table, field, table

RESOLVE_VERSION = field(
    "resolve_version", TEXT, "Version of the rules that concluded it.", required=True
)


def _conclusion(name: str, meaning: str, fields: Iterable[pa.Field], key: tuple[str, ...]) -> Table:
    return table(name, "resolved", meaning, [*fields, RESOLVE_VERSION], key)


ENTITIES = _conclusion(
    "entities",
    "People, organisations, countries and places across all articles.",
    [
        field(
            "entity_id", TEXT, "Hash that does not depend on the order of arrival.", required=True
        ),
        field("name", TEXT, "The name most used at its fullest.", required=True),
        field("kind", TEXT, "What it is.", vocabulary="entity_kind", required=True),
        field("country", TEXT, "ISO 3166-1 alpha-2 in lower case, eu or un."),
        field("aliases", TEXTS, "Other names it goes by in the articles, sorted.", required=True),
        field("article_count", INT, "Articles that name it.", required=True),
        field("first_published", DAY, "Day of the earliest article that names it."),
        field("last_published", DAY, "Day of the newest article that names it."),
    ],
    ("entity_id",),
)

ENTITY_KEYS = _conclusion(
    "entity_keys",
    "Which entity a chain of an article belongs to.",
    [
        field("entity_key", TEXT, "Hash of kind and fullest normalised name.", required=True),
        field("entity_id", TEXT, "The entity.", required=True),
    ],
    ("entity_key",),
)

ARTICLE_ENTITIES = _conclusion(
    "article_entities",
    "Which entities an article names.",
    [
        field("article_id", TEXT, "The article.", required=True),
        field("entity_id", TEXT, "The entity.", required=True),
        field("mention_count", INT, "Mentions, without those in repeated blocks.", required=True),
        field("in_title", BOOL, "Whether the title names it.", required=True),
        field("first_start_char", INT, "Where it is first named.", required=True),
    ],
    ("article_id", "entity_id"),
)

ARTICLE_DUPLICATES = _conclusion(
    "article_duplicates",
    "Articles that repeat an earlier one nearly word for word.",
    [
        field("article_id", TEXT, "The article.", required=True),
        field("duplicate_of", TEXT, "The earliest article of the same text.", required=True),
    ],
    ("article_id",),
)

EVENT_CLUSTERS = _conclusion(
    "event_clusters",
    "Which event of the world a sanctions event tells.",
    [
        field("event_id", TEXT, "The sanctions event.", required=True),
        field("cluster_id", TEXT, "The event across articles.", required=True),
    ],
    ("event_id",),
)

WATCHLIST_MATCHES = _conclusion(
    "watchlist_matches",
    "Entities of an article that an official list may name: one row a match in an article.",
    [
        field("match_id", TEXT, "What `sanctograph review` calls it.", required=True),
        field("article_id", TEXT, "The article whose evidence decided.", required=True),
        field("entity_key", TEXT, "The chain of the article that matches.", required=True),
        field("entity_id", TEXT, "The entity.", required=True),
        field("list", TEXT, "The list.", vocabulary="list_key", required=True),
        field("entry_id", TEXT, "The list's own id of the entry.", required=True),
        field("score", REAL, "Likeness of the names, 0 to 1.", required=True),
        field("matched_name", TEXT, "The article's name.", required=True),
        field("list_name", TEXT, "The list's name.", required=True),
        field("features", NUMBER_MAP, "Evidence for and against, by name.", required=True),
        field("explanation", TEXT, "One plain sentence.", required=True),
        field("decision", TEXT, "What came of it.", vocabulary="match_decision", required=True),
    ],
    ("article_id", "entity_key", "list", "entry_id"),
)

REVIEW_DECISIONS = table(
    "review_decisions",
    "ops",
    "What people decided on matches; append-only, the one table that cannot be rebuilt.",
    [
        field("entity_key", TEXT, "The chain decided on.", required=True),
        field("list", TEXT, "The list.", vocabulary="list_key", required=True),
        field("entry_id", TEXT, "The list's own id of the entry.", required=True),
        field("article_id", TEXT, "Where it holds; null = everywhere."),
        field("decision", TEXT, "The decision.", vocabulary="match_decision", required=True),
        field("decided_by", TEXT, "Who decided.", required=True),
        field("decided_at", TIME, "When, UTC.", required=True),
        field("note", TEXT, "Why."),
    ],
    (),
)

CONCLUSIONS = (
    ENTITIES,
    ENTITY_KEYS,
    ARTICLE_ENTITIES,
    ARTICLE_DUPLICATES,
    EVENT_CLUSTERS,
    WATCHLIST_MATCHES,
    REVIEW_DECISIONS,
)
