"""`sanctograph review`, as a user types it; and decisions as CSV."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from filelock import FileLock
from typer.testing import CliRunner

from flows import show
from flows.cli import app
from flows.decision_files import read_decisions, write_decisions
from flows.review import made_ruling, take
from flows.review_show import show_case
from flows.settings import home_of
from schemas.conclusions import REVIEW_DECISIONS
from schemas.errors import BadInput, StoreLocked
from schemas.facts import ARTICLES, BLOCKS, CHAINS, MENTIONS
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.rows import entry_batches
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.resolve import resolve
from warehouse.review import Case, Match
from warehouse.staging import stage
from warehouse.store import open_store
from warehouse.watchlists import Published, load_snapshot

NOW = datetime(2026, 5, 1, 12)
TEXT = "Ivan Petrovsky left."
HEADER = "entity_key,list,entry_id,article_id,decision,decided_by,decided_at,note\n"
GOOD = "k,un_sc,7,a,confirmed,ann,2026-05-01T12:00:00Z,why\n"

Call = Callable[..., Any]


def article(name: str, day: int) -> dict[str, Any]:
    return {
        "article_id": name,
        "revision": 1,
        "source": "adhoc",
        "uri": f"/in/{name}.txt",
        "title": f"News \x1b[31mof {name}",
        "authors": [],
        "contributors": [],
        "published_date": date(2020, 1, day),
        "text": TEXT,
        "word_count": 3,
        "content_hash": name,
        "raw_sha256": name,
        "reader": "text",
        "repairs": [],
        "flags": [],
    }


def of(name: str, table: str) -> dict[str, Any]:
    """The only row of a table on an article."""
    span = {"article_id": name, "start_char": 0, "end_char": 14, "entity_key": "k"}
    return {
        "blocks": {**span, "end_char": len(TEXT), "ordinal": 0, "kind": "paragraph"},
        "chains": {**span, "kind": "person", "name": "Ivan Petrovsky"},
        "mentions": {
            **span,
            "mention_id": name,
            "surface": "Ivan Petrovsky",
            "label": "PERSON",
            "form": "name",
            "block": 0,
            "sentence": 0,
        },
    }[table]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where two articles name Ivan, whom a list names too."""
    home = tmp_path_factory.mktemp("made") / "home"
    tables = {
        table.name: pa.Table.from_pylist([of(name, table.name) for name in "ab"], table.made)
        for table in (BLOCKS, CHAINS, MENTIONS)
    }
    told = [article("a", 1), article("b", 2)]
    tables["articles"] = pa.Table.from_pylist(told, ARTICLES.made)
    with open_store(Layout(home), wait=0) as store:
        load_batch(store, stage(Layout(home), "one", tables, (), {"x": "1"}), "r", NOW)
        name = ListedName("Ivan PETROVSKY", "primary")
        entry = Entry("7", "person", name.name, (name,), countries=("ru",))
        told_list = Published("un_sc", date(2019, 1, 1), "x", "list.xml")
        load_snapshot(store, told_list, entry_batches([entry]), Tally())
        resolve(store)
        publish(Layout(home), store)
    return home


@pytest.fixture
def home(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "home", symlinks=True))


@pytest.fixture
def review(home: Path) -> Call:
    """Run `sanctograph review` in the home; what was raised is raised."""

    def call(*arguments: object, given: bytes | None = None, at: Path = home) -> Any:
        words = ["review", *map(str, arguments), "--home", str(at)]
        result = CliRunner().invoke(app, words, input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def ids(review: Call) -> dict[str, str]:
    """Match ids by day of the article."""
    rows = json.loads(review("--format", "json").stdout)
    return {row["published_date"][-1]: row["match_id"] for row in rows}


def decided(home: Path, ask: Call) -> dict[object, object]:
    return dict(ask(home, "SELECT article_id, decision FROM watchlist_matches"))


# What waits


def test_what_waits_is_listed_as_a_table_as_csv_and_as_json(
    review: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(show.OUT, "width", 200)
    table = review()
    assert "Ivan PETROVSKY" in table.stdout
    assert "\x1b" not in table.stdout
    assert "News \\x1b[31mof a" in table.stdout
    lines = review("--format", "csv").stdout.splitlines()
    assert lines[0].split(",")[:3] == ['"match_id"', '"published_date"', '"title"']
    assert [line.split(",")[1] for line in lines[1:]] == ["2020-01-02", "2020-01-01"]
    rows = json.loads(review("--format", "json", "--list", "un_sc").stdout)
    assert [(row["matched_name"], row["score"]) for row in rows] == [("Ivan Petrovsky", 1.0)] * 2


def test_how_many_more_wait_is_said_beside_the_answer(review: Call) -> None:
    assert review("--limit", 1).stdout.splitlines()[-1].startswith("and 1 more: --limit N")
    told = review("--limit", 1, "--format", "json")
    assert len(json.loads(told.stdout)) == 1
    assert told.stderr.startswith("and 1 more: --limit N")
    assert "more" not in review("--limit", 2).output


def test_where_nothing_waits_it_says_so(review: Call) -> None:
    assert review("--list", "gb_hmt").stdout == "nothing waits for a decision\n"
    assert review("--list", "gb_hmt", "--format", "json").stdout == "[]\n"


def test_a_list_that_is_not_known_is_bad_input(review: Call) -> None:
    with pytest.raises(BadInput, match="no list is called 'sdn': one of us_ofac_sdn, "):
        review("--list", "sdn")


def test_options_before_a_command_are_not_silently_lost(home: Path) -> None:
    with pytest.raises(BadInput, match="options of `review show` go behind its name"):
        CliRunner().invoke(
            app, ["review", "--home", str(home), "show", "abcd"], catch_exceptions=False
        )


# Deciding


def test_what_is_confirmed_is_published_at_once(
    review: Call, ids: dict[str, str], home: Path, ask: Call
) -> None:
    told = review("confirm", ids["1"][:6], "--note", "the same", "--by", "ann")
    assert told.stdout == (
        f"{ids['1']} confirmed: “Ivan Petrovsky” is un_sc 7 “Ivan PETROVSKY”, "
        "2020-01-01 “News \\x1b[31mof a”\n"
    )
    assert decided(home, ask) == {"a": "confirmed", "b": "candidate"}
    question = "SELECT article_id, decision, decided_by, note FROM review_decisions"
    assert ask(home, question) == [("a", "confirmed", "ann", "the same")]


def test_who_decides_is_by_default_who_is_logged_in(
    review: Call, ids: dict[str, str], home: Path, ask: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "zoe")
    review("reject", ids["1"], ids["2"], "--note", "a namesake")
    assert decided(home, ask) == {"a": "rejected", "b": "rejected"}
    assert ask(home, "SELECT DISTINCT decided_by FROM review_decisions") == [("zoe",)]


def test_everywhere_says_in_how_many_articles_and_where_it_does_not_hold(
    review: Call, ids: dict[str, str], home: Path, ask: Call
) -> None:
    review("reject", ids["1"], "--note", "a namesake")
    told = review("confirm", ids["2"], "--note", "the same", "--everywhere")
    assert told.stdout.endswith("in all articles (2 now)\n")
    assert "in 1 of these articles another decision goes over it" in told.stderr
    assert decided(home, ask) == {"a": "rejected", "b": "confirmed"}
    assert review("withdraw", ids["1"]).stdout.endswith("it stands as before: candidate\n")
    assert decided(home, ask) == {"a": "candidate", "b": "confirmed"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["confirm", "abcd", "--note", " "], "--note is empty"),
        (["confirm", "abcd", "--note", "x", "--by", ""], "--by is empty"),
        (["confirm", "abcd", "--note", "x\udc80"], "--note is not text in UTF-8"),
        (["reject", "0000", "--note", "x"], "no match is called '0000'"),
        (["show", "0000"], "no match is called '0000'"),
        (["withdraw", "zz\udc80"], r"no match is called 'zz\\udc80'"),
    ],
)
def test_wrong_words_are_bad_input(review: Call, arguments: list[str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        review(*arguments)


def test_a_note_is_asked_for(review: Call, ids: dict[str, str]) -> None:
    told = review("confirm", ids["1"])
    assert told.exit_code == 2
    assert "Missing option '--note'" in told.stderr


def test_who_has_no_login_name_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr("flows.review.getuser", nobody)
    with pytest.raises(BadInput, match="say who decides with --by WHO"):
        made_ruling("confirmed", None, "x", everywhere=False)
    assert made_ruling("confirmed", "ann", "x", everywhere=False).decided_by == "ann"


def test_without_a_store_nothing_is_made(review: Call, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    for arguments in (["confirm", "abcd", "--note", "x"], ["export", "-"], ["show", "abcd"], []):
        with pytest.raises(BadInput, match=r"there is no store in|nothing is published in"):
            review(*arguments, at=empty)
    assert not empty.exists()


def test_another_run_is_waited_for_and_then_given_up(
    review: Call, ids: dict[str, str], home: Path
) -> None:
    with FileLock(Layout(home).lock), pytest.raises(StoreLocked, match=r"0\.1 s of waiting"):
        review("confirm", ids["1"], "--note", "x", "--wait", "0.1")


def test_an_unknown_match_is_one_line_and_status_2(sanctograph: Call, home: Path) -> None:
    told = sanctograph("review", "confirm", "0000", "--note", "x", "--home", home)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "error: no match is called '0000': `sanctograph review` lists them\n"


# The evidence


def test_show_gives_the_sentence_the_entry_and_the_decisions(
    review: Call, ids: dict[str, str]
) -> None:
    review("reject", ids["1"], "--note", "a\nnamesake", "--by", "bob", "--everywhere")
    told = review("show", ids["1"][:4]).stdout
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert f"match {ids['1']}: rejected, score 1.000" in lines
    assert "article 2020-01-01 “News \\x1b[31mof a”" in lines
    assert "says Ivan Petrovsky left." in lines
    assert "entry un_sc 7, person" in lines
    assert "names Ivan PETROVSKY (primary)" in lines
    assert "countries ru" in lines
    assert "listed since 2019-01-01 or before, still on 2019-01-01, the newest list" in lines
    assert lines[-1].startswith("decisions 20")
    assert lines[-1].endswith("bob: rejected everywhere: a namesake")


def period(first: str, after: str | None, last: str, before: str | None) -> dict[str, date | None]:
    names = ("first_listed", "listed_after", "last_listed", "delisted_before")
    days = (first, after, last, before)
    return {n: date.fromisoformat(d) if d else None for n, d in zip(names, days, strict=True)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            period("2018-09-20", "2018-09-19", "2024-05-03", None),
            "since 2018-09-20, still on 2024-05-03, the newest list",
        ),
        (
            period("2022-01-31", None, "2022-06-30", "2022-07-01"),
            "since 2022-01-31 or before, until 2022-06-30",
        ),
        (
            period("2023-01-31", "2022-01-31", "2023-01-31", "2024-05-03"),
            "since 2023-01-31 or before, not on 2022-01-31, until 2023-01-31 or after, not on 2024",
        ),
    ],
)
def test_show_says_what_is_not_known_of_a_listing(
    row: dict[str, date | None], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    match = Match("abcd", "a", "k", "un_sc", "7", "Ivan", "IVAN", "candidate", None, None)
    told = {"score": 1.0, "explanation": "Alike.", "url": None, "roles": None, "features": []}
    show_case(Case(match, told, ["It rained."] * 23, {"periods": [row]}, []))
    shown = " ".join(capsys.readouterr().out.split())
    assert f"listed {words}" in shown
    assert shown.count("It rained.") == 20
    assert "… and 3 more sentences" in shown
    assert "article without a title" in shown


# Decisions as CSV


def test_what_is_exported_can_be_imported_elsewhere(
    review: Call, ids: dict[str, str], tmp_path: Path, ask: Call
) -> None:
    review("confirm", ids["1"], "--note", 'He said, "yes"\r\n—\r=SUM(A1)', "--by", "ann")
    review("reject", ids["2"], "--note", "é", "--by", "bob", "--everywhere")
    file, other = tmp_path / "decisions.csv", tmp_path / "other"
    assert review("export", file).stdout == f"wrote 2 decisions to {file}\n"
    assert review("export", "-").stdout_bytes == file.read_bytes()
    header, first = file.read_text(encoding="utf-8").split("\n")[:2]
    assert header.replace('"', "") == f"{HEADER.strip()},matched_name,list_name"
    assert first.startswith('"k","un_sc","7","a","confirmed","ann","20')
    assert review("import", file, at=other).stdout == "2 of 2 decisions are new\n"
    assert review("import", file, at=other).stdout == "0 of 2 decisions are new\n"
    given = file.read_bytes()
    assert review("import", "-", given=given).stdout == "0 of 2 decisions are new\n"
    question = "FROM review_decisions ORDER BY ALL"
    assert ask(other, question) == ask(tmp_path / "home", question)


def test_what_is_imported_is_applied_and_published(review: Call, home: Path, ask: Call) -> None:
    rows = HEADER + "k,un_sc,7,,rejected,ann,2026-05-01,\n" + GOOD
    assert review("import", "-", given=rows.encode()).stdout == "2 of 2 decisions are new\n"
    assert decided(home, ask) == {"a": "confirmed", "b": "rejected"}


def test_nothing_is_imported_of_a_file_with_a_wrong_row(
    review: Call, home: Path, ask: Call
) -> None:
    rows = HEADER + GOOD + GOOD.replace("confirmed", "maybe")
    with pytest.raises(BadInput, match="standard input, line 3: decision 'maybe' is none of"):
        review("import", "-", given=rows.encode())
    assert ask(home, "FROM review_decisions") == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty: the first line names the columns entity_key, list"),
        (b"a,b\n", "line 1: no column is called entity_key, list, entry_id"),
        (HEADER.replace("note", "note,list") + GOOD, "line 1: two columns are called list"),
        (HEADER + GOOD + "k,un_sc,7\n", "line 3: 3 cells, and the header has 8"),
        (HEADER + GOOD + "\n" + GOOD.replace("un_sc", "my"), "line 4: list 'my' is none of us_"),
        (HEADER + GOOD.replace("why", '"a\nb"') + GOOD.replace("k,", ","), "line 4: entity_key is"),
        (HEADER + GOOD.replace("ann", " "), "line 2: decided_by is empty"),
        (HEADER + GOOD.replace("confirmed", "auto"), "line 2: decision 'auto' is none of conf"),
        (HEADER + GOOD.replace("2026-05-01", "1 May"), "line 2: decided_at '1 MayT12:00:00Z' is"),
        (HEADER + GOOD.replace("2026-05-01T12:00:00Z", "0001-01-01T00:00+14:00"), "line 2: dec"),
        (HEADER + GOOD + 'k,"un', "line 3: not CSV: unexpected end of data"),
        (HEADER.encode() + b"\xff\n", "line 2: not UTF-8"),
    ],
)
def test_a_wrong_file_is_bad_input_with_its_line(
    tmp_path: Path, content: str | bytes, words: str
) -> None:
    file = tmp_path / "decisions.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadInput, match=r"decisions\.csv.*" + words):
        read_decisions(file)


def test_a_file_that_cannot_be_read_or_written_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv cannot be read: No such file or directory"):
        read_decisions(tmp_path / "none.csv")
    rows = REVIEW_DECISIONS.schema.empty_table()
    with pytest.raises(BadInput, match=r"x\.csv cannot be written: No such file or directory"):
        write_decisions(tmp_path / "none" / "x.csv", rows)


def test_times_are_read_with_their_offset_and_columns_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "decisions.csv"
    file.write_bytes(
        b"\xef\xbb\xbfnote,more,decided_at,decided_by,decision,article_id,entry_id,list,entity_key\r\n"
        b",x,2026-05-01T12:00:00.25+02:00,ann,candidate,,7,un_sc,k\r\n"
    )
    assert read_decisions(file).to_pylist() == [
        {
            "entity_key": "k",
            "list": "un_sc",
            "entry_id": "7",
            "article_id": None,
            "decision": "candidate",
            "decided_by": "ann",
            "decided_at": datetime(2026, 5, 1, 10, 0, 0, 250_000),
            "note": None,
        }
    ]


def test_a_file_is_replaced_only_when_all_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "decisions.csv"
    link = tmp_path / "link.csv"
    rows = REVIEW_DECISIONS.schema.empty_table()
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(BadInput, match="cannot be written: No space left on device"):
            write_decisions(link, rows)
    assert file.read_text(encoding="utf-8") == "before"
    write_decisions(link, rows)
    assert file.read_text(encoding="utf-8").replace('"', "") == HEADER
    assert stat.S_ISLNK(link.lstat().st_mode)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decisions.csv", "link.csv"]


def test_what_a_killed_import_has_left_is_resolved_by_the_next(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tmp_path / "decisions.csv"
    resolved: list[object] = []
    monkeypatch.setattr("flows.review.resolve", resolved.append)
    monkeypatch.setattr("flows.review.add_decisions", lambda *_: 0)
    monkeypatch.setattr(
        "flows.review.read_decisions", lambda _: REVIEW_DECISIONS.schema.empty_table()
    )
    assert take(home_of(home), rows, 5, print) == (0, 0)
    assert len(resolved) == 1
