"""What runs in a worker process: a batch of records in, a staged batch out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from flows.scan import Batch
from flows.settings import SHIPPED
from schemas.errors import BrokenBatch
from transforms.language.words import ENGLISH
from warehouse.layout import Layout
from warehouse.staging import stage, verify

if TYPE_CHECKING:
    from transforms.language.pipelines import Pipelines


@dataclass(frozen=True, slots=True)
class Order:
    """A batch to be made: where its records lie, and with which pipeline for each language."""

    batch_id: str
    home: Path
    records: Path
    versions: dict[str, str]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Staged:
    """A batch that is made: its folder, rows a table, rejects, and seconds a stage."""

    folder: Path
    rows: dict[str, int]
    rejects: int
    seconds: dict[str, float]

    def told(self) -> str:
        """What is in it, as one line."""
        named = (("articles", "articles"), ("mentions", "names"), ("sanction_events", "events"))
        counts = ", ".join(f"{self.rows.get(table, 0):,} {name}" for table, name in named)
        return f"{counts}, {self.rejects:,} rejected"


class Stopwatch:
    """Seconds a stage, each from the end of the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = time.perf_counter()

    def lap(self, stage: str) -> None:
        """Note that `stage` has ended now."""
        now = time.perf_counter()
        self.seconds[stage] = now - self._started
        self._started = now


def write_order(layout: Layout, batch: Batch, names: dict[str, str]) -> Order:
    """Lay the records of a batch where a worker finds them."""
    layout.staging.mkdir(parents=True, exist_ok=True)
    path = layout.staging / f"{batch.batch_id}.records"
    with pa.OSFile(str(path), "wb") as out, pa.ipc.new_file(out, batch.records.schema) as writer:
        writer.write_table(batch.records)
    return Order(batch.batch_id, layout.home, path, batch.versions, names)


def make_batch(order: Order) -> Staged:
    """Make the facts of a batch and stage them; one that a killed run has left whole is kept."""
    layout = Layout(order.home)
    from transforms.batch import transform  # noqa: PLC0415  (spaCy is for workers alone)

    kept = _kept(layout.staging / order.batch_id)
    if kept:
        return kept
    with pa.memory_map(str(order.records)) as file:
        records = pa.ipc.open_file(file).read_all()
        models = pipelines(tuple(sorted(order.names.items())))
        watch = Stopwatch()
        facts = transform(records, models, watch.lap)
    folder = stage(layout, order.batch_id, facts.tables, facts.rejects, order.versions)
    order.records.unlink(missing_ok=True)
    rows = {name: rows.num_rows for name, rows in facts.tables.items()}
    return Staged(folder, rows, len(facts.rejects), watch.seconds)


@cache
def pipelines(names: tuple[tuple[str, str], ...]) -> Pipelines:
    """The pipelines, by language and name, loaded once a process."""
    from transforms.language.pipelines import load  # noqa: PLC0415

    others = dict(names)
    english = others.pop(ENGLISH, SHIPPED)
    return load(None if english == SHIPPED else english, others=others)


def _kept(folder: Path) -> Staged | None:
    if not folder.is_dir():
        return None
    try:
        manifest = verify(folder)
    except BrokenBatch:
        return None
    rows = {name: count for name, count in manifest.rows.items() if name != "rejects"}
    return Staged(folder, rows, manifest.rows["rejects"], {})
