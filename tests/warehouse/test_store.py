"""Opening the working store: one run at a time, migrations, runs that were killed."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from schemas.errors import StoreLocked, StoreMismatch
from schemas.fields import meaning
from schemas.tables import TABLES
from warehouse import statements
from warehouse.ddl import CONCLUDED, sql_type
from warehouse.docs import generated
from warehouse.layout import Layout
from warehouse.runs import RunCounts, finish_run, start_run
from warehouse.store import MACROS, VIEWS, open_store
from warehouse.versions import versions_text

NOW = datetime(2026, 1, 1)
ROOT = Path(__file__).parents[2]

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.layout import Layout
from warehouse.store import open_store
with open_store(Layout(Path(sys.argv[1])), wait=0):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(layout: Layout, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(layout.home), str(seconds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_store_that_another_run_holds_is_one_clear_line(layout: Layout) -> None:
    told: list[str] = []
    with holder(layout, 30) as other:
        with (
            pytest.raises(StoreLocked) as caught,
            open_store(layout, wait=0.2, waiting_for=told.append),
        ):
            pass
        other.kill()
    assert told == [f"process {other.pid}"]
    message = str(caught.value)
    assert f"process {other.pid} holds the store" in message
    assert "--wait" in message
    assert "\n" not in message


def test_a_run_waits_for_the_one_before_it(layout: Layout) -> None:
    with holder(layout, 0.5), open_store(layout, wait=20) as store:
        assert store.layout == layout


def test_a_killed_run_leaves_no_lock_and_is_marked_as_crashed(layout: Layout) -> None:
    with open_store(layout, wait=0) as store:
        start_run(store, "r1", "ingest", {"extractor": "1"}, now=NOW)
        start_run(store, "r2", "ingest", {"extractor": "1"}, now=NOW)
        counts = RunCounts(3, 2, 1, 0)
        finish_run(store, "r2", "done", now=NOW, counts=counts, seconds={"load": 0.5})
    with holder(layout, 30) as other:
        other.kill()
    started = time.monotonic()
    with open_store(layout, wait=5) as store:
        assert time.monotonic() - started < 4
        found = store.connection.execute(
            "SELECT run_id, status, finished_at, articles_in, versions, seconds "
            "FROM runs ORDER BY run_id"
        ).fetchall()
    assert found == [
        ("r1", "crashed", None, None, {"extractor": "1"}, {}),
        ("r2", "done", NOW, 3, {"extractor": "1"}, {"load": 0.5}),
    ]


def test_a_glance_at_the_working_file_only_makes_a_run_wait(layout: Layout) -> None:
    with open_store(layout, wait=0):
        pass
    script = (
        "import duckdb, sys, time; opened = duckdb.connect(sys.argv[1], read_only=True); "
        "print('held', flush=True); time.sleep(0.5)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(layout.working)], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        with open_store(layout, wait=20) as store, store.closed() as working:
            assert working.exists()


def test_a_working_file_open_in_another_program_is_one_clear_line(layout: Layout) -> None:
    with open_store(layout, wait=0):
        pass
    script = (
        "import duckdb, sys, time; opened = duckdb.connect(sys.argv[1]); "
        "print('held', flush=True); time.sleep(30)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(layout.working)], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(StoreLocked, match="close it there"), open_store(layout, wait=0):
            pass
        process.kill()


def test_a_store_made_by_a_newer_version_is_refused(layout: Layout) -> None:
    with open_store(layout, wait=0) as store:
        values = {"version": 9999, "name": "9999_later", "sha256": "?"}
        statements.run(store.connection, "queries/schema_version_add", values)
    with pytest.raises(StoreMismatch, match="newer sanctograph"), open_store(layout, wait=0):
        pass


def test_the_migrations_give_the_tables_of_the_schemas(layout: Layout) -> None:
    with open_store(layout, wait=0) as store:
        found = store.connection.execute(
            "SELECT schema_name, table_name, column_name, data_type, is_nullable, comment "
            "FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY schema_name, table_name, column_index"
        ).fetchall()
    by_table: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    for room, name, *column in found:
        by_table.setdefault((room, name), []).append(tuple(column))

    def expected(schema: pa.Schema, *, view: bool) -> list[tuple[object, ...]]:
        types = {"REAL": "FLOAT"}
        return [
            (
                c.name,
                types.get(sql_type(c.type), sql_type(c.type)),
                view or c.nullable,
                meaning(c),
            )
            for c in schema
        ]

    for table in TABLES.values():
        assert by_table[table.room, table.name] == expected(table.stored, view=False)
        assert by_table["main", table.name] == expected(table.schema, view=True)
        marked = {c for c in table.schema.names if c not in table.stored.names}
        assert marked == {column for name, column in CONCLUDED if name == table.name}


def test_no_table_has_an_index(layout: Layout) -> None:
    with open_store(layout, wait=0) as store:
        found = store.connection.execute(
            "SELECT table_name FROM duckdb_constraints() "
            "WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')"
        ).fetchall()
    assert found == []


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_generated_files_are_as_the_schemas_say(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path], "run python -m warehouse.docs"


def test_views_are_replaced_when_their_text_changes(layout: Layout) -> None:
    with open_store(layout, wait=0) as store:
        store.connection.execute("CREATE OR REPLACE VIEW main.sanctions AS SELECT 1 AS old")
        store.connection.execute("UPDATE ops.state SET views_sha256 = 'old'")
    with open_store(layout, wait=0) as store:
        assert "issuer" in [c[0] for c in store.connection.execute("DESCRIBE sanctions").fetchall()]


def sql_files() -> list[Path]:
    return sorted(statements.FOLDER.glob("*/*.sql"))


@pytest.mark.parametrize("path", sql_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sql_file_asks_its_question_first_and_is_used(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- ")
    code = "\n".join(p.read_text(encoding="utf-8") for p in statements.FOLDER.glob("*.py"))
    if path.parent.name == "queries":
        group, _, rest = path.stem.partition("_")
        assembled = f'"queries/{group}_{{' in code and f'"{rest}"' in code
        assert assembled or f'"queries/{path.stem}"' in code or f'"{path.stem}"' in code
    elif path.parent.name != "migrations":
        assert path.stem in (*MACROS, *VIEWS)


def test_versions_read_the_same_in_sql_and_in_python(layout: Layout) -> None:
    versions = {"model": "m:1", "Extractor": "1;2", "é": "", "a": "b=c"}
    with open_store(layout, wait=0) as store:
        answer = store.connection.execute(
            "SELECT ops.versions_text(MAP($names, $values))",
            {"names": list(versions), "values": list(versions.values())},
        ).fetchone()
    assert answer == (versions_text(versions),) == ("Extractor=1;2; a=b=c; model=m:1; é=",)


def test_duckdb_is_the_pinned_one() -> None:
    assert duckdb.__version__ == "1.5.5"
