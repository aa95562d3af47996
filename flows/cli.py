"""The command line: init, run, sql, status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.listing import list_files
from flows.settings import Home, home_of, load_settings, make_home, write_example
from flows.show import OUT, show_error, show_pairs, watching
from flows.steps import Job, Progress
from flows.worker import end_workers
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
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Files or folders to read.")
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
    place = home_of(home)
    settings = load_settings(place)
    files = tuple(list_files(place, settings, paths or [], source))
    make_home(place)
    job = Job(place, settings, files, workers, batch_size, wait)
    if local:
        from flows.local import run_local  # noqa: PLC0415

        with watching() as watch:
            progress = run_local(job, watch)
    elif os.environ.get("PREFECT_API_URL"):
        progress = _run_in_prefect(job, paths or [], source)
    else:
        raise typer.Exit(_with_server(place))
    _report(place, progress)
    raise typer.Exit(REJECTS if progress.rejects else DONE)


def _run_in_prefect(job: Job, paths: list[str], source: str | None) -> Progress:
    """Run the flow, whose parameters are plain data; it takes seconds to import Prefect."""
    from flows.ingest import run_flow  # noqa: PLC0415

    parameters = {
        "home": str(job.home.root),
        "paths": [str(Path(path).resolve()) for path in paths],
        "source": source,
        "workers": job.workers,
        "batch_size": job.batch_size,
        "wait": job.wait,
    }
    with watching() as watch:
        return run_flow(parameters, watch)


def _with_server(home: Home) -> int:
    """Run the same command again beside a server of the home; Prefect reads its settings once."""
    from flows.server import dedicated_server, environment  # noqa: PLC0415

    with dedicated_server(home) as api:
        command = [sys.executable, "-m", "flows.cli", *sys.argv[1:]]
        # Ctrl-C reaches the whole group: the run and its workers are born deaf to it, and told by
        # this process to end. Whatever ends the run, the server is stopped after it.
        deaf = signal.signal(signal.SIGINT, signal.SIG_IGN)
        child = subprocess.Popen(command, env=environment(home, api))  # noqa: S603
        told: list[int] = []

        def end(number: int, _: object) -> None:
            told.append(number)
            child.terminate()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        status = child.wait()
        signal.signal(signal.SIGINT, deaf)
        return 128 + told[0] if told else status if status >= 0 else 128 - status


def _report(home: Home, progress: Progress) -> None:
    rows = progress.rows
    told = [
        ("read", f"{progress.tally.read} articles in {progress.files} files"),
        ("loaded", f"{progress.loaded} articles new or changed"),
        ("unchanged", f"{progress.unchanged} articles"),
        (
            "rejected",
            f"{progress.rejects}" + (": see the table rejects" if progress.rejects else ""),
        ),
    ]
    if progress.loaded:
        found = (("mentions", "names"), ("sanction_events", "sanctions events"))
        told.append(("found", ", ".join(f"{rows.get(key, 0)} {name}" for key, name in found)))
    seconds = (f"{stage} {value:.1f}" for stage, value in progress.seconds.items())
    told += [
        ("seconds", ", ".join(seconds)),
        ("published", "a new file" if progress.published else "nothing: no change"),
        ("store", str(Layout(home.root).link)),
    ]
    show_pairs(told)


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
