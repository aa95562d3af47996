"""The home folder, and what `sources.toml` in it says."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from flows.remote import without_secrets
from flows.sections import MOST_BYTES, Bytes, Schedule, Section, WebAddress
from flows.web.addresses import shown
from flows.web.settings import Fetch, WebSource
from schemas.errors import BadInput
from schemas.vocabularies import VOCABULARIES
from transforms.language.words import ENGLISH
from transforms.read.records import ReadLimits

DEFAULT_HOME = "data"
UNFIT = "%#?"
"""Characters that the databases' addresses take for something else."""
WRITTEN = frozenset(
    {
        "sources.toml",
        "store.duckdb",
        "published",
        "working",
        "staging",
        "raw",
        "prefect",
        "watchlists",
    }
)
"""What a home holds besides what users put there."""
SHIPPED = "news_en"
"""The names pipeline that comes with the clone."""
EXAMPLE = Path(__file__).with_name("sources.example.toml")

_READER = ReadLimits()

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=80)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""An ISO 639-1 code."""
PipelineName = Annotated[str, Field(min_length=1)]
"""`SHIPPED`, an installed package, or a path (with a slash in it)."""


def known_list(key: str | None) -> str | None:
    """The same key, or none. Raises `BadInput` where no list is called so."""
    known = VOCABULARIES["list_key"]
    if key is not None and key not in known:
        raise BadInput(f"no list is called {key!r}: one of {', '.join(known)}")
    return key


def _known_list(key: str) -> str:
    """`known_list` for pydantic, which takes a `ValueError` for a fault of the file."""
    try:
        known_list(key)
    except BadInput as error:
        raise ValueError(str(error)) from error
    return key


ListKey = Annotated[str, AfterValidator(_known_list)]
ListFile = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=80)]
"""A file of a list, in lower case and without folders: it becomes a file of the home."""


class Source(WebSource):
    """Where articles come from: a folder, file or feed, and how its columns are called.

    `columns` maps our field names (title, text, published_at, …) to the source's own; a dotted
    value is a path into nested JSON.
    """

    name: Name
    glob: str = Field(default="**/*", pattern=r"^[^/]")
    columns: dict[str, str] = Field(default_factory=dict)
    schedule: Schedule | None = None

    @property
    def place(self) -> str:
        """Where it lies, as it may be shown."""
        if url := self.feed or self.address:
            return shown(url)
        return f"{without_secrets(self.path or '')} ({self.glob})"

    @model_validator(mode="after")
    def _has_files_to_choose(self) -> Self:
        if self.is_of_the_web and "glob" in self.model_fields_set:
            raise ValueError("glob is for a folder")
        return self


class Limits(Section):
    """What a reader refuses, in bytes: of a file, of one record, of what a file unpacks to.

    `unpacked_ratio` is how many times its packed size something may unpack to, `nesting` how many
    archives may lie in each other, `reading_seconds` how long one page of HTML may take.
    """

    file_bytes: Bytes = _READER.file_bytes
    record_bytes: Bytes = _READER.record_bytes
    unpacked_bytes: Bytes = _READER.unpacked_bytes
    unpacked_ratio: int = Field(default=_READER.unpacked_ratio, gt=0, le=MOST_BYTES)
    nesting: int = Field(default=_READER.nesting, ge=0, le=20)
    reading_seconds: float = Field(default=5.0, gt=0, le=3600)

    def for_reader(self) -> ReadLimits:
        """The same, as the readers take them."""
        return ReadLimits(
            file_bytes=self.file_bytes,
            record_bytes=self.record_bytes,
            unpacked_bytes=self.unpacked_bytes,
            unpacked_ratio=self.unpacked_ratio,
            nesting=self.nesting,
        )


class Watchlists(Section):
    """Which official lists are fetched from their publishers, and when; without lists, none.

    `urls` gives a list's files and their addresses in place of its publisher's: all of them, since
    files of two places need not be of one day. `file_bytes` is the most that a file may have.
    """

    lists: tuple[ListKey, ...] = ()
    urls: dict[ListKey, dict[ListFile, WebAddress]] = Field(default_factory=dict)
    schedule: Schedule | None = None
    file_bytes: Bytes = 256 * 1024 * 1024

    @model_validator(mode="after")
    def _has_lists_to_schedule(self) -> Self:
        if self.schedule is not None and not self.lists:
            raise ValueError('a schedule needs lists, such as lists = ["us_ofac_sdn"]')
        return self


class Settings(Section):
    """The whole of `sources.toml`. `models` maps a language to the spaCy pipeline of its names."""

    source: tuple[Source, ...] = ()
    models: dict[Language, PipelineName] = Field(default_factory=dict)
    limits: Limits = Limits()
    fetch: Fetch = Fetch()
    watchlists: Watchlists = Watchlists()

    @property
    def pipelines(self) -> dict[str, str]:
        """The names pipeline of every language that is read: `SHIPPED` for English unless told."""
        return {ENGLISH: SHIPPED, **self.models}

    def fingerprint_of_all(self) -> str:
        """Hash of how all sources are read, for the row of a run."""
        parts = sorted({self.fingerprint(source) for source in self.source})
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    def fingerprint(self, source: Source) -> str:
        """Hash of what decides how a record of `source` is read; part of `versions`."""
        facts = {"columns": source.columns, "limits": self.limits.model_dump()}
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Pace:
    """How a run works: processes, articles a batch, seconds to wait for another run to end."""

    workers: int = 2
    batch_size: int = 1_000
    wait: float = 60.0


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds everything that is written."""

    root: Path

    def wrote(self, path: Path) -> bool:
        """Whether a file is one of those that sanctograph keeps in its home."""
        if not path.is_relative_to(self.root):
            return False
        return path.relative_to(self.root).parts[0] in WRITTEN

    @property
    def sources(self) -> Path:
        """Where the configuration lies."""
        return self.root / "sources.toml"

    @property
    def prefect(self) -> Path:
        """State of the dedicated Prefect server."""
        return self.root / "prefect"

    @property
    def raw(self) -> Path:
        """What was fetched from the web, by source, as it came."""
        return self.root / "raw"

    @property
    def watchlists(self) -> Path:
        """Official lists as they were fetched from their publishers."""
        return self.root / "watchlists"


def home_of(option: Path | None) -> Home:
    """The home folder: the option, else `SANCTOGRAPH_HOME`, else `./data`; made absolute."""
    root = option or Path(os.environ.get("SANCTOGRAPH_HOME") or DEFAULT_HOME)
    try:
        home = Home(root.resolve())
        is_other = home.root.exists() and not home.root.is_dir()
    except (OSError, ValueError) as error:
        raise BadInput(f"the home cannot be opened: {error}; name another with --home") from error
    if is_other:
        raise BadInput(f"the home {root} is no folder; name one with --home")
    if any(character in UNFIT for character in str(home.root)):
        raise BadInput(f"the home {home.root} has one of {UNFIT} in its path; name another")
    return home


def make_home(home: Home) -> None:
    """Make the home's folder where there is none. Raises `BadInput` where that cannot be done."""
    try:
        home.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"the home {home.root} cannot be made: {error}") from error
    if not os.access(home.root, os.W_OK | os.X_OK):
        raise BadInput(f"the home {home.root} cannot be written to; name another with --home")


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
        raise BadInput(
            f"{home.sources}: {where}: {fault['msg'].removeprefix('Value error, ')}"
        ) from error
    # A path starts at the home, like those of sources.
    chosen = {c: str(home.root / m) if "/" in m else m for c, m in settings.models.items()}
    settings = settings.model_copy(update={"models": chosen})
    names = [source.name for source in settings.source]
    for name in names:
        if names.count(name) > 1:
            raise BadInput(f"{home.sources}: two sources are called {name!r}; rename one")
    return settings


def write_example(home: Home) -> Path:
    """Write an example of `sources.toml`, and make the folders that its sources read.

    Raises `BadInput` if there is one already.
    """
    make_home(home)
    try:
        with home.sources.open("x", encoding="utf-8") as out:
            out.write(EXAMPLE.read_text(encoding="utf-8"))
    except FileExistsError as error:
        raise BadInput(f"{home.sources} is there already; edit it, or remove it first") from error
    for source in load_settings(home).source:
        if source.path is None or source.is_of_the_web:
            continue
        folder = home.root / source.path
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError as error:
            raise BadInput(
                f"{folder} is a file, and should be a folder: move it away, or"
                f" name another folder in {home.sources}"
            ) from error
    return home.sources
