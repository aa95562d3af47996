"""Untrusted text (titles, names, addresses) as it may stand in a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>=:@/^$])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKUP_IN_CELL = re.compile(
    r"[\\`*\[\]<~]"  # code, emphasis, links and images, HTML, strokes
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but not the dash of a snake_case word
    r"|&(?=#?\w+;)"
    r"|^[#>+=-]"  # headings, quotes, lists
)
_HOST = re.compile(r"[a-z0-9.-]+")
_SAFE_IN_ADDRESS = "/:?#@!$&'*+,;=%~-._"

MOST_CHARACTERS = 500


def shown_text(value: object) -> str:
    """Any value as text of one line, without control characters, not over 500 characters."""
    text = " ".join(_CONTROL.sub(" ", "" if value is None else str(value)).split())
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def escaped(value: object) -> str:
    """A value as Markdown that renders as just its text: no markup, HTML or link comes of it."""
    text = shown_text(value).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKUP.sub(r"\\\1", text)


def cell(value: object) -> str:
    """A value as it may stand in a table artifact, whose cells the pages render as Markdown.

    Only what would become markup is escaped: the newer pages show cells as they are, and there
    an ordinary path or message must look right too.
    """
    return _MARKUP_IN_CELL.sub(r"\\\g<0>", shown_text(value))


def source_line(title: object, address: object) -> str:
    """An article's title, and a link to it under its host's name, if it lies on the web.

    The title is not the link: the pages show a link's words as they stand in the Markdown, with
    every backslash.
    """
    try:
        parts = urlsplit(str(address or ""))
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        host = None
    if not host:
        return escaped(title or address or "untitled")
    words = host if _HOST.fullmatch(host) else "link"
    told = f"[{words}](<{quote(str(address), safe=_SAFE_IN_ADDRESS)}>)"
    return f"{escaped(title)} ({told})" if title else told


def sanctions_page(events: Iterable[Mapping[str, object]]) -> str:
    """Markdown of sanctions events (rows of `queries/newest_sanctions`), newest first."""
    told = [_event(event) for event in events]
    return "\n".join(told) if told else "No sanctions in the store yet."


def _event(event: Mapping[str, object]) -> str:
    issuers, targets = (_names(event[name]) for name in ("issuers", "targets"))
    day = event["event_date"] or event["published_date"]
    facts = ", ".join(
        escaped(value) for value in (event["action"], event["status"], day) if value is not None
    )
    source = source_line(event["title"], event["url"])
    evidence = escaped(event["evidence"])
    return f"- **{issuers} → {targets}**: {facts}\n\n  > {evidence}\n\n  {source}\n"


def _names(names: object) -> str:
    known = [escaped(name) for name in names if name] if isinstance(names, list) else []
    return ", ".join(known) or "unknown"
