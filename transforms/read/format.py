"""What a format of files is: how it is told from others, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from transforms.read.records import Found, ReadLimits
from transforms.read.source import Source

Read = Callable[[Source, Mapping[str, str] | None, ReadLimits], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    `suffixes` are those its files usually have, `media_types` what servers call it.
    `likeness(source)` says how much the bytes look like it: 0 not at all, 1 they may be it where
    the suffix says so, 2 they are it whatever the suffix says. `binary` formats are no text: they
    are asked first, and taken at a likeness of 2 alone.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    likeness: Callable[[Source], int]
    read: Read
    binary: bool = False
