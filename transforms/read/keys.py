"""Record keys that tell apart the records of one file."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from transforms.read.identity import canonical_url
from transforms.read.records import Page, RawRecord


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

    def told_apart(self, found: RawRecord | Page, line: int) -> RawRecord | Page:
        """The record or page under a key of its own; `line` counts from 1."""
        record = found.record if isinstance(found, Page) else found
        key = record.record_key
        if key is None or canonical_url(record.url):
            return found
        text = _digest(found.html if isinstance(found, Page) else found.text.encode())
        while self._text_of.setdefault(_digest(key.encode()), text) != text:
            first = self._line_of.setdefault((_digest(key.encode()), text), line)
            key = f"{key}#{first}"
        if key == record.record_key:
            return found
        own = replace(record, record_key=key)
        return replace(found, record=own) if isinstance(found, Page) else own


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest()
