"""What a picture shows and whom it is from: captions and credits told from other lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.articles.bylines import is_agency
from transforms.articles.patterns import PATTERNS, whole

LONGEST = 700
_LABEL = re.compile(
    r"^(?:photo(?:graph)?|image|picture|pic|credit|source|photo credit|image credit)s?\s*"
    r"(?::|by\b|from\b)\s*",
    re.IGNORECASE,
)
_HINTS = (
    "/", ")", "]", ":", "mage", "hoto", "icture", "redit", "HOTO", "Getty", "REUTERS", "AFP",
    "EPA", "©", "pic", "ILE", "TASS", " AP", "Pic", "Reuters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A caption without its credit, and the credit without brackets; not both null."""

    caption: str | None
    credit: str | None


def is_signed_off(line: str, shown: Picture) -> bool:
    """Whether a line may be a report's last, signed by its agency: "…, he said. (Reuters)" ."""
    if shown.caption is None or shown.credit is None or not is_agency(shown.credit):
        return False
    return re.search(rf"[(\[–—-] ?{re.escape(shown.credit)}[)\]]?\.?$", line) is not None


def picture(line: str) -> Picture | None:
    """What a line says of a picture; null where it is about none."""
    if len(line) > LONGEST or not any(hint in line for hint in _HINTS):
        return None
    marked = whole("captioned", line)
    text = marked["caption"] if marked else line
    for pattern in PATTERNS["credited"]:
        if match := pattern.fullmatch(text):
            caption = match["caption"].strip(" |–—-")
            inner = whole("captioned", caption)
            caption = inner["caption"] if inner else caption
            credit = match["credit"].strip()
            return Picture(caption or None, _LABEL.sub("", credit) or credit)
    return Picture(text, None) if marked else None
