"""What could not be turned into facts, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """One file or record left out; becomes a row of the table `rejects`.

    `record_key` is null for a whole file; `stage` is a value of the vocabulary `reject_stage`,
    `reason` one of `reject_reason`; `message` says what was wrong and what to do.
    """

    uri: str
    record_key: str | None
    stage: str
    reason: str
    message: str
