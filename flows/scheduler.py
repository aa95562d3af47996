"""The process of `sanctograph up` that runs what is scheduled; ends with its parent.

usage: python -m flows.scheduler HOME WORKERS BATCH_SIZE   (PREFECT_API_URL set)
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import anyio
from prefect.client.orchestration import get_client
from prefect.runner import Runner

from flows import upkeep
from flows.deployments import deployments, remove_others, told
from flows.ingest import SCHEDULED_WAIT
from flows.reach import TROUBLE
from flows.settings import Home, Pace, load_settings
from schemas.errors import BadInput

LOOK_SECONDS = 2.0
"""How often sources.toml is looked at for changes."""
PARENT_SECONDS = 0.5


@dataclass(slots=True)
class Scheduler:
    """Keeps the deployments of a home as sources.toml says, and runs what is due."""

    home: Home
    pace: Pace
    runner: Runner

    async def run(self) -> None:
        """Register, tidy up after killed runs, and run what is due until this process is ended."""
        seen = self._stamp()
        ids = await self.register()
        await anyio.to_thread.run_sync(self._tidy, ids)
        async with anyio.create_task_group() as group:
            group.start_soon(self._follow, seen)
            await self.runner.start()

    async def register(self) -> list[UUID]:
        """Make the server's deployments those of sources.toml. Raises `BadInput`."""
        settings = load_settings(self.home)
        # In a thread: Prefect makes a deployment a coroutine where an event loop runs.
        wanted = await anyio.to_thread.run_sync(deployments, self.home, settings, self.pace)
        ids = [await self.runner.aadd_deployment(one) for one in wanted]
        async with get_client() as client:
            removed = await remove_others(client, self.home, ids)
        for source in settings.source:
            if source.schedule:
                _say(f"source {source.name}: {told(source.schedule)}")
        if lists := settings.watchlists.schedule:
            _say(f"watchlists: {told(lists)}")
        for what in removed:
            _say(f"{what}: no schedule any more")
        if not wanted:
            _say(f"nothing in {self.home.sources} has a schedule: nothing will run by itself")
        return ids

    def _tidy(self, ids: list[UUID]) -> None:
        if mended := upkeep.mend(self.home):
            _say(f"{mended} runs had ended without a word; they are marked now")
        upkeep.crash_unborn(self.home, ids)

    async def _follow(self, seen: object) -> None:
        """Register again when sources.toml has changed, and is no longer being written."""
        last = seen
        while True:
            await anyio.sleep(LOOK_SECONDS)
            now = self._stamp()
            settled, last = now == last, now
            if now is None or now == seen or not settled:
                continue
            try:
                await self.register()
            except BadInput as error:
                _say(f"{error}; the schedules stay as they were")
            except TROUBLE:
                continue  # the server is being started again: at the next look
            seen = now

    def _stamp(self) -> object:
        try:
            found = self.home.sources.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def end_with_parent() -> None:
    """End this process when the one that started it is gone: it would run on unseen."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Run the scheduler of a home."""
    home, workers, batch_size = sys.argv[1:]
    end_with_parent()
    # One run at a time: they would wait for each other at the store. Schedules are left as they
    # are at the end: `sanctograph up` goes on with them.
    runner = Runner(name="sanctograph", limit=1, pause_on_shutdown=False)
    pace = Pace(int(workers), int(batch_size), SCHEDULED_WAIT)
    anyio.run(Scheduler(Home(Path(home)), pace, runner).run)


if __name__ == "__main__":
    main()
