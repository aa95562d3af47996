"""What every reader of an official list gives: entries, in the same words whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as the list writes it, in reading order; `type` is a `listed_name_type`.

    Where the list tells a family name from the others ("LI, Shangfu", NAME_6 of the UK), the name
    is written as in running text: "Shangfu LI".
    """

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an official list.

    `entry_id` is the list's own; `kind` an `entity_kind`; `names` all names without repeats, the
    entry's own (`name`) first; `programs` as the list writes them; `measures` of the vocabulary
    `measure`; `birth_date` an EDTF string (see `dates`); `countries` ISO alpha-2 in lower case,
    sorted, of nationality, citizenship and address; `positions` offices and jobs in the list's
    words; `identifiers` such as `imo:9661792`, sorted; `reason` why it is listed and `remarks`
    anything else, in the list's words.
    """

    entry_id: str
    kind: str
    name: str
    names: tuple[ListedName, ...]
    programs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    listed_on: date | None = None
    delisted_on: date | None = None
    birth_date: str | None = None
    countries: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    reason: str | None = None
    remarks: str | None = None


@dataclass(slots=True)
class Tally:
    """What a reader learns of the list as a whole; complete once its entries are used up.

    `published_on` is the day that the list gives for itself; `orphans` counts alias and address
    rows that belong to no entry.
    """

    published_on: date | None = None
    orphans: int = 0


Opener = Callable[[], BinaryIO]
"""Opens a file for reading from its beginning; already unpacked."""


@dataclass(frozen=True, slots=True)
class ListFormat:
    """A published format.

    `recognises` takes a file's name in lower case (without `.gz`) and its first 4,096 bytes, and
    gives the key of the list that such a file is of (vocabulary `list_key`), or `None`; it is
    lenient, so that `read` can say what is wrong. `read` takes the files of one publication by
    name in lower case, and gives the entries one by one. It raises `ListFormatError` with the file,
    the place in it and the fault; never the path, which it does not know. `together` says whether
    the files of one folder are one publication (OFAC's three tables), or each is one of its own.
    """

    name: str
    recognises: Callable[[str, bytes], str | None]
    read: Callable[[Mapping[str, Opener], Tally], Iterator[Entry]]
    together: bool = False
