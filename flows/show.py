"""What the terminal shows: progress while a run is under way, tables, one-line errors."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from flows.progress import Progress, Watch

OUT = Console()
ERR = Console(stderr=True)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PIPED_COLUMNS = 160
"""Width of tables that go to a file or a pipe; `COLUMNS` overrides it."""

if not OUT.is_terminal and "COLUMNS" not in os.environ:
    OUT.width = PIPED_COLUMNS


@contextmanager
def watching() -> Iterator[Watch]:
    """A watcher that draws a progress bar on standard error, if that is a terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("batches · {task.fields[counts]}", markup=False),
    )
    with Bar(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as bar:
        task = bar.add_task("starting", total=None, counts="")

        def watch(progress: Progress) -> None:
            done = progress.counts()
            counts = f"{done['in']} read, {done['loaded']} loaded, {done['rejected']} rejected"
            bar.update(
                task,
                description=progress.step,
                completed=progress.batches_loaded,
                total=progress.batches_made or None,
                counts=counts,
            )

        yield watch


def plain(text: str) -> str:
    """Text without the control characters that a terminal would obey; line ends stay."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match.group()):02x}", text)


def show_table(rows: pa.Table, title: str | None = None) -> None:
    """Print an Arrow table; values are shown as they are, never as markup."""
    shown = Table(title=title, title_justify="left", header_style="bold")
    for name in rows.schema.names:
        shown.add_column(Text(plain(name)), overflow="fold")
    for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        shown.add_row(*(Text(plain(_cell(value))) for value in row))
    OUT.print(shown)


def show_pairs(pairs: Sequence[tuple[str, str]]) -> None:
    """Print names and values, a line each."""
    grid = Table.grid(padding=(0, 2))
    for name, value in pairs:
        grid.add_row(Text(name, style="bold"), Text(plain(value)))
    OUT.print(grid)


def show_line(words: str) -> None:
    """One line on standard output, at once."""
    OUT.print(plain(words), markup=False, highlight=False, soft_wrap=True)
    OUT.file.flush()


def show_note(words: str) -> None:
    """One line on standard error, of what was done; standard output is the answer's."""
    ERR.print(plain(words), markup=False, highlight=False, soft_wrap=True)


def show_error(message: str) -> None:
    """One line on standard error."""
    _show_line("error: ", "bold red", message)


def show_warning(message: str) -> None:
    """One line on standard error, of what went wrong beside the work."""
    _show_line("warning: ", "bold yellow", message)


def _show_line(label: str, style: str, message: str) -> None:
    ERR.print(Text.assemble((label, style), plain(" ".join(message.split()))), soft_wrap=True)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_cell(item) for item in value)
    if isinstance(value, float):
        return f"{value:.3g}"
    return str(value)
