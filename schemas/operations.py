"""Operations: runs, batches, and what could not be read."""

from __future__ import annotations

from schemas.fields import INT, NUMBER_MAP, TEXT, TEXT_MAP, TIME, field, table

RUNS = table(
    "runs",
    "ops",
    "Every run of a flow.",
    [
        field("run_id", TEXT, "The run.", required=True),
        field("flow_run_id", TEXT, "Prefect's id of it; null for a local run."),
        field("flow", TEXT, "Which flow.", required=True),
        field("started_at", TIME, "UTC.", required=True),
        field("finished_at", TIME, "UTC; null while it runs."),
        field("status", TEXT, "How it stands.", vocabulary="run_status", required=True),
        field(
            "versions",
            TEXT_MAP,
            "Hashes of extractor, model and all sources' configuration; the resolve rules' number.",
            required=True,
        ),
        field("articles_in", INT, "Records read."),
        field("articles_loaded", INT, "Articles new or changed, and loaded."),
        field("articles_unchanged", INT, "Records that were there already."),
        field("rejects", INT, "Records and files that this run could not read."),
        field("seconds", NUMBER_MAP, "Wall seconds a stage.", required=True),
    ],
    ("run_id",),
)

BATCHES = table(
    "batches",
    "ops",
    "Every batch that was loaded.",
    [
        field(
            "batch_id", TEXT, "Hash of its articles, their texts and the versions.", required=True
        ),
        field("run_id", TEXT, "The run that loaded it.", required=True),
        field("loaded_at", TIME, "UTC.", required=True),
        field("article_count", INT, "Articles in it.", required=True),
        field("versions", TEXT_MAP, "Extractor, model, configuration.", required=True),
    ],
    ("batch_id",),
)

REJECTS = table(
    "rejects",
    "ops",
    "What could not be read, and why.",
    [
        field("reject_id", TEXT, "Hash of uri, record, stage and reason.", required=True),
        field("uri", TEXT, "The file.", required=True),
        field("record_key", TEXT, "The record in it; null for the whole file."),
        field("stage", TEXT, "Where it failed.", vocabulary="reject_stage", required=True),
        field("reason", TEXT, "A code.", vocabulary="reject_reason", required=True),
        field("message", TEXT, "What was wrong, and what to do.", required=True),
        field("first_seen", TIME, "UTC.", required=True),
        field("last_seen", TIME, "UTC.", required=True),
        field("resolved_at", TIME, "When it could be read after all, UTC."),
    ],
    ("reject_id",),
)

OPERATIONS = (RUNS, BATCHES, REJECTS)
