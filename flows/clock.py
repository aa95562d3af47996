"""The time of day, as rows have it."""

from __future__ import annotations

from datetime import UTC, datetime


def now_utc() -> datetime:
    """Now, as naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
