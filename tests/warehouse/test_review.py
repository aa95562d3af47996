"""People's decisions on matches: which holds where, what they survive, and how they travel."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from schemas.conclusions import REVIEW_DECISIONS
from schemas.errors import BadInput, InvalidRows, StoreMismatch
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.rows import entry_batches
from warehouse import resolve as resolving
from warehouse import statements
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.resolve import rebuild, resolve
from warehouse.review import (
    Outcome,
    Ruling,
    add_decisions,
    case,
    decide,
    decisions,
    outcome,
    waiting,
)
from warehouse.staging import stage
from warehouse.store import Store, open_store
from warehouse.watchlists import Published, load_snapshot

Batch = Callable[..., Path]
NOW = datetime(2026, 5, 1, 12)
IVAN = ("person", "Ivan Petrovsky", None)
OLGA = ("person", "Olga Sedakova", None)
ARTICLES: tuple[dict[str, Any], ...] = (
    {"id": "a", "names": [IVAN], "published": date(2020, 1, 1)},
    {"id": "b", "names": [IVAN, OLGA], "published": date(2020, 1, 3)},
    {"id": "c", "names": [IVAN], "published": date(2020, 1, 2)},
)
YES, NO = Ruling("confirmed", "ann", "the same"), Ruling("rejected", "bob", "a namesake")
BACK = Ruling("candidate", "ann")
DAY, LATER = date(2019, 1, 1), date(2022, 1, 1)


def everywhere(ruling: Ruling) -> Ruling:
    return Ruling(ruling.decision, ruling.decided_by, ruling.note, everywhere=True)


def person(entry_id: str, name: str, *others: str, **more: Any) -> Entry:
    names = (ListedName(name, "primary"), *(ListedName(other, "alias") for other in others))
    return Entry(entry_id, "person", name, names, **more)


PETROVSKY = person("7", "Ivan PETROVSKY", countries=("ru",), birth_date="1960")
SEDAKOVA = person("8", "Olga SEDAKOVA")


def load_list(
    store: Store, *entries: Entry, day: date = DAY, key: str = "un_sc", sha256: str = ""
) -> None:
    told = Published(key, day, sha256 or str(hash(entries)), "list.xml")
    load_snapshot(store, told, entry_batches(entries), Tally(), accept_shrink=True)


@pytest.fixture
def load_news(staged_batch: Batch) -> Callable[..., None]:
    def load(store: Store, *specs: dict[str, Any]) -> None:
        load_batch(store, staged_batch(*(specs or ARTICLES), home=store.layout), "r", NOW)

    return load


News = Callable[..., None]


def found(store: Store) -> dict[str, str]:
    """The decision on Ivan by article."""
    question = "SELECT article_id, decision FROM watchlist_matches WHERE entry_id = '7'"
    return dict(store.connection.execute(f"{question} ORDER BY article_id").fetchall())


def match_id(store: Store, article: str, entry: str = "7") -> str:
    question = "SELECT match_id FROM watchlist_matches WHERE article_id = ? AND entry_id = ?"
    row = store.connection.execute(question, [article, entry]).fetchone()
    assert row is not None
    return str(row[0])


def say(store: Store, article: str, ruling: Ruling, now: datetime = NOW) -> Outcome:
    """Decide on Ivan in an article, and resolve."""
    match = decide(store, [match_id(store, article)], ruling, now)[0]
    resolve(store)
    return outcome(store, match, ruling)


def kept(store: Store) -> list[tuple[Any, ...]]:
    question = "SELECT article_id, decision, decided_by, note FROM ops.review_decisions"
    return store.connection.execute(f"{question} ORDER BY rowid").fetchall()


def matches(store: Store) -> list[tuple[Any, ...]]:
    question = "SELECT * FROM watchlist_matches ORDER BY ALL"
    return store.connection.execute(question).fetchall()


def row(store: Store, decision: str, article: str | None, when: datetime) -> dict[str, Any]:
    """A row of `review_decisions` on Ivan."""
    return {
        "entity_key": entity_key(store),
        "list": "un_sc",
        "entry_id": "7",
        "article_id": article,
        "decision": decision,
        "decided_by": "cy",
        "decided_at": when,
        "note": None,
    }


def entity_key(store: Store, name: str = "Ivan Petrovsky") -> str:
    question = "SELECT DISTINCT entity_key FROM facts.chains WHERE name = ?"
    found = store.connection.execute(question, [name]).fetchone()
    assert found is not None
    return str(found[0])


def exported(store: Store) -> pa.Table:
    """The rows of `review_decisions` as `review export` writes them."""
    found = statements.run(store.connection, "queries/review_export").to_arrow_table()
    return found.select(REVIEW_DECISIONS.schema.names).cast(REVIEW_DECISIONS.schema)


def add(store: Store, *rows: dict[str, Any]) -> int:
    added = add_decisions(store, pa.Table.from_pylist(list(rows), REVIEW_DECISIONS.schema))
    resolve(store)
    return added


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """Where the store of `home` lies that the tests copy."""
    return Layout(tmp_path_factory.mktemp("review") / "home")


@pytest.fixture
def home(layout: Layout, master: Layout, load_news: News) -> Layout:
    """Three articles that name Ivan, and a list with him and Olga: bare names, so candidates."""
    if not master.home.exists():
        with open_store(master, wait=0) as opened:
            load_news(opened)
            load_list(opened, PETROVSKY, SEDAKOVA)
            resolve(opened)
            assert found(opened) == {"a": "candidate", "b": "candidate", "c": "candidate"}
            publish(master, opened)
    shutil.copytree(master.home, layout.home, symlinks=True)
    return layout


@pytest.fixture
def store(home: Layout) -> Iterator[Store]:
    """The working store of `home`, open."""
    with open_store(home, wait=0) as opened:
        yield opened


# What waits, and the evidence


def test_the_newest_articles_candidates_come_first_and_the_rest_is_counted(store: Store) -> None:
    publish(store.layout, store)
    rows, more = waiting(store.layout, None, 3)
    assert more == 1
    assert rows.schema.names == [
        "match_id",
        "published_date",
        "title",
        "matched_name",
        "list_name",
        "list",
        "entry_id",
        "score",
        "explanation",
    ]
    assert [tuple(r.values())[1:8] for r in rows.to_pylist()] == [
        (date(2020, 1, 3), "News of b", "Ivan Petrovsky", "Ivan PETROVSKY", "un_sc", "7", 1.0),
        (date(2020, 1, 3), "News of b", "Olga Sedakova", "Olga SEDAKOVA", "un_sc", "8", 1.0),
        (date(2020, 1, 2), "News of c", "Ivan Petrovsky", "Ivan PETROVSKY", "un_sc", "7", 1.0),
    ]


def test_what_is_decided_waits_no_more_and_one_list_can_be_asked_for(store: Store) -> None:
    load_list(store, person("9", "Olga SEDAKOVA"), key="eu_fsf")
    resolve(store)
    say(store, "a", NO)
    say(store, "b", everywhere(YES))
    publish(store.layout, store)
    rows, more = waiting(store.layout, None, 50)
    assert (rows["entry_id"].to_pylist(), more) == (["9", "8"], 0)
    assert waiting(store.layout, "eu_fsf", 50)[0]["entry_id"].to_pylist() == ["9"]
    assert waiting(store.layout, "gb_hmt", 50)[0].num_rows == 0


def test_a_long_title_is_shortened(store: Store, load_news: News) -> None:
    load_news(store, {"id": "d", "names": [OLGA], "title": "Word " * 11 + "and1 and2 and3"})
    resolve(store)
    publish(store.layout, store)
    titles = waiting(store.layout, None, 50)[0]["title"].to_pylist()
    assert "Word " * 11 + "and1…" in titles


def test_the_evidence_is_the_articles_words_the_entry_and_what_was_decided(
    layout: Layout, tables: Callable[..., Any]
) -> None:
    spec = {
        "id": "a",
        "title": "Ivan Petrovsky resigns",
        "names": [IVAN, IVAN],
        "repeat": True,
        "url": "x",
        "body": "It rained. He left.",
    }
    made = tables([spec])
    text = made["articles"]["text"][0].as_py()
    at = text.index("Ivan", 30)
    made["roles"] = pa.Table.from_pylist(
        [
            {
                "article_id": "a",
                "entity_key": made["chains"]["entity_key"][0].as_py(),
                "role": "Ivan",
                "start_char": at,
                "end_char": at + 4,
            }
        ],
        schema=made["roles"].schema,
    )
    with open_store(layout, wait=0) as store:
        load_batch(store, stage(layout, "one", made, (), {"extractor": "1"}), "r", NOW)
        first = person("7", "Ivan PETROVSKY", birth_date="1960", listed_on=date(2018, 5, 1))
        load_list(store, first)
        changed = person(
            "7", "Ivan PETROVSKY", "Vanya P.", birth_date="1961", countries=("ru",), reason="Ships."
        )
        load_list(store, changed, day=LATER)
        resolve(store)
        say(store, "a", NO)
        decide(store, [match_id(store, "a")], everywhere(YES), NOW)
        resolve(store)
        given = match_id(store, "a")
        publish(layout, store)
    shown = case(layout, given[:6])
    assert shown.match.decision == "rejected"
    assert shown.match.title == "Ivan Petrovsky resigns"
    assert shown.sentences == ["Ivan Petrovsky spoke."]
    assert shown.told["roles"] == ["Ivan"]
    assert dict(shown.told["features"])["name"] == 1.0
    assert shown.told["explanation"].startswith("“Ivan Petrovsky” is the listed name")
    assert shown.entry["names"] == [
        {"name": "Ivan PETROVSKY", "type": "primary"},
        {"name": "Vanya P.", "type": "alias"},
    ]
    assert (shown.entry["birth_dates"], shown.entry["reason"]) == (["1960", "1961"], "Ships.")
    assert shown.entry["periods"] == [
        {
            "first_listed": date(2018, 5, 1),
            "listed_after": date(2018, 4, 30),
            "last_listed": LATER,
            "delisted_before": None,
        }
    ]
    assert [(h["decision"], h["article_id"], h["decided_by"]) for h in shown.history] == [
        ("rejected", "a", "bob"),
        ("confirmed", None, "ann"),
    ]


# Which match is meant


def test_the_beginning_of_a_match_id_is_enough_if_only_one_begins_so(store: Store) -> None:
    change = "UPDATE resolved.watchlist_matches SET match_id = ? WHERE article_id = ?"
    for article, wanted in (("a", "abcd000001"), ("c", "abcd100002")):
        store.connection.execute(change, [wanted, article])
    assert decide(store, [" ABCD0 "], YES, NOW)[0].article_id == "a"
    with pytest.raises(BadInput, match=r"'abcd' may be abcd000001, abcd100002: give more"):
        decide(store, ["abcd"], YES, NOW)
    with pytest.raises(BadInput, match="'abc' is too short: give 4 or more"):
        decide(store, ["abc"], YES, NOW)


@pytest.mark.parametrize(
    "given", ["abcd", "", "%", "____", "a' OR 1=1 --", "ab\udc80d", "ａｂｃｄ"]
)
def test_an_id_of_no_match_is_bad_input_and_nothing_is_kept(store: Store, given: str) -> None:
    with pytest.raises(BadInput, match="no match is called"):
        decide(store, [match_id(store, "a"), given], YES, NOW)
    assert kept(store) == []


# Which decision holds


def test_a_decision_holds_for_its_article_alone(store: Store) -> None:
    assert say(store, "a", YES) == Outcome("confirmed", 1, 1)
    assert found(store) == {"a": "confirmed", "b": "candidate", "c": "candidate"}
    assert kept(store) == [("a", "confirmed", "ann", "the same")]


def test_a_decision_everywhere_holds_in_all_articles_and_in_those_that_come(
    store: Store, load_news: News
) -> None:
    assert say(store, "a", everywhere(NO)) == Outcome("rejected", 3, 3)
    load_news(store, {"id": "d", "names": [IVAN]})
    resolve(store)
    assert found(store) == dict.fromkeys("abcd", "rejected")
    question = "SELECT decision FROM watchlist_matches WHERE entry_id = '8'"
    assert store.connection.execute(question).fetchall() == [("candidate",)]


@pytest.mark.parametrize("order", [(YES, everywhere(NO)), (everywhere(NO), YES)])
def test_the_articles_own_decision_goes_over_one_for_everywhere(
    store: Store, order: tuple[Ruling, Ruling]
) -> None:
    for ruling in order:
        say(store, "a", ruling)
    assert found(store) == {"a": "confirmed", "b": "rejected", "c": "rejected"}


def test_where_an_article_holds_out_against_everywhere_the_outcome_says_so(store: Store) -> None:
    say(store, "a", YES)
    assert say(store, "b", everywhere(NO)) == Outcome("rejected", 3, 2)


def test_the_last_decision_counts_even_where_the_clock_has_gone_back(store: Store) -> None:
    say(store, "a", YES)
    say(store, "a", NO, NOW - timedelta(days=1))
    assert found(store)["a"] == "rejected"
    say(store, "a", YES, NOW - timedelta(days=1))
    assert found(store)["a"] == "confirmed"
    times = store.connection.execute("SELECT decided_at FROM review_decisions").fetchall()
    assert sorted(times) == [
        (NOW,),
        (NOW + timedelta(microseconds=1),),
        (NOW + timedelta(microseconds=2),),
    ]
    assert [decision for _, decision, _, _ in kept(store)] == ["confirmed", "rejected", "confirmed"]


@pytest.mark.parametrize("article", ["a", None])
def test_of_equal_times_the_later_row_counts(store: Store, article: str | None) -> None:
    add(store, row(store, "confirmed", article, NOW), row(store, "rejected", article, NOW))
    assert found(store)["a"] == "rejected"
    add(store, {**row(store, "confirmed", article, NOW), "decided_by": "dee"})
    assert found(store)["a"] == "confirmed"
    before = matches(store)
    rebuild(store)
    assert matches(store) == before


def test_an_older_decision_that_comes_late_changes_nothing(store: Store) -> None:
    say(store, "a", YES)
    assert add(store, row(store, "rejected", "a", NOW - timedelta(days=1))) == 1
    assert found(store)["a"] == "confirmed"


# Taking back


@pytest.mark.parametrize("scope", [lambda ruling: ruling, everywhere])
def test_withdrawn_is_as_if_never_decided(store: Store, scope: Callable[[Ruling], Ruling]) -> None:
    before = matches(store)
    say(store, "a", scope(YES))
    say(store, "a", scope(NO))
    assert say(store, "a", scope(BACK)).here == "candidate"
    assert matches(store) == before
    rebuild(store)
    assert matches(store) == before
    assert len(kept(store)) == 3


def test_what_the_rule_accepted_is_accepted_again(store: Store, load_news: News) -> None:
    load_news(store, {"id": "d", "names": [("person", "Ivan Petrovsky", "ru")]})
    resolve(store)
    assert found(store)["d"] == "auto"
    say(store, "d", NO)
    assert found(store)["d"] == "rejected"
    assert say(store, "d", BACK).here == "auto"


def test_withdrawn_in_one_article_a_decision_still_holds_everywhere_else(store: Store) -> None:
    say(store, "a", everywhere(NO))
    say(store, "a", BACK)
    assert found(store) == {"a": "candidate", "b": "rejected", "c": "rejected"}


def test_what_is_decided_everywhere_after_a_withdrawal_holds_there_too(store: Store) -> None:
    say(store, "a", NO)
    say(store, "a", BACK)
    say(store, "b", everywhere(YES))
    assert found(store) == dict.fromkeys("abc", "confirmed")


def test_withdrawn_everywhere_leaves_the_articles_own_decision(store: Store) -> None:
    say(store, "a", NO)
    say(store, "b", everywhere(YES))
    say(store, "b", everywhere(BACK))
    assert found(store) == {"a": "rejected", "b": "candidate", "c": "candidate"}


@pytest.mark.parametrize(
    ("ruling", "words"),
    [(BACK, "there is nothing to withdraw"), (everywhere(BACK), "leave --everywhere out")],
)
def test_there_must_be_something_to_withdraw(store: Store, ruling: Ruling, words: str) -> None:
    if ruling.everywhere:
        say(store, "a", NO)
    before = kept(store)
    with pytest.raises(BadInput, match=words):
        decide(store, [match_id(store, "a")], ruling, NOW)
    assert kept(store) == before


# One act


def test_matches_of_one_name_and_entry_are_decided_on_once_for_everywhere(store: Store) -> None:
    given = [match_id(store, "a"), match_id(store, "b"), match_id(store, "a")[:6]]
    told = decide(store, given, everywhere(YES), NOW)
    assert [match.article_id for match in told] == ["a", "b"]
    assert kept(store) == [(None, "confirmed", "ann", "the same")]


def test_only_the_articles_concerned_are_matched_again(store: Store) -> None:
    def pending() -> list[str]:
        question = "SELECT article_id FROM ops.pending_matches ORDER BY ALL"
        return [article for (article,) in store.connection.execute(question).fetchall()]

    decide(store, [match_id(store, "a")], YES, NOW)
    assert pending() == ["a"]
    resolve(store)
    assert pending() == []
    decide(store, [match_id(store, "b", "8")], everywhere(YES), NOW)
    assert pending() == ["b"]


def test_a_decision_is_there_after_a_crash_before_it_was_resolved(home: Layout) -> None:
    with open_store(home, wait=0) as store:
        decide(store, [match_id(store, "a")], YES, NOW)
    with open_store(home, wait=0) as store:
        assert found(store)["a"] == "candidate"
        resolve(store)
        assert found(store)["a"] == "confirmed"


# What decisions survive


def test_decisions_survive_a_snapshot_in_which_the_entry_is_gone(store: Store) -> None:
    say(store, "a", YES)
    say(store, "b", NO)
    load_list(store, SEDAKOVA, day=LATER)
    resolve(store)
    assert found(store) == {"a": "confirmed", "b": "rejected", "c": "candidate"}
    changed = person("7", "Ivan PETROVSKY", "Vanya", countries=("by",), birth_date="1961")
    load_list(store, changed, day=date(2023, 1, 1))
    resolve(store)
    assert found(store) == {"a": "confirmed", "b": "rejected", "c": "candidate"}


def test_an_entry_that_no_snapshot_has_any_more_comes_back_as_decided(store: Store) -> None:
    say(store, "a", YES)
    load_list(store, SEDAKOVA, sha256="without")
    resolve(store)
    assert found(store) == {}
    load_list(store, PETROVSKY, SEDAKOVA, sha256="with")
    resolve(store)
    assert found(store) == {"a": "confirmed", "b": "candidate", "c": "candidate"}


def test_a_match_that_no_rule_finds_any_more_stays_as_decided(store: Store) -> None:
    say(store, "a", YES)
    say(store, "b", NO)
    say(store, "b", BACK)
    load_list(store, person("7", "Someone ELSE"), SEDAKOVA, sha256="renamed")
    resolve(store)
    assert found(store) == {"a": "confirmed"}
    question = "SELECT list_name, explanation FROM watchlist_matches WHERE entry_id = '7'"
    assert store.connection.execute(question).fetchall() == [
        ("Someone ELSE", "A person decided so; no rule finds it.")
    ]
    before = matches(store)
    rebuild(store)
    assert matches(store) == before
    assert say(store, "a", BACK).here is None
    assert found(store) == {}


def test_decisions_survive_new_rules_and_a_rebuild(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(store, "a", YES)
    say(store, "b", everywhere(NO))
    say(store, "c", BACK)
    before = matches(store)
    rebuild(store)
    assert matches(store) == before
    monkeypatch.setattr(resolving, "RESOLVE_VERSION", "next")
    resolve(store)
    assert [match[:-1] for match in matches(store)] == [match[:-1] for match in before]
    assert {match[-1] for match in matches(store)} == {"next"}
    assert found(store) == {"a": "confirmed", "b": "rejected", "c": "candidate"}


def test_decisions_survive_a_new_reading_of_the_article(store: Store, staged_batch: Batch) -> None:
    say(store, "a", YES)
    again = staged_batch(ARTICLES[0], versions={"extractor": "2", "model": "n"})
    assert load_batch(store, again, "r", NOW).replaced == 1
    resolve(store)
    assert found(store)["a"] == "confirmed"


def test_a_name_that_leaves_the_article_and_comes_back_is_decided_on(
    store: Store, load_news: News
) -> None:
    say(store, "a", YES)
    load_news(store, {"id": "a", "names": [OLGA], "fetched_at": NOW})
    resolve(store)
    assert found(store) == {"b": "candidate", "c": "candidate"}
    load_news(store, {**ARTICLES[0], "fetched_at": NOW + timedelta(days=1)})
    resolve(store)
    assert found(store)["a"] == "confirmed"


def test_matches_with_decisions_do_not_depend_on_what_came_first(
    tmp_path: Path, store: Store, load_news: News
) -> None:
    say(store, "a", YES)
    say(store, "b", everywhere(NO))
    say(store, "c", BACK)
    rows = exported(store)
    wanted = matches(store)

    steps: dict[str, Callable[[Store], object]] = {
        "decisions": lambda other: add_decisions(other, rows),
        "news": load_news,
        "list": lambda other: load_list(other, PETROVSKY, SEDAKOVA),
    }
    orders = (
        ("decisions", "news", "list"),
        ("decisions", "list", "news"),
        ("news", "decisions", "list"),
        ("list", "decisions", "news"),
        ("news", "list", "decisions"),
    )
    for number, order in enumerate(orders):
        with open_store(Layout(tmp_path / str(number)), wait=0) as other:
            for step in order:
                steps[step](other)
                resolve(other)
            assert matches(other) == wanted, order


# Out and in


def test_what_was_exported_and_imported_is_the_same_and_twice_adds_nothing(
    tmp_path: Path, store: Store
) -> None:
    say(store, "a", YES)
    say(store, "a", NO)
    say(store, "b", everywhere(Ruling("confirmed", "ann", None)))
    given = exported(store)
    assert add_decisions(store, given) == 0
    fresh = Layout(tmp_path / "fresh")
    with open_store(fresh, wait=0) as other:
        assert add_decisions(other, given) == 3
        assert add_decisions(other, given) == 0
        assert kept(other) == kept(store)
    again, is_working = decisions(fresh)
    assert is_working
    assert again.select(given.schema.names).to_pylist() == given.to_pylist()
    assert again["matched_name"].to_pylist() == [None] * 3


def test_importing_puts_nothing_out_of_date_that_is_not_there(store: Store) -> None:
    unknown = {**row(store, "confirmed", None, NOW), "entity_key": "nobody"}
    elsewhere = row(store, "confirmed", "z", NOW)
    rows = pa.Table.from_pylist([unknown, elsewhere], REVIEW_DECISIONS.schema)
    assert add_decisions(store, rows) == 2
    assert store.connection.execute("FROM ops.pending_matches").fetchall() == []


def test_a_row_that_is_there_twice_is_kept_once(store: Store) -> None:
    one = row(store, "confirmed", None, NOW)
    assert add(store, one, row(store, "rejected", "a", NOW), one) == 2
    assert found(store) == {"a": "rejected", "b": "confirmed", "c": "confirmed"}


def test_nothing_is_kept_of_rows_that_are_not_all_right(store: Store) -> None:
    rows = [row(store, "confirmed", "a", NOW), {**row(store, "rejected", "b", NOW), "list": "my"}]
    with pytest.raises(InvalidRows, match=r"review_decisions\.list"):
        add_decisions(store, pa.Table.from_pylist(rows, REVIEW_DECISIONS.schema))
    assert kept(store) == []


def test_analysts_see_a_decision_and_only_new_ones_are_published(store: Store) -> None:
    publish(store.layout, store)
    assert publish(store.layout, store) is None
    unknown = {**row(store, "confirmed", None, NOW), "entity_key": "nobody"}
    rows = pa.Table.from_pylist([unknown], REVIEW_DECISIONS.schema)
    assert add_decisions(store, rows) == 1
    assert publish(store.layout, store) is not None
    assert add_decisions(store, rows) == 0
    assert publish(store.layout, store) is None


def test_without_a_store_there_is_nothing_to_read(layout: Layout) -> None:
    with pytest.raises(BadInput, match="nothing is published"):
        waiting(layout, None, 50)
    with pytest.raises(BadInput, match="there is no store"):
        decisions(layout)


@pytest.fixture
def decided(home: Layout) -> Layout:
    """The home with its store closed, and two decisions that are published."""
    with open_store(home, wait=0) as store:
        say(store, "a", YES)
        say(store, "b", everywhere(NO))
        publish(home, store)
    return home


def test_decisions_are_read_with_the_names_that_they_are_about(decided: Layout) -> None:
    rows, is_working = decisions(decided)
    assert is_working
    assert rows.schema.names == [*REVIEW_DECISIONS.schema.names, "matched_name", "list_name"]
    assert rows["decision"].to_pylist() == ["confirmed", "rejected"]
    assert rows["matched_name"].to_pylist() == ["Ivan Petrovsky"] * 2
    assert rows["list_name"].to_pylist() == ["Ivan PETROVSKY"] * 2


def test_while_a_run_holds_the_store_the_published_decisions_are_read(decided: Layout) -> None:
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    command = [sys.executable, "-c", script, str(decided.working)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"1\n"
        rows, is_working = decisions(decided)
        assert (rows.num_rows, is_working) == (2, False)
        decided.link.unlink()
        with pytest.raises(BadInput, match="try again when it is over"):
            decisions(decided)
        run.communicate(b"\n")


def test_of_a_damaged_store_the_published_decisions_can_still_be_had(decided: Layout) -> None:
    decided.working.write_bytes(b"no DuckDB file")
    rows, is_working = decisions(decided)
    assert (rows.num_rows, is_working) == (2, False)
    decided.link.unlink()
    with pytest.raises(StoreMismatch, match="no DuckDB file, or a damaged one"):
        decisions(decided)


def test_a_decision_that_came_before_its_list_holds_even_where_no_rule_would_find_the_match(
    layout: Layout, load_news: Callable[..., None]
) -> None:
    with open_store(layout, wait=0) as store:
        load_news(store)
        resolve(store)
        add(store, row(store, "confirmed", "a", NOW))
        assert matches(store) == []
        load_list(store, person("7", "Someone ELSE"))
        resolve(store)
        found = matches(store)
        rebuild(store)
        assert [(r[1], r[5]) for r in found] == [("a", "7")]
        assert matches(store) == found
