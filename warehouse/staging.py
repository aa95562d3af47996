"""Batches on their way to the store: a folder each, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import BrokenBatch, InvalidRows
from schemas.facts import ARTICLE_REVISIONS, FACTS
from transforms.rejects import Reject
from warehouse.layout import Layout

STAGED = tuple(t for t in FACTS if t is not ARTICLE_REVISIONS)
"""The tables that a batch brings; the loader itself writes the revisions."""

REJECTS = pa.schema(
    [(name, pa.string()) for name in ("uri", "record_key", "stage", "reason", "message")]
)

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a staged folder holds: rows a table, SHA-256 a file, the versions that made them."""

    batch_id: str
    versions: dict[str, str]
    rows: dict[str, int]
    sha256: dict[str, str]


def stage(
    layout: Layout,
    batch_id: str,
    tables: Mapping[str, pa.Table],
    rejects: Iterable[Reject],
    versions: Mapping[str, str],
) -> Path:
    """Write a batch to `staging/<batch_id>/` and return the folder; imports no DuckDB.

    `tables` maps the names of `STAGED` to rows of `Table.made` (a table left out is empty). An
    article may occur only once in a batch. A folder that is there already and whole is kept.
    Raises `InvalidRows` for other columns than the table's.
    """
    target = layout.staging / batch_id
    if target.exists():
        try:
            verify(target)
        except BrokenBatch:
            pass
        else:
            return target
    unfinished = layout.staging / f"{batch_id}.tmp"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    contents = {t.name: _with_batch(t.name, t.stored, tables, batch_id) for t in STAGED}
    contents["rejects"] = pa.Table.from_pylist([asdict(r) for r in rejects], schema=REJECTS)
    for name, rows in contents.items():
        pq.write_table(rows, unfinished / f"{name}.parquet")
    manifest = Manifest(
        batch_id,
        dict(sorted(versions.items())),
        {name: rows.num_rows for name, rows in contents.items()},
        {name: _sha256(unfinished / f"{name}.parquet") for name in contents},
    )
    (unfinished / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    for path in (*unfinished.iterdir(), unfinished):
        sync(path)
    unfinished.rename(target)
    sync(layout.staging)
    return target


def verify(folder: Path) -> Manifest:
    """Read the manifest of a staged batch and compare every file with its checksum.

    A damaged folder is removed, and `BrokenBatch` raised.
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        damaged = [
            name for name, sum_ in manifest.sha256.items() if _sha256(_file(folder, name)) != sum_
        ]
    except (OSError, ValueError, TypeError) as error:
        damaged = [str(error)]
    if damaged:
        discard(folder)
        raise BrokenBatch(
            f"staged batch {folder.name} is damaged ({', '.join(damaged)}) and was thrown away: "
            "run again to make it anew"
        )
    return manifest


def staged(layout: Layout) -> list[Path]:
    """The folders that wait to be loaded, by name."""
    if not layout.staging.is_dir():
        return []
    return sorted(p for p in layout.staging.iterdir() if p.is_dir() and p.suffix != ".tmp")


def discard(folder: Path) -> None:
    """Remove a staged folder: it is loaded, or of no use."""
    shutil.rmtree(folder, ignore_errors=True)


def clear(layout: Layout) -> None:
    """Remove everything that waits: what earlier, killed runs have left. Needs the store's lock."""
    shutil.rmtree(layout.staging, ignore_errors=True)
    layout.staging.mkdir(parents=True)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _with_batch(
    name: str, stored: pa.Schema, tables: Mapping[str, pa.Table], batch_id: str
) -> pa.Table:
    rows = tables.get(name)
    if rows is None:
        return stored.empty_table()
    rows = rows.append_column(
        stored.field("batch_id"), pa.array([batch_id] * rows.num_rows, pa.string())
    )
    if rows.schema.names != stored.names or rows.schema.types != stored.types:
        raise InvalidRows(f"{name}: columns are {rows.schema.names}, not {stored.names}")
    return rows


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
