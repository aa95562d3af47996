"""Official lists as published, beside the news: loading, matching, screening, and bad files."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.settings import Home
from flows.watchlists import ListRequest, load_lists
from tests.acceptance.conftest import ROOT, SHARED

Command = Callable[..., subprocess.CompletedProcess[str]]
Rows = Callable[..., list[tuple[object, ...]]]
LISTS = SHARED / "watchlists"
NAMES = SHARED / "names" / "screening.csv"
pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="../shared/watchlists is not there")

LINKED = (
    "SELECT m.matched_name, m.list, m.entry_id FROM watchlist_matches AS m"
    " WHERE m.decision = 'auto' ORDER BY ALL"
)
EVERYTHING = "SELECT * FROM watchlist_matches ORDER BY ALL"


@pytest.fixture(scope="module")
def homes(
    tmp_path_factory: pytest.TempPathFactory,
    sanctograph: Command,
    shared_articles: tuple[Path, Path],
) -> tuple[Path, Path]:
    """The seed and the US list of three days: the article first, and the lists first."""
    seed = shared_articles[0]
    found = []
    for name, first in (("article", True), ("lists", False)):
        home = tmp_path_factory.mktemp(name)
        commands = [("run", seed, "--local"), ("watchlists", "load", LISTS / "ofac")]
        for command in commands if first else reversed(commands):
            done = sanctograph(*command, "--home", home)
            assert done.returncode == 0, done.stderr
        found.append(home)
    return found[0], found[1]


def test_the_seed_names_four_listed_people_whatever_was_loaded_first(
    homes: tuple[Path, Path], ask: Rows
) -> None:
    expected = json.loads((SHARED / "seed" / "expected.json").read_text(encoding="utf-8"))
    links = expected["watchlist"]["links"]
    wanted = sorted((one["entity"], "us_ofac_sdn", one["entry"]) for one in links)
    assert len(wanted) == 4
    for home in homes:
        assert ask(home, LINKED) == wanted
        near = {str(row[0]) for row in ask(home, "SELECT entry_id FROM watchlist_matches")}
        assert not near & set(expected["watchlist"]["never_matched_entries"])
        names = {str(row[0]) for row in ask(home, "SELECT matched_name FROM watchlist_matches")}
        assert not names & set(expected["watchlist"]["never_linked"])
    assert ask(homes[0], EVERYTHING) == ask(homes[1], EVERYTHING)


def test_each_link_stands_in_the_snapshots_that_are_told(
    homes: tuple[Path, Path], ask: Rows
) -> None:
    expected = json.loads((SHARED / "seed" / "expected.json").read_text(encoding="utf-8"))
    for link in expected["watchlist"]["links"]:
        days = ask(
            homes[0],
            "SELECT s.published_on::VARCHAR FROM ops.snapshot_entries AS e"
            " JOIN watchlist_snapshots AS s USING (snapshot_id) WHERE entry_id = ? ORDER BY 1",
            link["entry"],
        )
        assert [day for (day,) in days] == link["in_snapshots"]


def test_counts_of_the_lists_as_published(
    homes: tuple[Path, Path], sanctograph: Command, ask: Rows, tmp_path: Path
) -> None:
    done = sanctograph("watchlists", "load", LISTS / "un", LISTS / "uk", "--home", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    counts = "SELECT list, published_on::VARCHAR, entry_count, orphans FROM watchlist_snapshots"
    assert sorted(ask(tmp_path, counts)) == [
        ("gb_hmt", "2025-04-10", 4_686, 0),
        ("un_sc", "2024-09-26", 875, 0),
        ("un_sc", "2026-02-27", 1_003, 0),
    ]
    assert sorted(ask(homes[0], counts)) == [
        ("us_ofac_sdn", "2022-01-31", 9_052, 0),
        ("us_ofac_sdn", "2023-01-31", 11_531, 0),
        ("us_ofac_sdn", "2024-05-03", 14_965, 3_942),
    ]
    status = sanctograph("status", "--home", tmp_path).stdout
    assert ["un_sc", "2", "2024-09-26", "2026-02-27", "1003"] in [
        line.replace("│", " ").split() for line in status.splitlines()
    ]
    again = sanctograph("watchlists", "load", LISTS / "uk", "--home", tmp_path)
    assert again.stdout.splitlines() == ["gb_hmt 2025-04-10: loaded before, unchanged"]


@pytest.mark.skipif(not NAMES.is_file(), reason="../shared/names is not there")
def test_listed_people_are_found_among_ten_thousand_others(
    sanctograph: Command, tmp_path: Path
) -> None:
    sanctograph("watchlists", "load", LISTS / "un" / "2024-09-26", "--home", tmp_path)
    out = tmp_path / "found.csv"
    done = sanctograph("screen", NAMES, "--out", out, "--home", tmp_path)
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == [
            "name", "list", "entry_id", "list_name", "score", "decision", "explanation",
        ]  # fmt: skip
    scorer = SHARED / "tools" / "score_screening.py"
    scored = subprocess.run(
        [sys.executable, scorer, out, NAMES], capture_output=True, text=True, check=True, cwd=ROOT
    )
    figures = json.loads(scored.stdout)
    assert figures["recall"] >= 0.97
    assert figures["false_positive_rate"] <= 0.002


CSV_ROW = '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
UN_HEAD = '<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00Z">'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    '<CONSOLIDATED_LIST dateGenerated="2024-01-01T00:00:00Z"><INDIVIDUALS>&b;'
    "</INDIVIDUALS></CONSOLIDATED_LIST>"
)
UK_HEAD = "Last Updated,10/04/2025\nName 6,Name 1,Name 2,Group Type\nLI,Shangfu,,Individual\n"


@pytest.mark.parametrize(
    "bad",
    [
        ("consolidated.xml", UN_HEAD + "<INDIVIDUALS><INDIVIDUAL><DATAID>1", 1, "cut off"),
        ("consolidated.xml", BOMB, 1, "document type"),
        ("ConList.csv", UK_HEAD, 1, "column"),
        ("sdn.csv", "<!DOCTYPE html><html><body>503</body></html>", 2, "HTML page"),
        ("sdn.csv", CSV_ROW.replace("36", "37"), 1, "give --date YYYY-MM-DD"),
        ("sdn.csv", "", 2, "empty"),
    ],
)
def test_a_bad_file_is_one_line_and_the_list_before_stays(
    sanctograph: Command, ask: Rows, tmp_path: Path, bad: tuple[str, str, int, str]
) -> None:
    name, content, status, said = bad
    home = tmp_path / "home"
    good = tmp_path / "2023-01-01"
    good.mkdir()
    (good / "sdn.csv").write_text(CSV_ROW * 1, encoding="utf-8")
    assert sanctograph("watchlists", "load", good, "--home", home).returncode == 0
    before = ask(home, "SELECT * FROM watchlist_entries")
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = sanctograph("watchlists", "load", tmp_path / name, "--home", home)
    assert done.returncode == status, done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("error: ")
    assert said in lines[0]
    assert ask(home, "SELECT * FROM watchlist_entries") == before


def test_a_list_cut_to_less_than_half_is_kept_back(
    sanctograph: Command, ask: Rows, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    lines = [CSV_ROW.replace("36", str(number), 1) for number in range(1, 6)]
    for day, count in (("2023-01-01", 5), ("2023-02-01", 2)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "sdn.csv").write_text("".join(lines[:count]), encoding="utf-8")
    done = sanctograph("watchlists", "load", tmp_path / "2023-01-01", "--home", home)
    assert done.stdout == "us_ofac_sdn 2023-01-01: 5 entries, 5 new or changed\n"
    shrunk = ("watchlists", "load", tmp_path / "2023-02-01", "--home", home)
    held = sanctograph(*shrunk)
    assert held.returncode == 1
    assert "kept back; if that is right, load it with --accept-shrink" in held.stderr
    snapshots = "SELECT published_on::VARCHAR FROM watchlist_snapshots ORDER BY 1"
    assert ask(home, snapshots) == [("2023-01-01",)]
    assert sanctograph(*shrunk, "--accept-shrink").returncode == 0
    assert ask(home, snapshots) == [("2023-01-01",), ("2023-02-01",)]


def test_one_bad_list_does_not_keep_the_others_out(
    sanctograph: Command, ask: Rows, tmp_path: Path
) -> None:
    (tmp_path / "2023-01-01").mkdir()
    (tmp_path / "2023-01-01" / "sdn.csv").write_text(CSV_ROW, encoding="utf-8")
    (tmp_path / "consolidated.xml").write_text(UN_HEAD + "<INDIV", encoding="utf-8")
    done = sanctograph("watchlists", "load", tmp_path, "--home", tmp_path / "home")
    assert done.returncode == 1
    assert done.stdout == "us_ofac_sdn 2023-01-01: 1 entries, 1 new or changed\n"
    assert ask(tmp_path / "home", "SELECT list FROM watchlist_snapshots") == [("us_ofac_sdn",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("watchlists", "load", "nowhere"), "nowhere does not exist"),
        (("watchlists", "load", ".", "--list", "ofac"), "no list is called 'ofac'"),
        (("screen", "nowhere.csv"), "nowhere.csv does not exist"),
        (("screen", "README.md"), "has no column `name`"),
    ],
)
def test_a_users_mistake_is_one_line_with_the_remedy(
    sanctograph: Command, tmp_path: Path, arguments: tuple[Any, ...], said: str
) -> None:
    done = sanctograph(*arguments, "--home", tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_a_load_killed_before_its_matching_has_left_is_matched_by_the_next(
    sanctograph: Command, ask: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, day = tmp_path / "home", tmp_path / "2023-01-01"
    day.mkdir()
    (day / "sdn.csv").write_text(CSV_ROW, encoding="utf-8")
    (tmp_path / "news.txt").write_text(
        "Cuba\n\nAerocaribbean Airlines of Cuba flies to Haiti.\n", encoding="utf-8"
    )
    assert sanctograph("run", tmp_path / "news.txt", "--local", "--home", home).returncode == 0

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.watchlists.resolve", killed)
    with pytest.raises(KeyboardInterrupt):
        load_lists(Home(home), ListRequest((day,)), 5, print)
    loaded = sanctograph("watchlists", "load", day, "--home", home)
    assert loaded.stdout == "us_ofac_sdn 2023-01-01: loaded before, unchanged\n"
    assert ask(home, "SELECT COUNT(*) FROM ops.pending_entries") == [(0,)]
    assert ask(home, "SELECT COUNT(*) FROM ops.matched_names WHERE side = 'list'") == [(1,)]
