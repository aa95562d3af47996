"""What the terminal is given."""

from __future__ import annotations

import pytest

from flows.answers import print_answer
from flows.show import plain
from schemas.errors import BadInput
from warehouse.layout import Layout
from warehouse.publish import publish
from warehouse.store import open_store


@pytest.fixture
def layout(tmp_path):
    place = Layout(tmp_path)
    with open_store(place, wait=0) as store:
        publish(place, store)
    return place


def test_control_characters_are_shown_not_obeyed():
    assert plain("a\x1b]0;title\x07b\nc") == "a\\x1b]0;title\\x07b\nc"


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_two_columns_of_one_name_keep_their_own_values(layout, form, capfdbinary):
    print_answer(layout, "SELECT 1 AS a, 2 AS a", form)
    out = capfdbinary.readouterr().out
    if form == "json":
        assert out == b'[\n {\n  "a": 1,\n  "a_1": 2\n }\n]\n'
    elif form == "csv":
        assert out == b'"a","a_1"\n1,2\n'


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("SELECT [1, 2] AS a", b'"[1, 2]"'),
        ("SELECT MAP {'x': 1.5::DOUBLE} AS a", b'"[[""x"", 1.5]]"'),
        ("SELECT DATE '2024-05-01' AS a", b"2024-05-01"),
        ("SELECT 'x' AS a, NULL AS b", b'"x",'),
    ],
)
def test_csv_holds_every_type(layout, statement, line, capfdbinary):
    print_answer(layout, statement, "csv")
    assert capfdbinary.readouterr().out.splitlines()[1] == line


def test_an_interval_is_csv_too(layout, capfdbinary):
    print_answer(layout, "SELECT INTERVAL 1 DAY AS a", "csv")
    assert capfdbinary.readouterr().out.startswith(b'"a"\n')


@pytest.mark.parametrize("statement", ["", ";", "-- nothing"])
def test_an_empty_statement_is_wrong_usage(layout, statement):
    with pytest.raises(BadInput, match="the statement is empty"):
        print_answer(layout, statement, "table")
