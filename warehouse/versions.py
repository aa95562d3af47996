"""The versions that facts depend on, as one line of text that can be compared."""

from __future__ import annotations

from collections.abc import Mapping


def versions_text(versions: Mapping[str, str]) -> str:
    """`name=value` pairs sorted by name, joined by `; `; what `ops.versions_text` gives in SQL."""
    return "; ".join(f"{name}={versions[name]}" for name in sorted(versions))
