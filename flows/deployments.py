"""What Prefect schedules: one deployment of `ingest` for each source that has a schedule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowFilter,
    FlowFilterName,
)
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Schedule as PrefectSchedule
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from flows.ingest import TAG, ingest
from flows.settings import Home, Pace, Schedule, Settings, Source
from flows.told import escaped
from schemas.errors import BadInput

ANCHOR = datetime(2020, 1, 1)
"""Intervals are counted from here, so that a restart does not shift them."""
PAGE = 200


def deployments(home: Home, settings: Settings, pace: Pace) -> list[RunnerDeployment]:
    """A deployment for each scheduled source. Raises `BadInput` for a schedule that cannot be."""
    return [
        _deployment(home, source, source.schedule, pace)
        for source in settings.source
        if source.schedule is not None
    ]


def prefect_schedule(home: Home, source: Source, schedule: Schedule) -> PrefectSchedule:
    """A schedule of `sources.toml` as Prefect's. Raises `BadInput` with what is wrong in it."""
    anchor = ANCHOR.replace(tzinfo=ZoneInfo(schedule.timezone))
    try:
        if schedule.interval is None:
            CronSchedule(cron=schedule.cron or "", timezone=schedule.timezone)
            return PrefectSchedule(cron=schedule.cron, timezone=schedule.timezone)
        IntervalSchedule(interval=schedule.interval, anchor_date=anchor, timezone=schedule.timezone)
        return PrefectSchedule(
            interval=schedule.interval, anchor_date=anchor, timezone=schedule.timezone
        )
    except ValidationError as error:
        raise BadInput(
            f"{home.sources}: schedule of source {source.name!r}: {error.errors()[0]['msg']}; a"
            " cron is such as '0 * * * *' for every hour, a time zone such as Europe/Berlin"
        ) from error


def told(schedule: Schedule) -> str:
    """A schedule in words."""
    when = f"cron {schedule.cron}" if schedule.cron else f"every {schedule.interval}"
    return f"{when} ({schedule.timezone})"


async def remove_others(client: PrefectClient, home: Home, names: Iterable[str]) -> list[str]:
    """Remove this home's deployments of sources that have no schedule any more; gives their names.

    What they ran stays in the history.
    """
    kept = set(names)
    removed = []
    for found in await client.read_deployments(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[ingest.name])),
        deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])),
        limit=PAGE,
    ):
        if found.name not in kept and found.parameters.get("home") == str(home.root):
            await client.delete_deployment(found.id)
            removed.append(found.name)
    return removed


def _deployment(home: Home, source: Source, schedule: Schedule, pace: Pace) -> RunnerDeployment:
    made: Any = ingest.to_deployment(
        name=source.name,
        schedule=prefect_schedule(home, source, schedule),
        parameters={"home": str(home.root), "source": source.name, **asdict(pace)},
        tags=[TAG, source.name],
        description=escaped(f"Reads {source.path} ({source.glob}), {told(schedule)}."),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment: RunnerDeployment = made
    return deployment
