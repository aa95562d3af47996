"""Where in a JSON document its articles are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from transforms.read.columns import Columns
from transforms.read.json_cursor import JsonCursor, keys, members

Steps = tuple[str, ...]
Keep = Callable[[object], None]
_DEPTH = 2
"""How many keys lead to a list of articles at most; one further down has to be named."""
_LOOKED_AT = 20
"""Members of a list that are looked at."""
_KEYS = 1000
"""Keys of an object that are held."""
_VALUE = 1 << 16
"""Bytes of a value that are held; a longer string is held as `_LONG`."""
_ALL = 32 << 20
"""Bytes that are held together."""
_LONG = "…"
_TELLING = ("title", "url", "published_at", "record_key")


class Shape(NamedTuple):
    """The articles are the members of the list or object that `steps` lead to, or (not `many`)
    what they lead to is one itself.
    """

    steps: Steps
    many: bool


@dataclass
class Survey:
    """Goes through a document, and keeps of it what says where its articles are.

    `root` is the document without what is long, far down or far back in a list, as far as it was
    gone through; `counts` has the number of members of every list, by the keys that lead there.
    """

    root: object = None
    counts: dict[Steps, int] = field(default_factory=dict)
    _left: int = _ALL

    def go_through(self, cursor: JsonCursor) -> None:
        """Take in the value at the cursor; raises `BrokenJson` where it cannot be gone through."""
        self._take(cursor, (), partial(setattr, self, "root"))

    def _take(self, cursor: JsonCursor, steps: Steps | None, keep: Keep) -> None:
        """Step over a value and give what is kept of it to `keep`, before what is in it is read.

        `steps` is null inside a list.
        """
        first = cursor.peek()
        if first == b"{" and (steps is None or len(steps) <= _DEPTH):
            found: dict[str, object] = {}
            keep(found)
            self._take_object(cursor, steps, found)
        elif first == b"[" and steps is not None and len(steps) <= _DEPTH:
            listed: list[object] = []
            keep(listed)
            self._take_list(cursor, steps, listed)
        else:
            keep(self._value(cursor, first))

    def _take_object(
        self, cursor: JsonCursor, steps: Steps | None, found: dict[str, object]
    ) -> None:
        for key in keys(cursor):
            self._left -= len(key)
            if len(found) >= _KEYS or self._left < 0:
                cursor.value(0)
            elif steps is None:
                found[key] = self._value(cursor, cursor.peek())
            else:
                self._take(cursor, (*steps, key), partial(found.__setitem__, key))

    def _take_list(self, cursor: JsonCursor, steps: Steps, found: list[object]) -> None:
        self.counts.setdefault(steps, 0)
        for number in members(cursor):
            self.counts[steps] += 1
            if number <= _LOOKED_AT:
                self._take(cursor, None, found.append)
            else:
                cursor.value(0)

    def _value(self, cursor: JsonCursor, first: bytes) -> object:
        data = cursor.value(min(_VALUE, self._left))
        if data is None:
            return _LONG if first == b'"' else None
        self._left -= len(data)
        try:
            value: object = json.loads(data.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            return None
        return value


def shape_of(survey: Survey, columns: Columns) -> Shape:
    """Where the articles of a document are.

    A list is the articles. An object with a text of its own is one. Else they are in the longest
    list of objects that have a text and a title, address, time or id; else of those that have a
    text; else in an object of which every value has one; else the one object in it that has.
    """
    root = survey.root
    if not isinstance(root, dict):
        return Shape((), many=True)
    own = columns.values(root)
    if isinstance(own["text"], str) or isinstance(own["html"], str):
        return Shape((), many=False)
    inside = list(_inside(root))
    lists = [(_worth(v, columns), survey.counts[s], s) for s, v in inside if isinstance(v, list)]
    best, count, steps = max(lists, key=lambda one: one[:2], default=(-1, 0, ()))
    has_text = _has_text(own)
    if best == 2 or (best == 1 and not has_text):
        return Shape(steps, many=True)
    if has_text:
        return Shape((), many=False)
    maps = [(s, v) for s, v in (((), root), *inside) if isinstance(v, dict)]
    return (
        next((Shape(s, many=True) for s, v in maps if _is_map(v, columns)), None)
        or next((Shape(s, many=False) for s, v in maps if _worth([v], columns) > 0), None)
        or Shape(steps, many=best == 0 and (count > 0 or not _is_told(own)))
    )


def _inside(root: Mapping[str, object]) -> Iterator[tuple[Steps, object]]:
    """The values down to `_DEPTH`, and the keys that lead to them."""
    for key, value in root.items():
        yield (key,), value
    for key, value in root.items():
        if isinstance(value, dict):
            for inner, found in value.items():
                yield (key, inner), found


def _worth(found: list[object], columns: Columns) -> int:
    """2: articles; 1: objects with a text; 0: objects, or nothing yet; -1: no objects."""
    worth = -1 if found else 0
    for one in found:
        if isinstance(one, dict):
            values = columns.values(one)
            worth = max(worth, 1 + _is_told(values) if _has_text(values) else 0)
    return worth


def _has_text(values: Mapping[str, object]) -> bool:
    """Whether there is a text; an object under its name is one only beside a title or the like.

    `{"article": {...}}` wraps an article, `{"title": ..., "content": {"rendered": ...}}` is one.
    """
    text = values["text"] if values["text"] is not None else values["html"]
    return text is not None and (not isinstance(text, Mapping) or _is_told(values))


def _is_told(values: Mapping[str, object]) -> bool:
    return any(values[name] is not None for name in _TELLING)


def _is_map(found: Mapping[str, object], columns: Columns) -> bool:
    return len(found) > 1 and all(_worth([one], columns) > 0 for one in found.values())
