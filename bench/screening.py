"""How long screening takes: 50,000 names against every list that lies beside the checkout.

`python -m bench.screening [HOME]`: HOME is a home with lists loaded; without one the lists of
`../shared/watchlists` are loaded into a temporary one. Prints seconds, and the ratio to comparing
every name with every listed name by rapidfuzz's `token_sort_ratio` on all cores (measured on 100
names), which is the least that anybody without keys has to do.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from rapidfuzz import fuzz, process

from flows.settings import Home
from flows.watchlists import ListRequest, load_lists, told
from transforms.watchlists.screening import Screened
from warehouse.layout import Layout
from warehouse.screen import screen
from warehouse.sql import query

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NAMES = 50_000
BRUTE = 100
"""Names of which the whole is reckoned."""


def names(count: int) -> list[Screened]:
    """The names of `screening.csv`, and as many more put together of their words."""
    with (SHARED / "names" / "screening.csv").open(encoding="utf-8", newline="") as lines:
        known = [row["name"] for row in csv.DictReader(lines)]
    random = Random(11)
    found = dict.fromkeys(known)
    while len(found) < count:
        one, other = random.choice(known).split(), random.choice(known).split()
        found[" ".join([*one[:-1], other[-1]])] = None
    return [Screened(name) for name in list(found)[:count]]


def all_lists(home: Home) -> Iterator[str]:
    """Load every list beside the checkout."""
    folder = SHARED / "watchlists"
    dated = ListRequest(tuple(folder / name for name in ("ofac", "un", "uk", "opensanctions")))
    for outcome in load_lists(home, dated, 60, print):
        yield told(outcome)
    undated = ListRequest((folder / "eu_journal",), day=date(2026, 3, 13))
    for outcome in load_lists(home, undated, 60, print):
        yield told(outcome)


def measure(home: Home) -> None:
    """Print the figures of a home with lists."""
    layout = Layout(home.root)
    listed = query(layout, "SELECT DISTINCT name FROM watchlist_names")["name"].to_pylist()
    entries = query(layout, "SELECT DISTINCT list, entry_id FROM watchlist_entries").num_rows
    asked = names(NAMES)
    begun = time.perf_counter()
    rows = sum(len(found) for _, found in screen(layout, asked, None))
    wall = time.perf_counter() - begun
    begun = time.perf_counter()
    some = [one.name for one in asked[:BRUTE]]
    process.cdist(some, listed, scorer=fuzz.token_sort_ratio, workers=-1)
    brute = (time.perf_counter() - begun) * len(asked) / BRUTE
    print(f"{entries:,} entries with {len(listed):,} names; {len(asked):,} names, {rows:,} hits")
    print(f"screening {wall:.1f} s; brute force {brute:.0f} s")
    print(f"ratio {wall / brute:.4f}")


def main() -> None:
    """Load where need be, and measure."""
    if len(sys.argv) > 1:
        measure(Home(Path(sys.argv[1]).resolve()))
        return
    with tempfile.TemporaryDirectory() as folder:
        for line in all_lists(Home(Path(folder))):
            print(line)
        measure(Home(Path(folder)))


if __name__ == "__main__":
    main()
