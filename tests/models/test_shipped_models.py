"""The shipped models load and read fresh sentences; they are small and name their data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from models.train.sentence import LABELS
from transforms.sanctions.judging import NETS

NEWS_EN = Path(__file__).resolve().parents[2] / "models" / "news_en"
MAX_BYTES = 25_000_000


@pytest.fixture(scope="module")
def names() -> Language:
    return spacy.load(NEWS_EN / "names")


@pytest.fixture(scope="module")
def parser() -> Language:
    return spacy.load(NEWS_EN / "parser")


def found(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(e.text, e.label_) for e in nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Canada and the European Union imposed new sanctions on Belarus on Thursday.",
            [
                ("Canada", "GPE"),
                ("European Union", "ORG"),
                ("Belarus", "GPE"),
                ("Thursday", "DATE"),
            ],
        ),
        (
            "President Emmanuel Macron met Chinese officials in Paris last week.",
            [
                ("Emmanuel Macron", "PERSON"),
                ("Chinese", "NORP"),
                ("Paris", "GPE"),
                ("last week", "DATE"),
            ],
        ),
        (
            "The State Department said Iran’s oil sales had reached $2 billion.",
            [("State Department", "ORG"), ("Iran", "GPE"), ("$2 billion", "MONEY")],
        ),
        (
            "Mr. Wang told reporters in Beijing that U.S.-led talks had failed.",
            [("Wang", "PERSON"), ("Beijing", "GPE"), ("U.S.", "GPE")],
        ),
    ],
)
def test_obvious_names_are_found(
    names: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(names, text) == expected


def test_labels_are_those_of_the_guide(names: Language) -> None:
    assert sorted(names.get_pipe("ner").labels) == sorted(LABELS)  # type: ignore[attr-defined]


def test_whole_input_is_one_tree(parser: Language) -> None:
    doc = parser("Canada froze the assets of two banks. It also banned their owners.")
    assert len(list(doc.sents)) == 1
    assert sum(token.head.i == token.i for token in doc) == 1


def test_passive_subject_and_agent_are_told(parser: Language) -> None:
    doc = parser("Two Russian banks were sanctioned by Canada.")
    verb = next(token for token in doc if token.text == "sanctioned")
    assert verb.dep_ == "ROOT"
    assert {(t.text, t.dep_) for t in verb.children} >= {("banks", "nsubj:pass")}
    assert {t.text for t in verb.subtree} >= {"Canada"}
    assert (doc[1].pos_, doc[2].tag_, doc[2].lemma_) == ("ADJ", "NNS", "bank")


def test_active_subject_and_object_are_told(parser: Language) -> None:
    doc = parser("The government imposed sanctions on the company.")
    assert {(t.text, t.dep_) for t in doc} >= {
        ("government", "nsubj"),
        ("imposed", "ROOT"),
        ("sanctions", "obj"),
    }


def test_both_models_split_words_alike(names: Language, parser: Language) -> None:
    text = "The U.S.-backed force can't leave al-Tanf before mid-2024."
    assert [t.text for t in names.make_doc(text)] == [t.text for t in parser.make_doc(text)]


def test_models_are_small() -> None:
    assert sum(p.stat().st_size for p in NEWS_EN.rglob("*") if p.is_file()) < MAX_BYTES
    assert NETS.stat().st_size < MAX_BYTES


@pytest.mark.parametrize("model", ["names", "parser"])
def test_model_names_its_data_and_no_machine(model: str) -> None:
    meta = json.loads((NEWS_EN / model / "meta.json").read_text(encoding="utf-8"))
    config = (NEWS_EN / model / "config.cfg").read_text(encoding="utf-8")
    assert meta["name"] == f"news_en_{model}"
    assert all(len(source["sha256"]) == 64 for source in meta["sources"])
    assert meta["performance"]
    for text in (json.dumps(meta), config):
        assert re.findall(r'"/\w[^"]*"', text) == []
