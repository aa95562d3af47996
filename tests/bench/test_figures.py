"""The page of figures, and how errors are told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.chains import GOLD, digest, positions
from bench.figures import error_kinds, replaced, single_spaced, table
from bench.recorded import calibration_table, held_out_table
from models.train.sentence import Sentence, Span

ROOT = Path(__file__).resolve().parents[2]


def test_a_block_of_the_page_is_replaced_and_nothing_else():
    page = "a\n<!-- names -->\nold\n<!-- /names -->\nb\n<!-- news -->\n<!-- /news -->\n"
    block = table(("", "F1"), [("x\\1", "0.9")])
    made = replaced(page, "names", block)
    assert made == page.replace("old\n", "|  | F1 |\n| --- | --- |\n| x\\1 | 0.9 |\n")
    assert replaced(made, "news", "new").endswith("<!-- news -->\nnew\n<!-- /news -->\n")
    with pytest.raises(ValueError, match="no place <!-- other -->"):
        replaced(page, "other", "x")


def test_errors_are_told_apart():
    gold = {(0, 5, "ORG"), (10, 15, "PERSON"), (20, 30, "GPE"), (40, 45, "DATE"), (50, 60, "ORG")}
    found = {(0, 5, "ORG"), (10, 15, "ORG"), (20, 28, "GPE"), (52, 60, "GPE"), (70, 75, "NORP")}
    assert sorted(error_kinds(gold, found)) == [
        ("false", "NORP"),
        ("label", "PERSON"),
        ("missed", "DATE"),
        ("span", "GPE"),
        ("span and label", "ORG"),
    ]


def test_the_page_has_a_place_for_every_block():
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    for name in (
        *("names", "errors", "news", "others", "chains", "events"),
        *("held out", "unseen", "calibration"),
    ):
        assert replaced(page, name, "x") != page


def test_recorded_figures_become_rows():
    fields = dict.fromkeys(("event", "strict", "detection", "issuers", "targets"), 0.5)
    told = {"news": {"labelled": 9.0, **fields, "action_family": 0.8, "status_family": 0.7}}
    last = held_out_table(told).splitlines()[-1]
    assert last == "| news | 9 | 0.500 | 0.500 | 0.500 | 0.500 | 0.500 | 0.800 | 0.700 |"
    bins = {"limits": [0.4], "counts": [3.0, 2.0], "shares": [0.25, 0.75]}
    assert calibration_table(bins).splitlines()[2:] == [
        "| 0.00 | 3 | 0.25 |",
        "| 0.40 | 2 | 0.75 |",
    ]


def test_places_of_the_gold_count_letters_and_digits_alone():
    assert positions("a b, 1") == [0, 1, 1, 2, 2, 2, 3]
    assert digest("“A b”") == digest("A\n\nb")


def test_every_span_of_the_gold_leads_to_one_of_its_entities():
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        known = {key for key, *_ in item["entities"]}
        spans = [*item["mentions"], *item["roles"], *item["quotes"]]
        assert all(start < end for start, end, _ in spans)
        assert {who for *_, who in spans} - known <= {0}


def test_spans_stay_on_their_words_where_spaces_are_dropped():
    given = Sentence("a", "It rained.  Then  Ann Lee left.", (Span(18, 25, "PERSON"),))
    made = single_spaced(given)
    (span,) = made.spans
    assert (made.text, made.text[span.start : span.end]) == (
        "It rained. Then Ann Lee left.",
        "Ann Lee",
    )
