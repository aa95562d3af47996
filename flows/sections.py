"""What the sections of `sources.toml` are made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

MOST_BYTES = 2**62


class Section(BaseModel):
    """A section: a key that it does not know is a fault of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError(f"{url!r} is no address of the web: it begins with https:// or http://")
    return url


WebAddress = Annotated[str, AfterValidator(_web_address)]
Bytes = Annotated[int, Field(gt=0, le=MOST_BYTES)]


class Schedule(Section):
    """When a source is read by `sanctograph up`; the keys are those of Prefect's own schedules.

    `interval` is in seconds, or an ISO 8601 duration such as `PT15M`; `cron` has five fields and
    is counted in `timezone`, an IANA name.
    """

    cron: str | None = None
    interval: timedelta | None = Field(default=None, ge=timedelta(seconds=10))
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"no time zone is called {name!r}; one is Europe/Berlin") from error
        return name

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.cron is None) == (self.interval is None):
            raise ValueError("give either cron or interval")
        if self.cron is not None and len(self.cron.split()) != 5:
            raise ValueError("a cron has five fields, such as '0 * * * *' for every hour")
        return self
