"""What analysts ask: views, macros, the questions of docs/queries.md, `sanctograph sql`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.errors import BadInput
from transforms.watchlists.entries import Entry, ListedName, Tally
from transforms.watchlists.rows import entry_batches
from warehouse import statements
from warehouse.layout import Layout
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.resolve import resolve
from warehouse.sql import query
from warehouse.store import MACROS, VIEWS, open_store
from warehouse.watchlists import Published, load_snapshot

NOW = datetime(2026, 1, 1)
PAGE = Path(__file__).parents[2] / "docs" / "queries.md"
QUESTIONS = [
    (section.partition("\n")[0], question)
    for section in re.split(r"^##+ ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for question in re.findall(r"```sql\n(.+?)```", section, re.DOTALL)
]
NAME = "Ann Karpathy"
ARTICLES: tuple[dict[str, Any], ...] = (
    {"id": "a", "event": ("United States", "Iran"), "names": [("person", NAME, "us")]},
    {"id": "b", "event": ("United States", "Iran"), "published": date(2020, 1, 2)},
    {"id": "c", "event": ("United Kingdom", "Myanmar"), "published": date(2019, 1, 1)},
    {"id": "d", "names": [("company", "Acme", None)]},
)


@pytest.fixture
def published(layout: Layout, staged_batch: Callable[..., Path]) -> Layout:
    with open_store(layout, wait=0) as store:
        load_batch(store, staged_batch(*ARTICLES), "r", NOW)
        entry = Entry("1", "person", NAME, (ListedName(NAME, "primary"),), countries=("us",))
        of = Published("us_ofac_sdn", date(2020, 2, 1), "0", "/lists/sdn.csv")
        load_snapshot(store, of, entry_batches([entry]), Tally())
        resolve(store)
        publish(layout, store)
    return layout


def ask(layout: Layout, question: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in query(layout, question).to_pylist()]


def test_sanctions_has_one_row_an_event_issuer_and_target(published: Layout) -> None:
    question = (
        "SELECT issuer, action, status, target, target_named, target_listed, evidence "
        "FROM sanctions ORDER BY event_id"
    )
    rows = ask(published, question)
    assert len(rows) == 3
    assert (
        "United Kingdom",
        "impose",
        "actual",
        "Myanmar",
        True,
        None,
        "United Kingdom imposed sanctions on Myanmar.",
    ) in rows


def test_the_timeline_is_in_order_of_the_days(published: Layout) -> None:
    question = "SELECT day, day_precision, issuer, target, events FROM sanctions_timeline"
    assert ask(published, question) == [
        (date(2019, 1, 1), "published", "United Kingdom", "Myanmar", 1),
        (date(2020, 1, 1), "published", "United States", "Iran", 1),
        (date(2020, 1, 2), "published", "United States", "Iran", 1),
    ]


def test_the_matrix_counts_events_of_a_pair(published: Layout) -> None:
    question = (
        "SELECT issuer, target, events, imposed, threatened, first_day FROM issuer_target_matrix"
    )
    assert ask(published, question) == [
        ("United States", "Iran", 2, 2, 0, date(2020, 1, 1)),
        ("United Kingdom", "Myanmar", 1, 1, 0, date(2019, 1, 1)),
    ]


def test_a_profile_tells_how_often_an_entity_issues_and_suffers_sanctions(
    published: Layout,
) -> None:
    question = (
        "SELECT name, article_count, mentions, as_issuer, as_target FROM entity_profile "
        "WHERE kind = 'country' ORDER BY name"
    )
    assert ask(published, question) == [
        ("Iran", 2, 2, 0, 2),
        ("Myanmar", 1, 1, 0, 1),
        ("United Kingdom", 1, 1, 1, 0),
        ("United States", 2, 2, 2, 0),
    ]


def test_data_quality_counts_what_is_missing(published: Layout) -> None:
    question = (
        "SELECT subject, measure, count, of, share FROM data_quality "
        "WHERE measure IN ('without_url', 'without_date', 'without_issuer')"
    )
    assert ask(published, question) == [
        ("articles", "without_date", 0, 4, 0.0),
        ("articles", "without_url", 4, 4, 1.0),
        ("events", "without_date", 3, 3, 1.0),
        ("events", "without_issuer", 0, 3, 0.0),
    ]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("FROM sanctions_on('iran')", 2),
        ("FROM sanctions_on(name := 'Iran ')", 2),
        ("FROM sanctions_on('Ira')", 0),
        ("FROM sanctions_by('Kingdom')", 1),
        ("FROM sanctions_by('Iran')", 0),
        ("FROM about('KARPATHY')", 1),
        ("FROM about('Nobody')", 0),
        ("FROM listed_as_of('karpathy ANN', '2020-02-01')", 1),
        ("FROM listed_as_of('Karpath', '2020-02-01')", 0),
        ("FROM co_mentions WHERE name = 'Iran'", 2),
        ("FROM entity_names", 6),
    ],
)
def test_macros_find_whole_names_in_any_case(published: Layout, question: str, count: int) -> None:
    assert len(ask(published, question)) == count


def test_every_view_answers_and_reads_no_clock(published: Layout) -> None:
    for name in VIEWS[1:]:
        assert ask(published, f"FROM {name}")
    folder = Path(__file__).parents[2] / "warehouse"
    for path in (*folder.glob("views/*.sql"), *folder.glob("macros/*.sql")):
        script = path.read_text(encoding="utf-8").upper()
        assert not re.search(r"\b(NOW|TODAY|CURRENT_DATE|CURRENT_TIMESTAMP)\b", script)


def test_there_are_ten_questions_and_every_view_and_macro_is_among_them() -> None:
    assert len(QUESTIONS) >= 10
    text = PAGE.read_text(encoding="utf-8")
    asked = [name for name in MACROS if "MACRO main." in statements.text(f"macros/{name}")]
    assert len(asked) == len(MACROS) - 4
    for name in (*VIEWS[1:], *asked):
        assert name in text


@pytest.mark.parametrize(("title", "question"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_the_questions_of_the_page_can_be_asked(
    published: Layout, title: str, question: str
) -> None:
    assert title.endswith("?")
    assert query(published, question).num_columns > 0


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("SELECT nothing FROM articles", 'column "nothing" not found'),
        ("SELEC", "syntax error"),
        ("DELETE FROM facts.articles", "read-only"),
        ("FROM read_csv('/etc/passwd')", "disabled"),
        ("COPY articles TO '/tmp/out.csv'", "disabled"),
        ("FROM listed_as_of('Ann', 'yesterday')", "date field"),
        ("SET enable_external_access = true", "locked"),
        ("ATTACH '/tmp/other.duckdb'", "disabled"),
    ],
)
def test_what_cannot_be_asked_is_one_line(published: Layout, question: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        query(published, question)
    assert "\n" not in str(caught.value)


def test_python_variables_are_no_tables(published: Layout) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        query(published, "FROM statement")


def test_asking_before_anything_is_published_says_what_to_do(layout: Layout) -> None:
    with pytest.raises(BadInput, match="sanctograph run"):
        query(layout, "FROM articles")
