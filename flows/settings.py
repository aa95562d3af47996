"""The home folder, and what `sources.toml` in it says."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.errors import BadInput
from transforms.read.records import ReadLimits

DEFAULT_HOME = "data"
EXAMPLE = Path(__file__).with_name("sources.example.toml")

_READER = ReadLimits()

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Section):
    """Where articles come from: a folder or file, and how its columns are called.

    `columns` maps our field names (title, text, published_at, …) to the source's own; a dotted
    value is a path into nested JSON.
    """

    name: Name
    path: str
    glob: str = "**/*"
    columns: dict[str, str] = {}


class Limits(_Section):
    """What a reader refuses, in bytes: of a file, of one record, of what a file unpacks to."""

    file_bytes: int = Field(default=_READER.file_bytes, gt=0)
    record_bytes: int = Field(default=_READER.record_bytes, gt=0)
    unpacked_bytes: int = Field(default=_READER.unpacked_bytes, gt=0)

    def for_reader(self) -> ReadLimits:
        """The same, as the readers take them."""
        return ReadLimits(self.file_bytes, self.record_bytes, self.unpacked_bytes)


class Settings(_Section):
    """The whole of `sources.toml`. `models` maps a language to a spaCy pipeline."""

    source: tuple[Source, ...] = ()
    models: dict[str, str] = {}
    limits: Limits = Limits()

    def fingerprint(self, source: Source) -> str:
        """Hash of what decides how a record of `source` is read; part of `versions`."""
        facts = {"columns": source.columns, "limits": self.limits.model_dump()}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds everything that is written."""

    root: Path

    @property
    def sources(self) -> Path:
        """Where the configuration lies."""
        return self.root / "sources.toml"

    @property
    def prefect(self) -> Path:
        """State of the dedicated Prefect server."""
        return self.root / "prefect"


def home_of(option: Path | None) -> Home:
    """The home folder: the option, else `SANCTOGRAPH_HOME`, else `./data`; made absolute."""
    root = option or Path(os.environ.get("SANCTOGRAPH_HOME") or DEFAULT_HOME)
    if root.exists() and not root.is_dir():
        raise BadInput(f"the home {root} is a file; name a folder with --home")
    return Home(root.resolve())


def load_settings(home: Home) -> Settings:
    """Read `sources.toml`; without one, the defaults. Raises `BadInput` with the faulty key."""
    try:
        text = home.sources.read_bytes().decode()
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{home.sources} cannot be read: {error}") from error
    try:
        settings = Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{home.sources} is not valid TOML: {error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise BadInput(f"{home.sources}: {where}: {fault['msg']}") from error
    names = [source.name for source in settings.source]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"{home.sources}: two sources are called {name!r}; rename one")
    return settings


def write_example(home: Home) -> Path:
    """Write `sources.toml` with commented examples. Raises `BadInput` if there is one already."""
    home.root.mkdir(parents=True, exist_ok=True)
    try:
        with home.sources.open("x", encoding="utf-8") as out:
            out.write(EXAMPLE.read_text(encoding="utf-8"))
    except FileExistsError as error:
        raise BadInput(f"{home.sources} is there already; edit it, or remove it first") from error
    return home.sources
