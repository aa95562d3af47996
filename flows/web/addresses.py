"""Addresses of the web: which may be asked for, and how they are shown without their secrets."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

UNREADABLE = "an address that cannot be read"
LONGEST = 8_000
"""Characters of an address; RFC 9110 asks servers to take that many."""

_SECRETS = re.compile(
    "|".join(
        f"(?:{secret['name']})"
        for secret in tomllib.loads(
            Path(__file__).with_name("secrets.toml").read_text(encoding="utf-8")
        )["secret"]
    ),
    re.IGNORECASE,
)


def unfit(url: str) -> str | None:
    """Why an address that the web gave us is not asked for; null where it may be.

    It is one of the web (http, https), names a host, and carries no user's name or password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if parts.scheme.lower() not in {"http", "https"}:
        return f"is a {parts.scheme[:20] or 'relative'}: address, where only https: may be"
    if not host:
        return "names no host"
    if "@" in parts.netloc:
        return "has a name or password in it"
    return f"is longer than {LONGEST:,} characters" if len(url) > LONGEST else None


def is_of_the_web(name: str) -> bool:
    """Whether a name that a user gave, of a path or an address, is asked for on the web."""
    return name.lower().startswith(("http://", "https://"))


def shown(url: str) -> str:
    """An address as messages show it: without name and password, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return UNREADABLE
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def told(url: str) -> str:
    """An address as rows give it: `shown`, with those parameters that name no secret.

    Which do is told by `secrets.toml`. The query is what tells one article from another on many
    sites, so it is not left out.
    """
    try:
        query = urlsplit(url).query
    except ValueError:
        return UNREADABLE
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _SECRETS.fullmatch(name)]
    if kept == pairs:
        return f"{shown(url)}?{query}" if query else shown(url)
    return f"{shown(url)}?{urlencode(kept)}" if kept else shown(url)
