"""The versions that facts depend on: what reads, which model, which configuration."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from flows.settings import SHIPPED, Settings, Source

ROOT = Path(__file__).resolve().parents[1]
CODE = ("transforms", "schemas")
CONCLUDING = frozenset(ROOT / "transforms" / name for name in ("duplicates", "watchlists"))
"""Group near-duplicates, read lists and compare names: no fact of an article depends on them."""
LIBRARIES = (
    "charset-normalizer", "datasketch", "dateparser", "fastwarc", "feedparser", "ftfy", "htmldate",
    "lxml", "numpy", "py3langid", "resiliparse", "spacy", "trafilatura",
)  # fmt: skip
SHIPPED_MODELS = ROOT / "models" / "news_en"


def versions(settings: Settings, source: Source) -> dict[str, str]:
    """`extractor`, `model` and `configuration`; equal versions give equal facts from equal bytes.

    Hashes of the files themselves, so that nobody has to remember to count a number up.
    """
    return {
        "extractor": extractor_version(),
        "model": model_version(settings.pipelines),
        "configuration": settings.fingerprint(source),
    }


@cache
def extractor_version() -> str:
    """Hash of the code and data of the transforms, and the releases of the libraries they call."""
    digest = hashlib.sha256()
    for library in LIBRARIES:
        digest.update(f"{library}=={metadata.version(library)}\n".encode())
    files = (p for folder in CODE for p in (ROOT / folder).rglob("*"))
    kinds = {".py", ".toml", ".csv", ".json", ".npz"}
    _add_files(digest, (p for p in files if p.suffix in kinds and CONCLUDING.isdisjoint(p.parents)))
    return digest.hexdigest()[:16]


def model_version(pipelines: Mapping[str, str]) -> str:
    """Hash of the names pipelines by language and of the shipped parser."""
    digest = hashlib.sha256(_hash_of("parser", SHIPPED).encode())
    for language, name in sorted(pipelines.items()):
        digest.update(f"{language} {name} {_hash_of('names', name)}\n".encode())
    return digest.hexdigest()[:16]


@cache
def _hash_of(part: str, name: str) -> str:
    """Hash of the files of a pipeline; of a package, its release."""
    digest = hashlib.sha256()
    folder = SHIPPED_MODELS / part if name == SHIPPED else Path(name)
    _add_files(digest, folder.rglob("*"))
    if name != SHIPPED:
        try:
            digest.update(metadata.version(name).encode())
        except metadata.PackageNotFoundError:
            digest.update(b"folder")
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, files: Iterable[Path]) -> None:
    for path in sorted(p for p in files if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
