"""All tables by name, in the order in which parents come before children."""

from __future__ import annotations

from schemas.conclusions import CONCLUSIONS
from schemas.facts import FACTS
from schemas.fields import Table
from schemas.lists import LISTS
from schemas.operations import OPERATIONS

TABLES: dict[str, Table] = {t.name: t for t in (*FACTS, *CONCLUSIONS, *LISTS, *OPERATIONS)}
