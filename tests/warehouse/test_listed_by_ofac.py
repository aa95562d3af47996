"""The seed article and OFAC's list as published three times: who of its people was listed when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from warehouse.layout import Layout
from warehouse.sql import query

pytestmark = pytest.mark.slow
SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = SHARED / "seed" / "000_a8483d8de4311949.txt"
LISTS = SHARED / "watchlists" / "ofac"
FIRST, SECOND, NEWEST = date(2022, 1, 31), date(2023, 1, 31), date(2024, 5, 3)
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, sanctograph: Callable[..., Any]) -> Ask:
    """Asks a home with the seed article and the three snapshots of OFAC's list."""
    if not (SEED.exists() and LISTS.exists()):
        pytest.skip("the seed article and OFAC's lists do not lie beside this checkout")
    home = tmp_path_factory.mktemp("seed")
    for command in (["run", SEED, "--local"], ["watchlists", "load", LISTS]):
        done = sanctograph(*command, "--home", home)
        assert done.returncode == 0, done.stderr
    return lambda question: [
        tuple(row.values()) for row in query(Layout(home), question).to_pylist()
    ]


def test_four_people_of_the_seed_article_are_listed_on_its_day(
    seed: Ask,
) -> None:
    question = (
        "SELECT entity, entry_id, standing, standing_now, first_listed, roles "
        "FROM listed_in_the_news ORDER BY entity"
    )
    assert seed(question) == [
        ("Alisher Usmanov", "35283", "listed", "listed", SECOND, ["Russian business tycoon"]),
        ("Li Shangfu", "24838", "listed", "listed", FIRST, ["Chinese Defense Minister"]),
        ("Sergei Shoigu", "35173", "listed", "listed", SECOND, ["Russian counterpart"]),
        (
            "Vladimir Putin",
            "35096",
            "listed",
            "listed",
            SECOND,
            ["Russian President", "Russian leader"],
        ),
    ]
    matched = "SELECT DISTINCT matched_name FROM watchlist_matches ORDER BY ALL"
    assert [name for (name,) in seed(matched)] == [
        "Alisher Usmanov",
        "Li Shangfu",
        "Sergei Shoigu",
        "Vladimir Putin",
    ]
    assert seed("FROM watchlist_matches WHERE entry_id IN ('38656', '38657', '38658')") == []
    assert seed("SELECT name FROM watchlist_names WHERE entry_id = '38656' LIMIT 1") != []


@pytest.mark.parametrize(
    ("day", "of_li", "of_the_others"),
    [
        ("2021-01-01", "unknown", "unknown"),
        ("2022-01-31", "listed", "not_listed"),
        ("2022-06-01", "listed", "unknown"),
        ("2023-04-15", "listed", "listed"),
        ("2025-01-01", "unknown", "unknown"),
    ],
)
def test_ofac_lists_tell_who_was_listed_on_a_day(
    seed: Ask, day: str, of_li: str, of_the_others: str
) -> None:
    for name, entry_id, standing in [
        ("Li Shangfu", "24838", of_li),
        ("vladimir PUTIN", "35096", of_the_others),
        ("Shoigu, Sergey", "35173", of_the_others),
        ("Usmonov Alisher", "35283", of_the_others),
    ]:
        found = seed(
            f"SELECT standing FROM listed_as_of('{name}', '{day}') WHERE entry_id = '{entry_id}'"
        )
        assert found == [(standing,)]


def test_the_seed_articles_named_target_was_listed_that_day(
    seed: Ask,
) -> None:
    question = (
        "SELECT DISTINCT target, target_listed, target_listed_now, target_lists FROM sanctions "
        "WHERE target_listed IS NOT NULL"
    )
    assert seed(question) == [("Alisher Usmanov", "listed", "listed", ["us_ofac_sdn"])]
