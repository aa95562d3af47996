"""What rows must keep before they are committed."""

from __future__ import annotations

import pyarrow as pa
import pytest

from schemas.check import SPANS, check_facts, check_table
from schemas.errors import InvalidRows
from schemas.fields import meaning, vocabulary
from schemas.tables import TABLES
from schemas.vocabularies import VOCABULARIES

TEXT = "Cuba trade\n\nThe embargo on Cuba stands."


def article(text: str = TEXT, article_id: str = "a1") -> dict[str, object]:
    return {
        "article_id": article_id,
        "revision": 1,
        "source": "adhoc",
        "uri": "/in/a.txt",
        "authors": [],
        "contributors": [],
        "text": text,
        "word_count": 7,
        "content_hash": "c",
        "raw_sha256": "r",
        "reader": "text",
        "repairs": [],
        "flags": [],
    }


def mention(**changes: object) -> dict[str, object]:
    return {
        "mention_id": "m1",
        "article_id": "a1",
        "start_char": 27,
        "end_char": 31,
        "surface": "Cuba",
        "label": "GPE",
        "form": "name",
        "block": 1,
        "sentence": 1,
    } | changes


def facts(mentions: list[dict[str, object]]) -> dict[str, pa.Table]:
    return {
        "articles": pa.Table.from_pylist([article()], schema=TABLES["articles"].made),
        "mentions": pa.Table.from_pylist(mentions, schema=TABLES["mentions"].made),
    }


def test_rows_that_keep_the_rules_pass():
    check_facts(facts([mention()]))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"surface": "Cub"}, "the text says 'Cuba'"),
        ({"start_char": 26, "surface": " Cuba"}, "white space at its ends"),
        ({"end_char": 27}, "empty or outside the text"),
        ({"end_char": 400}, "empty or outside the text"),
        ({"label": "COUNTRY"}, r"\['COUNTRY'\] not in label"),
        ({"article_id": "a2"}, "belongs to no article"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named(changes, words):
    with pytest.raises(InvalidRows, match=words):
        check_facts(facts([mention(**changes)]))


def test_the_same_key_twice_is_refused():
    with pytest.raises(InvalidRows, match="twice"):
        check_facts(facts([mention(), mention()]))


def test_a_null_where_none_may_be_is_refused():
    rows = pa.Table.from_pylist([mention(surface=None)], schema=TABLES["mentions"].made)
    with pytest.raises(InvalidRows, match=r"mentions\.surface: 1 nulls"):
        check_table(TABLES["mentions"], rows)


def test_words_of_a_list_are_checked_too():
    entry = {
        "list": "un_sc",
        "entry_id": "1",
        "from_snapshot": "s",
        "kind": "person",
        "name": "N",
        "programs": [],
        "measures": ["asset_freeze", "exile"],
        "countries": [],
    }
    table = TABLES["watchlist_entries"]
    with pytest.raises(InvalidRows, match=r"\['exile'\] not in measure"):
        check_table(table, pa.Table.from_pylist([entry], schema=table.made))


@pytest.mark.parametrize("name", TABLES)
def test_every_field_has_a_meaning_and_a_known_vocabulary(name):
    for column in TABLES[name].schema:
        assert meaning(column).endswith((".", "…")), column.name
        assert vocabulary(column) in {None, *VOCABULARIES}


def test_every_span_of_a_fact_table_is_checked():
    with_spans = {
        name
        for name, table in TABLES.items()
        if table.room == "facts" and any(c.endswith("_char") for c in table.made.names)
    }
    assert with_spans <= set(SPANS)
