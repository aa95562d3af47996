"""Untrusted text in Markdown: it reads as itself, and nothing comes of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.artifacts import key
from flows.told import cell, escaped, sanctions_page, shown_text, source_line

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "[press](javascript:alert(1))",
    "![](http://127.0.0.1:1/x.png)",
    "**bold** _it_ `code` ~~gone~~",
    "| a | b |",
    "# Heading",
    "- list",
    "1. list",
    "> quote",
    "&lt;b&gt;",
    "<https://example.org>",
    "```\nfence",
    "a\\b",
    "\u202egnp.exe",
)


def text_of(markdown: str) -> str:
    """The words that a reader sees; fails where anything but text is made."""
    tokens = MARKDOWN.parse(markdown)
    kinds = [token.type for token in tokens]
    assert set(kinds) <= {"paragraph_open", "inline", "paragraph_close"}, kinds
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text", "text_special"}, children
    return "".join(child.content for child in children)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_a_name_reads_as_itself(hostile):
    assert text_of(escaped(hostile)) == shown_text(hostile)


@given(st.text(max_size=60))
def test_any_text_reads_as_itself(text):
    assert text_of(escaped(text)) == shown_text(text)


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if "|" not in one and "1." not in one])
def test_markup_in_a_table_cell_reads_as_itself(hostile):
    assert text_of(cell(hostile)) == shown_text(hostile)


def test_paths_and_messages_stand_in_cells_as_they_are():
    for ordinary in ("/srv/in/some_file-1.jsonl", "line 1: not JSON (char 17)", "bad_json"):
        assert cell(ordinary) == ordinary


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "http://[", "", None]
)
def test_only_the_web_is_linked(address):
    assert "](" not in source_line("A title", address)


def test_an_address_cannot_end_its_link():
    line = source_line("A title", "https://example.org/a>(b)\n[c](d)")
    (address,) = re.findall(r"\(<(.*)>\)", line)
    assert address == "https://example.org/a%3E%28b%29%0A%5Bc%5D%28d%29"


def test_an_event_shows_issuer_target_status_evidence_and_link():
    event = {
        "issuers": ["European Union", "Canada"],
        "targets": None,
        "action": "impose",
        "status": "actual",
        "event_date": None,
        "published_date": "2022-04-04",
        "evidence": "The EU and Canada did it.",
        "title": "Talks open",
        "url": "https://example.org/talks",
    }
    page = sanctions_page([event])
    assert "- **European Union, Canada → unknown**: impose, actual, 2022\\-04\\-04" in page
    assert "> The EU and Canada did it\\." in page
    assert "Talks open ([example.org](<https://example.org/talks>))" in page


def test_no_event_is_said_in_words():
    assert sanctions_page([]) == "No sanctions in the store yet."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("inbox", "counts"), "inbox-counts"),
        (("wire.2", "counts"), "wire-2-counts-81eaa9"),
        (("Inbox", "counts"), "inbox-counts-f6ec1e"),
    ],
)
def test_two_sources_have_two_histories(words, told):
    found = key(*words)
    assert re.fullmatch(r"[a-z0-9-]+", found)
    assert found.startswith(told[:-6] if "-counts-" in told else told)
