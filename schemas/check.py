"""The rules that rows must keep before they are committed: types, vocabularies, spans, keys."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from schemas.errors import InvalidRows
from schemas.fields import Table, vocabulary
from schemas.tables import TABLES
from schemas.vocabularies import VOCABULARIES

SPANS: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "blocks": (("start_char", "end_char", None),),
    "mentions": (("start_char", "end_char", "surface"),),
    "roles": (("start_char", "end_char", "role"),),
    "quotes": (("start_char", "end_char", None),),
    "sanction_events": (
        ("sentence_start", "sentence_end", "evidence"),
        ("trigger_start", "trigger_end", None),
        ("reason_start", "reason_end", "reason"),
    ),
    "sanction_parties": (("start_char", "end_char", None),),
    "sanction_counts": (("start_char", "end_char", None),),
}
"""Span columns a table, and the column that must equal the quoted words, if any."""


def check_table(table: Table, rows: pa.Table) -> None:
    """Raise `InvalidRows` unless rows have columns `Table.made`, known values, keys once."""
    expected = table.made
    if rows.schema.names != expected.names or rows.schema.types != expected.types:
        raise InvalidRows(f"{table.name}: columns are {rows.schema}, not {expected}")
    for column in expected:
        values = rows[column.name]
        if not column.nullable and values.null_count:
            raise InvalidRows(f"{table.name}.{column.name}: {values.null_count} nulls")
        _check_vocabulary(table.name, column, values)
    _check_key(table, rows)


def check_facts(tables: Mapping[str, pa.Table]) -> None:
    """Check every table of one batch, and that spans lie in their article's text.

    `tables` maps names of fact tables to rows; `articles` must be among them.
    Raises `InvalidRows`.
    """
    for name, rows in tables.items():
        check_table(TABLES[name], rows)
    texts = dict(
        zip(
            tables["articles"]["article_id"].to_pylist(),
            tables["articles"]["text"].to_pylist(),
            strict=True,
        )
    )
    owners = _event_owners(tables)
    for name, spans in SPANS.items():
        if name in tables:
            for start, end, quoted in spans:
                _check_spans(name, tables[name], (start, end, quoted), texts, owners)


def _event_owners(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    if "sanction_events" not in tables:
        return {}
    events = tables["sanction_events"]
    return dict(zip(events["event_id"].to_pylist(), events["article_id"].to_pylist(), strict=True))


def _check_spans(
    name: str,
    rows: pa.Table,
    span: tuple[str, str, str | None],
    texts: Mapping[str, str],
    owners: Mapping[str, str],
) -> None:
    start_column, end_column, quoted_column = span
    own = "article_id" in rows.schema.names
    ids = rows["article_id" if own else "event_id"].to_pylist()
    quoted = rows[quoted_column].to_pylist() if quoted_column else [None] * len(ids)
    spans = zip(
        ids, rows[start_column].to_pylist(), rows[end_column].to_pylist(), quoted, strict=True
    )
    for row_id, start, end, words in spans:
        article_id = row_id if own else owners.get(row_id)
        text = texts.get(article_id) if article_id is not None else None
        if text is None:
            raise InvalidRows(f"{name}: {row_id} belongs to no article of the batch")
        if start is None and end is None and words is None:
            continue
        fault = _span_fault(text, start, end, words)
        if fault:
            raise InvalidRows(f"{name}: {row_id} {start_column} {start}..{end}: {fault}")


def _span_fault(text: str, start: int | None, end: int | None, words: str | None) -> str | None:
    if start is None or end is None:
        return "half a span"
    if not 0 <= start < end <= len(text):
        return f"empty or outside the text of {len(text)} code points"
    inside = text[start:end]
    if inside != inside.strip():
        return f"white space at its ends: {inside!r}"
    if words is not None and inside != words:
        return f"the text says {inside!r}, the row {words!r}"
    return None


def _check_vocabulary(name: str, column: pa.Field, values: pa.ChunkedArray) -> None:
    words = vocabulary(column)
    if words is None:
        return
    if pa.types.is_list(column.type):
        values = pa.chunked_array([pc.list_flatten(values.combine_chunks())])
    allowed = pa.array([*VOCABULARIES[words]])
    foreign = pc.unique(values.drop_null()).filter(
        pc.invert(pc.is_in(pc.unique(values.drop_null()), value_set=allowed))
    )
    if len(foreign):
        raise InvalidRows(f"{name}.{column.name}: {foreign.to_pylist()} not in {words}")


def _check_key(table: Table, rows: pa.Table) -> None:
    if not table.key or rows.num_rows < 2:
        return
    counts = rows.group_by(list(table.key)).aggregate([([], "count_all")])
    if counts.num_rows != rows.num_rows:
        twice = counts.filter(pc.greater(counts["count_all"], 1)).slice(0, 1).to_pylist()
        raise InvalidRows(f"{table.name}: {list(table.key)} twice: {twice}")
