"""How well listed names are found: the labelled pairs, and listed people among many others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.figures import table
from bench.name_pairs import SHARED, ours
from flows.screening import screen_to
from flows.settings import Home
from flows.watchlists import ListRequest, load_lists
from transforms.watchlists.likeness import UNSURE

UN_LIST = SHARED / "watchlists" / "un" / "2024-09-26"
NAMES = SHARED / "names" / "screening.csv"


def pairs_table() -> str:
    """Labelled pairs at the threshold `UNSURE`."""
    rows = [
        (name, *(f"{told[key]:.3f}" for key in ("precision", "recall", "f1")))
        for name, told in ours().items()
    ]
    return table(("", "P", "R", "F1"), rows)


def screening_table(folder: Path) -> str:
    """`../shared/names/screening.csv` against the UN list of 2024-09-26; a home in `folder`."""
    home, found = Home(folder), folder / "found.csv"
    load_lists(home, ListRequest((UN_LIST,)), 60, print)
    screen_to(home, NAMES, found, None)
    tool = SHARED / "tools" / "score_screening.py"
    command = [sys.executable, str(tool), str(found), str(NAMES), str(UNSURE)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    row = (str(told["listed"]), f"{told['recall']:.4f}", str(told["others"]))
    return table(
        ("listed", "recall", "others", "called listed"),
        [(*row, f"{told['false_positive_rate']:.4f}")],
    )
