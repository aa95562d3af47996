"""Every pattern and every name in the word lists of the web has examples, and they hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from transforms.articles import web
from transforms.articles.web.authors import clean_authors
from transforms.articles.web.names import roles

DATA = Path(str(web.__file__)).parent


def entries(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def lines() -> Iterator[tuple[str, str, bool]]:
    for found in entries("lines.toml").values():
        for entry in found:
            assert entry["example"], entry
            yield from ((entry["pattern"], line, True) for line in entry["example"])
            yield from ((entry["pattern"], line, False) for line in entry.get("unlike", ()))


@pytest.mark.parametrize(("pattern", "line", "alike"), list(lines()))
def test_pattern_of_lines_matches_its_examples(pattern: str, line: str, alike: bool) -> None:
    assert (re.fullmatch(pattern, line) is not None) is alike


@pytest.mark.parametrize("name", entries("names.toml"))
def test_name_of_elements_matches_its_examples(name: str) -> None:
    entry = entries("names.toml")[name]
    for example in entry["example"]:
        assert set(entry["roles"]) <= roles(example), example
    for example in entry["unlike"]:
        assert set(entry["roles"]).isdisjoint(roles(example)), example


def bylines() -> Iterator[tuple[str, list[str]]]:
    for found in entries("writers.toml").values():
        yield from ((entry["example"], entry["names"]) for entry in found)


@pytest.mark.parametrize(("example", "names"), list(bylines()))
def test_byline_is_read_as_its_example_says(example: str, names: list[str]) -> None:
    assert clean_authors([example]) == names


def test_tag_that_an_article_is_filed_under_is_not_what_it_is() -> None:
    assert roles("post-12 type-post tag-newsletter category-related entry-content") == {"body"}
