"""The flow of Prefect that updates official lists: the steps are those of `list_update`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.runtime import deployment, flow_run
from prefect.states import Completed, Failed

from flows import upkeep
from flows.ingest import SCHEDULED_WAIT
from flows.list_update import UpdateOutcome, UpdateRequest, update_lists
from flows.reach import TROUBLE, answers, asking
from flows.settings import Home, load_settings
from flows.told import cell
from schemas.errors import BadInput, SanctographError

NAME = "watchlists"
"""Of the deployment, and of the table that a run shows."""


class ListsFailed(SanctographError):
    """Some lists could not be updated; the message has a line of each."""


def _name() -> str:
    return f"{NAME} {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"


@flow(
    name="update watchlists", flow_run_name=_name, validate_parameters=False, persist_result=False
)
def update_watchlists(
    *,
    home: str,
    lists: list[str] | None = None,
    accept_shrink: bool = False,
    wait: float = SCHEDULED_WAIT,
) -> State[None]:
    """Fetch official lists from their publishers, load what is new, match it with the news.

    home: the folder that holds sources.toml and the store.
    lists: keys of lists; without any, those of sources.toml.
    accept_shrink: load a list even if it has lost half its entries.
    wait: seconds to wait for another run of the home to end.
    """
    place = Home(Path(home))
    if not place.root.is_absolute():
        raise BadInput(f"the home {home} of this run is no absolute path: give it from the root")
    logger = get_run_logger()
    keys = tuple(lists or ())
    request = UpdateRequest(place, load_settings(place), keys, accept_shrink, wait)
    try:
        with upkeep.noted(place, str(flow_run.id)) as closing:
            with suppress(*TROUBLE):
                _tidy(place)
            outcomes = update_lists(request, logger.info)
            for one in outcomes:
                logger.info(one.line) if one.outcome != "failed" else logger.error(one.line)
            with suppress(*TROUBLE):
                outcomes_table(outcomes)
            closing["message"] = _told(outcomes)
    except ListsFailed as error:
        return Failed(message=str(error))
    return Completed(message=closing["message"])


def outcomes_table(outcomes: Sequence[UpdateOutcome]) -> None:
    """Write a table of what came of each list, for the run's page."""
    rows = [
        {
            "list": one.key,
            "outcome": one.outcome,
            "day": str(one.published_on or ""),
            "entries": one.entries,
            "new or changed": one.changed,
            "message": cell(one.line),
        }
        for one in outcomes
    ]
    if answers():
        with asking():
            create_table_artifact(rows, NAME, "What came of each official list.")


def _told(outcomes: Sequence[UpdateOutcome]) -> str:
    """The run's closing words. Raises `ListsFailed` where a list could not be updated."""
    failed = [one.line for one in outcomes if one.outcome == "failed"]
    if failed:
        raise ListsFailed("; ".join(failed))
    return ", ".join(f"{one.key} {one.outcome}" for one in outcomes)


def _tidy(home: Home) -> None:
    """Mend the records of killed runs, skip those that are due too: this one does their work."""
    upkeep.mend(home)
    if deployment.id:
        upkeep.skip_missed(UUID(deployment.id), UUID(str(flow_run.id)))
