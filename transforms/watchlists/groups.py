"""Which kinds of entities a name is compared within: persons are never compared with companies."""

from __future__ import annotations

PERSON = "person"
ORGANIZATION = "organization"

GROUPS = {
    "person": PERSON,
    "organization": ORGANIZATION,
    "company": ORGANIZATION,
    "public_body": ORGANIZATION,
    "vessel": "vessel",
    "aircraft": "aircraft",
    "other": "other",
}
"""Group by `entity_kind`; states and places are on no list under their own name."""
