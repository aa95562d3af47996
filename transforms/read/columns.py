"""Which column or key of a record holds which field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from schemas.errors import BadInput
from transforms.read.field_values import holds

FIELDS: dict[str, tuple[str, ...]] = {
    name: tuple(entry["names"])
    for name, entry in tomllib.loads(
        Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    ).items()
}
"""The usual names of every field's column, in the order in which they are tried."""

RECORDS = "records"
"""What a mapping calls the list that the records of a JSON document are in: no field of theirs."""
_NOT_NAME = re.compile(r"[\s_.:\-]+")
_FOLDED = {field: tuple(_NOT_NAME.sub("", n.lower()) for n in FIELDS[field]) for field in FIELDS}


class Columns:
    """Finds the fields of records that share a way of naming their columns.

    `mapping` gives columns their fields outright ({"text": "story.paragraphs"}): a field's column,
    or a dotted path into nested objects and lists; fields that it leaves out are found by their
    usual names. Raises `BadInput` for a field that does not exist.
    """

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._mapping = {f: path for f, path in (mapping or {}).items() if f != RECORDS}
        unknown = sorted(set(self._mapping) - set(FIELDS))
        if unknown:
            raise BadInput(f"no field {unknown[0]!r} to map to; there are {', '.join(FIELDS)}")
        self._found: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}

    def of(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For every field the columns among `names` that may hold it, best first."""
        key = tuple(names)
        found = self._found.get(key)
        if found is None:
            by_fold: dict[str, str] = {}
            for name in key:
                by_fold.setdefault(fold(name), name)
            found = {
                field: tuple(by_fold[n] for n in usual if n in by_fold)
                for field, usual in _FOLDED.items()
            }
            if len(self._found) < 1000:
                self._found[key] = found
        return found

    def values(self, record: Mapping[str, object]) -> dict[str, object]:
        """The value of every field; null where no column holds one."""
        found = self.of(record)
        values: dict[str, object] = {}
        for field, columns in found.items():
            path = self._mapping.get(field)
            if path is not None:
                values[field] = at_path(record, path)
                continue
            values[field] = None
            for column in columns:
                value = record[column]
                if holds(value):
                    values[field] = value
                    break
        return values

    def holds_text(self, names: Sequence[str]) -> bool:
        """Whether a table with these columns has one for the text, or for the page it is on."""
        found = self.of(names)
        return any(
            bool(found[field]) if path is None else path in names or path.split(".")[0] in names
            for field, path in ((f, self._mapping.get(f)) for f in ("text", "html"))
        )

    def without_text(self, names: Iterable[str]) -> str:
        """What to tell of a record, or of a table with these columns, that has no text."""
        names = list(names)
        path = self._mapping.get("text")
        columns = self.of(names)["text"]
        if path is None and columns:
            return f"no text: nothing in {', '.join(columns)}"
        seen = ", ".join(name[:50] for name in names[:40] if name) or "none"
        if path is not None:
            return f"no text: nothing in {path}, which sources.toml names; there are: {seen}"
        return (
            f"nothing is known to hold the text; there are: {seen}. "
            'Name it in the source\'s part of sources.toml: columns = { text = "NAME" }'
        )


def fold(name: str) -> str:
    """A column's name without case, spaces, underscores, hyphens, dots: `Pub_Date` -> `pubdate`."""
    return _NOT_NAME.sub("", name.lower())


def at_path(record: object, path: str) -> object:
    """The value at a dotted path; a list is entered by a number or gives all its members'."""
    if isinstance(record, Mapping) and path in record:
        return record[path]
    value = record
    for i, step in enumerate(steps := path.split(".")):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal():
            value = value[int(step)] if int(step) < len(value) else None
        elif isinstance(value, list):
            rest = ".".join(steps[i:])
            return [at_path(member, rest) for member in value]
        else:
            return None
    return value
