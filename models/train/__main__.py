"""Command line of the recipe: `python -m models.train names|parser [--shared DIR] [--out DIR]`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import names
from . import parser as parsing

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Train one of the two models and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description=__doc__)
    parser.add_argument("model", choices=["names", "parser"])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the data")
    parser.add_argument("--out", type=Path, help="folder to write (default: models/news_en/MODEL)")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    out = given.out or ROOT / "models" / "news_en" / given.model
    if given.model == "names":
        figures = names.train(given.shared, out, names.Recipe(seed=given.seed))
    else:
        figures = parsing.train(given.shared, out, parsing.Recipe(seed=given.seed))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
