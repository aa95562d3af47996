"""`sanctograph up` in a home of its own, and a browser that looks at its pages."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 120
END_SECONDS = 90
PATIENCE_MS = 20_000
"""For anything on a page to show: two cores are shared with whatever else is tested."""


@dataclass
class Up:
    """`sanctograph up` of one home, as a process of its own."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    @property
    def pages(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = self.home.parent / f"up-{time.time_ns()}.log"
        command = [sys.executable, "-m", "flows.cli", "up", "--home", str(self.home)]
        command += ["--port", str(self.port), "--workers", "1", "--batch-size", "10"]
        self.started = time.monotonic()
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=_without_prefect(), stdout=out, stderr=subprocess.STDOUT
            )
        while b"Ctrl-C ends it" not in log.read_bytes():
            late = time.monotonic() - self.started > START_SECONDS
            if late or self.process.poll() is not None:
                self.end()
                raise AssertionError(f"`up` did not start:\n{log.read_text()}")
            time.sleep(0.1)

    def family(self) -> list[psutil.Process]:
        """This process and all that it has started, by now."""
        try:
            leader = psutil.Process(self.process.pid)
            return [leader, *leader.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def end(self) -> int:
        """What Ctrl-C does; gives the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        family = self.family()
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            for process in family:
                process.kill()
            raise


def _without_prefect() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser without a screen; a new, empty profile for every page."""
    found = shutil.which("chromium")
    driver = importlib.util.find_spec("playwright")
    if found is None or driver is None:
        missing = "chromium (apt-get install chromium)" if found is None else "playwright"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing} is not installed, and must be here")
        pytest.skip(f"{missing} is not installed")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (where there is one)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def start_up() -> Callable[[Path], Up]:
    """Start `sanctograph up` in a home, on a free port."""

    def start(home: Path) -> Up:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        return Up(home, port)

    return start


@pytest.fixture(scope="module")
def open_page(chromium: Browser, up: Up) -> Callable[[], AbstractContextManager[Page]]:
    """Open an empty page; whatever it shows, no script of an article may run in it, nor may it ask
    anybody but our server."""

    @contextmanager
    def opened() -> Iterator[Page]:
        context = chromium.new_context(
            base_url=up.pages, viewport={"width": 1400, "height": 900}, timezone_id="UTC"
        )
        context.set_default_timeout(PATIENCE_MS)
        asked: list[str] = []
        told: list[str] = []

        def dismiss(dialog: Dialog) -> None:
            told.append(dialog.message)
            dialog.dismiss()

        context.on("request", lambda request: asked.append(request.url))
        context.on("dialog", dismiss)
        page = context.new_page()
        yield page
        ran = page.evaluate("window.pwned")
        context.close()
        assert (ran, told) == (None, [])
        ours = re.compile(rf"(blob:|data:|{re.escape(up.pages)}/)")
        assert [address for address in asked if not ours.match(address)] == []

    return opened


@pytest.fixture
def page(open_page: Callable[[], AbstractContextManager[Page]]) -> Iterator[Page]:
    with open_page() as one:
        yield one
