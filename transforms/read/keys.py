"""Record keys that tell apart the records of one file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from transforms.read.identity import canonical_url
from transforms.read.records import RawRecord


class Keys:
    """Tells apart the records of a file that share a key and have no address.

    A record whose key stood before in the file with another text gets the line that it begins on
    with its key: "1" in line 3 becomes "1#3", so that neither takes the place of the other in the
    store. With the same text it is a plain repeat and keeps the key. Records that share an address
    are one article by design (`transforms.read.identity.article_id`) and are left alone.

    Holds two hashes of 8 bytes a record without address, and no text.
    """

    def __init__(self) -> None:
        self._text_of: dict[bytes, bytes] = {}
        self._line_of: dict[tuple[bytes, bytes], int] = {}

    def told_apart(self, record: RawRecord, line: int) -> RawRecord:
        """The record under a key of its own; `line` counts from 1."""
        key = record.record_key
        if key is None or canonical_url(record.url):
            return record
        text = _digest(record.text)
        while self._text_of.setdefault(_digest(key), text) != text:
            first = self._line_of.setdefault((_digest(key), text), line)
            key = f"{key}#{first}"
        return record if key == record.record_key else replace(record, record_key=key)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
