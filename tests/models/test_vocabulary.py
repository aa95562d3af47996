"""What the nets know by name: words as the readings part them, if they stand often enough."""

from __future__ import annotations

from functools import cache

import pytest

from models.train.items import examples, read_items
from models.train.vocabulary import LEAST, clusters_of, tokens_of, vocabulary_of
from transforms.language import pipelines
from transforms.language.pipelines import Pipelines
from transforms.sanctions.net_inputs import UNKNOWN

TOLD = "In mid-2004 the U.S.-led “coalition” imposed sanctions on Chad’s 20-year-old bank."


@cache
def _pipelines() -> Pipelines:
    return pipelines.load()


def test_words_are_parted_as_a_reading_parts_them():
    (item,) = read_items([{"id": "x", "text": TOLD, "context": "", "events": []}], _pipelines())
    assert tokens_of(TOLD, _pipelines()) == [token.lower for token in item.reading.tokens]


def test_words_are_known_by_how_often_the_texts_have_them():
    texts = [["oslo", "sleeps"]] * LEAST + [["chad", "sleeps"]] * (LEAST - 1)
    known = vocabulary_of([], texts, {"oslo": "c1", "lima": "c1", "chad": "c2"})
    assert dict(known.words) == {"oslo": UNKNOWN + 1, "sleeps": UNKNOWN + 2}
    assert known.clusters["oslo"] == known.clusters["lima"] != known.clusters["chad"]
    assert vocabulary_of([], texts[::-1], {}).words == known.words


def test_an_example_gives_its_parse_and_features():
    gold = {"id": "x", "text": TOLD, "context": "", "events": []}
    made = list(examples(read_items([gold], _pipelines()))) * LEAST
    known = vocabulary_of(made, [], {})
    assert set(known.keys) == {"sanctions"}
    assert {"NOUN", "PROPN"} <= known.tags.keys()
    assert set(known.event_features) == set(made[0].asked.features)


def test_clusters_are_found_in_any_capitals(monkeypatch: pytest.MonkeyPatch):
    table = {"Oslo": "c1", "NATO": "c2", "sleeps": "c3"}
    monkeypatch.setattr("models.train.vocabulary.clusters", lambda: table)
    found = clusters_of({"oslo", "nato", "sleeps", "unheard"})
    assert found == {"oslo": "c1", "nato": "c2", "sleeps": "c3"}
