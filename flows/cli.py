"""The command line: init, run, up, watchlists, screen, review, sql, status."""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.children import end_workers
from flows.progress import Progress
from flows.review_cli import app as review
from flows.server import ServerFailed
from flows.settings import Home, Pace, home_of, load_settings, make_home, write_example
from flows.show import OUT, show_error, show_line, show_note, show_pairs, show_warning
from flows.watchlists_cli import app as watchlists
from schemas.errors import BadInput, SanctographError
from warehouse.layout import Layout

DONE, FAILED, USAGE, REJECTS = 0, 1, 2, 3
INTERRUPTED = 128 + signal.SIGINT

app = typer.Typer(
    help="News articles in, a knowledge store of sanctions out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(watchlists, name="watchlists")
app.add_typer(review, name="review")

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder for everything written [SANCTOGRAPH_HOME, else ./data]."),
]


class Format(StrEnum):
    """How `sql` prints an answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def init(home: HomeOption = None) -> None:
    """Write sources.toml into the home, with commented examples."""
    OUT.print(f"wrote {write_example(home_of(home))}", markup=False, soft_wrap=True)


@app.command()
def run(
    *,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files, folders or addresses to read."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Read only this source.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Worker processes.")] = os.cpu_count()
    or 1,
    batch_size: Annotated[int, typer.Option(min=1, max=100_000, help="Articles a batch.")] = 1_000,
    local: Annotated[bool, typer.Option("--local", help="Without Prefect.")] = False,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait for another run to end.")
    ] = 60.0,
    home: HomeOption = None,
) -> None:
    """Ingest, load, resolve and publish; without PATH, all sources of sources.toml."""
    from flows.launch import run_beside_server, run_here  # noqa: PLC0415  (its readers are many)
    from flows.steps import Request  # noqa: PLC0415

    place = home_of(home)
    settings = load_settings(place)
    request = Request(place, settings, tuple(paths or ()), source, Pace(workers, batch_size, wait))
    request.sources()
    make_home(place)
    if not local and not os.environ.get("PREFECT_API_URL"):
        try:
            raise typer.Exit(run_beside_server(place))
        except ServerFailed as error:
            show_warning(f"{error}; this run goes on without it, and is not in its history")
            local = True
    progress, troubles = run_here(request, local=local)
    for trouble in troubles:
        show_warning(trouble)
    _report(place, progress)
    status = REJECTS if progress.counts()["rejected"] else DONE
    if troubles:
        _leave(status)
    raise typer.Exit(status)


def _leave(status: int) -> NoReturn:
    """End at once: Prefect would try for minutes to reach a server that is gone."""
    end_workers()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _report(home: Home, progress: Progress) -> None:
    counts, rows = progress.counts(), progress.rows
    rejected = counts["rejected"]
    told = [
        ("read", f"{counts['in']} articles in {progress.files} files"),
        ("loaded", f"{counts['loaded']} articles new or changed"),
        ("unchanged", f"{counts['unchanged']} articles"),
        ("rejected", f"{rejected}" + (": see the table rejects" if rejected else "")),
    ]
    if counts["loaded"]:
        found = (("mentions", "names"), ("sanction_events", "sanctions events"))
        told.append(("found", ", ".join(f"{rows.get(key, 0)} {name}" for key, name in found)))
        told += _languages(progress)
    seconds = (f"{stage} {value:.1f}" for stage, value in progress.seconds.items())
    told += [
        ("seconds", ", ".join(seconds)),
        ("published", "a new file" if progress.published else "nothing: no change"),
        ("store", str(Layout(home.root).link)),
    ]
    show_pairs(told)


def _languages(progress: Progress) -> list[tuple[str, str]]:
    """A line where articles were loaded without annotations, for want of a pipeline."""
    without = {c: n for c, n in progress.languages.most_common() if c not in progress.annotated}
    if not without:
        return []
    counts = ", ".join(f"{n} in {code}" for code, n in without.items())
    return [("no names", f"{counts}: metadata only; [models] in sources.toml names pipelines")]


@app.command(name="up")
def up_(
    *,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65_535, help="Port of the pages [4200, or a free one]."),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Worker processes.")] = os.cpu_count()
    or 1,
    batch_size: Annotated[int, typer.Option(min=1, max=100_000, help="Articles a batch.")] = 1_000,
    home: HomeOption = None,
) -> None:
    """Serve Prefect's pages and run what sources.toml schedules, until Ctrl-C."""
    from flows.up import up  # noqa: PLC0415

    place = home_of(home)
    settings = load_settings(place)
    make_home(place)
    up(place, settings, port, Pace(workers, batch_size), show_line)


# A statement may begin with a comment, "-- …", which is no option.
@app.command(context_settings={"ignore_unknown_options": True})
def sql(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help='Such as "SELECT ...".')],
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Ask the published store; read-only."""
    from flows.answers import print_answer  # noqa: PLC0415

    print_answer(Layout(home_of(home).root), statement, output)


@app.command()
def status(home: HomeOption = None) -> None:
    """Last runs, counts, rejects, versions, where the files are."""
    from flows.answers import print_status  # noqa: PLC0415

    print_status(home_of(home))


@app.command()
def screen(
    names: Annotated[Path, typer.Argument(metavar="NAMES.csv", help="Columns: name, and more.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Where to write [standard output].")] = None,
    key: Annotated[
        str | None, typer.Option("--list", metavar="KEY", help="This list alone.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Screen a CSV file of names (birth_date, country if known) against the loaded lists."""
    from flows.screening import screen_to  # noqa: PLC0415

    count, rows = screen_to(home_of(home), names, out, key)
    show_note(f"{count:,} names, {rows:,} rows of entries that they may mean")


def main() -> NoReturn:
    """Run the command line; a `SanctographError` is one line and an exit status."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        app(prog_name="sanctograph", standalone_mode=True)
    except BadInput as error:
        show_error(str(error))
        sys.exit(USAGE)
    except (SanctographError, OSError) as error:
        show_error(str(error))
        sys.exit(FAILED)
    except SystemExit as ending:
        if ending.code == INTERRUPTED:
            show_error("interrupted; what was loaded stays, and the next run goes on from there")
        raise
    finally:
        end_workers()  # after Ctrl-C a pool may forget them, and Python would wait at its end
    sys.exit(DONE)


if __name__ == "__main__":
    main()
