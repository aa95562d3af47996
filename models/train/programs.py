"""The recipe of the table of sanctions programmes: their published descriptions in, facts out.

    python -m models.train.programs [../shared/watchlists/programs/programs.tar.gz]

Kept are facts (key, title, issuer, aliases, territories, measures); the summaries are the words of
others and stay outside. Deterministic: rows by key, lists in the order of their source.
"""

from __future__ import annotations

import csv
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import yaml  # type: ignore[import-untyped]

from transforms.programs.programs import COLUMNS, SEPARATOR, TABLE

SOURCE = "../shared/watchlists/programs/programs.tar.gz"
MEASURES = {
    "Asset freeze": "asset_freeze",
    "Travel ban": "travel_ban",
    "Arms embargo": "arms_embargo",
    "Arms restrictions": "arms_embargo",
    "Export control": "export_control",
    "Import restrictions": "import_ban",
    "Financial restrictions": "financial",
    "Investment ban": "financial",
    "Services ban": "sectoral",
    "Transportation restrictions": "sectoral",
    "Sectoral sanctions": "sectoral",
    "Aid suspension": "aid_suspension",
    "Debarment": "blacklist",
    "Prohibition to satisfy claims": "",
}
"""The source's words for a measure, in the words of the vocabulary `measure`; "" has none."""


def described(tarball: Path) -> Iterator[Mapping[str, Any]]:
    """The descriptions in the tarball, one YAML file a programme."""
    with tarfile.open(tarball) as archive:
        for member in archive:
            opened = archive.extractfile(member) if member.name.endswith(".yml") else None
            if opened is not None:
                yield yaml.safe_load(opened.read())


def facts(description: Mapping[str, Any]) -> dict[str, str]:
    """The row of one programme. Raises `KeyError` where a measure is new to us."""
    measures = [MEASURES[m] for m in description.get("measures") or ()]
    return {
        "key": description["key"],
        "title": _single_spaced(description["title"]),
        "issuer": description["issuer"],
        "aliases": _listed(description.get("aliases") or ()),
        "territories": _listed(description.get("target_territories") or ()),
        "measures": _listed(m for m in dict.fromkeys(measures) if m),
    }


def _listed(words: Iterable[str]) -> str:
    spaced = [_single_spaced(w) for w in words]
    if any(SEPARATOR in w for w in spaced):
        raise ValueError(f"{SEPARATOR!r} stands in one of {spaced}")
    return SEPARATOR.join(spaced)


def _single_spaced(words: str) -> str:
    return " ".join(str(words).split())


def write(descriptions: Iterable[Mapping[str, Any]], table: TextIO) -> None:
    """Write the table, a row a programme, by key."""
    rows = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(sorted(map(facts, descriptions), key=lambda row: row["key"]))


def main(source: str) -> None:
    """Make the shipped table anew."""
    with TABLE.open("w", encoding="utf-8", newline="") as table:
        write(described(Path(source)), table)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else SOURCE)
