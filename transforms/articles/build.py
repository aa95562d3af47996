"""Articles out of raw records: one row, its blocks and its pictures each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from schemas.errors import Unreadable
from schemas.fields import Table
from schemas.tables import TABLES
from transforms.articles.blocks import BODY, Layout, joined, pictures, word_count
from transforms.articles.bylines import author_names
from transforms.articles.dates import labelled
from transforms.articles.given import read_given
from transforms.articles.language import language_of
from transforms.articles.moments import Moment, day_first, given_moment, moment
from transforms.articles.page import read_page
from transforms.articles.parts import read_parts
from transforms.read.identity import canonical_url
from transforms.read.records import Part
from transforms.rejects import Reject

NAMES = ("articles", "blocks", "images")
Rows = dict[str, list[dict[str, Any]]]


def build(records: pa.Table) -> tuple[dict[str, pa.Table], list[Reject]]:
    """Tables `articles`, `blocks`, `images` (stored columns without `batch_id`), and rejects.

    `records` has the schema `schemas.records.RECORDS`. A record that cannot be laid out becomes a
    reject of stage `articles` and leaves no row; the others are not disturbed.
    """
    rows: Rows = {name: [] for name in NAMES}
    rejects: list[Reject] = []
    for record in records.to_pylist():
        try:
            made = article_rows(record)
        except Unreadable as error:
            rejects.append(_reject(record, error.reason, str(error)))
        except Exception as error:  # noqa: BLE001  a record that breaks a rule costs itself alone
            rejects.append(_reject(record, "crashed", f"{type(error).__name__}: {error}"))
        else:
            for name in NAMES:
                rows[name].extend(made[name])
    tables = {name: pa.Table.from_pylist(rows[name], _schema(TABLES[name])) for name in NAMES}
    return tables, rejects


def article_rows(record: Mapping[str, Any]) -> Rows:
    """The rows of one record by table; raises `Unreadable` (no_text) where there is no text."""
    layout = _layout(record)
    if not any(block.kind != "title" for block in layout.blocks):
        raise Unreadable("no_text", "nothing but a title" if layout.blocks else "no words")
    joined_text, spans = joined(layout.blocks)
    article_id = record["article_id"]
    blocks = [
        {
            "article_id": article_id,
            "ordinal": ordinal,
            "kind": block.kind,
            "start_char": start,
            "end_char": end,
            "duplicate_of": block.duplicate_of,
        }
        for ordinal, (block, (start, end)) in enumerate(zip(layout.blocks, spans, strict=True))
    ]
    images = [
        {"article_id": article_id, "ordinal": i, "caption": p.caption, "credit": p.credit}
        for i, p in enumerate(pictures(layout.blocks))
    ]
    article = _article(record, layout, joined_text)
    return {"articles": [article], "blocks": blocks, "images": images}


def _layout(record: Mapping[str, Any]) -> Layout:
    if record["parts"]:
        parts = [Part(**part) for part in record["parts"]]
        return read_parts(record["title"], record["subtitle"], parts)
    if record["page"]:
        layout = read_page(record["text"])
        layout.title = layout.title or record["title"]
        return layout
    return read_given(record["title"], record["subtitle"], record["text"])


def _article(record: Mapping[str, Any], layout: Layout, text: str) -> dict[str, Any]:
    published, updated = _moments(record, layout, text)
    # those of a record in parts are names already
    given = list(record["authors"]) if record["parts"] else author_names(record["authors"])
    authors = given or layout.authors
    return {
        **{k: record[k] for k in _COPIED},
        "url": canonical_url(record["url"]) or record["url"],
        "title": layout.title,
        "subtitle": layout.subtitle,
        "authors": authors,
        "contributors": [c for c in layout.contributors if c not in authors],
        "publisher": record["publisher"] or layout.publisher,
        "language": language_of(record["language"], _body_text(layout)),
        "published_at": published and published.at,
        "published_date": published and published.day,
        "published_tz": published and published.tz,
        "published_precision": published and published.precision,
        "updated_at": updated and updated.at,
        "dateline": layout.dateline,
        "text": text,
        "word_count": word_count(layout.blocks),
        "repairs": list(dict.fromkeys((*record["repairs"], *layout.repairs))),
        "flags": record["flags"],
    }


_COPIED = (
    "article_id", "revision", "source", "uri", "record_key", "content_hash", "raw_sha256",
    "fetched_at", "reader",
)  # fmt: skip


def _body_text(layout: Layout) -> str:
    """What the language is heard from: the body, or all there is where there is none."""
    body = " ".join(b.text for b in layout.blocks if b.kind in BODY)
    return body or " ".join(b.text for b in layout.blocks)


def _moments(
    record: Mapping[str, Any], layout: Layout, text: str
) -> tuple[Moment | None, Moment | None]:
    """When it was published and updated: the columns' word, else the page's.

    On a page the date labelled so, else the first without a label. A page that tells only when it
    was updated does not tell when it was published.
    """
    european = day_first(layout.stamps, text)
    unlabelled = next((s for s in layout.stamps if s.label is None), None)
    stamps = (
        labelled(layout.stamps, "published") or unlabelled,
        labelled(layout.stamps, "updated"),
    )
    read = [moment(s, day_before_month=european) if s else None for s in stamps]
    published = given_moment(record["published_at"], text) or read[0]
    return published, given_moment(record["updated_at"], text) or read[1]


def _schema(table: Table) -> pa.Schema:
    return pa.schema([f for f in table.stored if f.name != "batch_id"])


def _reject(record: Mapping[str, Any], reason: str, message: str) -> Reject:
    return Reject(record["uri"], record["record_key"], "articles", reason, message)
