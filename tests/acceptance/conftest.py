"""Where the shared articles lie."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seed" / "000_a8483d8de4311949.txt"
NEWS = SHARED / "news" / "wikinews_2019.csv"


@pytest.fixture(scope="session")
def shared_articles() -> tuple[Path, Path]:
    """The seed page and the Wikinews articles, where they lie beside the checkout."""
    if not (SEED.exists() and NEWS.exists()):
        pytest.skip("the shared articles do not lie beside this checkout")
    return SEED, NEWS
