"""Which column or key of a record holds which field, and what its value says."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas.errors import BadInput
from transforms.read.decode import repair
from transforms.read.records import Page, RawRecord

FIELDS: dict[str, tuple[str, ...]] = {
    name: tuple(entry["names"])
    for name, entry in tomllib.loads(
        Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    ).items()
}
"""The usual names of every field's column, in the order in which they are tried."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE_PAGE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_PAGE_BEGINS = 4096
"""Characters in which a whole page says that it is one."""
_NOT_NAME = re.compile(r"[\s_.:\-]+")
_EPOCH_TEXT = re.compile(r"-?\d{9,10}(\.\d+)?|\d{13}")
_FOLDED = {field: tuple(_NOT_NAME.sub("", n.lower()) for n in FIELDS[field]) for field in FIELDS}


class Columns:
    """Finds the fields of records that share a way of naming their columns.

    `mapping` gives columns their fields outright ({"text": "story.paragraphs"}): a field's column,
    or a dotted path into nested objects and lists; fields that it leaves out are found by their
    usual names. Raises `BadInput` for a field that does not exist.
    """

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._mapping = dict(mapping or {})
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
                if value not in (None, "", [], {}):
                    values[field] = value
                    break
        return values

    def holds_text(self, names: Sequence[str]) -> bool:
        """Whether a table with these columns has one for the text, or for the page it is on."""
        found = self.of(names)
        return any(
            bool(found[field]) if path is None else path in names
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


def make_record(
    values: Mapping[str, object],
    *,
    reader: str,
    number: int,
    raw_sha256: str,
    fetched_at: datetime,
    repairs: Sequence[str],
) -> RawRecord | Page | None:
    """A record out of its fields' values, or the page that one may be read out of.

    Null where there is neither text nor HTML. `number` counts from 1.
    """
    done = dict.fromkeys(repairs)
    plain = {field: _clean(as_text(value), done) for field, value in values.items()}
    text, html = plain["text"], plain["html"]
    if text is None and html is None:
        return None
    url = plain["url"]
    times = {f: _clean(as_time(values[f]), done) for f in ("published_at", "updated_at")}
    authors = [_clean(name, done) for name in as_names(values["authors"])]
    record = RawRecord(
        record_key=plain["record_key"] or url or str(number),
        reader=reader,
        page=False,
        raw_sha256=raw_sha256,
        fetched_at=_naive_utc(as_time(values["fetched_at"])) or fetched_at,
        repairs=tuple(done),
        url=url,
        title=plain["title"],
        subtitle=plain["subtitle"],
        publisher=plain["publisher"],
        language=plain["language"],
        published_at=times["published_at"],
        updated_at=times["updated_at"],
        authors=tuple(name for name in authors if name),
        text=text or "",
    )
    if text is not None or html is None:
        return record
    whole = _WHOLE_PAGE.search(html[:_PAGE_BEGINS]) is not None
    return Page(record, html.encode("utf-8", "replace"), "utf-8", whole=whole)


def as_text(value: object) -> str | None:
    """A value as words: lists joined by blank lines, of an object its name, text or address."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "\n\n".join(part for part in map(as_text, value) if part) or None
    if isinstance(value, Mapping):
        for key in ("name", "title", "text", "content", "value", "url", "@id", "id"):
            if found := as_text(value.get(key)):
                return found
    return None


def as_names(value: object) -> list[str]:
    """Authors as given: one string stays one, of objects their names."""
    members = value if isinstance(value, list) else [value]
    return [name for name in map(as_text, members) if name]


def as_time(value: object) -> str | None:
    """A time as given; seconds or milliseconds since 1970 become ISO 8601 in UTC.

    Null for a number that is no time at all: not finite, or of more than 20 digits.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        text = " ".join(value.split())
        return as_time(float(text)) if _EPOCH_TEXT.fullmatch(text) else text or None
    if isinstance(value, int | float):
        if not math.isfinite(value) if isinstance(value, float) else abs(value) >= 10**20:
            return None
        seconds = value / 1000 if abs(value) >= 10**11 else value
        if not 10**8 <= abs(seconds) <= 10**10:
            return str(value)
        return (EPOCH + timedelta(seconds=seconds)).isoformat()
    return as_time(as_text(value))


def _naive_utc(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError):
        return None


def _clean(text: str | None, done: dict[str, None]) -> str | None:
    if text is None:
        return None
    text, repairs = repair(text)
    done.update(dict.fromkeys(repairs))
    return text.strip() or None
