"""Entries as Arrow rows, each with a hash of all that it says: its version."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import islice

import pyarrow as pa

from schemas.errors import ListFormatError
from schemas.fields import DAY, TEXT, TEXTS
from schemas.vocabularies import VOCABULARIES
from transforms.watchlists.entries import Entry

NAMES = pa.list_(pa.struct([("name", TEXT), ("type", TEXT), ("script", TEXT)]))

ENTRY_ROWS = pa.schema(
    [
        ("entry_id", TEXT),
        ("version", TEXT),
        ("kind", TEXT),
        ("name", TEXT),
        ("programs", TEXTS),
        ("measures", TEXTS),
        ("listed_on", DAY),
        ("delisted_on", DAY),
        ("birth_date", TEXT),
        ("countries", TEXTS),
        ("positions", TEXTS),
        ("identifiers", TEXTS),
        ("reason", TEXT),
        ("remarks", TEXT),
        ("names", NAMES),
    ]
)
"""The columns of `watchlist_entries` that a list tells, the version's hash and the names."""

BATCH = 2_000
"""Entries a record batch: a few megabytes."""

_TOLD = tuple(told.name for told in fields(Entry))

SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hani", "HANGUL": "Hang",
    "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "GREEK": "Grek", "HEBREW": "Hebr", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "THAI": "Thai",
    "KHMER": "Khmr", "MYANMAR": "Mymr", "LAO": "Laoo", "ETHIOPIC": "Ethi", "MONGOLIAN": "Mong",
    "SINHALA": "Sinh", "TIBETAN": "Tibt", "THAANA": "Thaa", "SYRIAC": "Syrc",
}  # fmt: skip
"""ISO 15924 code by the first word of a letter's name in Unicode."""


def entry_batches(entries: Iterable[Entry]) -> Iterator[pa.RecordBatch]:
    """Batches of `ENTRY_ROWS`, streamed.

    Raises `ListFormatError` for an entry without id or name, two of one id, and values that are
    not of the vocabularies `entity_kind`, `measure` and `listed_name_type`.
    """
    seen: set[str] = set()
    rows = (_row(entry, seen) for entry in entries)
    while batch := list(islice(rows, BATCH)):
        yield pa.RecordBatch.from_pylist(batch, ENTRY_ROWS)


def script_of(name: str) -> str | None:
    """ISO 15924 code of the script of most letters of a name; `None` without a letter."""
    if name.isascii():
        return "Latn" if any(c.isalpha() for c in name) else None
    found = [
        SCRIPTS.get(unicodedata.name(c, "").split(" ")[0].split("-")[0])
        for c in name
        if c.isalpha()
    ]
    return max(sorted(set(found), key=str), key=found.count) if found else None


def _row(entry: Entry, seen: set[str]) -> dict[str, object]:
    _check(entry, seen)
    row = {name: getattr(entry, name) for name in _TOLD}  # `asdict` copies: half of the time
    row["names"] = [
        {"name": n.name, "type": n.type, "script": script_of(n.name)} for n in entry.names
    ]
    told = json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)
    row["version"] = hashlib.sha256(told.encode()).hexdigest()[:16]
    return row


def _check(entry: Entry, seen: set[str]) -> None:
    if not entry.entry_id or not entry.name:
        raise ListFormatError(f"entry {entry.entry_id or entry.name!r} has no id or no name")
    if entry.entry_id in seen:
        raise ListFormatError(f"entry {entry.entry_id} is there twice")
    seen.add(entry.entry_id)
    told = [("entity_kind", entry.kind), *(("measure", m) for m in entry.measures)]
    told += [("listed_name_type", name.type) for name in entry.names]
    for vocabulary, value in told:
        if value not in VOCABULARIES[vocabulary]:
            raise ListFormatError(f"entry {entry.entry_id}: {value!r} is no {vocabulary}")
    if [n.name for n in entry.names][:1] != [entry.name]:
        raise ListFormatError(f"entry {entry.entry_id}: its own name is not its first name")
