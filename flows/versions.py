"""The versions that facts depend on: what reads, which model, which configuration."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from flows.settings import Settings, Source

ROOT = Path(__file__).resolve().parents[1]
CODE = ("transforms", "schemas")
LIBRARIES = ("spacy", "ftfy", "charset-normalizer", "dateparser", "py3langid")
SHIPPED_MODELS = ROOT / "models" / "news_en"
SHIPPED = "news_en"


def versions(settings: Settings, source: Source) -> dict[str, str]:
    """`extractor`, `model` and `configuration`; equal versions give equal facts from equal bytes.

    Hashes of the files themselves, so that nobody has to remember to count a number up.
    """
    return {
        "extractor": extractor_version(),
        "model": model_version(settings.models.get("en", SHIPPED)),
        "configuration": settings.fingerprint(source),
    }


@cache
def extractor_version() -> str:
    """Hash of the code and data of the transforms, and the releases of the libraries they call."""
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library}=={metadata.version(library)}\n".encode())
    files = (p for folder in CODE for p in (ROOT / folder).rglob("*"))
    _add_files(digest, (p for p in files if p.suffix in {".py", ".toml", ".csv", ".json"}))
    return digest.hexdigest()[:16]


@cache
def model_version(name: str) -> str:
    """Hash of a pipeline's files and of the shipped parser; for a package, its release."""
    digest = hashlib.sha256(name.encode())
    folders = [SHIPPED_MODELS / "parser"]
    folders.append(SHIPPED_MODELS / "names" if name == SHIPPED else Path(name))
    for folder in folders:
        _add_files(digest, folder.rglob("*"))
    if name != SHIPPED:
        try:
            digest.update(metadata.version(name).encode())
        except metadata.PackageNotFoundError:
            digest.update(b"folder")
    return digest.hexdigest()[:16]


def _add_files(digest: hashlib._Hash, files: Iterable[Path]) -> None:
    for path in sorted(p for p in files if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
