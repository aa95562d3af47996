"""`sanctograph review`: what waits for a decision, and people's decisions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import home_of, known_list
from flows.show import show_line, show_warning
from schemas.errors import BadInput
from warehouse.layout import Layout

app = typer.Typer(rich_markup_mode=None)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder for everything written [SANCTOGRAPH_HOME, else ./data]."),
]
WaitOption = Annotated[
    float, typer.Option("--wait", min=0, help="Seconds to wait for another run to end.")
]
MatchArgument = Annotated[
    list[str],
    typer.Argument(metavar="MATCH_ID", help="Or the first 4 or more characters of one."),
]
NoteOption = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="Who decides [your login name].")
]
EverywhereOption = Annotated[
    bool, typer.Option("--everywhere", help="For this name and entry in all articles.")
]


class Format(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.callback(invoke_without_command=True)
def waiting(
    ctx: typer.Context,
    *,
    key: Annotated[
        str | None, typer.Option("--list", metavar="KEY", help="Only those of this list.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 50,
    output: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """List the matches that wait for a decision, newest article first; or decide on them."""
    from flows.review_show import show_waiting  # noqa: PLC0415
    from warehouse.review import waiting as candidates  # noqa: PLC0415

    if ctx.invoked_subcommand is not None:
        if key is not None or home is not None or limit != 50 or output is not Format.TABLE:
            raise BadInput(f"options of `review {ctx.invoked_subcommand}` go behind its name")
        return
    rows, more = candidates(Layout(home_of(home).root), known_list(key), limit)
    show_waiting(rows, more, output)


@app.command()
def show(
    match_id: Annotated[str, typer.Argument(metavar="MATCH_ID")], home: HomeOption = None
) -> None:
    """Show the evidence of a match: the article's words, the entry, what was decided."""
    from flows.review_show import show_case  # noqa: PLC0415
    from warehouse.review import case  # noqa: PLC0415

    show_case(case(Layout(home_of(home).root), match_id))


@app.command()
def confirm(
    *,
    match_id: MatchArgument,
    note: NoteOption,
    by: ByOption = None,
    everywhere: EverywhereOption = False,
    wait: WaitOption = 60.0,
    home: HomeOption = None,
) -> None:
    """Confirm matches: the article means whom the list names."""
    _decide("confirmed", match_id, note, by, everywhere=everywhere, wait=wait, home=home)


@app.command()
def reject(
    *,
    match_id: MatchArgument,
    note: NoteOption,
    by: ByOption = None,
    everywhere: EverywhereOption = False,
    wait: WaitOption = 60.0,
    home: HomeOption = None,
) -> None:
    """Reject matches: the article means somebody else."""
    _decide("rejected", match_id, note, by, everywhere=everywhere, wait=wait, home=home)


@app.command()
def withdraw(
    *,
    match_id: MatchArgument,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")] = None,
    by: ByOption = None,
    everywhere: EverywhereOption = False,
    wait: WaitOption = 60.0,
    home: HomeOption = None,
) -> None:
    """Withdraw what was decided on matches: they stand as the rules find them."""
    _decide("candidate", match_id, note, by, everywhere=everywhere, wait=wait, home=home)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="- for standard output.")],
    home: HomeOption = None,
) -> None:
    """Write all decisions as CSV, in the order in which they came."""
    from flows.decision_files import STANDARD, write_decisions  # noqa: PLC0415
    from warehouse.review import decisions  # noqa: PLC0415

    rows, newest = decisions(Layout(home_of(home).root))
    write_decisions(file, rows)
    if not newest:
        show_warning("the store cannot be read now: these are the decisions published last")
    if file != STANDARD:
        show_line(f"wrote {rows.num_rows:,} decisions to {file}")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="- for standard input.")],
    wait: WaitOption = 60.0,
    home: HomeOption = None,
) -> None:
    """Add the decisions of a CSV file, as export writes it, that are not there yet."""
    from flows.review import take  # noqa: PLC0415

    held, added = take(home_of(home), file, wait, show_line)
    show_line(f"{added:,} of {held:,} decisions are new")


def _decide(
    decision: str,
    given: list[str],
    note: str | None,
    by: str | None,
    *,
    everywhere: bool,
    wait: float,
    home: Path | None,
) -> None:
    from flows.review import made_ruling, rule  # noqa: PLC0415
    from flows.review_show import show_outcome  # noqa: PLC0415

    ruling = made_ruling(decision, by, note, everywhere=everywhere)
    for match, outcome in rule(home_of(home), given, ruling, wait, show_line):
        show_outcome(match, outcome, ruling)
