"""Loads, resolves and publishes what is staged in HOME, and kills itself at STEP.

STEP is a name of `statements.run` or of one of the functions in `PLACES`; `-` lives on.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse import publish, statements
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.resolve import resolve
from warehouse.staging import discard, staged
from warehouse.store import open_store

PLACES: dict[str, tuple[Any, str]] = {
    "copy": (shutil, "copyfile"),
    "switch": (publish, "_switch"),
    "prune": (publish, "_prune"),
}


def die(*_arguments: Any, **_more: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(step: str, run: Callable[..., Any]) -> Callable[..., Any]:
    def run_or_die(connection: Any, name: str, *arguments: Any, **more: Any) -> Any:
        answer = run(connection, name, *arguments, **more)
        if name == f"queries/{step}":
            die()
        return answer

    return run_or_die


def main(home: Path, step: str) -> None:
    if step in PLACES:
        module, name = PLACES[step]
        setattr(module, name, die)
    statements.run = dying_at(step, statements.run)
    layout = Layout(home)
    with open_store(layout, wait=5) as store:
        for number, folder in enumerate(staged(layout)):
            load_batch(store, folder, "r", datetime(2026, 1, 1))
            if (number, step) == (1, "committed"):
                die()
            discard(folder)
        resolve(store)
        publish.publish(layout, store)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
