"""How much of a first run does a second one over the same articles cost?

usage: python -m bench.second_run [--articles 10000] [--workers 2] [--files 10000]

Measured is a file of many articles: read the first time, left out when nothing has changed, and
read again when it was touched, so that the hashes of its articles decide. Then a folder of many
small files: what it costs to find that nothing in it has changed; no facts are made of those.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.silver_articles import CORPUS, write_articles
from flows.listing import list_files
from flows.local import run_local
from flows.pages import PageReaders
from flows.progress import Progress
from flows.progress import told as counts_told
from flows.scan import Tally, batches, remember
from flows.settings import Home, Pace, Settings, load_settings
from flows.steps import Request, plan
from flows.unread import SETTLED_NS
from warehouse.layout import Layout
from warehouse.store import open_store

READING = ("list", "read")
MAKING = ("transform", "load")


@dataclass(frozen=True, slots=True)
class Run:
    """A run and its seconds a stage; `list` is what came before the store was opened."""

    name: str
    progress: Progress
    seconds: dict[str, float]


def measure(articles: int, workers: int) -> list[Run]:
    """Ingest the same articles three times into one home."""
    with tempfile.TemporaryDirectory() as folder:
        path, home = Path(folder) / "articles.jsonl", Home(Path(folder) / "home")
        write_articles(path, articles)
        runs = []
        for name in ("first", "unchanged", "touched"):
            if name == "touched":
                path.touch()
            settle()
            started = time.perf_counter()
            request = Request(home, load_settings(home), (str(path),), None, Pace(workers))
            job = plan(request)
            listed = time.perf_counter() - started
            progress = run_local(job, lambda _: None)
            runs.append(Run(name, progress, {"list": listed, **progress.seconds}))
    return runs


def measure_folder(files: int) -> list[tuple[float, float, Tally]]:
    """Seconds of listing a folder and of reading what is new in it, twice."""
    with tempfile.TemporaryDirectory() as folder:
        inbox, home = Path(folder) / "inbox", Home(Path(folder) / "home")
        for number in range(files):
            page = inbox / f"{number // 1_000:04}" / f"{number:07}.txt"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(f"Talks open\n\nThe two sides met in Oslo, for the {number}th time.\n")
        settle()
        return [_scan(home, inbox) for _ in range(2)]


def _scan(home: Home, inbox: Path) -> tuple[float, float, Tally]:
    settings, tally = Settings(), Tally()
    with open_store(Layout(home.root), wait=0) as store:
        started = time.perf_counter()
        found = list_files(home, settings, [str(inbox)], None)
        listed = time.perf_counter()
        for _ in batches(found, store, settings, 1_000, tally, pages=PageReaders(1, 5.0)):
            pass
        remember(store, tally, "bench", datetime(2026, 1, 1))
        return listed - started, time.perf_counter() - listed, tally


def settle() -> None:
    """Wait until files written just now are old enough to be remembered."""
    time.sleep(SETTLED_NS / 1e9 + 0.1)


def main() -> None:
    """Print seconds a stage of all runs, and their ratios to the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--files", type=int, default=10_000)
    options = parser.parse_args()
    if not CORPUS.exists():
        parser.exit(1, "the silver corpus does not lie beside this checkout\n")
    first, *others = runs = measure(options.articles, options.workers)
    for run in runs:
        told = {stage: round(seconds, 2) for stage, seconds in run.seconds.items()}
        print(f"{run.name}: {counts_told(run.progress.counts())}, seconds {told}")
    for run in others:
        for stages in (MAKING, READING):
            part, whole = (sum(r.seconds.get(s, 0.0) for s in stages) for r in (run, first))
            print(f"{' + '.join(stages)}: {run.name} / first = {part / whole:.4f}")
    for name, (listing, reading, tally) in zip(
        ("first", "unchanged"), measure_folder(options.files), strict=True
    ):
        print(
            f"folder, {name}: {tally.files:,} files listed in {listing:.2f} s,"
            f" {tally.files_read:,} of them read in {reading:.2f} s"
        )


if __name__ == "__main__":
    main()
