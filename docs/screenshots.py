"""Makes docs/screenshots/: `sanctograph up` on samples/ in a new home, looked at by chromium.

usage: python docs/screenshots.py   (some three minutes; needs Debian's chromium)
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
SOURCES = '[[source]]\nname = "inbox"\npath = "inbox"\nschedule = { cron = "* * * * *" }\n'
RUNS = 4
WAIT_SECONDS = 240
SETTLE_MS = 3_000
"""The pages draw their graphs some time after they have their data."""
VIEW = {"width": 1400, "height": 900}


@contextmanager
def up(home: Path) -> Iterator[str]:
    """`sanctograph up` for the length of a `with` block; gives the address of its pages."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "flows.cli", "up", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [*command, "--workers", "2", "--batch-size", "4"], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None  # noqa: S101
        while line := process.stdout.readline():
            if line.startswith(b"Ctrl-C"):
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def wait_for_runs(page: Page) -> None:
    """Wait until the list shows `RUNS` ended runs; each scheduled one has a part, its source."""
    deadline = time.monotonic() + WAIT_SECONDS
    ended = page.get_by_text("Completed", exact=True)
    while ended.count() < RUNS:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {RUNS} runs in {WAIT_SECONDS} s")
        page.goto("/runs")
        page.wait_for_timeout(2 * SETTLE_MS)


def take(page: Page, name: str) -> None:
    """Keep what a page shows."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    """Take the three."""
    home = Path(tempfile.mkdtemp(prefix="sanctograph-pages-")) / "home"
    shutil.copytree(ROOT / "samples", home / "inbox")
    (home / "sources.toml").write_text(SOURCES)
    (home / "inbox" / "torn.jsonl").write_text('{"title": "A page that was not saved to its end\n')
    FOLDER.mkdir(parents=True, exist_ok=True)
    with up(home) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(base_url=address, viewport=VIEW, timezone_id="UTC")
        wait_for_runs(page)
        page.goto("/deployments")
        page.get_by_role("link", name="inbox", exact=True).first.click()
        page.get_by_text("Next Run").wait_for()
        if page.get_by_text("Failed", exact=True).count():
            raise RuntimeError("a run has failed: that is no picture for the documentation")
        take(page, "deployment")
        page.goto("/artifacts/key/newest-sanctions")
        page.locator("a[href*='/artifacts/artifact/']").last.click()
        page.locator("blockquote").first.wait_for()
        take(page, "newest-sanctions")
        page.goto("/artifacts/key/inbox-load")
        page.locator("a[href*='/runs/flow-run/']").last.click()
        page.get_by_text("Parent Run").wait_for()
        take(page, "run")
        chromium.close()
    shutil.rmtree(home.parent)


if __name__ == "__main__":
    main()
