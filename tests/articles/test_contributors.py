"""Lines that say who helped with a report: they name contributors, and nobody of the story."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Page = Callable[[str], Any]
LONG = (
    "The Treasury imposed sanctions on three shipping firms on Monday, saying that they had moved "
    "oil in breach of the price cap."
)
NEXT = "Their owners said in a statement that they would appeal to a federal court in New York."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Example Press writer Jane Roe contributed to this report.", ["Jane Roe"]),
        (
            "AP writers Jane Roe in Oslo and Max Moe in Riga contributed to this report.",
            ["Jane Roe", "Max Moe"],
        ),
        ("The bureau in Oslo contributed to this report.", []),
        ("With assistance from Jane Osae-Roe and Max Moe", ["Jane Osae-Roe", "Max Moe"]),
        ("Jane Roe is Norway correspondent of The Example.", ["Jane Roe"]),
        (
            "This story was reported by Jane Roe in Abuja and written by Max Moe",
            ["Jane Roe", "Max Moe"],
        ),
        ("This story was reported by Jane Roe and edited by Max Moe.", ["Jane Roe"]),
        ("(Reporting by Jane Roe; editing by Max Moe)", ["Jane Roe"]),
        ("Jane Roe reported from Kyiv.", ["Jane Roe"]),
        ("Jane Roe reported from Berlin, and Max Moe from Kyiv.", ["Jane Roe", "Max Moe"]),
    ],
)
def test_last_lines_name_contributors(page: Page, line: str, names: list[str]) -> None:
    got = page(f"Firms listed\n\n{LONG}\n\n{NEXT}\n\n{line}\n")
    assert got.row["contributors"] == names
    assert got.blocks[-1][:2] == ("byline", line)
    assert got.of("paragraph") == [LONG, NEXT]


@pytest.mark.parametrize(
    "line",
    [
        "Example Press writer Jane Roe contributed to this report.",
        "(Reporting by Jane Roe in Oslo; Editing by Max Moe)",
    ],
)
def test_credits_glued_to_the_last_paragraph_are_cut_off(page: Page, line: str) -> None:
    got = page(f"Firms listed\n\n{LONG}\n\n{NEXT} {line}\n")
    assert got.of("paragraph") == [LONG, NEXT]
    assert got.row["contributors"] == ["Jane Roe"]


@pytest.mark.parametrize(
    "line",
    ["Jane Roe is a reporter for The Example.", "Jane Roe reported from Kyiv for years."],
)
def test_somebody_whom_the_story_names_is_no_contributor(page: Page, line: str) -> None:
    told = "Police said on Monday that Jane Roe had been arrested at the border with her notes."
    got = page(f"Reporter held\n\n{told}\n\n{NEXT}\n\n{line}\n")
    assert got.row["contributors"] == []
    assert got.of("paragraph") == [told, NEXT, line]


def test_a_reporter_within_the_story_is_no_contributor(page: Page) -> None:
    line = "Jane Roe is a reporter for The Example."
    got = page(f"Reporter held\n\n{LONG}\n\n{line}\n\n{NEXT}\n")
    assert got.of("paragraph") == [LONG, line, NEXT]


def test_an_author_who_signs_off_is_no_contributor_too(page: Page) -> None:
    got = page(f"Firms listed\nBy Jane Roe\n\n{LONG}\n\n{NEXT}\n\nJane Roe reported from Kyiv.\n")
    assert got.row["authors"] == ["Jane Roe"]
    assert got.row["contributors"] == []
    assert got.of("paragraph") == [LONG, NEXT]
