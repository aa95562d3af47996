"""The article of a web page: its body in parts, and what the page says of it."""

from __future__ import annotations

from dataclasses import replace

import trafilatura

from transforms.read.records import Failure, Page, Part, RawRecord


def read_web_page(page: Page) -> RawRecord | Failure:
    """The record of a page, or why there is none (no_text); raises for nothing in the page."""
    body = trafilatura.extract(page.html, fast=True)
    record = page.record
    if not body:
        return Failure(record.record_key, "no_text", "no article on the page", record.end)
    parts = tuple(Part("paragraph", line) for line in body.split("\n"))
    return replace(record, text=body, parts=parts)
