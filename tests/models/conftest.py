"""Makes the recipe (models.train) importable: it is not among the installed packages."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
