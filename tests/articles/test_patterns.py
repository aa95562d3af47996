"""Every pattern and word list has examples, and they hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms.articles import patterns
from transforms.articles.bylines import byline_names, contributor_names, is_person
from transforms.articles.dates import date_line
from transforms.articles.language import language_of
from transforms.articles.moments import day_first
from transforms.articles.tidy import unglue

DATA = Path(patterns.__file__).parent


def _entries() -> Iterator[tuple[str, str, str, bool]]:
    data = tomllib.loads((DATA / "patterns.toml").read_text(encoding="utf-8"))
    for kind, entries in data.items():
        for entry in entries:
            assert entry["example"], entry
            for line in entry["example"]:
                yield kind, entry["pattern"], line, True
            for line in entry.get("unlike", []):
                yield kind, entry["pattern"], line, False


@pytest.mark.parametrize(("kind", "pattern", "line", "alike"), list(_entries()))
def test_pattern_matches_its_examples(kind: str, pattern: str, line: str, alike: bool) -> None:
    if alike:
        assert re.fullmatch(pattern, line)
    else:
        assert patterns.whole(kind, line) is None


def test_examples_of_word_lists_hold() -> None:
    words = tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))
    example = {name: entry["example"] for name, entry in words.items()}
    assert byline_names(example["particles"]) == ["Ursula van der Meer"]
    assert byline_names(example["roles"]) == ["Ann Lee"]
    assert byline_names(example["agencies"]) == ["Reuters"]
    assert not is_person(example["not_in_names"])
    assert unglue(example["abbreviations"]) == example["abbreviations"]
    assert unglue(example["openers"]) == "They met in Moscow. The talks failed."
    assert language_of(None, example["news_languages"]) == "de"


def test_examples_of_zones_hold() -> None:
    data = tomllib.loads((DATA / "zones.toml").read_text(encoding="utf-8"))
    for zone, line in data["examples"].items():
        read = date_line(line)
        assert read is not None
        assert read.stamps[0].zone == zone
    read = date_line(data["day_first"]["example"])
    assert read is not None
    assert day_first(read.stamps, "")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe and John Poe", ["Jane Roe", "John Poe"]),
        ("By John Smith, Reuters", ["John Smith"]),
        ("By Jane Roe in Kyiv and Max Moe in Moscow", ["Jane Roe", "Max Moe"]),
        ("By Staff Writer", []),
        ("By Euronews", ["Euronews"]),
        ("By the time the talks ended", None),
    ],
)
def test_bylines(line: str, names: list[str] | None) -> None:
    assert byline_names(line) == names


def test_editors_are_no_contributors() -> None:
    line = "Reporting by Jane Roe in Kyiv and John Poe; Writing by Ann Lee; editing by Max Moe"
    assert contributor_names(line) == ["Jane Roe", "John Poe", "Ann Lee"]
