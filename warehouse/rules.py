"""Versions of the code and data that conclusions and lists depend on: hashes of their files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from transforms import duplicates, programs, watchlists
from warehouse.statements import FOLDER

_LISTS = Path(watchlists.__file__).parent
_PROGRAMS = Path(programs.__file__).parent
_DUPLICATES = Path(duplicates.__file__).parent


@cache
def list_rules() -> str:
    """Of what reads lists and compares names."""
    return _hash([*_LISTS.iterdir(), *_PROGRAMS.iterdir()])


@cache
def resolve_rules() -> str:
    """Of the above, of what groups near-duplicates, and of the SQL that concludes."""
    queries = (FOLDER / "queries").glob("*.sql")
    concluding = (q for q in queries if q.stem.startswith(_CONCLUDING))
    python = [*_LISTS.iterdir(), *_PROGRAMS.iterdir(), *_DUPLICATES.iterdir(), _FINDING]
    return _hash([*python, *concluding])


_CONCLUDING = ("resolve_", "match_")
_FINDING = FOLDER / "duplicates.py"


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in paths if p.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
