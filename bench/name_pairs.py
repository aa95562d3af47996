"""How well names are told apart, beside nomenklatura's logic-v2 on the same labelled pairs.

`python -m bench.name_pairs [--other PYTHON]`: PYTHON is the interpreter of an environment in which
`pip install nomenklatura` was done (it needs libicu-dev and a compiler for PyICU, so that it is no
dependency of ours). Prints precision, recall and F1 at the threshold `UNSURE`; ours also
cross-validated, since its weights are learned from these pairs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np

from models.train.likeness import cross_validated, labelled_pairs, made_pairs, measured
from transforms.watchlists.likeness import UNSURE, compare

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAIRS = SHARED / "names" / "name_pairs.csv"

LOGIC_V2 = """
import csv, json, sys
from followthemoney import model
from nomenklatura.matching.logic_v2.model import LogicV2
config = LogicV2.default_config()
def entity(number, side, schema, name):
    told = {"id": f"{side}{number}", "schema": schema, "properties": {"name": [name]}}
    return model.get_proxy(told)
scores = []
with open(sys.argv[1], encoding="utf-8", newline="") as lines:
    for number, row in enumerate(csv.DictReader(lines)):
        one = entity(number, "a", row["schema"], row["name1"])
        other = entity(number, "b", row["schema"], row["name2"])
        scores.append(LogicV2.compare(one, other, config).score)
print(json.dumps(scores))
"""


def ours() -> dict[str, dict[str, float]]:
    """With the shipped weights, and cross-validated."""
    pairs = labelled_pairs(PAIRS)
    found = np.array([compare(p.one, p.other, person=p.person).score >= UNSURE for p in pairs])
    fitted = measured(found, np.array([p.same for p in pairs]))
    return {
        "sanctograph, cross-validated": cross_validated(pairs, made_pairs(SHARED)),
        "sanctograph, as shipped (learned from these pairs)": fitted,
    }


def logic_v2(python: str) -> dict[str, float]:
    """Of the nomenklatura that `python` can import."""
    command = [python, "-c", LOGIC_V2, str(PAIRS)]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    same = np.array([p.same for p in labelled_pairs(PAIRS)])
    return measured(np.array(scores) >= UNSURE, same)


def main() -> None:
    """Print a line a matcher."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--other", help="interpreter of an environment with nomenklatura")
    given = parser.parse_args()
    figures = ours()
    if given.other:
        figures["nomenklatura, logic-v2"] = logic_v2(given.other)
    for name, told in figures.items():
        values = ", ".join(f"{key} {value:.3f}" for key, value in told.items())
        print(f"{name}: {values}")


if __name__ == "__main__":
    main()
