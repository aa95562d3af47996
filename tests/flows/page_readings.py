"""What the processes of test_pages do with a page, by the words that it holds."""

from __future__ import annotations

import os
import time
from dataclasses import replace

from transforms.read import Failure, Page, RawRecord


def read_slowly(page: Page) -> RawRecord | Failure:
    """Hang, die, raise or take memory as the page says; else give its words, later than others."""
    words = page.html.decode()
    if words == "hang":
        time.sleep(600)
    if words == "die":
        os._exit(9)
    if words == "raise":
        raise ValueError("what a page")
    if words == "fill the memory":
        bytearray(8 * 1024**3)
    if words == "late":
        time.sleep(0.3)
    return replace(page.record, text=words)
