"""`sanctograph watchlists`: load official lists from files, or from their publishers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import home_of, load_settings, make_home
from flows.show import show_error, show_line

app = typer.Typer(
    help="Official lists: load them from files, or from their publishers.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder for everything written [SANCTOGRAPH_HOME, else ./data]."),
]


@app.command()
def load(
    *,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    key: Annotated[
        str | None, typer.Option("--list", metavar="KEY", help="Which list it is, if not told.")
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], metavar="DAY", help="Of which day it is."),
    ] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Even if it has lost half its entries.")
    ] = False,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for another run to end.")
    ] = 60.0,
    home: HomeOption = None,
) -> None:
    """Load lists as published: OFAC, UN, UK, EU, OpenSanctions; then match them with the news."""
    from flows.watchlists import ListRequest, load_lists, told  # noqa: PLC0415

    place = home_of(home)
    request = ListRequest(tuple(paths), key, day.date() if day else None, accept_shrink)
    failed = 0
    for outcome in load_lists(place, request, wait, show_line):
        if outcome.error is None:
            show_line(told(outcome))
        else:
            failed += 1
            show_error(told(outcome))
    if failed:
        raise typer.Exit(1)


@app.command()
def update(
    *,
    keys: Annotated[
        list[str] | None,
        typer.Option("--list", metavar="KEY", help="This list; can be repeated [sources.toml's]."),
    ] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Even if one has lost half its entries.")
    ] = False,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for another run to end.")
    ] = 60.0,
    home: HomeOption = None,
) -> None:
    """Fetch lists from their publishers, load what is new; then match it with the news."""
    from flows.list_update import UpdateRequest, update_lists  # noqa: PLC0415

    place = home_of(home)
    request = UpdateRequest(place, load_settings(place), tuple(keys or ()), accept_shrink, wait)
    request.wanted()
    make_home(place)
    failed = 0
    for outcome in update_lists(request, show_line):
        if outcome.outcome == "failed":
            failed += 1
            show_error(outcome.line)
        else:
            show_line(outcome.line)
    if failed:
        raise typer.Exit(1)
