"""Corpora are read into natural text; what is measured on is never trained on."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from models.train.corpora import held_out, read_gmb, read_gold, without
from models.train.detokenise import detokenise
from models.train.names import load
from models.train.sentence import Sentence, Span, folded

SHARED = Path(__file__).resolve().parents[2] / "../shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="the corpora do not lie beside the checkout"
)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Mr. Bush 's trip , he said .", "Mr. Bush's trip, he said."),
        ('He called it " a first step " today .', 'He called it "a first step" today.'),
        ("the countries ' affairs", "the countries' affairs"),
        ("It cost $ 12 billion ( in 2004 ) .", "It cost $12 billion (in 2004)."),
        ("They do n't know .", "They don't know."),
        ("killed 2,00,000 people", "killed 200,000 people"),
        ("the U.S. 's allies", "the U.S.'s allies"),
    ],
)
def test_words_become_natural_text(words: str, text: str) -> None:
    made, places = detokenise(words.split(" "))
    assert made == text
    assert len(places) == len(words.split(" "))


def test_every_word_is_at_its_place() -> None:
    words = ["Iran", "'s", "leader", '"', "agreed", '"', "."]
    text, places = detokenise(words)
    assert [text[start:end] for start, end in places] == words


def test_gmb_table_is_read_with_spans_and_tags(tmp_path: Path) -> None:
    path = tmp_path / "gmb.csv.gz"
    rows = ["sentence,word,pos,tag", "4,Saudi,NNP,B-geo", "4,Arabia,NNP,I-geo", "4,'s,POS,O"]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join([*rows, "4,king,NN,O", "9,Go,VB,O", ""]))
    first, second = read_gmb(path)
    assert (first.key, first.text, first.spans) == (
        "gmb-4",
        "Saudi Arabia's king",
        (Span(0, 12, "geo"),),
    )
    assert [(w.pos, w.tag) for w in first.words][:2] == [("NNP", "B-geo"), ("NNP", "I-geo")]
    assert second.text == "Go"


def test_a_sentence_is_left_out_however_it_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"text": "Iran's leader spoke."}) + "\n", encoding="utf-8")
    given = [Sentence("a", "Iran 's leader spoke ."), Sentence("b", "Iran's leader slept.")]
    assert [s.key for s in without(given, held_out([path]))] == ["b"]


@needs_shared
def test_no_measuring_sentence_is_trained_on() -> None:
    measured = {
        folded(json.loads(line)["text"])
        for name in ("ner_dev", "sanctions_dev")
        for line in (SHARED / f"gold/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    corpus = load(SHARED)
    trained = [folded(s.text) for s in (*corpus.tagged, *corpus.gold)]
    assert len(measured) > 300
    assert len(trained) > 40_000
    assert measured.isdisjoint(trained)


@needs_shared
def test_gold_spans_quote_their_text() -> None:
    first = next(iter(read_gold(SHARED / "gold/ner_dev.jsonl")))
    assert [(first.text[s.start : s.end], s.label) for s in first.spans] == [
        ("Egypt", "GPE"),
        ("Vincent van Gogh", "PERSON"),
        ("Cairo", "GPE"),
        ("Saturday", "DATE"),
    ]
