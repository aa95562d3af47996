"""The one tree of errors; a message is one line that says what is wrong and what to do."""

from __future__ import annotations


class SanctographError(Exception):
    """Anything that sanctograph itself reports."""


class BadInput(SanctographError):
    """The user named something that is not there or cannot be used; exit status 2."""


class StoreLocked(SanctographError):
    """Another run holds the store, and the time to wait is over; exit status 1."""


class StoreMismatch(SanctographError):
    """The store was made by a version of sanctograph that this one cannot work with."""


class BrokenBatch(SanctographError):
    """A staged batch is damaged and was thrown away; it has to be made again."""


class ListFormatError(SanctographError):
    """An official list is not in the format that its publisher documents."""


class InvalidRows(SanctographError):
    """Rows that break the rules of their table; the message names table, column and a row."""


class Unreadable(SanctographError):
    """A file or record that cannot be read; becomes a row in `rejects`.

    `reason` is a value of the vocabulary `reject_reason`.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
