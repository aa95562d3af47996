"""What `sql` and `status` print."""

from __future__ import annotations

import json
import sys

import pyarrow as pa
import pyarrow.csv

from flows.settings import Home
from flows.show import show_pairs, show_table
from warehouse.layout import Layout
from warehouse.sql import query
from warehouse.status import standing


def print_answer(layout: Layout, statement: str, form: str) -> None:
    """Print the answer to a SQL statement as `table`, `csv` or `json` (a list of objects)."""
    rows = query(layout, statement)
    if form == "csv":
        _print_csv(rows)
    elif form == "json":
        json.dump(rows.to_pylist(), sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
    else:
        show_table(rows)


def print_status(home: Home) -> None:
    """Print counts, last runs, open rejects, versions, and where the files are."""
    layout = Layout(home.root)
    state = standing(layout)
    if state.busy:
        show_pairs([("note", "a run is under way; this is the last published state")])
    show_pairs([(name, f"{count:,}") for name, count in state.counts.to_pylist()[0].items()])
    show_table(state.runs, "last runs")
    if state.lists.num_rows:
        show_table(state.lists, "official lists")
    if state.rejects.num_rows:
        shown = state.rejects.num_rows
        more = int(state.counts["open_rejects"][0].as_py()) - shown
        note = f" (and {more} more: see the table rejects)" if more > 0 else ""
        show_table(state.rejects, f"could not be read{note}")
    show_pairs([(row["what"], row["version"]) for row in state.versions.to_pylist()])
    show_pairs(
        [
            ("store", str(layout.link)),
            ("sources", str(home.sources)),
            ("working", str(layout.working)),
            ("prefect", str(home.prefect)),
        ]
    )


def _print_csv(rows: pa.Table) -> None:
    """CSV has no lists, maps or intervals: lists and maps become JSON, others their text."""
    told = [
        column
        if _is_plain(column.type)
        else pa.array([_flat(value) for value in column.to_pylist()], pa.string())
        for column in rows.columns
    ]
    table = pa.table(told, names=rows.schema.names)
    pyarrow.csv.write_csv(table, sys.stdout.buffer)


def _is_plain(kind: pa.DataType) -> bool:
    types = pa.types
    checks = (types.is_primitive, types.is_string, types.is_decimal, types.is_null)
    return any(check(kind) for check in checks) and not types.is_interval(kind)


def _flat(value: object) -> str | None:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return None if value is None else str(value)
