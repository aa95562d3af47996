"""What stands at a token and how far it is, as features tell it."""

from __future__ import annotations

from transforms.sanctions.reading import Reading


def classes_at(reading: Reading, index: int) -> list[str]:
    """The classes of the cues at a token."""
    return [c.name for c in reading.cues if c.first <= index < c.last]


def bucket(distance: int) -> str:
    """A distance in tokens, coarsely."""
    return next((str(limit) for limit in (0, 2, 5, 10, 20) if distance <= limit), "far")
