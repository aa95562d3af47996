"""How much of a first run does a second one over the same articles cost?

usage: python -m bench.second_run [--articles 10000] [--workers 2]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.silver_articles import CORPUS, write_articles
from flows.listing import list_files
from flows.local import run_local
from flows.settings import Home, load_settings
from flows.steps import Job, Progress


def measure(articles: int, workers: int) -> tuple[Progress, Progress]:
    """Ingest the same articles twice into one home."""
    with tempfile.TemporaryDirectory() as folder:
        path, home = Path(folder) / "articles.jsonl", Home(Path(folder) / "home")
        write_articles(path, articles)
        settings = load_settings(home)
        files = tuple(list_files(home, settings, [str(path)], None))
        job = Job(home, settings, files, workers)
        first, second = (run_local(job, lambda _: None) for _ in range(2))
    return first, second


def main() -> None:
    """Print seconds a stage of both runs, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if not CORPUS.exists():
        parser.exit(1, "the silver corpus does not lie beside this checkout\n")
    runs = measure(options.articles, options.workers)
    for name, run in zip(("first", "second"), runs, strict=True):
        told = {stage: round(seconds, 2) for stage, seconds in run.seconds.items()}
        print(f"{name}: loaded {run.loaded}, unchanged {run.unchanged}, seconds {told}")
    for stages in (("transform", "load"), ("read",)):
        first, second = (sum(run.seconds.get(s, 0.0) for s in stages) for run in runs)
        print(f"{' + '.join(stages)}: second / first = {second / first:.4f}")


if __name__ == "__main__":
    main()
