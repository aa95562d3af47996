"""How much longer does a run take through a Prefect server than without one?

The server runs already. Whole processes are timed, in turn, each into a home of its own.

usage: python -m bench.prefect_share [--articles 2000] [--rounds 3] [--workers 2]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.silver_articles import CORPUS, write_articles
from flows.server import dedicated_server, environment
from flows.settings import Home


def measure(articles: int, rounds: int, workers: int) -> list[tuple[float, float]]:
    """Wall seconds of a run through the server and of one without, a pair a round."""
    with tempfile.TemporaryDirectory() as folder:
        path, home = Path(folder) / "articles.jsonl", Home(Path(folder) / "server")
        write_articles(path, articles)
        home.root.mkdir()
        pairs = []
        with dedicated_server(home) as api:
            served = environment(home, api)
            for number in range(rounds):
                ways = {"served": served, "local": dict(os.environ)}
                seconds = {
                    way: _run(path, Path(folder) / f"{way}-{number}", workers, ways[way], way)
                    for way in (ways if number % 2 else reversed(ways))
                }
                pairs.append((seconds["served"], seconds["local"]))
    return pairs


def _run(path: Path, home: Path, workers: int, environ: dict[str, str], way: str) -> float:
    command = [sys.executable, "-m", "flows.cli", "run", str(path), "--home", str(home)]
    command += ["--workers", str(workers)] + (["--local"] if way == "local" else [])
    started = time.perf_counter()
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Print seconds and ratio of each round, and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if not CORPUS.exists():
        parser.exit(1, "the silver corpus does not lie beside this checkout\n")
    ratios = []
    for served, local in measure(options.articles, options.rounds, options.workers):
        ratios.append(served / local)
        print(f"through the server {served:.1f} s, local {local:.1f} s: ratio {ratios[-1]:.3f}")
    print(f"median ratio {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
