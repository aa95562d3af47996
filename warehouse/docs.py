"""`python -m warehouse.docs` writes what is generated from `schemas`: SQL and docs/tables.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemas.conclusions import CONCLUSIONS
from schemas.facts import FACTS
from schemas.fields import Table, from_resolve, meaning, vocabulary
from schemas.lists import LISTS
from schemas.operations import OPERATIONS
from schemas.vocabularies import VOCABULARIES
from warehouse import ddl

ROOT = Path(__file__).parents[1]

INTRODUCTION = """\
# The tables

What `main` of the published file holds. Written by `python -m warehouse.docs` from `schemas/`;
do not edit it by hand.

Offsets are half-open ranges of Unicode code points into `articles.text`, so
`substr(text, start_char + 1, end_char - start_char)` is always the quoted words. Times are UTC
without a zone. Countries are ISO 3166-1 alpha-2 codes in lower case, and `eu` and `un`.
A column marked *resolved* is concluded from all articles together; the others of a fact table are
what the one article says. *Required* columns are never null. Views and macros are described in
[queries.md](queries.md).
"""

GROUPS = (
    ("Facts (of one article)", FACTS),
    ("Conclusions (across articles)", CONCLUSIONS),
    ("Official lists", LISTS),
    ("Operations", OPERATIONS),
)


def generated() -> dict[Path, str]:
    """Every generated file of the repository with the text that it must have."""
    return {
        ROOT / "warehouse" / "migrations" / "0001_tables.sql": ddl.tables_sql(),
        ROOT / "warehouse" / "views" / "tables.sql": ddl.views_sql(),
        ROOT / "docs" / "tables.md": tables_page(),
    }


def tables_page() -> str:
    """`docs/tables.md`: every table, column, type and meaning, and the vocabularies."""
    lines = [INTRODUCTION]
    for title, tables in GROUPS:
        lines.append(f"## {title}\n")
        for table in tables:
            lines += _section(table)
    lines.append("## Vocabularies\n")
    for name, words in VOCABULARIES.items():
        lines += [f"### {name}\n", "| value | meaning |", "|---|---|"]
        lines += [f"| `{value}` | {_cell(words[value])} |" for value in words]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"### {table.name}\n"
    key = ", ".join(f"`{column}`" for column in table.key)
    yield table.meaning + (f" Unique: {key}." if key else "") + "\n"
    yield "| column | type | | meaning |"
    yield "|---|---|---|---|"
    for column in table.schema:
        marks = "required" if not column.nullable else ""
        marks = "resolved" if from_resolve(column) else marks
        words = vocabulary(column)
        values = f" Values: [{words}](#{words})." if words else ""
        kind = ddl.sql_type(column.type)
        yield f"| `{column.name}` | {kind} | {marks} | {_cell(meaning(column))}{values} |"
    yield ""


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def main() -> None:
    """Write every generated file."""
    for path, content in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
