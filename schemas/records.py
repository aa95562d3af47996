"""What readers hand on: records before they are articles."""

from __future__ import annotations

import pyarrow as pa

from schemas.fields import BOOL, INT, TEXT, TEXTS, TIME, field

RECORDS = pa.schema(
    [
        field("article_id", TEXT, "Identity of the article that the record is of.", required=True),
        field("source", TEXT, "Name of the source.", required=True),
        field("uri", TEXT, "Where the bytes came from.", required=True),
        field("record_key", TEXT, "Id inside a multi-record file; null for a file of one."),
        field("reader", TEXT, "Which reader read it.", required=True),
        field(
            "page",
            BOOL,
            "Whether `text` is a whole scraped page, its layout still to be read.",
            required=True,
        ),
        field("raw_sha256", TEXT, "SHA-256 of the file's bytes.", required=True),
        field("content_hash", TEXT, "SHA-256 of the decoded fields below.", required=True),
        field("fetched_at", TIME, "When the bytes came, UTC."),
        field("repairs", TEXTS, "What was repaired on decoding.", required=True),
        field("url", TEXT, "Address, as given."),
        field("title", TEXT, "Title, as given."),
        field("subtitle", TEXT, "Subtitle, as given."),
        field("authors", TEXTS, "Authors, as given.", required=True),
        field("publisher", TEXT, "Publisher, as given."),
        field("language", TEXT, "Language, as given."),
        field("published_at", TEXT, "Publication time, as given."),
        field("updated_at", TEXT, "Update time, as given."),
        field("text", TEXT, "Text, decoded and repaired.", required=True),
        field(
            "parts",
            pa.list_(pa.struct([pa.field("kind", TEXT), pa.field("text", TEXT)])),
            "The text laid out already, without title and subtitle; empty where it is not.",
            required=True,
        ),
        field("flags", TEXTS, "What kind of page it is.", required=True),
        field("revision", INT, "Revision that this record would be.", required=True),
        field("previous_hash", TEXT, "`content_hash` of the article's current row; null when new."),
    ]
)
"""A batch of raw records: what `transforms.articles.build` takes."""
