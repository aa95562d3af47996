"""What comes of asking the web for a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flows.listing import SourceFile
from flows.web.addresses import told
from flows.web.fetch import FetchFailed
from flows.web.hosts import Stopped
from transforms.rejects import Reject

T = TypeVar("T")
LONGEST = 2_000
"""Characters of a reject's message."""


@dataclass(slots=True)
class Arrived:
    """What is there to be read of a source now, and what could not be had.

    `asked` are the addresses (as rejects give them) that were asked this time: what failed before
    and is not among `rejects` now is settled. `left` counts the pages that wait for the next run.
    """

    files: list[SourceFile] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    fetched: int = 0
    left: int = 0

    def failed(self, url: str, fault: FetchFailed) -> None:
        """Note that an address was asked, and could not be had."""
        self.asked.add(told(url))
        message = str(fault)[:LONGEST].encode("utf-8", "backslashreplace").decode()
        self.rejects.append(Reject(told(url), None, "fetch", fault.reason, message))

    def had(self, url: str) -> None:
        """Note that an address was had, or is as it was."""
        self.asked.add(told(url))


def attempt(url: str, do: Callable[[], T]) -> T | FetchFailed:
    """What `do` gives, or why it could not: an address costs itself alone, whatever goes wrong."""
    try:
        return do()
    except FetchFailed as fault:
        return fault
    except Stopped:
        raise
    except Exception as fault:  # noqa: BLE001  (the edge)
        return FetchFailed(url, f"{type(fault).__name__}: {fault}", "crashed")
