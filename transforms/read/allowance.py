"""How much may be unpacked: in all, and as a multiple of what it was packed in."""

from __future__ import annotations

from schemas.errors import Unreadable
from transforms.read.records import RATIO_FROM, ReadLimits


class Allowance:
    """What one packed thing, `packed` bytes long, may unpack to.

    What is unpacked inside of it counts for its total as well: archives in an archive spend what
    is left to the `outer` one. Whoever unpacks again what has been counted does not `spend`.
    """

    def __init__(self, packed: int, limits: ReadLimits, outer: Allowance | None = None) -> None:
        self._packed = packed
        self._limits = limits
        self._outer = outer
        self._own = 0
        self._total = 0

    def inner(self, packed: int) -> Allowance:
        """The allowance of something inside, `packed` bytes long."""
        return Allowance(packed, self._limits, self)

    @property
    def is_spent(self) -> bool:
        """Whether nothing more can be unpacked: it, or one around it, is used up."""
        return self._excess is not None or (self._outer is not None and self._outer.is_spent)

    def spend(self, size: int) -> None:
        """Count `size` bytes more. Raises `Unreadable` (archive_bomb) where they are too many."""
        self._own += size
        self._count(size)
        one: Allowance | None = self
        while one is not None:
            if one._excess:
                raise Unreadable("archive_bomb", one._excess)
            one = one._outer

    def _count(self, size: int) -> None:
        self._total += size
        if self._outer is not None:
            self._outer._count(size)

    @property
    def _excess(self) -> str | None:
        limits = self._limits
        if self._total > limits.unpacked_bytes:
            return f"unpacks to more than the limit of {limits.unpacked_bytes} bytes"
        if self._own > max(RATIO_FROM, limits.unpacked_ratio * self._packed):
            return f"unpacks to more than {limits.unpacked_ratio} times its {self._packed} bytes"
        return None
