"""What Prefect schedules: a deployment of `ingest` for each source that has a schedule, and one of
`update_watchlists` where official lists have one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID
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
from flows.list_flow import NAME, update_watchlists
from flows.list_publishers import wanted
from flows.sections import Schedule
from flows.settings import Home, Pace, Settings, Source, Watchlists
from flows.told import escaped
from schemas.errors import BadInput

ANCHOR = datetime(2020, 1, 1)
"""Intervals are counted from here, so that a restart does not shift them."""
PAGE = 200


def deployments(home: Home, settings: Settings, pace: Pace) -> list[RunnerDeployment]:
    """A deployment for all that is scheduled.

    Raises `BadInput` for a schedule that cannot be, and for a list without an address.
    """
    sources = [
        _deployment(home, source, source.schedule, pace)
        for source in settings.source
        if source.schedule is not None
    ]
    lists = settings.watchlists
    if lists.schedule is None:
        return sources
    return [*sources, _lists_deployment(home, lists, lists.schedule, pace)]


def prefect_schedule(home: Home, whose: str, schedule: Schedule) -> PrefectSchedule:
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
            f"{home.sources}: schedule of {whose}: {error.errors()[0]['msg']}; a"
            " cron is such as '0 * * * *' for every hour, a time zone such as Europe/Berlin"
        ) from error


def told(schedule: Schedule) -> str:
    """A schedule in words."""
    when = f"cron {schedule.cron}" if schedule.cron else f"every {schedule.interval}"
    return f"{when} ({schedule.timezone})"


async def remove_others(client: PrefectClient, home: Home, kept: Iterable[UUID]) -> list[str]:
    """Remove this home's deployments but those of these ids; gives what they read.

    What they ran stays in the history.
    """
    ids = set(kept)
    removed = []
    for found in await client.read_deployments(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[ingest.name, update_watchlists.name])),
        deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])),
        limit=PAGE,
    ):
        if found.id not in ids and found.parameters.get("home") == str(home.root):
            await client.delete_deployment(found.id)
            source = found.parameters.get("source")
            removed.append(f"source {source}" if source else found.name)
    return removed


def _deployment(home: Home, source: Source, schedule: Schedule, pace: Pace) -> RunnerDeployment:
    made: Any = ingest.to_deployment(
        name=source.name,
        schedule=prefect_schedule(home, f"source {source.name!r}", schedule),
        parameters={"home": str(home.root), "source": source.name, **asdict(pace)},
        tags=[TAG, source.name],
        description=escaped(f"Reads {source.place}, {told(schedule)}."),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment: RunnerDeployment = made
    return deployment


def _lists_deployment(
    home: Home, lists: Watchlists, schedule: Schedule, pace: Pace
) -> RunnerDeployment:
    keys = ", ".join(one.key for one in wanted(lists, ()))
    made: Any = update_watchlists.to_deployment(
        name=NAME,
        schedule=prefect_schedule(home, "[watchlists]", schedule),
        parameters={"home": str(home.root), "wait": pace.wait},
        tags=[TAG, NAME],
        description=escaped(f"Fetches {keys}, {told(schedule)}."),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment: RunnerDeployment = made
    return deployment
