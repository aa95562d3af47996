"""`sanctograph up` in a home of its own, and a browser that looks at its pages."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

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
PATIENCE_MS = 20_000
"""For anything on a page to show: two cores are shared with whatever else is tested."""


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
def open_page(chromium: Browser, up) -> Callable[[], AbstractContextManager[Page]]:
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
