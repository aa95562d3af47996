"""The names of published files: `<generation>-<token>.duckdb`, never given twice."""

from __future__ import annotations

import secrets
from pathlib import Path

from warehouse.layout import Layout

SUFFIX = ".duckdb"


def new_name(generation: int) -> str:
    """A name for a publication of this generation; the token keeps a second attempt apart."""
    return f"{generation:010d}-{secrets.token_hex(4)}{SUFFIX}"


def generation_of(path: Path) -> int | None:
    """The generation in the name of a published file, or of what lies beside it; else `None`."""
    number, dash, _ = path.name.partition("-")
    return int(number) if dash and number.isdecimal() else None


def newest_generation(layout: Layout) -> int:
    """The highest generation that was ever published in this home and still has a file; else 0."""
    if not layout.published.is_dir():
        return 0
    return max((generation_of(path) or 0 for path in layout.published.iterdir()), default=0)


def linked(layout: Layout) -> Path | None:
    """The published file that analysts now open, or `None` where there is none."""
    if not layout.link.is_symlink():
        return None
    target = layout.link.resolve()
    return target if target.is_file() else None
