"""Trees come onto the tokens of our tokenizer, or not at all."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from models.train.pipeline import blank
from models.train.treebank import MAX_MEMBERS, read_conllu, read_treebank, to_doc

NLP = blank()


def conllu(text: str, *rows: str) -> str:
    return "\n".join([f"# text = {text}", *("\t".join(row.split("|")) for row in rows), "", ""])


PLAIN = conllu(
    "Iran's banks fell.",
    "1-2|Iran's|_|_|_|_|_|_|_|_",
    "1|Iran|Iran|PROPN|NNP|Number=Sing|3|nmod:poss|_|_",
    "2|'s|'s|PART|POS|_|1|case|_|_",
    "3|banks|bank|NOUN|NNS|Number=Plur|4|nsubj|_|_",
    "4|fell|fall|VERB|VBD|ExtPos=ADV,Mood=Ind|0|root|_|_".replace(",", "&"),
    "5|.|.|PUNCT|.|_|4|punct|_|_",
).replace("ExtPos=ADV&", "ExtPos=ADV|")


def test_tree_is_read_onto_tokens() -> None:
    (tree,) = read_conllu(PLAIN, "doc")
    doc = to_doc(NLP, tree)
    assert doc is not None
    assert [(t.text, t.dep_, t.head.text, t.lemma_) for t in doc] == [
        ("Iran", "nmod:poss", "banks", "Iran"),
        ("'s", "case", "Iran", "'s"),
        ("banks", "nsubj", "fell", "bank"),
        ("fell", "ROOT", "fell", "fall"),
        (".", "punct", "fell", "."),
    ]
    assert str(doc[3].morph) == "Mood=Ind"


def test_token_over_two_words_takes_the_one_that_heads() -> None:
    (tree,) = read_conllu(
        conllu(
            "See http://un.org/x now",
            "1|See|see|VERB|VB|_|0|root|_|_",
            "2|http://|http|X|ADD|_|3|compound|_|_",
            "3|un.org/x|x|PROPN|NNP|_|1|obj|_|_",
            "4|now|now|ADV|RB|_|1|advmod|_|_",
        ),
        "doc",
    )
    doc = to_doc(NLP, tree)
    assert doc is not None
    assert [(t.text, t.dep_, t.tag_) for t in doc] == [
        ("See", "ROOT", "VB"),
        ("http://un.org/x", "obj", "NNP"),
        ("now", "advmod", "RB"),
    ]


def test_word_over_two_tokens_is_headed_by_its_last() -> None:
    (tree,) = read_conllu(
        conllu(
            "a U.S.-led force",
            "1|a|a|DET|DT|_|3|det|_|_",
            "2|U.S.-led|U.S.-led|ADJ|JJ|_|3|amod|_|_",
            "3|force|force|NOUN|NN|_|0|root|_|_",
        ),
        "doc",
    )
    doc = to_doc(NLP, tree)
    assert doc is not None
    assert [(t.text, t.dep_, t.head.text) for t in doc] == [
        ("a", "det", "force"),
        ("U.S.", "compound", "led"),
        ("-", "punct", "led"),
        ("led", "amod", "force"),
        ("force", "ROOT", "force"),
    ]


def test_words_that_are_not_the_text_are_left_out() -> None:
    assert list(read_conllu(conllu("Iran fell.", "1|Iraq|_|X|X|_|0|root|_|_"), "doc")) == []


def test_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.addfile(tarfile.TarInfo(f"{number}.conllu"), io.BytesIO())
    with pytest.raises(ValueError, match="too many"):
        list(read_treebank(path))


def test_nationality_is_parted_from_what_is_led() -> None:
    assert [t.text for t in NLP("The U.S.-led force, since mid-2004")] == [
        "The", "U.S.", "-", "led", "force", ",", "since", "mid", "-", "2004",
    ]  # fmt: skip
