"""What makes two records the same article, and two texts the same text."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from transforms.read.records import RawRecord

_TRACKING = re.compile(
    "|".join(
        f"(?:{p})"
        for p in tomllib.loads(
            Path(__file__).with_name("tracking.toml").read_text(encoding="utf-8")
        )["parameters"]
    ),
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=~-._%"


def content_hash(record: RawRecord) -> str:
    """SHA-256, in hex, of what the record says, whatever its encoding and file were."""
    fields = (
        record.page,
        record.url,
        record.title,
        record.subtitle,
        record.authors,
        record.publisher,
        record.language,
        record.published_at,
        record.updated_at,
        record.text,
        record.parts,
        record.flags,
    )
    return _hex(json.dumps(fields, ensure_ascii=True, separators=(",", ":")))


def article_id(source: str, file_key: str, record: RawRecord) -> str:
    """Who the article is (ARCHITECTURE, Identity): 32 hex digits.

    Of the canonical address alone where there is one; else of source, file key and record key;
    else, where the file is the record, of source and file key.
    """
    address = canonical_url(record.url)
    parts = ["url", address] if address else ["file", source, file_key]
    if not address and record.record_key is not None:
        parts.append(record.record_key)
    return _hex(json.dumps(parts, ensure_ascii=True, separators=(",", ":")))[:32]


def canonical_url(url: str | None) -> str | None:
    """An address in the one form that all its spellings share; null where it is not one of the web.

    Scheme and host in lower case, no fragment, default port, user, tracking parameters, empty path
    segments or slash at the end; percent escapes spelt alike (RFC 3986, section 6.2.2).
    """
    try:
        parts = urlsplit("".join((url or "").split()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        return None
    scheme = parts.scheme.lower()
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    path = re.sub(r"/{2,}", "/", _spelt_alike(parts.path)).rstrip("/")
    query = "&".join(
        _spelt_alike(p)
        for p in parts.query.split("&")
        if p and not _TRACKING.fullmatch(unquote(p.split("=", 1)[0]))
    )
    return urlunsplit((scheme, host, path or "/", query, ""))


def _spelt_alike(part: str) -> str:
    """Escapes of unreserved characters undone, the others in capitals, the rest escaped."""
    escapes = re.sub(
        r"%([0-9A-Fa-f]{2})",
        lambda m: (
            c
            if (c := chr(int(m[1], 16))).isascii() and (c.isalnum() or c in "-._~")
            else m[0].upper()
        ),
        part,
    )
    return quote(escapes, safe=_PATH_SAFE + "?")


def _hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
